/**
 * Runs fuzz cases in a thread that can be ended: gets a directory once, then kinds with seeds; answers each with what went
 * wrong, or null. A case is a project with files that nobody wrote, and command lines that are run over it as users run them.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { main } from '../../src/cli/main.ts';
import type { OutputStream, Terminal } from '../../src/cli/terminal.ts';
import { KINDS, type KindName } from './kinds.ts';
import { OUTPUTS, wrongInOutputs, wrongInText } from './outputs.ts';
import { randomOf } from './random.ts';

export interface WorkerData {
  /** Absolute, of this project. */
  readonly root: string;
  /** Absolute, for the cases alone. */
  readonly directory: string;
}

export interface Question {
  readonly kind: KindName;
  readonly seed: number;
}

export interface Answer {
  /** What went wrong and what led to it; null when nothing did. */
  readonly failure: string | null;
  readonly milliseconds: number;
  readonly heapBytes: number;
  /** Of each command line. */
  readonly codes: readonly number[];
}

const { root, directory } = workerData as WorkerData;

async function run({ kind, seed }: Question): Promise<readonly number[]> {
  const random = randomOf(seed);
  const { files, steps, history } = KINDS[kind](random, root);
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  const codes: number[] = [];
  for (const step of steps) {
    if (typeof step === 'function') {
      step(directory);
      continue;
    }
    const said: string[] = [];
    const write = (text: string): void => void said.push(text);
    // A terminal that is asked for no colours must get no control characters at all; progress would be some.
    const [stdout, stderr] = [true, false].map((isTTY) => ({ isTTY, write })) as [OutputStream, OutputStream];
    const readInput = (): Promise<string> => Promise.resolve('');
    const terminal: Terminal = { cwd: directory, env: { NO_COLOR: '1' }, stdout, stderr, readInput };
    const fail = (reason: string): never => {
      throw new Error(`snapsafe ${step.join(' ')}\n  ${reason}\n  ${history()}`);
    };
    let code = -1;
    try {
      code = await main([...step, '--debug'], terminal);
    } catch (error) {
      fail(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    codes.push(code);
    const wrong = wrongInText(code, said.join('')) ?? wrongInOutputs(directory, kind !== 'reports');
    if (wrong !== null) fail(wrong);
    // The next command line may change what these are about.
    rmSync(join(directory, OUTPUTS), { recursive: true, force: true });
  }
  return codes;
}

parentPort?.on('message', (question: Question) => {
  const begin = performance.now();
  run(question).then(
    (codes) => answer(null, codes),
    (error: unknown) => answer(error instanceof Error ? (error.stack ?? error.message) : String(error), []),
  );
  function answer(failure: string | null, codes: readonly number[]): void {
    const { heapUsed, external } = process.memoryUsage();
    const milliseconds = performance.now() - begin;
    parentPort?.postMessage({ failure, milliseconds, heapBytes: heapUsed + external, codes } satisfies Answer);
  }
});
