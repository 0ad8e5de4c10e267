import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../src/model/facts.ts';
import { inEachFile } from '../../src/model/per-file.ts';
import type { ProjectModel } from '../../src/model/project.ts';
import { buildProjectModel } from '../../src/model/project.ts';
import { RememberedProject } from '../../src/model/remembered-project.ts';
import { factsOf } from './facts-of.ts';

const A = 'class A { int f = 1; @Deprecated void m(int p) { run(); } void n() { rest(); } }';
const B = 'class B { void m() { new A(); } }';

/** A project of A.java and B.java, and a way to take a new text of A. */
function opened(): { project: ProjectModel; take: (text: string) => ProjectModel } {
  const remembered = new RememberedProject();
  const b = factsOf(B, 'B.java');
  const take = (text: string): ProjectModel => remembered.take([factsOf(text, 'A.java'), b], null);
  return { project: take(A), take };
}

/** Counts how often something that `look` reads of a type of A is looked for anew. */
function counted(project: ProjectModel, look: (project: ProjectModel) => unknown): () => number {
  let count = 0;
  const ask = (): void => {
    project.memory.ask('counted', project, () => {
      count++;
      return look(project);
    });
  };
  ask();
  return () => {
    ask();
    return count;
  };
}

const typeA = (project: ProjectModel): NonNullable<ReturnType<ProjectModel['findType']>> => {
  const found = project.findType('A', null);
  if (found === null) throw new Error('no A');
  return found;
};

describe('a remembered project', () => {
  it('has the facts of its files', () => {
    const { project } = opened();
    expect(JSON.parse(JSON.stringify(project.files))).toStrictEqual([factsOf(A, 'A.java'), factsOf(B, 'B.java')]);
  });

  it('has the facts of a changed file, places included', () => {
    const { take } = opened();
    for (const text of [
      `/* moved */\n${A}`,
      A.replace('run()', 'walk( 1 )'),
      A.replace('void n()', 'long added = 3; void between() { } void n()'),
      A.replace('int f = 1;', ''),
      `import java.util.List;\n${A}`,
      `${A} class C { }`,
      A,
    ]) {
      const [a] = take(text).files;
      expect(JSON.parse(JSON.stringify(a))).toStrictEqual(JSON.parse(JSON.stringify(factsOf(text, 'A.java'))));
    }
  });

  it('keeps model and members of what says the same elsewhere', () => {
    const { project, take } = opened();
    const [m, n] = typeA(project).fact.methods;
    const body = m?.body;
    const next = take(A.replace('@Deprecated', '/* a comment */ @Deprecated').replace('rest()', 'sleep()'));
    expect(next).toBe(project);
    expect(typeA(next).fact.methods[0]).toBe(m);
    expect(typeA(next).fact.methods[1]).toBe(n);
    expect(JSON.stringify(n?.body)).toContain('sleep');
    expect(typeA(next).methods.get('m')?.[0]?.fact.body).toBe(body);
    expect(typeA(next).methods.get('n')?.[0]?.fact).toBe(typeA(next).fact.methods[1]);
  });

  it('begins anew when a file is of another package', () => {
    const { project, take } = opened();
    expect(take(`package a; ${A}`)).not.toBe(project);
  });

  it('keeps types when others come and go around them', () => {
    const { project, take } = opened();
    const before = typeA(project);
    const next = take(
      `import java.util.List; class First { } ${A.replace('class A {', 'abstract class A { class Inner { }')}`,
    );
    expect(next).toBe(project);
    expect(typeA(next)).toBe(before);
    expect(before.fact.modifiers).toEqual(['abstract']);
    expect(next.types.map(({ qualifiedName }) => qualifiedName)).toEqual(['First', 'A', 'A$Inner', 'B']);
    expect(before.nested.get('Inner')).toBe(next.findType('A.Inner', null));
    expect(next.declaresName('First')).toBe(true);
    expect(take(A).types.map(({ qualifiedName }) => qualifiedName)).toEqual(['A', 'B']);
    expect(next.findType('A.Inner', null)).toBeNull();
    expect(before.nested.size).toBe(0);
  });

  it('begins anew when what is known beyond the sources is something else, or a file goes', () => {
    const remembered = new RememberedProject();
    const facts: readonly FileFacts[] = [factsOf(A, 'A.java'), factsOf(B, 'B.java')];
    const first = remembered.take(facts, null);
    expect(remembered.take(facts, null)).toBe(first);
    expect(remembered.take(facts, {})).not.toBe(first);
    expect(remembered.take(facts.slice(1), null)).not.toBe(first);
  });

  it('gives up what was found in a body when the body changes, and then only', () => {
    const { project, take } = opened();
    const count = counted(project, (one) => typeA(one).fact.methods[0]?.body);
    take(A.replace('rest()', 'sleep()'));
    expect(count()).toBe(1);
    take(A.replace('class', '  class'));
    expect(count()).toBe(1);
    take(A.replace('run()', 'walk()'));
    expect(count()).toBe(2);
  });

  it.each(['fields', 'methods'] as const)('gives up what was found in the list of %s when a member comes', (list) => {
    const { project, take } = opened();
    const fromFacts = counted(project, (one) => typeA(one).fact[list].length);
    take(A.replace('run()', 'walk()'));
    expect(fromFacts()).toBe(1);
    take(A.replace('int f', 'int g; void o() { } int f'));
    expect(fromFacts()).toBe(2);
    const other = opened();
    const fromModel = counted(other.project, (one) => typeA(one)[list].size);
    other.take(A.replace('int f', 'int g; void o() { } int f'));
    expect(fromModel()).toBe(2);
  });

  it('gives up what was found in the line table when lines move', () => {
    const { project, take } = opened();
    const count = counted(project, (one) => one.files[0]?.lineStarts);
    take(A.replace('run()', 'walk()'));
    expect(count()).toBe(1);
    take(`\n${A}`);
    expect(count()).toBe(2);
  });

  it('keeps what rests on a value that comes out the same', () => {
    const { project, take } = opened();
    let isComputed = 0;
    const calls = (): ReadonlySet<string> => {
      isComputed++;
      const bodies = inEachFile(project, 'bodies', (types) => types.flatMap(({ fact }) => fact.methods));
      return new Set(bodies.filter(({ body }) => JSON.stringify(body).includes('walk')).map(({ name }) => name));
    };
    const ask = (): ReadonlySet<string> =>
      project.memory.cell(calls, calls, (before, after) => before.size === after.size);
    const count = counted(project, ask);
    const before = ask();
    take(A.replace('run()', 'jump()'));
    expect([isComputed, count()]).toEqual([2, 1]);
    expect(ask()).toBe(before);
    take(A.replace('run()', 'walk()'));
    expect([isComputed, count()]).toEqual([3, 2]);
    expect(ask()).toEqual(new Set(['m']));
  });

  it('keeps what rests on lists of all files that come out the same', () => {
    const { project, take } = opened();
    const walking = (one: ProjectModel): readonly unknown[] =>
      inEachFile(one, 'walking', (types) =>
        types
          .flatMap(({ fact }) => fact.methods)
          .filter(({ body }) => JSON.stringify(body).includes('walk'))
          .map((method) => ({ method, first: method.body?.[0] })),
      );
    const count = counted(project, walking);
    take(A.replace('run()', 'jump()'));
    expect(count()).toBe(1);
    take(A.replace('run()', 'walk()'));
    expect(count()).toBe(2);
    take(`/* moved */ ${A.replace('run()', 'walk()').replace('rest()', 'sleep()')}`);
    expect(count()).toBe(2);
    take(A.replace('run()', 'walk(1)'));
    expect(count()).toBe(3);
    take(A.replace('run()', 'walk(1)').replace('rest()', 'walk()'));
    expect(count()).toBe(4);
    take(`${A} class C { }`);
    expect(count()).toBe(5);
    expect(walking(project)).toEqual([]);
  });

  it('counts what a list of all files read until something was too deep', () => {
    const { project, take } = opened();
    const count = counted(project, (one) => {
      try {
        return inEachFile(one, 'too deep', (types) => {
          const texts = types.flatMap(({ fact }) => fact.methods).map(({ body }) => JSON.stringify(body));
          if (texts.some((text) => text.includes('run'))) throw new RangeError('too deep');
          return texts;
        });
      } catch {
        return null;
      }
    });
    take(A.replace('run()', 'walk()'));
    expect(count()).toBe(2);
    expect(inEachFile(project, 'too deep', () => [])).toHaveLength(3);
    take(A);
    expect(count()).toBe(3);
    take(A.replace('run()', 'jump()'));
    expect(count()).toBe(4);
  });

  it('counts what was read until something was too deep', () => {
    const { project, take } = opened();
    const count = counted(project, (one) => {
      try {
        return one.memory.ask('inner', one, () => {
          expect(typeA(one).fact.methods[0]?.body).not.toBeNull();
          throw new RangeError('too deep');
        });
      } catch {
        return null;
      }
    });
    take(A.replace('run()', 'walk()'));
    expect(count()).toBe(2);
  });
});

describe('names, when a file is another', () => {
  const FILES = {
    'A.java': 'class A { }',
    'B.java': 'class B extends A { Inner inner; Other other; }',
    'C.java': 'class C extends B { Inner own() { return null; } }',
    'D.java': 'import java.util.List; class D { List list; }',
  };

  /** A project, and a way to change texts of it that says how often `look` was needed for it to be up to date. */
  function looking(look: (project: ProjectModel) => unknown): (texts: Partial<typeof FILES>) => [unknown, number] {
    const remembered = new RememberedProject();
    const facts = new Map<string, FileFacts>();
    let count = 0;
    const take = (texts: Partial<typeof FILES>): [unknown, number] => {
      for (const [name, text] of Object.entries(texts)) facts.set(name, factsOf(text, name));
      const project = remembered.take([...facts.values()], null);
      const found = project.memory.ask('looking', project, () => {
        count++;
        return look(project);
      });
      expect(found).toEqual(look(new RememberedProject().take([...facts.values()], null)));
      return [found, count];
    };
    take(FILES);
    return take;
  }

  const fieldType =
    (owner: string, field: string) =>
    (project: ProjectModel): string | undefined => {
      const type = project.findType(owner, null);
      const fact = type?.fields.get(field)?.fact;
      if (type === null || fact === undefined) return undefined;
      const { name, project: declared, certain } = project.resolve(fact.type, { type, file: type.file, method: null });
      return `${name} ${String(declared?.qualifiedName)} ${String(certain)}`;
    };

  it('mean what the imports of their file say', () => {
    const take = looking(fieldType('D', 'list'));
    expect(take({ 'D.java': 'import java.util.List; /* more */ class D { List list; }' })[1]).toBe(1);
    expect(take({ 'D.java': 'import java.awt.List; class D { List list; void m() { } }' })[0]).toMatch('java.awt.List');
  });

  it('mean a type that comes to another file, and no more when it goes', () => {
    const take = looking(fieldType('B', 'other'));
    expect(take({ 'D.java': 'class D { } class Another { }' })).toEqual(['Other undefined false', 1]);
    expect(take({ 'D.java': 'class D { } class Other { }' })).toEqual(['Other Other true', 2]);
    expect(take({ 'D.java': 'class D { } class Others { }' })).toEqual(['Other undefined false', 3]);
  });

  it('mean a member type that comes to a supertype, also to one further up', () => {
    const inner = looking(fieldType('B', 'inner'));
    expect(inner({ 'D.java': 'class D { }' })[1]).toBe(1);
    expect(inner({ 'A.java': 'class A { static class Inner { } }' })).toEqual(['A.Inner A$Inner true', 2]);
    expect(inner({ 'A.java': 'class A extends D { }', 'D.java': 'class D { class Inner { } }' })[0]).toMatch('D$Inner');
    expect(inner({ 'A.java': 'class A { }' })[0]).toMatch('undefined');
  });

  it.each([
    [
      'supertypes',
      (project: ProjectModel): unknown => {
        const type = project.findType('C', null);
        return type && project.allSupertypes(type).map(({ name }) => name);
      },
    ],
    [
      'subtypes',
      (project: ProjectModel): unknown => {
        const type = project.findType('A', null);
        return type && project.subtypes(type).map(({ qualifiedName }) => qualifiedName);
      },
    ],
  ])('%s are those that the headers name', (_, look) => {
    const take = looking(look);
    expect(take({ 'D.java': 'class D implements java.io.Serializable { int i; }' })[1]).toBe(1);
    expect(take({ 'B.java': 'class B { }' })[1]).toBe(2);
    take(FILES);
    take({ 'D.java': 'class D extends B { }' });
    take({ 'B.java': 'class B extends D { }', 'D.java': 'class D extends A { }' });
    take({ 'D.java': 'class D { }' });
    take({ 'A.java': 'class A extends C { }', 'D.java': 'class D extends A { class A { } }' });
    take({ 'C.java': 'class C { } class Fresh extends B { }' });
    take(FILES);
  });

  it.each([
    ['a header is', (project: ProjectModel) => project.findType('A', null)?.fact.modifiers, 'final class A { }'],
    [
      'annotations are',
      (project: ProjectModel) => project.findType('A', null)?.fact.annotations.length,
      '@X class A { }',
    ],
    ['a list of types is', (project: ProjectModel) => project.types.length, 'class A { } class E { }'],
    ['what has a name is', (project: ProjectModel) => project.declaresName('E'), 'class A { class E { } }'],
    ['what has a full name is', (project: ProjectModel) => project.typesNamed('A$E').length, 'class A { class E { } }'],
    [
      'types of a file are',
      (project: ProjectModel) => project.files.slice(0, 1).map((file) => project.typesOf(file).length),
      'class A { } class E { }',
    ],
    [
      'member types are',
      (project: ProjectModel) => [...(project.findType('A', null)?.nested.keys() ?? [])],
      'class A { class E { } }',
    ],
  ] as const)('%s read again when it changes, and not when another file does', (_, look, text) => {
    const take = looking(look);
    expect(take({ 'D.java': 'import java.util.Set; @Y class D { Set list; }' })[1]).toBe(1);
    expect(take({ 'A.java': text })[1]).toBe(2);
    expect(take({ 'A.java': 'class A { }' })[1]).toBe(3);
  });
});

describe('replacing the facts of a file', () => {
  it('refuses a file of another project', () => {
    const [a, b] = [factsOf(A, 'A.java'), factsOf(B, 'B.java')];
    const project = buildProjectModel([a]);
    expect(() => project.replaceFiles([{ previous: b, next: b, hasSameOutline: true }])).toThrow(
      "B.java is none of the project's files",
    );
  });
});
