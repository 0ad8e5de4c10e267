import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FileFacts, MethodFact, TypeFact } from '../../src/model/facts.ts';
import { OutlinedFiles } from '../../src/model/outlined.ts';
import { buildProjectModel } from '../../src/model/project.ts';
import { runRules } from '../../src/rules/runners/run-rules.ts';
import { loadOutlining } from '../../src/run/parse.ts';
import { factsOfFixture, projectFactsOf } from '../helpers/analyze.ts';
import { collectFixtures, type Fixture } from '../helpers/fixtures.ts';

const fixtures = ['rules', 'engine'].flatMap((folder) =>
  collectFixtures(join(fileURLToPath(new URL('../fixtures', import.meta.url)), folder)),
);
const outlining = await loadOutlining();
let outlined = 0;

/** Facts as a run makes them: of outlines where there are some. */
function lazyFacts(fixture: Fixture, whole: readonly FileFacts[]): { facts: FileFacts[]; files: OutlinedFiles } {
  const files = new OutlinedFiles(outlining.whole);
  const facts = fixture.files.map(({ path, text }, index) => {
    const outline = outlining.outline(text, path);
    if (outline === null) return whole[index]!;
    outlined++;
    return files.take(outline, () => text);
  });
  return { facts, files };
}

/** The same with accessors read: what a body is when somebody looks. */
function plain({ outlined: _, ...facts }: FileFacts): FileFacts {
  const methodsOf = ({ methods }: TypeFact): MethodFact[] =>
    methods.map((method) => {
      const { name, parameters, variableArity, returnType, typeParameters, modifiers, annotations } = method;
      const { isStatic, isAbstract, isCompact, body, span, nameSpan } = method;
      const declaration = { name, parameters, variableArity, returnType, typeParameters, modifiers, annotations };
      return { ...declaration, isStatic, isAbstract, isCompact, body, span, nameSpan };
    });
  return { ...facts, types: facts.types.map((type) => ({ ...type, methods: methodsOf(type) })) };
}

describe('results from outlines', () => {
  it.each(fixtures)('are those of whole files: $name', async (fixture) => {
    const whole = await factsOfFixture(fixture);
    const { facts, files } = lazyFacts(fixture, whole);
    const project = await projectFactsOf(fixture.projectFiles ?? [], whole);
    const options = { target: fixture.target, severities: new Map(), facts: project, preset: 'all' as const };
    expect(runRules(buildProjectModel(facts), options)).toEqual(runRules(buildProjectModel(whole), options));
    expect(files.takeRefused()).toEqual([]);
    // Reads every body.
    expect(facts.map(plain)).toEqual(whole);
  });

  it('were those of outlines indeed', () => {
    expect(outlined).toBeGreaterThan(fixtures.length / 2);
  });
});
