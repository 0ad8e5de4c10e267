/** What is loaded for what: a run that has nothing to do for a part must not pay for it. */
import { rmSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { project } from './process.ts';

const loaded = vi.hoisted(() => new Set<string>());
const noted = vi.hoisted(() => (name: string) => async (original: () => Promise<object>) => {
  loaded.add(name);
  return original();
});

vi.mock('../../src/run/run.ts', noted('run'));
vi.mock('../../src/run/analysis.ts', noted('analysis'));
vi.mock('../../src/rules/registry.ts', noted('rules'));
vi.mock('../../src/knowledge/catalogue.ts', noted('catalogue'));
vi.mock('../../src/java-ast/orchard.ts', noted('grammar'));
vi.mock('../../src/project/file-facts.ts', noted('project files'));
vi.mock('../../src/fixes/suggest.ts', noted('suggestions'));
vi.mock('../../src/config/validate.ts', noted('configuration'));
vi.mock('globby', noted('globby'));
vi.mock('yaml', noted('yaml'));

/** Exit code and what is written of a command over files, and what was loaded for the first time since the last one. */
async function run(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<readonly [number, string, readonly string[]]> {
  const before = new Set(loaded);
  const cwd = project(files);
  const written: string[] = [];
  const stream = { isTTY: false, write: (text: string): void => void written.push(text) };
  const terminal = { cwd, env: {}, stdout: stream, stderr: stream, readInput: () => Promise.resolve('') };
  try {
    const code = await main(['--no-cache', ...args], terminal);
    return [code, written.join(''), [...loaded].filter((name) => !before.has(name)).sort()];
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

it('loads each part with the first project that has something for it', async () => {
  expect(await run({}, '--version')).toEqual([0, expect.stringMatching(/^\d/u), []]);
  expect(await run({}, '--help')).toEqual([0, expect.stringContaining('Usage: snapsafe'), []]);
  expect(await run({}, '--nope')).toEqual([2, expect.stringContaining('--nope'), []]);
  expect(await run({})).toEqual([0, expect.stringContaining('no Java files'), ['run']]);
  expect(await run({ 'lib/a.ts': 'export const a = 1;', 'README.md': '' })).toMatchObject({ 0: 0, 2: [] });
  expect(await run({}, '--target', 'crac', '--preset', 'all')).toMatchObject({ 0: 0, 2: [] });
  expect(await run({}, 'gone')).toMatchObject({ 0: 2, 1: expect.stringContaining('gone') as string, 2: [] });
  expect(await run({}, '--rule', 'connection:off')).toMatchObject({ 0: 2, 2: [] });
  expect(await run({}, '--format', 'sarif')).toMatchObject({ 0: 0, 2: [] });
  expect(await run({}, '--print-config', 'A.java')).toMatchObject({ 0: 0, 2: [] });
  expect(await run({}, 'explain')).toMatchObject({ 0: 0, 2: [] });
  expect(await run({ 'notes.yaml': 'a: 1' })).toMatchObject({ 0: 0, 2: ['project files', 'yaml'] });
  expect(await run({ 'snapsafe.config.json': '{ "preset": "all" }' })).toMatchObject({ 2: ['configuration'] });
  expect(await run({}, '--ignore-pattern', 'gen')).toMatchObject({ 0: 0, 2: ['globby'] });
  const pom = '<project><groupId>a</groupId><artifactId>b</artifactId><version>1</version></project>';
  expect(await run({ 'pom.xml': pom })).toMatchObject({ 0: 0, 2: ['analysis', 'catalogue', 'rules'] });
  expect(await run({ 'A.java': 'class A {}' })).toMatchObject({ 0: 0, 2: ['grammar'] });
  const seeded = 'class A { static final java.util.Random R = new java.util.Random(); }';
  expect(await run({ 'A.java': seeded })).toMatchObject({ 0: 1, 2: ['suggestions'] });
});

it('says of nothing what the rules say of it', async () => {
  const { analysis } = await import('../../src/run/analysis.ts');
  const modules = [{ directory: '', build: null, dependencies: [], siblings: [], application: {}, profiles: {} }];
  const facts = { functions: [], modules, crac: { uses: [] }, problems: [] };
  for (const target of ['snapstart', 'crac'] as const) {
    for (const assumeSnapStart of [false, true]) {
      const options = {
        target,
        preset: 'all',
        severities: new Map(),
        assumeSnapStart,
        entryPoints: ['a.B#c'],
      } as const;
      const nothing = { findings: [], notSnapshotted: [], problems: [] };
      expect(analysis.runRules([], { ...options, facts })).toEqual(nothing);
      expect(analysis.runRules([], { ...options, facts: null })).toEqual(nothing);
    }
  }
});
