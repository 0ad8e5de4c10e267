/**
 * Mutated real files through the whole analysis and every format: nothing crashes, hangs, or grows without end. A run takes
 * SNAPSAFE_FUZZ cases (300) from a seed that is printed; SNAPSAFE_FUZZ_SEED makes one again.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collectFixtures } from '../helpers/fixtures.ts';
import type { Answer, Corpus, WorkerData } from './worker.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const CASES = Number(process.env.SNAPSAFE_FUZZ ?? 300);
const SEED = Number(process.env.SNAPSAFE_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 32));

/** A case is a project of some small files: what takes longer hangs. Machines differ, and others may work beside. */
const CASE_LIMIT_MILLISECONDS = 30_000;
const HEAP_LIMIT_BYTES = 1_500_000_000;
const MAX_REPORTED = 5;

let home = '';
let script = '';

beforeAll(async () => {
  // Where the packages are found; build/ is ignored by git.
  mkdirSync(join(root, 'build'), { recursive: true });
  home = mkdtempSync(join(root, 'build/fuzz-'));
  script = join(home, 'worker.mjs');
  await build({
    entryPoints: [join(root, 'test/fuzz/worker.ts')],
    outfile: script,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    logLevel: 'warning',
  });
});
afterAll(() => rmSync(home, { recursive: true }));

/** Fixtures of rules and engine, samples of grammar, and the example with its build file and template. */
function corpus(): Corpus {
  const fixtures = ['rules', 'engine'].flatMap((name) => collectFixtures(join(root, 'test/fixtures', name)));
  const example = join(root, 'examples/orders');
  const files = readdirSync(example, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^(?!target).*\.(?:java|xml|ya?ml|properties|gradle|json)$/u.test(path),
  );
  return [
    ...fixtures.map((fixture) => [...fixture.files, ...(fixture.projectFiles ?? [])]),
    files.map((path) => ({
      path: relative(example, join(example, path)),
      text: readFileSync(join(example, path), 'utf8'),
    })),
    ...readdirSync(join(root, 'test/fixtures/java-ast'))
      .filter((name) => name.endsWith('.java'))
      .map((name) => [{ path: name, text: readFileSync(join(root, 'test/fixtures/java-ast', name), 'utf8') }]),
  ];
}

/** The files of a case, for the report of one that did not end. */
function projectText(directory: string): string {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.map(({ parentPath, name }) => `--- ${name}\n${readFileSync(join(parentPath, name), 'utf8')}`).join('\n');
}

/** A thread for cases; one that hangs is ended, and another takes its place. */
class Runner {
  private readonly data: WorkerData = { corpus: corpus(), directory: join(home, 'project') };
  private worker: Worker | null = null;

  run(seed: number): Promise<Answer> {
    const worker = (this.worker ??= new Worker(script, { workerData: this.data }));
    return new Promise((done) => {
      const end = (answer: Answer): void => {
        clearTimeout(timer);
        worker.off('message', end);
        worker.off('error', fail);
        done(answer);
      };
      const lost = (failure: string): void => {
        this.worker = null;
        void worker.terminate();
        end({ seed, failure, milliseconds: CASE_LIMIT_MILLISECONDS, heapBytes: 0 });
      };
      const fail = (error: Error): void => lost(`the thread ended: ${error.message}`);
      const timer = setTimeout(() => lost(`hangs\n${projectText(this.data.directory)}`), CASE_LIMIT_MILLISECONDS);
      worker.on('message', end);
      worker.on('error', fail);
      worker.postMessage(seed);
    });
  }

  async stop(): Promise<void> {
    await this.worker?.terminate();
  }
}

it(
  `${CASES} mutated projects from seed ${SEED}`,
  async () => {
    const runner = new Runner();
    const answers: Answer[] = [];
    for (let index = 0; index < CASES; index++) answers.push(await runner.run((SEED + index) >>> 0));
    await runner.stop();
    const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds));
    const heap = Math.max(...answers.map(({ heapBytes }) => heapBytes));
    process.stdout.write(
      `${CASES} cases from seed ${SEED}: slowest ${Math.round(slowest)} ms, heap ${Math.round(heap / 1e6)} MB\n`,
    );
    const failures = answers.filter(({ failure }) => failure !== null);
    const shown = failures
      .slice(0, MAX_REPORTED)
      .map(({ seed, failure }) => `SNAPSAFE_FUZZ_SEED=${seed} SNAPSAFE_FUZZ=1: ${failure ?? ''}`);
    expect(shown, `${failures.length} of ${CASES} failed`).toEqual([]);
    expect(heap).toBeLessThan(HEAP_LIMIT_BYTES);
  },
  CASES * CASE_LIMIT_MILLISECONDS,
);
