import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Segment, segmentBytes } from '../../src/cache/segment.ts';
import type { FileFacts } from '../../src/model/facts.ts';
import { buildProjectModel } from '../../src/model/project.ts';
import { runRules } from '../../src/rules/runners/run-rules.ts';
import { factsOfFixture, projectFactsOf } from '../helpers/analyze.ts';
import { collectFixtures } from '../helpers/fixtures.ts';

const fixtures = ['rules', 'engine'].flatMap((folder) =>
  collectFixtures(join(fileURLToPath(new URL('../fixtures', import.meta.url)), folder)),
);

/** The facts as a later run finds them in the cache. */
function fromCache(facts: readonly FileFacts[]): readonly FileFacts[] {
  const segment = new Segment(segmentBytes(new Map(facts.map((one) => [one.file, one]))));
  return facts.map(({ file }) => segment.read(file, file)!);
}

describe('results from cached facts', () => {
  it.each(fixtures)('are those of a run without cache: $name', async (fixture) => {
    const made = await factsOfFixture(fixture);
    const project = await projectFactsOf(fixture.projectFiles ?? [], made);
    const options = { target: fixture.target, severities: new Map(), facts: project, preset: 'all' as const };
    const cached = runRules(buildProjectModel(fromCache(made)), options);
    expect(cached).toEqual(runRules(buildProjectModel(made), options));
  });
});
