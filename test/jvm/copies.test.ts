/**
 * Random and unique values in two copies of one memory image: where a rule reports a program of test/jvm/copies, both copies
 * answer the same; where the rules accept it, and where a suggestion was applied, they do not.
 */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { findingsOf } from '../helpers/analyze.ts';
import { byName, collectFixtures, compare, expectationsOf, type FixtureFile } from '../helpers/fixtures.ts';
import { answersOfCopies } from './runtime/copies.ts';
import { startCompilers } from './support/compilers.ts';
import { byTitle, foundIn, repairsOf } from '../helpers/repairs.ts';

/** Raise it when more is suggested. */
const FEWEST_SUGGESTIONS = 9;

const programs = collectFixtures(fileURLToPath(new URL('copies', import.meta.url)));
const reported = programs.filter((program) => expectationsOf(program).length > 0);
const accepted = programs.filter((program) => expectationsOf(program).length === 0);
const repairs = await repairsOf(reported);
const compilers = startCompilers(inject('workshop'));

afterAll(compilers.stop);

describe('copies of a program that rules report', () => {
  it.each(byName(reported))('%s answer the same', async (_name, program) => {
    expect(compare(await findingsOf(program), expectationsOf(program))).toEqual([]);
    const [first, second] = await answers(program.files);
    expect(second).toEqual(first);
  });
});

describe('copies of a program that rules accept', () => {
  it.each(byName(accepted))('%s differ', async (_name, program) => {
    expect(await findingsOf(program)).toEqual([]);
    const [first, second] = await answers(program.files);
    expect(second).not.toEqual(first);
  });
});

describe('copies of a program with a suggestion applied', () => {
  it.each(byTitle(repairs))('%s: they differ', async (_title, { result, others }) => {
    expect(await foundIn(result)).toEqual(others);
    const [first, second] = await answers(result.files);
    expect(second).not.toEqual(first);
  });

  it(`are at least ${FEWEST_SUGGESTIONS}`, () => {
    expect(repairs.length).toBeGreaterThanOrEqual(FEWEST_SUGGESTIONS);
  });
});

/** One line for each of the two copies. */
async function answers(files: readonly FixtureFile[]): Promise<readonly string[]> {
  const lines = await answersOfCopies(files, inject('workshop'), compilers);
  expect(lines).toHaveLength(2);
  return lines;
}
