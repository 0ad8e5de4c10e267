import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { analyzeInitPhase } from '../../src/graph/init-phase.ts';
import { mayRecord } from '../../src/graph/recordable.ts';
import { startConditions } from '../../src/graph/start-conditions.ts';
import { followRest } from '../../src/graph/unreached.ts';
import { catalogueEntries, withOwnCatalogue } from '../../src/knowledge/catalogue.ts';
import type { CatalogueEntry } from '../../src/knowledge/entry.ts';
import { buildProjectModel, type ProjectModel } from '../../src/model/project.ts';
import { RememberedProject } from '../../src/model/remembered-project.ts';
import { factsOfFixture } from '../helpers/analyze.ts';
import { collectFixtures } from '../helpers/fixtures.ts';
import { factsOf } from '../model/facts-of.ts';

function projectOf(...texts: readonly string[]): ProjectModel {
  return buildProjectModel(texts.map((text, index) => factsOf(text, `src/F${String(index)}.java`)));
}

/** The outermost class and what is nested in it, by its own name. */
function partsOf(type: string): { readonly packageName: string; readonly outer: string; readonly written: string } {
  const parts = type.split('.');
  const first = parts.findIndex((part) => /^\p{Lu}/u.test(part));
  return {
    packageName: parts.slice(0, first).join('.'),
    outer: parts[first] ?? '',
    written: parts.slice(first).join('.'),
  };
}

function useOf({ member }: CatalogueEntry, type: string): string {
  const call = member === '<init>' ? `new ${type}()` : `((${type}) given).${member}()`;
  return `static Object given; static Object kept = ${call};`;
}

const entries = catalogueEntries();

describe('what may record', () => {
  it.each<[string, (entry: CatalogueEntry, parts: ReturnType<typeof partsOf>) => string]>([
    [
      'imported',
      (entry, { packageName, outer, written }) =>
        `import ${packageName}.${outer}; class A { ${useOf(entry, written)} }`,
    ],
    [
      'imported on demand',
      (entry, { packageName, written }) => `import ${packageName}.*; class A { ${useOf(entry, written)} }`,
    ],
    ['written out', (entry) => `class A { ${useOf(entry, entry.type)} }`],
    [
      'of the same package',
      (entry, { packageName, written }) => `package ${packageName}; class A { ${useOf(entry, written)} }`,
    ],
    [
      'imported as a member type',
      (entry, { written }) =>
        `import ${entry.type}; class A { ${useOf(entry, written.slice(written.lastIndexOf('.') + 1))} }`,
    ],
  ])('every entry of the catalogue whose type is %s', (_, text) => {
    const missed = entries.filter((entry) => !mayRecord(projectOf(text(entry, partsOf(entry.type)))));
    expect(missed.map(({ type, member }) => `${type}#${member}`)).toEqual([]);
  });

  it.each([
    ['a class without calls', 'class A { static final int SIZE = 3; String name; String name() { return name; } }'],
    ['a member that the catalogue does not know', 'import java.util.Random; class A { Random given; }'],
    ['a type of another package', 'import com.acme.Random; class A { static Object kept = new Random(); }'],
  ])('is not %s', (_, text) => {
    expect(mayRecord(projectOf(text))).toBe(false);
  });

  it('is not a library that the project declares itself', () => {
    const random = 'package java.util; public class Random { public int nextInt() { return 4; } }';
    const user = 'package java.util; class Shuffle { static int kept = new Random().nextInt(); }';
    expect(mayRecord(projectOf(random, user))).toBe(false);
    expect(mayRecord(projectOf(user))).toBe(true);
    // A nested class is known of the library, and the sources have none.
    const creator = 'package com.auth0.jwt; class JWTCreator { void sign() { } }';
    const signer = 'package com.auth0.jwt; class Signer { JWTCreator creator; void sign() { } }';
    expect(mayRecord(projectOf(creator, signer))).toBe(false);
    expect(mayRecord(projectOf(signer))).toBe(true);
  });

  it.each([
    [
      'what a literal leads to',
      'class A { static Object kept = A.class.getResource("a").openStream(); }',
      'class A { static Object kept = A.class.getResource("a"); }',
    ],
    [
      'a member of a superclass',
      'import java.util.Random; class A extends Random { } class B { static Object kept = new A().nextInt(); }',
      'import java.util.Random; class A implements B { Random given; } interface B { }',
    ],
    [
      'a static member',
      'import static java.util.UUID.randomUUID; class A { static Object kept = randomUUID(); }',
      'import static java.util.Objects.hash; class A { static Object kept = hash(1); }',
    ],
    [
      'an annotated name',
      'class A { java.util.@Stale Random given; static Object kept = new A().given.nextInt(); }',
      'class A { com.acme.@Stale Random given; static Object kept = new A().given.nextInt(); }',
    ],
    ['what a module brings', 'import module java.base; class A { }', 'import modules.base; class A { }'],
    [
      'a client of AWS',
      'import software.amazon.awssdk.services.s3.S3Client; class A { S3Client client; }',
      'import software.amazon.jdbc.Driver; class A { Driver driver; }',
    ],
    [
      'a registration',
      'import org.crac.Core; class A { static { Core.getGlobalContext().register(null); } }',
      'import org.acme.Core; class A { static { Core.getGlobalContext().register(null); } }',
    ],
    [
      'the product of an unknown builder',
      'import com.zaxxer.hikari.HikariDataSourceBuilder; class A { static Object kept = make().build().getConnection(); }',
      'import com.zaxxer.hikari.HikariPoolBuilder; class A { static Object kept = make().build().getConnection(); }',
    ],
  ])('is %s', (_, text, alike) => {
    expect(mayRecord(projectOf(text))).toBe(true);
    expect(mayRecord(projectOf(alike))).toBe(false);
  });

  it('is what the project itself says of its members', () => {
    const project = projectOf(
      'class A { static Object kept = B.open(); } class B { static Object open() { return 1; } }',
    );
    const members = [{ type: 'B', member: 'open', rule: 'connection-in-init' as const }];
    withOwnCatalogue({ members, safeTypes: [] }, () => {
      expect(mayRecord(project)).toBe(true);
    });
  });

  it('is asked again when a file changes', () => {
    const remembered = new RememberedProject();
    const take = (text: string): boolean =>
      mayRecord(
        remembered.take(
          [factsOf('class A { }', 'A.java'), factsOf(`import java.util.UUID; class B { ${text} }`, 'B.java')],
          null,
        ),
      );
    expect(take('UUID id;')).toBe(false);
    expect(take('UUID id = UUID.randomUUID();')).toBe(true);
  });

  const fixtures = ['rules', 'engine'].flatMap((folder) =>
    collectFixtures(join(fileURLToPath(new URL('../fixtures', import.meta.url)), folder)),
  );

  it('is all that is recorded of the fixtures', async () => {
    let recorded = 0;
    for (const fixture of fixtures) {
      const facts = await factsOfFixture(fixture);
      const project = buildProjectModel(facts);
      const init = analyzeInitPhase(project, fixture.target);
      const rest = followRest(project, fixture.target, startConditions(null, fixture.target), []);
      const found = [init, ...rest].flatMap(({ events, registrations }) => [...events, ...registrations]);
      if (found.length === 0) continue;
      recorded += 1;
      expect(mayRecord(project), fixture.name).toBe(true);
    }
    expect(recorded).toBeGreaterThan(fixtures.length / 2);
  });
});

describe('what a library gives', () => {
  const user =
    'class A { static { java.util.concurrent.Executors.newScheduledThreadPool(1).scheduleAtFixedRate(null, 1, 1, null); } }';
  const own = 'package java.util.concurrent; public interface ScheduledExecutorService { }';

  it('is not known where the project declares its class', () => {
    const eventsOf = (...texts: readonly string[]): readonly string[] =>
      analyzeInitPhase(projectOf(...texts), 'snapstart').events.map(({ entry }) => `${entry.type}#${entry.member}`);
    const entry = 'java.util.concurrent.ScheduledExecutorService#scheduleAtFixedRate';
    expect(eventsOf(user)).toContain(entry);
    expect(eventsOf(user, own)).not.toContain(entry);
  });
});

describe('what runs in init, where nothing is recorded', () => {
  it('is told when it is asked for', () => {
    const init = analyzeInitPhase(
      projectOf('class A { static int one = two(); static int two() { return 2; } }'),
      'snapstart',
    );
    expect(init.events).toEqual([]);
    expect([...init.executed.keys()]).toEqual(['A#one', 'A#two']);
  });
});
