/**
 * Runs fuzz cases in a thread that can be ended: gets the corpus and a directory once, then seeds; answers each with what
 * went wrong, or null. A case writes a project with mutated files, analyses it, and writes the report in every format.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { formatNames, loadReporter } from '../../src/reporter/index.ts';
import { analyze, why } from '../../src/run/run.ts';
import { encoded, mutated } from './mutations.ts';
import { randomOf } from './random.ts';

/** Each entry is a project: real files that belong together, by path. */
export type Corpus = readonly (readonly { readonly path: string; readonly text: string }[])[];

export interface WorkerData {
  readonly corpus: Corpus;
  readonly directory: string;
}

export interface Answer {
  readonly seed: number;
  /** What went wrong and what led to it; null when nothing did. */
  readonly failure: string | null;
  readonly milliseconds: number;
  readonly heapBytes: number;
}

const { corpus, directory } = workerData as WorkerData;

/** Writes the project of a seed and gives what was done to it. */
function writeProject(seed: number): string {
  const random = randomOf(seed);
  const files = random.pick(corpus);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  const history = files.map(({ path, text }) => {
    const other = random.pick(random.pick(corpus)).text;
    const isChanged = files.length === 1 || random.chance(0.7);
    const { text: changed, done } = isChanged ? mutated(text, random, other) : { text, done: [] };
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), random.chance(0.1) ? encoded(changed, random) : changed);
    return `${path}: ${done.join(', ')}`;
  });
  return history.join('; ');
}

async function check(seed: number): Promise<void> {
  const texts = new Map<string, string>();
  const outcome = await analyze({ cwd: directory, preset: 'all', onText: (file, text) => texts.set(file, text) });
  // A mutated configuration may be refused, with a sentence.
  if (!outcome.ok) return;
  const { report } = outcome;
  const crash = report.problems.find(({ message }) => message.includes('internal error'));
  if (crash !== undefined) throw new Error(`${crash.file}: ${crash.message}`);
  for (const { file, range } of report.findings) {
    const lines = texts.get(file)?.split(/\r\n|\r|\n/u);
    const { start, end } = range;
    const isOrdered = start.line < end.line || (start.line === end.line && start.column <= end.column);
    if (!isOrdered || start.line < 1 || start.column < 1) {
      throw new Error(`${file}: the range ${JSON.stringify(range)}`);
    }
    if (lines !== undefined && end.line > lines.length) throw new Error(`${file}: the range ends behind the file`);
  }
  const [first] = report.findings;
  for (const name of formatNames) {
    const reporter = await loadReporter(name);
    reporter(report, { sources: texts, rules: [], category: 'java', colour: seed % 2 === 0, links: false });
  }
  if (first?.file.endsWith('.java') === true) await why({ cwd: directory }, first.file, first.range.start.line);
}

parentPort?.on('message', (seed: number) => {
  const begin = performance.now();
  const history = writeProject(seed);
  check(seed).then(
    () => answer(null),
    (error: unknown) =>
      answer(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n  ${history}`),
  );
  function answer(failure: string | null): void {
    const milliseconds = performance.now() - begin;
    const { heapUsed, external } = process.memoryUsage();
    parentPort?.postMessage({ seed, failure, milliseconds, heapBytes: heapUsed + external } satisfies Answer);
  }
});
