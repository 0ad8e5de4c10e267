import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { namesSinks } from '../../src/graph/recordable.ts';
import { outlineOf } from '../../src/java-ast/outline.ts';
import { translateUnicodeEscapes } from '../../src/java-ast/unicode-escapes.ts';
import { namesOf, type Names } from '../../src/model/names.ts';
import { NO_FACTS } from '../../src/project/queries.ts';
import { rules } from '../../src/rules/registry.ts';
import { mayFollow, mayReport } from '../../src/rules/runners/may-report.ts';
import { findingsOf, factsOfFixture, projectFactsOf } from '../helpers/analyze.ts';
import { collectFixtures, type FixtureFile } from '../helpers/fixtures.ts';

const fixtures = ['rules', 'engine'].flatMap((folder) =>
  collectFixtures(join(fileURLToPath(new URL('../fixtures', import.meta.url)), folder)),
);
const ruleOf = new Map(rules.map((rule) => [rule.meta.id, rule]));

function namesIn(files: readonly FixtureFile[]): Names {
  return namesOf(files.map(({ path, text }) => ({ file: path, ...outlineOf(translateUnicodeEscapes(text).text) })));
}

describe('before anything is parsed', () => {
  it('names tell of all that rules report of the fixtures', async () => {
    const reporting = new Set<string>();
    for (const fixture of fixtures) {
      const findings = await findingsOf({ ...fixture, preset: 'all' });
      if (findings.length === 0) continue;
      const javaFacts = await factsOfFixture(fixture);
      const facts = (await projectFactsOf(fixture.projectFiles ?? [], javaFacts)) ?? NO_FACTS;
      const names = namesIn(fixture.files);
      const options = [{ target: fixture.target, severities: new Map() }];
      const known = { names, facts, mayRecord: namesSinks(names), mayStart: mayFollow(names, facts, options) };
      for (const { ruleId } of findings) {
        reporting.add(ruleId);
        expect(ruleOf.get(ruleId)?.mayReport?.(known), `${fixture.name}: ${ruleId}`).not.toBe(false);
      }
      expect(mayReport(names, facts, options), fixture.name).toBe(true);
    }
    expect([...reporting].sort()).toEqual(rules.map(({ meta }) => meta.id).sort());
  });

  const silent = [{ path: 'Size.java', text: 'package com.acme; public record Size(int width, int height) { }' }];
  const recommended = { target: 'snapstart', severities: new Map() } as const;

  it('names tell that there is nothing to report', () => {
    expect(mayReport(namesIn(silent), NO_FACTS, [recommended])).toBe(false);
    expect(mayReport(namesIn(silent), NO_FACTS, [{ ...recommended, target: 'crac' }])).toBe(false);
  });

  it.each([
    ['a rule that looks at all code is on', { ...recommended, preset: 'all' as const }],
    [
      'it is on under one of several configurations',
      { ...recommended, severities: new Map([['right-in-init', 'info']]) },
    ],
    ['entry points are named', { ...recommended, entryPoints: ['com.acme.Size'] }],
    [
      'the project says what its members do',
      {
        ...recommended,
        ownCatalogue: { members: [], safeTypes: ['com.acme.Size'] },
      },
    ],
  ] as const)('it is not certain where %s', (_, options) => {
    expect(mayReport(namesIn(silent), NO_FACTS, [recommended, options])).toBe(true);
  });

  it.each([
    ['a framework', 'import org.springframework.stereotype.Service; @Service class Store { }'],
    ['hooks', 'import org.crac.Resource; class Store implements Resource { }'],
    [
      'a handler of a library that is not there',
      'import com.house.LambdaRequestHandler; class Store extends LambdaRequestHandler { }',
    ],
    ['key variables', 'class Store { String key = read("AWS_SESSION_TOKEN"); }'],
  ])('it is not certain where sources name %s', (_, text) => {
    expect(mayReport(namesIn([{ path: 'Store.java', text }]), NO_FACTS, [recommended])).toBe(true);
  });

  it('it is not certain where a start-up may tell of missing sources', () => {
    const main = 'package com.acme; class App { public static void main(String[] args) { new Gone().run(); } }';
    const names = namesIn([{ path: 'App.java', text: main }]);
    expect(mayReport(names, NO_FACTS, [{ ...recommended, target: 'crac' }])).toBe(true);
    expect(mayReport(names, NO_FACTS, [recommended])).toBe(false);
  });

  it('a handler class of the project itself is known by its name', () => {
    const handler = { path: 'a/StreamHandler.java', text: 'package a; public class StreamHandler { }' };
    const ways = [
      'package a; class Own extends StreamHandler { }',
      'package b; import a.StreamHandler; class Own extends StreamHandler { }',
      'package b; import a.*; class Own extends StreamHandler { }',
      'package b; class Own extends a.StreamHandler { }',
    ];
    for (const text of ways) {
      expect(mayReport(namesIn([handler, { path: 'Own.java', text }]), NO_FACTS, [recommended]), text).toBe(false);
      expect(mayReport(namesIn([{ path: 'Own.java', text }]), NO_FACTS, [recommended]), text).toBe(true);
    }
  });
});

describe('names from tokens', () => {
  it('are those of the tree', async () => {
    for (const fixture of fixtures) {
      const parsed = await factsOfFixture(fixture);
      for (const [index, { text }] of fixture.files.entries()) {
        const { packageName, imports, topLevel } = outlineOf(translateUnicodeEscapes(text).text);
        const facts = parsed[index]!;
        const declared = facts.types.filter(({ outer, isLocal }) => outer < 0 && !isLocal).map(({ name }) => name);
        expect({ packageName, imports, topLevel }, fixture.name).toEqual({
          packageName: facts.packageName,
          imports: facts.imports,
          topLevel: declared,
        });
      }
    }
  });
});
