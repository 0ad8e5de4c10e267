/**
 * What a run wrote and another reads, damaged: a baseline is used or refused with a sentence, and a cache changes nothing,
 * whatever is left of it. A run takes half of SNAPSAFE_FUZZ cases (150), from a seed that is printed; SNAPSAFE_FUZZ_SEED makes
 * them again.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateProject } from '../../bench/generate.mjs';
import { analyze } from '../../src/run/run.ts';
import { snapsafe } from '../cli/process.ts';
import { encoded, mutated } from './mutations.ts';
import { randomOf, type Random } from './random.ts';

const CASES = Math.ceil(Number(process.env.SNAPSAFE_FUZZ ?? 300) / 2);
const SEED = Number(process.env.SNAPSAFE_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 32));
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
  `${CASES} damaged baselines from seed ${SEED}`,
  async () => {
    const file = join(cwd, 'snapsafe-baseline.json');
    expect(snapsafe(cwd, ['baseline', 'create']).code).toBe(0);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('"rule');
    let refused = 0;
    for (let index = 0; index < CASES; index++) {
      const random = randomOf((SEED + index) >>> 0);
      writeFileSync(file, encoded(mutated(text, random, text).text, random));
      const outcome = await timed(() => analyze({ cwd }), index);
      if (!outcome.ok) refused++;
      const said = outcome.ok ? outcome.report.problems.map(({ message }) => message) : [outcome.problem];
      expect(
        said.filter((sentence) => sentence.includes('internal error')),
        seedOf(index),
      ).toEqual([]);
    }
    rmSync(file);
    expect(refused).toBeGreaterThan(CASES / 4);
  },
  CASES * CASE_LIMIT_MILLISECONDS,
);

it(
  `${CASES} damaged caches from seed ${SEED}`,
  async () => {
    const directory = join(root, 'cache');
    const plain = await analyze({ cwd });
    await analyze({ cwd, cache: { directory } });
    const whole = segmentsIn(directory).map((path) => ({ path, bytes: readFileSync(path) }));
    expect(whole.length).toBeGreaterThan(0);
    for (let index = 0; index < CASES; index++) {
      const random = randomOf((SEED + index) >>> 0);
      rmSync(directory, { recursive: true, force: true });
      for (const { path, bytes } of whole) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, damaged(bytes, random));
      }
      expect(await timed(() => analyze({ cwd, cache: { directory } }), index), seedOf(index)).toEqual(plain);
    }
  },
  CASES * CASE_LIMIT_MILLISECONDS,
);

async function timed<T>(step: () => Promise<T>, index: number): Promise<T> {
  const begin = performance.now();
  const value = await step();
  expect(performance.now() - begin, seedOf(index)).toBeLessThan(CASE_LIMIT_MILLISECONDS);
  return value;
}

function seedOf(index: number): string {
  return `SNAPSAFE_FUZZ_SEED=${String((SEED + index) >>> 0)} SNAPSAFE_FUZZ=1`;
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
