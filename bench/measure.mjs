// @ts-check
/**
 * Runs commands in turn, several times, and gives medians. Turns are interleaved, so that a machine that is busy for a while
 * slows all of them: what is compared is the ratio of two commands of one run, not a time.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const GNU_TIME = '/usr/bin/time';
const MAX_OUTPUT_BYTES = 2 ** 30;

/**
 * @typedef {object} Candidate
 * @property {string} name as the table shows it
 * @property {readonly string[]} command program and arguments
 * @property {string} [cwd]
 * @property {Readonly<Record<string, string>>} [env] added to this process's environment
 * @property {readonly number[]} [exitCodes] those that mean it worked; [0] when left out
 * @property {() => void} [before] runs before each turn, outside of the measurement
 * @property {(output: string) => void} [check] throws when what was printed to stdout is not right
 *
 * @typedef {object} Sample
 * @property {number} wall seconds
 * @property {number} user seconds of user CPU time, those of child processes included
 * @property {number} memory peak resident set of the largest process, in MB
 *
 * @typedef {Sample & { name: string, runs: number }} Measured medians
 */

/** Throws, with what to do, when a program that measures is missing. */
export function needGnuTime() {
  if (!existsSync(GNU_TIME)) throw new Error(`${GNU_TIME} is missing: install the Debian package time`);
}

/**
 * @typedef {object} Turns
 * @property {number} runs of each command, after one that does not count
 * @property {number} slow seconds; a command that takes longer than this the first time is not run again, and that time counts
 */

/**
 * Runs every candidate, in turn.
 * @param {readonly Candidate[]} candidates
 * @param {Turns} turns
 * @returns {Measured[]}
 */
export function interleaved(candidates, { runs, slow }) {
  /** @type {Map<Candidate, Sample[]>} */
  const counted = new Map();
  const isSlow = new Set();
  for (let turn = 0; turn <= runs; turn++) {
    for (const one of candidates.filter((candidate) => !isSlow.has(candidate))) {
      one.before?.();
      const sample = runOnce(one);
      if (turn === 0 && sample.wall > slow) isSlow.add(one);
      if (turn > 0 || isSlow.has(one)) counted.set(one, [...(counted.get(one) ?? []), sample]);
      process.stderr.write(`  ${one.name}: ${sample.wall.toFixed(2)} s, user ${sample.user.toFixed(2)} s\n`);
    }
  }
  return candidates.map((one) => {
    const samples = counted.get(one) ?? [];
    return { name: one.name, runs: samples.length, ...medians(samples) };
  });
}

/**
 * @param {Candidate} candidate
 * @returns {Sample}
 */
export function runOnce({ name, command, cwd, env = {}, exitCodes = [0], check }) {
  const directory = mkdtempSync(join(tmpdir(), 'snapsafe-bench-'));
  const figures = join(directory, 'time');
  try {
    const { status, stdout, stderr, error } = spawnSync(
      GNU_TIME,
      ['--quiet', '--format=%e %U %M', `--output=${figures}`, ...command],
      { cwd, env: { ...process.env, ...env }, encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES },
    );
    if (error !== undefined) throw error;
    if (status === null || !exitCodes.includes(status)) {
      throw new Error(`${name}: exit code ${status}\n${stderr.slice(-2000)}`);
    }
    check?.(stdout);
    const [wall = NaN, user = NaN, kilobytes = NaN] = readFileSync(figures, 'utf8').trim().split(' ').map(Number);
    return { wall, user, memory: kilobytes / 1024 };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/**
 * @param {readonly Sample[]} samples
 * @returns {Sample}
 */
function medians(samples) {
  return {
    wall: median(samples.map(({ wall }) => wall)),
    user: median(samples.map(({ user }) => user)),
    memory: median(samples.map(({ memory }) => memory)),
  };
}

/**
 * The middle one; of an even number the mean of the two in the middle.
 * @param {readonly number[]} values
 */
export function median(values) {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/**
 * The exponent b of time = a · size^b, by least squares over the logarithms.
 * @param {readonly { readonly size: number, readonly time: number }[]} points at least two
 */
export function growthExponent(points) {
  const logs = points.map(({ size, time }) => ({ x: Math.log(size), y: Math.log(time) }));
  const meanX = logs.reduce((sum, { x }) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, { y }) => sum + y, 0) / logs.length;
  const covariance = logs.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0);
  return covariance / logs.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
}
