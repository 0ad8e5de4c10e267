/**
 * Projects that nobody wrote through everything the command line does: analysis with all rules, every format, edits, reports,
 * baselines, configurations. Nothing crashes, hangs, or grows without end; the exit code is 0, 1 or 2. ./amount.ts says how
 * many and from which seed.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CASES, SEED, seedOf } from './amount.ts';
import { KINDS, type KindName } from './kinds.ts';
import type { Answer, Question, WorkerData } from './worker.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** A case is a project of some small files: what takes longer hangs. Machines differ, and others may work beside. */
const CASE_LIMIT_MILLISECONDS = 60_000;
const HEAP_LIMIT_BYTES = 1_500_000_000;
const MAX_REPORTED = 5;

/** The main thread of Node has a stack of about a megabyte, other threads by default have four times as much. */
const LIMITS = { stackSizeMb: 1, maxOldGenerationSizeMb: HEAP_LIMIT_BYTES / 1e6 };

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

/** The files of a case, for the report of one that did not end. */
function projectText(directory: string): string {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8', withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return files.map(({ parentPath, name }) => `--- ${name}\n${readFileSync(join(parentPath, name), 'utf8')}`).join('\n');
}

/** A thread for cases; one that hangs is ended, and another takes its place. */
class Runner {
  private readonly data: WorkerData = { root, directory: mkdtempSync(join(tmpdir(), 'snapsafe-fuzz-')) };
  private worker: Worker | null = null;

  run(question: Question): Promise<Answer> {
    const worker = (this.worker ??= new Worker(script, { workerData: this.data, resourceLimits: LIMITS }));
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
        end({ failure, milliseconds: CASE_LIMIT_MILLISECONDS, heapBytes: 0, codes: [] });
      };
      const fail = (error: Error): void => lost(`the thread ended: ${error.message}`);
      const timer = setTimeout(() => lost(`hangs\n${projectText(this.data.directory)}`), CASE_LIMIT_MILLISECONDS);
      worker.on('message', end);
      worker.on('error', fail);
      worker.postMessage(question);
    });
  }

  async stop(): Promise<void> {
    await this.worker?.terminate();
    rmSync(this.data.directory, { recursive: true });
  }
}

it.each(Object.keys(KINDS) as readonly KindName[])(
  `${String(CASES)} cases of %s from seed ${String(SEED)}`,
  async (kind) => {
    const runner = new Runner();
    const answers: { readonly answer: Answer; readonly again: string }[] = [];
    for (let index = 0; index < CASES; index++) {
      const { seed, again } = seedOf(index);
      answers.push({ answer: await runner.run({ kind, seed }), again });
    }
    await runner.stop();
    const of = (value: (answer: Answer) => number): readonly number[] => answers.map(({ answer }) => value(answer));
    const [slowest, heap] = [Math.max(...of((one) => one.milliseconds)), Math.max(...of((one) => one.heapBytes))];
    const codes = answers.flatMap(({ answer }) => answer.codes);
    const count = (code: number): string =>
      `${String(codes.filter((one) => one === code).length)} with ${String(code)}`;
    process.stdout.write(
      `${kind}: ${String(CASES)} cases from seed ${String(SEED)}, slowest ${String(Math.round(slowest))} ms, ` +
        `heap ${String(Math.round(heap / 1e6))} MB; ended ${[0, 1, 2].map(count).join(', ')}\n`,
    );
    const failures = answers.filter(({ answer }) => answer.failure !== null);
    const shown = failures.slice(0, MAX_REPORTED).map(({ answer, again }) => `${again}: ${answer.failure ?? ''}`);
    expect(shown, `${String(failures.length)} of ${String(CASES)} failed`).toEqual([]);
    expect(heap).toBeLessThan(HEAP_LIMIT_BYTES);
  },
  CASES * CASE_LIMIT_MILLISECONDS,
);
