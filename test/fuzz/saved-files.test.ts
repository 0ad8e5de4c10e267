/**
 * Facts that a run wrote and another reads, damaged: they change nothing, whatever is left of them. ./amount.ts says how many
 * cases, and from which seed.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateProject } from '../../bench/generate.mjs';
import { analyze, writeFacts } from '../../src/run/run.ts';
import { CASES, SEED, seedOf } from './amount.ts';
import { randomOf, type Random } from './random.ts';

const CASE_LIMIT_MILLISECONDS = 30_000;

let root = '';
let cwd = '';

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-fuzz-saved-'));
  cwd = join(root, 'project');
  generateProject(cwd, { modules: 2, handlers: 2, depth: 3, files: 12, lines: 40 });
});
afterAll(() => rmSync(root, { recursive: true }));

it(
  `${String(CASES)} damaged caches from seed ${String(SEED)}`,
  () => changesNothing((directory) => ({ cache: { directory } })),
  CASES * CASE_LIMIT_MILLISECONDS,
);

it(
  `${String(CASES)} damaged directories of facts from seed ${String(SEED)}`,
  () => changesNothing((directory) => ({ factsFrom: [directory] })),
  CASES * CASE_LIMIT_MILLISECONDS,
);

/** Runs with facts that were damaged, as the options have them from a directory, say what a run without says. */
async function changesNothing(
  optionsFor: (directory: string) => Partial<Parameters<typeof analyze>[0]>,
): Promise<void> {
  const directory = join(root, 'facts');
  const plain = await analyze({ cwd });
  await writeFacts({ cwd }, { part: 1, count: 1, directory });
  const whole = segmentsIn(directory).map((path) => ({ path, bytes: readFileSync(path) }));
  expect(whole.length).toBeGreaterThan(0);
  for (let index = 0; index < CASES; index++) {
    const { seed, again } = seedOf(index);
    const random = randomOf(seed);
    rmSync(directory, { recursive: true, force: true });
    for (const { path, bytes } of whole) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, damaged(bytes, random));
    }
    expect(await timed(() => analyze({ cwd, ...optionsFor(directory) }), again), again).toEqual(plain);
  }
}

async function timed<T>(step: () => Promise<T>, again: string): Promise<T> {
  const begin = performance.now();
  const value = await step();
  expect(performance.now() - begin, again).toBeLessThan(CASE_LIMIT_MILLISECONDS);
  return value;
}

function segmentsIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}

/** Bits that flip, bytes that are lost, doubled, or written over. */
function damaged(bytes: Buffer, random: Random): Buffer {
  let result = Buffer.from(bytes);
  for (let count = 1 + random.below(4); count > 0 && result.length > 0; count--) {
    const at = random.below(result.length);
    const end = Math.min(result.length, at + 1 + random.below(64));
    const part = result.subarray(at, end);
    const way = random.below(5);
    if (way === 0) result[at] = (result[at] ?? 0) ^ (1 << random.below(8));
    else if (way === 1) result = result.subarray(0, at);
    else if (way === 2) result = Buffer.concat([result.subarray(0, at), result.subarray(end)]);
    else if (way === 3) result = Buffer.concat([result.subarray(0, end), part, result.subarray(end)]);
    else result.fill(random.below(256), at, end);
  }
  return result;
}
