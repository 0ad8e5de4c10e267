import { describe, expect, test } from 'vitest';
import { loadOrchard } from '../../src/java-ast/orchard.ts';
import { translateUnicodeEscapes } from '../../src/java-ast/unicode-escapes.ts';
import { childrenOf, walk } from '../../src/java-ast/walk.ts';
import { unitOf } from './orchard-samples.ts';
import { findJdkSources, javaBaseFiles, JDK_SOURCES_MISSING } from './jdk-sources.ts';
import { rangeFaults } from './ranges.ts';
import { openZip } from './zip.ts';

describe('childrenOf', () => {
  test('gives parts in textual order, also those in annotation elements', () => {
    const method = unitOf('class A { @B(x = 1) int f(int a) throws C { g(); } }').types[0]!.members[0]!;
    expect(childrenOf(method).map(({ kind }) => kind)).toEqual([
      'Annotation',
      'PrimitiveType',
      'Identifier',
      'FormalParameter',
      'ClassType',
      'Block',
    ]);
    expect(childrenOf(childrenOf(method)[0]!).map(({ kind }) => kind)).toEqual(['Literal']);
  });

  test('leaves comments out', () => {
    expect(childrenOf(unitOf('/* a */ class A { }')).map(({ kind }) => kind)).toEqual(['ClassDeclaration']);
  });
});

test('walk goes through parents first and leaves out what is below a refused node', () => {
  const unit = unitOf('class A { int a = b + c; void f() { g(); } }');
  const kinds: string[] = [];
  walk(unit, ({ kind }) => {
    kinds.push(kind);
    return kind !== 'FieldDeclaration' && kind !== 'Block';
  });
  expect(kinds).toEqual([
    'CompilationUnit',
    'ClassDeclaration',
    'Identifier',
    'FieldDeclaration',
    'MethodDeclaration',
    'PrimitiveType',
    'Identifier',
    'Block',
  ]);
});

/** A fixed stride through the archive: a sample that is the same in every run. */
const STRIDE = 97;

describe('over the sources of a JDK', () => {
  test('ranges nest and are ordered, names are what stands there, and nothing is an error', async () => {
    const parser = await loadOrchard();
    const path = findJdkSources(process.env);
    if (path === null) throw new Error(JDK_SOURCES_MISSING);
    const zip = openZip(path);
    const wrong: string[] = [];
    const sources = javaBaseFiles(zip.entries);
    for (const entry of sources.filter((_, position) => position % STRIDE === 0)) {
      const { text } = translateUnicodeEscapes(entry.read().toString('utf8'));
      const { unit, errors } = parser.parse(text);
      if (errors.length > 0) wrong.push(`${entry.name}: ${errors[0]!.message} at ${errors[0]!.start}`);
      wrong.push(...rangeFaults(unit, text).map((fault) => `${entry.name}: ${fault}`));
    }
    zip.close();
    expect(sources.length).toBeGreaterThan(1000);
    expect(wrong).toEqual([]);
  });
});
