import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configFinder } from '../../src/config/find.ts';
import type { FinderOptions } from '../../src/config/find.ts';
import { settingsLookUp } from '../../src/config/settings.ts';
import type { Overrides, Settings } from '../../src/config/settings.ts';
import restoreBudget from '../../src/rules/restore-budget.ts';

const rules = [{ id: 'prng-in-init', title: 'Generators' }];

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-config-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

/** The file whose configuration holds in a directory, with its preset; or what is wrong. */
async function found(directory: string, options: Partial<FinderOptions> = {}): Promise<string> {
  const result = await configFinder({ cwd: root, rules, source: 'nearest', ...options })(join(root, directory));
  if (result.ok) return `${result.found.file ?? 'none'} ${result.found.config.preset}`;
  return result.problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`).join('\n');
}

describe('the configuration of a directory', () => {
  it('is the nearest one upward, in any of its forms', async () => {
    write({
      'snapsafe.config.json': '{ "preset": "strict" }',
      'a/snapsafe.config.jsonc': '{ /* all */ "preset": "all" }',
      'a/b/c/snapsafe.config.yaml': 'preset: strict',
      'd/package.json': '{ "name": "d", "snapsafe": { "preset": "all" } }',
      'e/package.json': '{ "name": "e" }',
      'f/snapsafe.config.yml': '{}',
    });
    expect(await found('.')).toBe('snapsafe.config.json strict');
    expect(await found('a/b')).toBe('a/snapsafe.config.jsonc all');
    expect(await found('a/b/c/x/y')).toBe('a/b/c/snapsafe.config.yaml strict');
    expect(await found('d/src')).toBe('d/package.json all');
    expect(await found('e/src')).toBe('snapsafe.config.json strict');
    expect(await found('f')).toBe('f/snapsafe.config.yml recommended');
  });

  it('is not looked for outside of the repository', async () => {
    write({ 'snapsafe.config.json': '{ "preset": "strict" }', 'repo/.git/HEAD': '', 'repo/src/A.java': '' });
    expect(await found('repo/src')).toBe('none recommended');
  });

  it('may be named, or left out, for every directory', async () => {
    write({ 'snapsafe.config.json': '{ "preset": "strict" }', 'ci/all.json': '{ "preset": "all" }' });
    expect(await found('src', { source: { file: 'ci/all.json' } })).toBe('ci/all.json all');
    expect(await found('src', { source: 'none' })).toBe('none recommended');
    expect(await found('src', { source: { file: 'ci/no.json' } })).toBe(
      'ci/no.json:1:1 cannot be read: it does not exist (a dangling link?)',
    );
  });

  it('is a problem when it is not valid, when it is there twice, or is no file', async () => {
    write({
      'a/snapsafe.config.json': '{',
      'b/snapsafe.config.json': '{}',
      'b/snapsafe.config.yaml': '{}',
      'c/package.json': '{\n "snapsafe": { "presets": "all" } }',
      'd/snapsafe.config.json/x': '',
    });
    expect(await found('a/x')).toBe('a/snapsafe.config.json:1:2 not valid JSON: close brace expected');
    expect(await found('b')).toBe(
      'b/snapsafe.config.json:1:1 snapsafe.config.yaml is in the same directory: keep one of them',
    );
    expect(await found('c')).toBe("c/package.json:2:16 unknown key 'presets' (did you mean 'preset'?)");
    expect(await found('d')).toBe('d/snapsafe.config.json:1:1 cannot be read: it is a directory');
  });
});

describe('settings', () => {
  async function settingsOf(file: string, overrides: Overrides = {}): Promise<Settings> {
    const find = configFinder({ cwd: root, rules, source: 'nearest' });
    const result = await settingsLookUp(find, overrides, rules)(join(root, file));
    if (!result.ok) throw new Error(result.problems[0]?.message);
    return result.settings;
  }

  it('are those of the configuration, and over them what the run sets', async () => {
    write({
      'snapsafe.config.json':
        '{ "target": "crac", "preset": "all", "rules": { "prng-in-init": "info" }, "includeTests": true, "baseline": "x/b.json" }',
    });
    const own = await settingsOf('src/A.java');
    expect(own).toMatchObject({ target: 'crac', preset: 'all', includeTests: true, baseline: join(root, 'x/b.json') });
    expect([...own.severities]).toEqual([['prng-in-init', 'info']]);
    const set = await settingsOf('src/A.java', {
      target: 'snapstart',
      preset: 'strict',
      includeTests: false,
      severities: new Map([['prng-in-init', 'off']]),
    });
    expect(set).toMatchObject({ target: 'snapstart', preset: 'strict', includeTests: false });
    expect([...set.severities]).toEqual([['prng-in-init', 'off']]);
  });

  it('give the budget of the hooks to the rule that measures them, unless that has its own', async () => {
    const measuring = [{ ...restoreBudget.meta, options: restoreBudget.meta.options ?? {} }];
    const optionsFor = async (text: string): Promise<unknown> => {
      write({ 'snapsafe.config.json': text });
      const find = configFinder({ cwd: root, rules: measuring, source: 'nearest' });
      const result = await settingsLookUp(find, {}, measuring)(join(root, 'A.java'));
      return result.ok ? result.settings.ruleOptions.get('restore-budget') : result.problems;
    };
    expect(await optionsFor('{ "afterRestoreBudget": 3 }')).toEqual({ budget: 3 });
    expect(
      await optionsFor('{ "afterRestoreBudget": 3, "rules": { "restore-budget": ["on", { "budget": 5 }] } }'),
    ).toEqual({ budget: 5 });
  });
});
