/** Calls mean what javac says they mean: in the fixtures, in the programs that are driven, and in the example. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { projectOf } from '../helpers/analyze.ts';
import { collectFixtures, filesBelow, type FixtureFile } from '../helpers/fixtures.ts';
import { claimsOf } from '../oracle/claims.ts';
import { MOST_WRONG, startOracle, summary, total, wrongPart, type Comparison } from '../oracle/oracle.ts';
import { uncompilable } from './uncompilable.ts';

const directories = ['../fixtures/rules', '../fixtures/engine', 'cases', 'copies'];
const example = filesBelow(here('../../examples/orders'), (path) => path.endsWith('.java'));
const programs: readonly (readonly FixtureFile[])[] = [
  ...directories.flatMap((directory) => collectFixtures(here(directory)).filter(({ name }) => !uncompilable.has(name))),
  { files: example },
].map(({ files }) => files);
/** The newer JDK reads everything; what a call means has not changed since the older one. */
const oracle = startOracle(inject('workshop').jdks.newer, inject('workshop'));

afterAll(oracle.stop);

describe('what calls mean', () => {
  let found: Comparison;

  beforeAll(async () => {
    const comparisons = programs.map(async (files) => oracle.compare(files, claimsOf(await projectOf(files))));
    found = total(await Promise.all(comparisons));
    process.stdout.write(`${String(programs.length)} programs: ${summary(found)}\n`);
  }, 600_000);

  it('is asked of enough calls', () => {
    expect(found.calls).toBeGreaterThan(5000);
    expect(found.unclaimed / found.calls).toBeLessThan(0.1);
  });

  it('is what javac says', () => {
    expect(wrongPart(found), found.doubtful.join('\n')).toBeLessThanOrEqual(MOST_WRONG);
  });

  it('is asked of calls that are there', () => {
    expect(found.doubtful.filter((line) => line.startsWith('absent'))).toEqual([]);
  });
});

describe('the oracle', () => {
  it('knows a wrong answer', async () => {
    const text = 'class Pair { void of(int a) {} void of(long a) {} void run() { of(1); "a".length(); } }';
    const call = `Pair.java\t${String(text.indexOf('of(1)'))}\t${String(text.indexOf('of(1)') + 5)}`;
    const length = `Pair.java\t${String(text.indexOf('"a"'))}\t${String(text.indexOf('"a"') + 12)}`;
    const claims = [
      `${call}\t=>\tPair.java\t${String(text.indexOf('void of(int'))}`,
      `${call}\t=>\tPair.java\t${String(text.indexOf('void of(long'))}`,
      `${length}\tlength\tjava.lang.String`,
      `${length}\tlength\tjava.util.List`,
      `${length}\tlength\t?java.util.List`,
    ];
    const { calls, unclaimed, verdicts } = await oracle.compare([{ path: 'Pair.java', text }], claims);
    expect({ calls, unclaimed, verdicts }).toEqual({
      calls: 2,
      unclaimed: 0,
      verdicts: { same: 2, wrong: 2, guess: 1 },
    });
  });

  it('asks nothing of overloads among which javac chose without knowing the types', async () => {
    const text =
      'class Pair { void of(Gone a) {} void of(Pair b) {} void by(Pair a) {} void run() { of(this); by(this); } }';
    const claim = (call: string, method: string): string =>
      `Pair.java\t${String(text.indexOf(call))}\t${String(text.indexOf(call) + call.length)}\t=>\tPair.java\t${String(text.indexOf(method))}`;
    const claims = [claim('of(this)', 'void of(Pair'), claim('by(this)', 'void by(Pair')];
    const { verdicts } = await oracle.compare([{ path: 'Pair.java', text }], claims);
    expect(verdicts).toEqual({ unresolved: 1, same: 1 });
  });
});

function here(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}
