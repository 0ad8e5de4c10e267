import { describe, expect, it } from 'vitest';
import { buildProjectModel } from '../../src/model/project.ts';
import { ReadTracker } from '../../src/model/read-tracking.ts';
import { factsOf } from './facts-of.ts';

const A = factsOf('class A { int f = 1; @Deprecated void m(int p) { run(); } }', 'A.java');
const B = factsOf('class B { void m() { new A(); } }', 'B.java');

describe('read tracking', () => {
  const tracker = new ReadTracker();
  const [a, b] = [tracker.tracked(A), tracker.tracked(B)];

  it('gives the same facts', () => {
    expect(JSON.parse(JSON.stringify(a))).toStrictEqual(A);
  });

  it('tells whose bodies, places and annotation values were read', () => {
    const reads = (look: () => unknown): string[] => [...tracker.during(look).files];
    expect(reads(() => a.types[0]?.methods[0]?.body)).toEqual(['A.java']);
    expect(reads(() => a.types[0]?.initializers[0]?.body)).toEqual(['A.java']);
    expect(reads(() => b.types[0]?.nameSpan)).toEqual(['B.java']);
    expect(reads(() => a.types[0]?.methods[0]?.annotations[0]?.elements)).toEqual(['A.java']);
    expect(reads(() => a.types[0]?.methods[0]?.parameters[0]?.span)).toEqual(['A.java']);
  });

  it('does not count declarations', () => {
    const { files } = tracker.during(() => [a.types[0]?.name, a.types[0]?.methods[0]?.parameters[0]?.type.name]);
    expect(files.size).toBe(0);
  });

  it('does not count what is read outside', () => {
    expect(a.types[0]?.methods[0]?.body).not.toBeNull();
    expect(tracker.during(() => null).files.size).toBe(0);
  });
});

describe('replacing the facts of a file', () => {
  it('keeps the models and gives them the new bodies', () => {
    const project = buildProjectModel([A, B]);
    const model = project.findType('A', null);
    const next = factsOf('class A {\n int f = 2; @Deprecated void m(int p) { stop(); } }', 'A.java');
    project.replaceFile(A, next);
    expect(project.findType('A', null)).toBe(model);
    expect(model?.fact).toBe(next.types[0]);
    expect(model?.file).toBe(next);
    expect(model?.methods.get('m')?.[0]?.fact).toBe(next.types[0]?.methods[0]);
    expect(model?.fields.get('f')?.fact).toBe(next.types[0]?.fields[0]);
    expect(project.files).toEqual([next, B]);
    expect(project.typesOf(next)).toEqual([model]);
  });

  it('refuses a file of another project, and one that declares other types', () => {
    const project = buildProjectModel([A]);
    expect(() => project.replaceFile(B, B)).toThrow("B.java is none of the project's files");
    expect(() => project.replaceFile(A, factsOf('class C { }', 'A.java'))).toThrow('declares other types than before');
  });
});
