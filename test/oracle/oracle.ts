/** Asks javac (test/oracle/Oracle.java) whether calls mean what the analysis takes them to mean. */
import type { FixtureFile } from '../helpers/fixtures.ts';
import { startResident } from '../jvm/support/resident.ts';
import type { Jdk } from '../jvm/support/jdks.ts';

/** How many claims got each verdict; test/oracle/Judge.java says what they mean. */
export type Verdicts = Readonly<Record<string, number>>;

export interface Comparison {
  /** Calls, creations and method references that javac resolved. */
  readonly calls: number;
  /** Those of which the analysis says nothing. */
  readonly unclaimed: number;
  readonly verdicts: Verdicts;
  /** The claims with the verdicts `wrong`, `wider` and `absent`, and what javac says. */
  readonly doubtful: readonly string[];
}

export interface Oracle {
  readonly compare: (sources: readonly FixtureFile[], claims: readonly string[]) => Promise<Comparison>;
  readonly stop: () => void;
}

const DOUBTFUL = new Set(['wrong', 'wider', 'absent']);

/** Where javac finds things. */
export interface Surroundings {
  /** Where the Java programs of test/oracle were compiled to. */
  readonly classes: string;
  readonly jars: readonly string[];
  /** The directory that the paths of sources are relative to, when they are read from disk. */
  readonly directory?: string;
  /** javac's own, such as `--patch-module`. */
  readonly options?: readonly string[];
}

/** Starts javac. */
export function startOracle(jdk: Jdk, { classes, jars, directory = '', options = [] }: Surroundings): Oracle {
  const { ask, stop } = startResident(jdk, classes, ['Oracle', jars.join(':'), directory, ...options]);
  return {
    compare: async (sources, claims) => {
      const [calls = '', unclaimed = '', ...judged] = await ask(claims.join('\n'), sources);
      const verdicts: Record<string, number> = {};
      const doubtful: string[] = [];
      for (const [index, answer] of judged.entries()) {
        const [verdict = '', truth = ''] = answer.split('\t');
        verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
        if (DOUBTFUL.has(verdict)) doubtful.push(`${verdict}: ${claims[index] ?? ''} → ${truth}`);
      }
      return { calls: numberIn(calls), unclaimed: numberIn(unclaimed), verdicts, doubtful };
    },
    stop,
  };
}

function numberIn(answer: string): number {
  return Number(answer.split(' ')[1]);
}

/** The sums of several comparisons. */
export function total(comparisons: readonly Comparison[]): Comparison {
  const verdicts: Record<string, number> = {};
  for (const comparison of comparisons) {
    for (const [name, count] of Object.entries(comparison.verdicts)) verdicts[name] = (verdicts[name] ?? 0) + count;
  }
  return {
    calls: comparisons.reduce((sum, { calls }) => sum + calls, 0),
    unclaimed: comparisons.reduce((sum, { unclaimed }) => sum + unclaimed, 0),
    verdicts,
    doubtful: comparisons.flatMap(({ doubtful }) => doubtful),
  };
}

/** Of all claims that javac can judge, how many may name another member than javac. */
export const MOST_WRONG = 0.005;

/** The part of the claims that name another member, or an unrelated type. */
export function wrongPart({ verdicts }: Comparison): number {
  return (verdicts.wrong ?? 0) / judged(verdicts);
}

function judged(verdicts: Verdicts): number {
  return Object.values(verdicts).reduce((sum, count) => sum + count, 0) - (verdicts.unresolved ?? 0);
}

/** One line of figures. */
export function summary(comparison: Comparison): string {
  const { calls, unclaimed, verdicts } = comparison;
  const { same = 0, overriding = 0, wider = 0, guess = 0, wrong = 0 } = verdicts;
  const parts = [
    `${String(calls)} calls, ${percent(unclaimed / calls)} not resolved`,
    `${String(judged(verdicts))} claims: ${percent((same + overriding) / judged(verdicts))} agree`,
    `${String(wider)} wider, ${String(guess)} wrong guesses, ${String(wrong)} wrong (${percent(wrongPart(comparison))})`,
  ];
  return parts.join('; ');
}

function percent(part: number): string {
  return `${(100 * part).toFixed(2)} %`;
}
