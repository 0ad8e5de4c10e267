/** The workflows that check and publish: what they may do, and that what they run exists. */
import { readdirSync, readFileSync, mkdtempSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { run } from './program.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const directory = join(root, '.github/workflows');

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: Readonly<Record<string, string>>;
        readonly steps: readonly { readonly uses?: string; readonly run?: string }[];
      }
    >
  >;
}

const workflow = (name: string): Workflow => parse(readFileSync(join(directory, name), 'utf8')) as Workflow;

describe.each(readdirSync(directory))('workflow %s', (name) => {
  const { permissions, jobs } = workflow(name);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it('uses actions by commit, which nobody can move', () => {
    const uses = steps.flatMap((step) => step.uses ?? []);
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/u.test(action))).toEqual([]);
  });

  it('may only read, but for the job that publishes', () => {
    expect(permissions).toEqual({ contents: 'read' });
    const more = Object.entries(jobs).flatMap(([job, { permissions: own }]) => (own === undefined ? [] : [job]));
    expect(more).toEqual(name === 'release.yml' ? ['publish'] : []);
  });

  it('puts nothing of an event into a shell, where it would be run', () => {
    const expressions = steps.flatMap((step) => step.run?.match(/\$\{\{.*?\}\}/gu) ?? []);
    expect(expressions).toEqual([]);
  });

  it('runs scripts that exist', () => {
    const scripts = steps.flatMap((step) => [...(step.run ?? '').matchAll(/(?:node|bash) (?<path>[\w./-]+)/gu)]);
    const missing = scripts.filter(({ groups }) => run('test', ['-f', join(root, groups?.path ?? '')]).code !== 0);
    expect(missing.map(({ groups }) => groups?.path)).toEqual([]);
  });
});

it('changes and releases are checked for known vulnerabilities of all that is bundled', () => {
  for (const name of ['ci.yml', 'release.yml']) {
    const runs = Object.values(workflow(name).jobs).map(({ steps }) => steps.flatMap((step) => step.run ?? []));
    expect(runs.flat(), name).toContain('npm audit --audit-level=low');
    // Signatures are those of what is installed.
    const signed = runs.filter((commands) => commands.includes('npm audit signatures'));
    expect(
      signed.map((commands) => commands.includes('npm ci --ignore-scripts')),
      name,
    ).toEqual(signed.map(() => true));
  }
});

describe('release notes', () => {
  const notesFor = (tag: string, changelog: string, version = '1.2.3'): ReturnType<typeof run> => {
    const home = mkdtempSync(join(tmpdir(), 'snapsafe-release-'));
    for (const folder of ['scripts', 'eslint-plugin']) mkdirSync(join(home, folder));
    cpSync(join(root, 'scripts/release-notes.mjs'), join(home, 'scripts/release-notes.mjs'));
    writeFileSync(join(home, 'package.json'), '{ "version": "1.2.3" }');
    writeFileSync(join(home, 'eslint-plugin/package.json'), JSON.stringify({ version }));
    writeFileSync(join(home, 'CHANGELOG.md'), changelog);
    const finished = run(process.execPath, ['scripts/release-notes.mjs', tag], { cwd: home });
    rmSync(home, { recursive: true });
    return finished;
  };
  const changelog = '# Changes\n\n## 1.2.3 (2030-01-02)\n\n- New.\n\n## 1.2.2 (2029-01-02)\n\n- Old.\n';

  it('are the section of the version', () => {
    expect(notesFor('v1.2.3', changelog)).toEqual({ code: 0, output: '- New.\n' });
  });

  it.each([
    ['a tag of another version', 'v1.2.2', changelog, '1.2.3', "package.json has version 1.2.3, the tag is 'v1.2.2'"],
    ['a plugin of another version', 'v1.2.3', changelog, '1.2.2', 'eslint-plugin/package.json has version 1.2.2'],
    ['a version without a date', 'v1.2.3', changelog.replace('2030-01-02', 'unreleased'), '1.2.3', 'no section'],
    ['a version that says nothing', 'v1.2.3', changelog.replace('- New.\n\n', ''), '1.2.3', 'says nothing'],
  ])('refuse %s', (_what, tag, text, version, message) => {
    const { code, output } = notesFor(tag, text, version);
    expect(output).toContain(message);
    expect(code).toBe(1);
  });
});
