import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../src/config/defaults.ts';
import { parseDocument } from '../../src/config/document.ts';
import type { Config, RuleDescription } from '../../src/config/schema.ts';
import { validateConfig } from '../../src/config/validate.ts';

const rules: readonly RuleDescription[] = [
  { id: 'prng-in-init', title: 'Generators' },
  {
    id: 'restore-budget',
    title: 'Budget',
    options: {
      seconds: { type: 'number', default: 10, minimum: 1, maximum: 60, description: 'Seconds' },
      deep: { type: 'boolean', default: false, description: 'Deep' },
      mode: { type: 'choice', default: 'sum', choices: ['sum', 'longest'], description: 'Mode' },
      ignore: { type: 'names', default: [], description: 'Ignored' },
    },
  },
];

/** The configuration, or what is wrong with the text. */
async function read(text: string, language: 'json' | 'yaml' = 'json'): Promise<Config | string[]> {
  const parsed = await parseDocument(text, language);
  if (!parsed.ok) return [`${parsed.place.line}:${parsed.place.column} ${parsed.message}`];
  const result = validateConfig(parsed.document, { file: 'c', root: [], rules });
  if (result.ok) return result.config;
  return result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

it('has defaults for an empty file, the ones that hold without a file', async () => {
  expect(await read('{}')).toEqual(DEFAULT_CONFIG);
  expect(await read('{}', 'yaml')).toEqual(DEFAULT_CONFIG);
});

it('takes every key', async () => {
  const text = `{
    // comments and a trailing comma are fine
    "$schema": "./schema.json",
    "target": "crac",
    "preset": "strict",
    "rules": {
      "prng-in-init": "off",
      "restore-budget": ["error", { "seconds": 2.5, "deep": true, "mode": "longest", "ignore": ["a"] }],
    },
    "include": ["src/"],
    "exclude": ["**/generated/**"],
    "includeTests": true,
    "includeInfrastructure": true,
    "entryPoints": ["com.acme.Boot", "com.acme.Boot$Inner#start"],
    "handlers": ["src/handlers/*.ts"],
    "node": {
      "target": "workers", "restoreBarrier": ["awaitRestore"], "allow": ["uuid"],
      "afterRestore": { "name": "onRestore", "from": "./snapshot" },
    },
    "catalogue": [{ "type": "com.acme.CacheClient", "rule": "connection-in-init" }, { "type": "X", "member": "of", "rule": null }],
    "safeTypes": ["com.acme.Ids", "com.acme.safe.*"],
    "assumeSnapStart": true,
    "afterRestoreBudget": 4,
    "baseline": false,
  }`;
  expect(await read(text)).toEqual({
    $schema: './schema.json',
    target: 'crac',
    preset: 'strict',
    rules: {
      'prng-in-init': 'off',
      'restore-budget': ['error', { seconds: 2.5, deep: true, mode: 'longest', ignore: ['a'] }],
    },
    include: ['src/'],
    exclude: ['**/generated/**'],
    includeTests: true,
    includeInfrastructure: true,
    entryPoints: ['com.acme.Boot', 'com.acme.Boot$Inner#start'],
    handlers: ['src/handlers/*.ts'],
    node: {
      target: 'workers',
      restoreBarrier: ['awaitRestore'],
      allow: ['uuid'],
      afterRestore: { name: 'onRestore', from: './snapshot' },
    },
    catalogue: [
      { type: 'com.acme.CacheClient', member: '<init>', rule: 'connection-in-init' },
      { type: 'X', member: 'of', rule: null },
    ],
    safeTypes: ['com.acme.Ids', 'com.acme.safe.*'],
    assumeSnapStart: true,
    afterRestoreBudget: 4,
    baseline: false,
  });
});

describe('what is wrong', () => {
  it.each<[string, string]>([
    ['{ "prest": "all" }', "1:3 unknown key 'prest' (did you mean 'preset'?)"],
    ['{ "qqqqqqq": 1 }', "1:3 unknown key 'qqqqqqq'"],
    [
      '{ "preset": "strikt" }',
      `1:13 preset: expected "recommended", "strict" or "all", but it is "strikt" (did you mean 'strict'?)`,
    ],
    ['{ "includeTests": "yes" }', '1:19 includeTests: expected true or false, but it is "yes"'],
    ['{ "exclude": "gen" }', '1:14 exclude: expected a list, but it is "gen"'],
    ['{ "exclude": ["a", 3] }', '1:20 exclude[1]: expected a text, but it is 3'],
    ['{ "exclude": [""] }', '1:15 exclude[0]: expected a text that is not empty, but it is ""'],
    ['{ "rules": { "prng-init": "off" } }', "1:14 unknown key 'prng-init' (did you mean 'prng-in-init'?)"],
    ['{ "rules": [] }', '1:12 rules: expected an object, but it is a list'],
    [
      '{ "rules": { "prng-in-init": "warn" } }',
      `1:30 rules.prng-in-init: expected "error", "warning", "info", "off" or "on", but it is "warn" (did you mean 'warning'?)`,
    ],
    [
      '{ "rules": { "prng-in-init": ["error", {}] } }',
      '1:30 rules.prng-in-init: expected "error", "warning", "info", "off" or "on", but it is a list',
    ],
    [
      '{ "rules": { "restore-budget": 3 } }',
      '1:32 rules.restore-budget: expected "error", "warning", "info", "off", "on" or a list, but it is 3',
    ],
    [
      '{ "rules": { "restore-budget": ["error", { "second": 3 }] } }',
      "1:44 unknown key 'second' (did you mean 'seconds'?)",
    ],
    [
      '{ "rules": { "restore-budget": ["error", { "seconds": 0 }] } }',
      '1:55 rules.restore-budget[1].seconds: expected at least 1, but it is 0',
    ],
    [
      '{ "rules": { "restore-budget": ["loud", {}] } }',
      '1:33 rules.restore-budget[0]: expected "error", "warning", "info", "off" or "on", but it is "loud"',
    ],
    [
      '{ "rules": { "restore-budget": ["error"] } }',
      '1:32 rules.restore-budget[1]: expected an object, but it is missing',
    ],
    ['{ "catalogue": [{ "type": "a.B" }] }', "1:17 catalogue[0]: the key 'rule' is missing"],
    [
      '{ "catalogue": [{ "type": "a b", "rule": null }] }',
      '1:27 catalogue[0].type: expected the qualified name of a class, such as com.acme.CacheClient, but it is "a b"',
    ],
    [
      '{ "entryPoints": ["com.acme.Boot.start()"] }',
      '1:19 entryPoints[0]: expected a class or a method of one, such as com.acme.Boot or com.acme.Boot#start, but it is "com.acme.Boot.start()"',
    ],
    [
      '{ "safeTypes": ["*"] }',
      '1:17 safeTypes[0]: expected a class or a package with .*, such as com.acme.Ids or com.acme.safe.*, but it is "*"',
    ],
    ['{ "afterRestoreBudget": 100 }', '1:25 afterRestoreBudget: expected at most 60, but it is 100'],
    ['{ "baseline": true }', '1:15 baseline: expected a text or false, but it is true'],
    ['[]', '1:1 configuration: expected an object, but it is a list'],
    ['3', '1:1 configuration: expected an object, but it is 3'],
    ['', '1:1 not valid JSON: value expected'],
    ['{ "target": "crac" "preset": "all" }', '1:20 not valid JSON: comma expected'],
    ['{\n "target": "crac",\n "target": "crac"\n}', "3:2 the key 'target' is there twice"],
    ['{ "__proto__": { "target": "crac" } }', "1:3 unknown key '__proto__'"],
  ])('in %s', async (text, message) => {
    expect(await read(text)).toEqual([message]);
  });

  it('is all told, in the order of the text; of the unknown keys of an object the first', async () => {
    expect(await read('{\n  "b": 1,\n  "target": 2,\n  "a": 1\n}')).toEqual([
      "2:3 unknown key 'b'",
      '3:13 target: expected "snapstart" or "crac", but it is 2',
    ]);
  });

  it('has its place in YAML too', async () => {
    expect(
      await read('target: crac\nrules:\n  restore-budget:\n    - error\n    - secs: 3\n  prng-in-init: of\n', 'yaml'),
    ).toEqual([
      "5:7 unknown key 'secs'",
      `6:17 rules.prng-in-init: expected "error", "warning", "info", "off" or "on", but it is "of" (did you mean 'off'?)`,
    ]);
    expect(await read('target: [crac', 'yaml')).toEqual([
      '1:14 not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]',
    ]);
    expect(await read('target: crac\ntarget: crac\n', 'yaml')).toEqual(['2:1 not valid YAML: Map keys must be unique']);
    expect(await read('rules: &r\n  prng-in-init: off\nexclude: *r\n', 'yaml')).toEqual([
      '3:10 exclude: expected a list, but it is an object',
    ]);
  });

  it('stays one problem for hostile files', async () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefghi'
        .split('')
        .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[index]!}`).join()}]`),
    ];
    expect(await read(bomb.join('\n'), 'yaml')).toEqual([
      '1:1 Excessive alias count indicates a resource exhaustion attack',
    ]);
    expect(await read('['.repeat(200_000))).toEqual(['1:1 nested too deeply']);
  });
});
