/**
 * A real memory snapshot, beside the simulated ones of `npm run test:jvm`: CRIU writes an initialised JVM down and restores
 * it twice. A Random and a UUID from init must give the same in both, a SecureRandom must not. Needs CRIU 4 or newer on
 * the PATH, the right to use it (root, or CAP_CHECKPOINT_RESTORE), and a JDK 17 or newer. Not part of CI. Exit codes: 0
 * it ran and held, 1 it ran and did not hold, 2 it did not run.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('../test/jvm/criu/Snapshotted.java', import.meta.url));
const OLDEST = 4;
const PATIENCE_MS = 30_000;

/** The reason why nothing was run, as a sentence. */
class NotRun extends Error {}

/** Runs a program to its end; its output is shown where it fails. */
function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error !== undefined) throw new NotRun(`${program} cannot be started (${error.code ?? error.message})`);
  if (status !== 0) {
    throw new NotRun(`${program} ${args[0]} ended with ${status}: ${(stderr || stdout).trim().slice(-400)}`);
  }
  return stdout;
}

function checkCriu() {
  const version = /Version:\s*(?<major>\d+)[\d.]*/u.exec(run('criu', ['--version']));
  if (version === null) throw new NotRun('criu --version names no version');
  if (Number(version.groups.major) < OLDEST) throw new NotRun(`CRIU ${OLDEST} or newer is needed (${version[0]})`);
  run('criu', ['check']);
}

async function appears(file) {
  for (let waited = 0; !existsSync(file); waited += 50) {
    if (waited > PATIENCE_MS) throw new NotRun(`${file} was not written in ${PATIENCE_MS / 1000} s`);
    await wait(50);
  }
}

/** What the restored process answers, line by line. */
async function restored(images, directory, copy) {
  // CRIU stays the parent and waits for the end: another parent may leave a zombie that holds the process id.
  run('criu', ['restore', '-D', images, '--shell-job', '--tcp-close']);
  const answer = join(directory, 'answer');
  await appears(answer);
  const kept = join(directory, `answer.${copy}`);
  renameSync(answer, kept);
  return new Map(
    readFileSync(kept, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.split(' ')),
  );
}

async function compare(directory) {
  const images = join(directory, 'images');
  mkdirSync(images);
  run('javac', ['-d', directory, SOURCE]);
  const options = ['-XX:-UsePerfData', '-XX:+UseSerialGC', '-cp', directory, 'Snapshotted', directory];
  const jvm = spawn('java', options, { stdio: 'ignore', detached: true });
  const ended = once(jvm, 'exit');
  try {
    await appears(join(directory, 'ready'));
    run('criu', ['dump', '-t', String(jvm.pid), '-D', images, '--shell-job', '--tcp-close']);
  } catch (error) {
    jvm.kill('SIGKILL');
    throw error;
  }
  // The dump ends the process; its id is free when it has been waited for.
  await ended;
  writeFileSync(join(directory, 'go'), '');
  const first = await restored(images, directory, 1);
  const second = await restored(images, directory, 2);
  const same = (name) => first.get(name) === second.get(name);
  return [
    ['a Random from init gives the same number in both copies', same('Random')],
    ['a UUID from init is the same in both copies', same('UUID')],
    ['a SecureRandom from init gives different numbers', !same('SecureRandom')],
  ];
}

const directory = mkdtempSync(join(tmpdir(), 'snapsafe-criu-'));
try {
  checkCriu();
  for (const [claim, holds] of await compare(directory)) {
    process.stdout.write(`${holds ? 'holds' : 'DOES NOT HOLD'}: ${claim}\n`);
    if (!holds) process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof NotRun)) throw error;
  process.stdout.write(`NOT RUN: ${error.message}\n`);
  process.exitCode = 2;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
