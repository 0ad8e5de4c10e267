import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ParseLanes } from '../../src/run/lanes.ts';
import { ParseThreads, type Answer, type Job } from '../../src/run/threads.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let home = '';
let module: URL;

beforeAll(async () => {
  mkdirSync(join(root, 'build'), { recursive: true });
  home = mkdtempSync(join(root, 'build/threads-'));
  const outfile = join(home, 'stubborn.mjs');
  const entryPoints = [join(root, 'test/threads/stubborn.ts')];
  await build({ entryPoints, outfile, bundle: true, format: 'esm', platform: 'node', packages: 'external' });
  module = pathToFileURL(outfile);
});
afterAll(() => rmSync(home, { recursive: true }));

let next = 0;
const jobOf = (text: string): Job => ({ index: next++, file: `${text}.java`, text, isWhole: true });

const wordFor = (answer: Answer): string =>
  answer === null ? 'left' : 'failure' in answer ? `failed: ${answer.failure}` : answer.packageName;

/** Gives batches to threads until all are taken, and tells what came of each text, by text. */
async function answersTo(
  batches: readonly (readonly string[])[],
  options: { readonly count?: number; readonly limit?: number; readonly module?: URL } = {},
): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  const onAnswer = ({ text }: Job, answer: Answer): void => {
    expect(answers).not.toHaveProperty(text);
    answers[text] = wordFor(answer);
  };
  const threads = new ParseThreads({ module, count: 1, onAnswer, ...options });
  try {
    for (const batch of batches) {
      const jobs = batch.map(jobOf);
      while (!threads.take(jobs)) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await threads.done();
  } finally {
    threads.close();
  }
  return answers;
}

it('every text is answered once, with its own facts', async () => {
  const answers = await answersTo([['a', 'b'], ['c'], [], ['unsure', 'd']], { count: 2 });
  expect(answers).toEqual({ a: 'a', b: 'b', c: 'c', d: 'd', unsure: 'left' });
});

it('a thread that ends is replaced, and only the file that ends it is told', async () => {
  const answers = await answersTo([['a', 'ends', 'b'], ['c'], ['throws', 'd']]);
  expect(answers).toEqual({
    a: 'a',
    b: 'b',
    c: 'c',
    d: 'd',
    ends: 'failed: it ends the thread that parses it',
    throws: 'failed: thrown by the thread',
  });
});

it('a thread that takes too long is ended and replaced', async () => {
  const answers = await answersTo([['a', 'hangs'], ['b']], { limit: 1500 });
  expect(answers).toEqual({ a: 'a', b: 'b', hangs: 'failed: it takes too long' });
});

it('threads that cannot begin leave everything to the usual way', async () => {
  const damaged = join(home, 'damaged.mjs');
  writeFileSync(damaged, 'throw new Error("no such thing");');
  const answers = await answersTo([['a', 'b'], ['c']], { count: 2, module: pathToFileURL(damaged) });
  expect(answers).toEqual({ a: 'left', b: 'left', c: 'left' });
});

it('few texts are left to the usual way, and no thread is begun', async () => {
  const seen: string[] = [];
  const onAnswer = ({ text }: Job, answer: Answer): void => void seen.push(`${text} ${wordFor(answer)}`);
  const lanes = new ParseLanes({ module, count: 1, onAnswer }, 10);
  await lanes.add(jobOf('a'));
  await lanes.add(jobOf('b'));
  await lanes.finish();
  expect(seen).toEqual(['a left', 'b left']);
  expect(lanes.threads).toBe(1);
  lanes.close();
});

it('the thread that gives texts away lowers some itself when the others have enough to do', async () => {
  const texts = Array.from({ length: 8 }, (_, index) => `class A${index} { }`.padEnd(128 * 1024));
  const answers = new Map<number, string>();
  const onAnswer = ({ index }: Job, answer: Answer): void => void answers.set(index, wordFor(answer));
  const lanes = new ParseLanes({ module, count: 1, onAnswer }, 1);
  const jobs = texts.map(jobOf);
  for (const job of jobs) await lanes.add(job);
  await lanes.finish();
  lanes.close();
  expect(lanes.threads).toBe(2);
  expect([...answers.keys()].sort((left, right) => left - right)).toEqual(jobs.map(({ index }) => index));
  // The other thread of this test answers with the text; the package of the text is ''.
  expect(new Set([...answers.values()].map((one) => one === ''))).toEqual(new Set([true, false]));
});
