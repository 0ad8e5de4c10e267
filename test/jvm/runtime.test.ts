/**
 * What rules report breaks on the real runtime, and what they accept works: each program of test/jvm/cases is linted, and
 * driven by Lambda's runtime interface client through init, a snapshot, a changed world, the restore and two invocations.
 * `// breaks: <pattern>` in a program names a failure that its run must have, in order. The suggestions for a program that
 * breaks are applied, and the result must work.
 */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findingsOf } from '../helpers/analyze.ts';
import { byName, collectFixtures, compare, expectationsOf, type Fixture } from '../helpers/fixtures.ts';
import { openStage, type Stage } from './runtime/prove.ts';
import { startCompilers } from './support/compilers.ts';
import { byTitle, foundIn, repairsOf } from '../helpers/repairs.ts';

const cases = collectFixtures(fileURLToPath(new URL('cases', import.meta.url)));
const unsafe = cases.filter((fixture) => failuresOf(fixture).length > 0);
const safe = cases.filter((fixture) => failuresOf(fixture).length === 0);
const repairs = await repairsOf(unsafe);
/** What is left over when one of two defects is mended still breaks. */
const mended = repairs.filter(({ others }) => others.length === 0);
/** Raise them when more is suggested: a suggestion that is no longer offered must be missed. */
const FEWEST = { 'after-restore': 14, lazy: 10, 'per-invocation': 1, preload: 8, replace: 1 };
const compilers = startCompilers(inject('workshop'));
let stage: Stage;

beforeAll(async () => {
  stage = await openStage(inject('workshop'), compilers);
});

afterAll(async () => {
  await stage.stop();
  compilers.stop();
});

describe('a program that rules report', () => {
  it.each(byName(unsafe))('%s breaks after the restore', async (_name, fixture) => {
    expect(expectationsOf(fixture), 'it breaks, so a rule must report it').not.toEqual([]);
    expect(await differences(fixture)).toEqual([]);
    const failures = await stage.run(fixture.files);
    expect(failures.map((failure) => failure.split('\n')[0])).toEqual(
      failuresOf(fixture).map((pattern) => expect.stringMatching(new RegExp(`^${pattern}`, 'u')) as string),
    );
  });
});

describe('a program that rules accept', () => {
  it.each(byName(safe))('%s works after the restore', async (_name, fixture) => {
    expect(expectationsOf(fixture), 'it works, so no rule may report it').toEqual([]);
    expect(await differences(fixture)).toEqual([]);
    expect(await stage.run(fixture.files)).toEqual([]);
  });
});

describe('a suggestion for a program that breaks', () => {
  it.each(byTitle(mended))('%s works after the restore', async (_title, { result }) => {
    expect(await foundIn(result)).toEqual([]);
    expect(await stage.run(result.files)).toEqual([]);
  });

  it.each(Object.entries(FEWEST))('of the kind %s is driven at least %i times', (kind, fewest) => {
    expect(mended.filter(({ suggestion }) => suggestion.kind === kind).length).toBeGreaterThanOrEqual(fewest);
  });
});

async function differences(fixture: Fixture): Promise<readonly string[]> {
  return compare(await findingsOf(fixture), expectationsOf(fixture));
}

function failuresOf({ files }: Fixture): readonly string[] {
  return files.flatMap(({ text }) =>
    [...text.matchAll(/^\/\/ breaks: (?<pattern>.+)$/gmu)].map(({ groups }) => groups?.pattern ?? ''),
  );
}
