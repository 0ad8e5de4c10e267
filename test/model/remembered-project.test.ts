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

  it.each(['class A { class Inner { } }', `import java.util.List; ${A}`, `package a; ${A}`, `abstract ${A}`])(
    'begins anew when names may mean something else: %s',
    (text) => {
      const { project, take } = opened();
      expect(take(text)).not.toBe(project);
    },
  );

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

describe('replacing the facts of a file', () => {
  it('refuses a file of another project, and one that declares other types', () => {
    const [a, b] = [factsOf(A, 'A.java'), factsOf(B, 'B.java')];
    const project = buildProjectModel([a]);
    expect(() => project.replaceFile(b, b)).toThrow("B.java is none of the project's files");
    expect(() => project.replaceFile(a, factsOf('class C { }', 'A.java'))).toThrow('declares other types than before');
  });
});
