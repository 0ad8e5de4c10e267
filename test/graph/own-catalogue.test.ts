/** What a configuration adds to the analysis: entry points, own catalogue entries, safe types. */
import { describe, expect, it } from 'vitest';
import type { RuleOptions } from '../../src/rules/runners/run-rules.ts';
import { stages } from '../../src/run/stages.ts';

const HANDLER = (body: string): string => `package com.acme;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.vendor.cache.CacheClient;
public class Handler implements RequestHandler<String, String> {
${body}
  public String handleRequest(String event, Context context) { return event; }
}
`;

/** What the rules find in these files, as `file:line rule confidence`. */
async function findings(
  files: Readonly<Record<string, string>>,
  changes: Partial<RuleOptions> = {},
): Promise<string[]> {
  const lower = stages.lowering('orchard');
  const facts = await Promise.all(Object.entries(files).map(([file, text]) => lower(text, file)));
  const result = await stages.runRules(facts, { target: 'snapstart', severities: new Map(), ...changes });
  return result.findings.map(
    ({ file, range, ruleId, confidence }) => `${file}:${range.start.line} ${ruleId} ${confidence}`,
  );
}

describe('an own catalogue entry', () => {
  const client = { type: 'com.vendor.cache.CacheClient', member: '<init>', rule: 'connection-in-init' } as const;
  const source = { 'Handler.java': HANDLER('  private final CacheClient cache = new CacheClient("cache:6379");') };

  it('makes a client known', async () => {
    expect(await findings(source)).toEqual([]);
    expect(await findings(source, { ownCatalogue: { members: [client], safeTypes: [] } })).toEqual([
      'Handler.java:6 connection-in-init definite',
    ]);
    // It does not outlive the run that it is for.
    expect(await findings(source)).toEqual([]);
  });

  it('holds for on-demand imports, static factories, and not for handler code or other members', async () => {
    const factory = { ...client, member: 'open' };
    const ownCatalogue = { members: [client, factory], safeTypes: [] };
    const body =
      '  private final CacheClient a = CacheClient.open();\n  private final CacheClient b = CacheClient.idle();';
    expect(await findings({ 'Handler.java': HANDLER(body) }, { ownCatalogue })).toEqual([
      'Handler.java:6 connection-in-init definite',
    ]);
    const onDemand = HANDLER('  final CacheClient c = new CacheClient();').replace('cache.CacheClient;', 'cache.*;');
    expect(await findings({ 'Handler.java': onDemand }, { ownCatalogue })).toEqual([
      'Handler.java:6 connection-in-init definite',
    ]);
    const lazy = HANDLER('  CacheClient get() { return new CacheClient(); }');
    expect(await findings({ 'Handler.java': lazy }, { ownCatalogue })).toEqual([]);
  });

  it('speaks for a wrapper of the project, whose code is then not looked into', async () => {
    const wrapped = {
      'Ids.java':
        'package com.acme;\nclass Ids {\n  static String next() { return java.util.UUID.randomUUID().toString(); }\n}\n',
      'Handler.java': HANDLER('  private final String id = Ids.next();'),
    };
    expect(await findings(wrapped)).toEqual(['Ids.java:3 unique-value-in-init definite']);
    const right = { type: 'com.acme.Ids', member: 'next', rule: null };
    expect(await findings(wrapped, { ownCatalogue: { members: [right], safeTypes: [] } })).toEqual([]);
    const wrong = { type: 'com.acme.Ids', member: 'next', rule: 'key-material-in-init' } as const;
    expect(await findings(wrapped, { ownCatalogue: { members: [wrong], safeTypes: [] } })).toEqual([
      'Handler.java:6 key-material-in-init definite',
    ]);
  });
});

describe('a safe type', () => {
  const source = { 'Handler.java': HANDLER('  private final java.util.Random random = new java.util.Random();') };

  it('is right with all its members, a package with all its classes', async () => {
    expect(await findings(source)).toEqual(['Handler.java:6 prng-in-init definite']);
    const withSafe = (type: string): Promise<string[]> =>
      findings(source, { ownCatalogue: { members: [], safeTypes: [type] } });
    expect(await withSafe('java.util.Random')).toEqual([]);
    expect(await withSafe('java.util.*')).toEqual([]);
    expect(await withSafe('java.util.Rand')).toEqual(['Handler.java:6 prng-in-init definite']);
    expect(await withSafe('java.*')).toEqual([]);
    expect(await withSafe('jav.*')).toEqual(['Handler.java:6 prng-in-init definite']);
  });
});

describe('an entry point', () => {
  const source = {
    'Boot.java':
      'package com.acme;\nclass Boot {\n  private final java.util.Random a = new java.util.Random();\n' +
      '  private java.util.Random b;\n  void start() {\n    b = new java.util.Random();\n  }\n' +
      '  static java.util.Random c;\n  static void load() {\n    c = new java.util.Random();\n  }\n}\n',
    'Handler.java': HANDLER(''),
  };

  it('is started like a handler when it is a class, and run when it is a method', async () => {
    expect(await findings(source)).toEqual([]);
    const from = (...entryPoints: readonly string[]): Promise<string[]> => findings(source, { entryPoints });
    expect(await from('com.acme.Boot')).toEqual(['Boot.java:3 prng-in-init definite']);
    expect(await from('com.acme.Boot#load')).toEqual(['Boot.java:10 prng-in-init definite']);
    expect((await from('com.acme.Boot#start')).sort()).toEqual([
      'Boot.java:3 prng-in-init definite',
      'Boot.java:6 prng-in-init definite',
    ]);
    expect(await from('com.acme.Boot#stop', 'com.acme.Nobody')).toEqual([]);
  });
});
