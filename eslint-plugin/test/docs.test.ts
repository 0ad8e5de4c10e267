/** The pages of the rules: what they show as a defect is one, and what they advise is none. */
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';
import { rules } from '../src/rules/index.ts';
import { version } from '../src/version.ts';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

const linter = new Linter();

/** The JavaScript blocks of a page, in order. */
function blocksOf(id: string): readonly string[] {
  const url = new URL(`../../docs/rules/${id}.md`, import.meta.url);
  const page = existsSync(url) ? readFileSync(url, 'utf8') : '';
  return [...page.matchAll(/^```js\n(?<code>.*?)^```$/gmsu)].map((match) => match.groups?.code ?? '');
}

/** Names of the rules that report something in a text, each once. */
function reported(id: keyof typeof rules, code: string): readonly (string | null)[] {
  const { targets = [] } = rules[id].meta.docs ?? {};
  const messages = linter.verify(
    code,
    {
      files: ['**/*.js'],
      plugins: { snapsafe: plugin },
      rules: plugin.configs.strict.rules ?? {},
      settings: { snapsafe: { target: targets[0] } },
      languageOptions: { parser },
    },
    { filename: 'handler.js' },
  );
  return [...new Set(messages.map(({ ruleId }) => ruleId))];
}

describe.each(Object.keys(rules) as (keyof typeof rules)[])('docs/rules/%s.md', (id) => {
  const [bad = '', ...good] = blocksOf(id);

  it('shows JavaScript that this rule reports, and no other', () => {
    expect(reported(id, bad)).toEqual([`snapsafe/${id}`]);
  });

  it('advises JavaScript that no rule reports', () => {
    expect(good.length).toBeGreaterThan(0);
    for (const code of good) expect(reported(id, code)).toEqual([]);
  });

  it('is where the rule says its page is', () => {
    expect(rules[id].meta.docs?.url).toMatch(new RegExp(`/docs/rules/${id}\\.md$`, 'u'));
  });
});

describe('the plugin', () => {
  it('has the version of its package', () => {
    expect((JSON.parse(read('../package.json')) as { version: string }).version).toBe(version);
  });

  it('turns on in recommended what strict turns on, but for the strict rules and options', () => {
    const { recommended, strict } = plugin.configs;
    const strictOnly = Object.keys(rules).filter(
      (name) => rules[name as keyof typeof rules].meta.docs?.preset === 'strict',
    );
    expect(Object.keys(strict.rules ?? {})).toEqual(Object.keys(rules).map((name) => `snapsafe/${name}`));
    expect(Object.keys(recommended.rules ?? {})).toEqual(
      Object.keys(rules)
        .filter((name) => !strictOnly.includes(name))
        .map((name) => `snapsafe/${name}`),
    );
    expect(strictOnly).toEqual(['prefer-module-scope', 'remote-read-in-init']);
  });

  it.each([
    ['calls', `export const x = a${'.b()'.repeat(1000)};`],
    ['operands', `export const x = ${'"a" + '.repeat(3000)}Math.random();`],
  ])('goes on where code nests deeper than it follows: %s', (_what, code) => {
    const config = { plugins: { snapsafe: plugin }, rules: plugin.configs.strict.rules ?? {} };
    expect(linter.verify(`export const y = Math.random();\n${code}`, config).map(({ line }) => line)).toContain(1);
  });

  it.each([
    [{ target: 'crac' }, 'target must be one of "snapstart", "startup-snapshot", "workers"'],
    [{ restoreBarrier: 'awaitRestore' }, 'restoreBarrier must be an array of strings'],
    [{ afterRestore: 1 }, 'afterRestore must be the name of a function'],
    [{ afterRestore: { name: 'a', from: 1 } }, 'afterRestore.from must be a module name'],
    [{ handler: [] }, 'handler must be one of target'],
    [{ versions: { redis: 3 } }, 'versions must be an object of version ranges'],
    [{ importedLibraries: [{ source: './db' }] }, 'importedLibraries must be an array of'],
    [[], 'settings.snapsafe must be an object'],
  ])('says what is wrong with the settings %j', (snapsafe, message) => {
    const config = { plugins: { snapsafe: plugin }, rules: { 'snapsafe/prng-in-init': 'error' as const } };
    expect(() => linter.verify('a;', { ...config, settings: { snapsafe } })).toThrow(message);
  });
});
