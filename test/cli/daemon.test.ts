/** `--daemon` as its users have it: processes that outlive the call, and answers that are those of a usual run. */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { bin, prngHandler, project, snapsafe, timestampHandler, type Finished } from './process.ts';

const SOURCE = 'src/main/java/com/acme/CouponHandler.java';
const OTHER = 'src/main/java/com/acme/ClockHandler.java';

// Each call is a process, of which a busy machine starts one a second.
vi.setConfig({ testTimeout: 120_000 });

let runtime = '';
let root = '';
beforeAll(() => {
  runtime = mkdtempSync(join(tmpdir(), 'snapsafe-run-'));
});
afterAll(() => rmSync(runtime, { recursive: true }));
beforeEach(() => {
  root = project({ [SOURCE]: prngHandler, [OTHER]: timestampHandler, 'pom.xml': '<project></project>\n' });
});
afterEach(() => {
  call('daemon', 'stop');
  rmSync(root, { recursive: true });
});

function call(...args: readonly string[]): Finished {
  return snapsafe(root, args, { XDG_RUNTIME_DIR: runtime });
}

/** A field of what `daemon status` prints; null when there is no daemon. */
function state(field: string): string | null {
  const { stdout } = call('daemon', 'status');
  return new RegExp(`^${field} +(.*)$`, 'm').exec(stdout)?.[1] ?? null;
}

/** Starts a daemon and waits until it has read the project. */
async function loaded(...args: readonly string[]): Promise<void> {
  call('--daemon', ...args);
  await ready();
}

async function ready(): Promise<void> {
  for (let turn = 0; turn < 100 && state('state') !== 'ready'; turn++) await pause(100);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function ended(pid: number): Promise<boolean> {
  for (let turn = 0; turn < 200 && isRunning(pid); turn++) await pause(100);
  return !isRunning(pid);
}

describe('a run with --daemon', () => {
  it('is answered however the whole directory is named', async () => {
    await loaded('.');
    expect(call('--daemon')).toEqual(call());
    expect(call('--daemon', root)).toEqual(call(root));
    expect(call('--daemon', '--files-as-filter', SOURCE)).toEqual(call('--files-as-filter', SOURCE));
    expect(state('answered')).toBe('3');
  });

  it('is made here the first time, and by the daemon from then on, with the same result', async () => {
    const plain = call();
    expect(plain.code).toBe(1);
    expect(call('--daemon')).toEqual(plain);
    await ready();
    expect(state('answered')).toBe('0');
    expect(call('--daemon')).toEqual(plain);
    expect(state('answered')).toBe('1');
  });

  it('sees what changed on disk since', async () => {
    await loaded();
    appendFileSync(join(root, SOURCE), '// more\n');
    expect(call('--daemon')).toEqual(call());
    writeFileSync(join(root, 'src/main/java/com/acme/Third.java'), prngHandler.replace('CouponHandler', 'Third'));
    expect(call('--daemon')).toEqual(call());
    rmSync(join(root, SOURCE));
    expect(call('--daemon')).toEqual(call());
    writeFileSync(join(root, 'snapsafe.config.json'), '{"preset": "stric"}');
    expect(call('--daemon')).toEqual(call());
    expect(state('answered')).toBe('4');
  });

  it('has the options of the call, and the colours of its terminal and environment', async () => {
    await loaded();
    for (const args of [
      ['--format', 'json'],
      ['--format', 'sarif', '--quiet'],
      ['--format', 'github', '--max-warnings', '5', '--rule', 'prng-in-init:off'],
      ['--color', '--strict'],
      ['--files-as-filter', '--', OTHER],
      ['--why', `${SOURCE}:6`],
      ['--exit-zero', '--target', 'crac', '--preset', 'all', '--include-tests'],
      ['--new-from', 'HEAD'],
      ['--rule', 'no-such-rule:off'],
      ['--baseline', 'missing.json'],
    ]) {
      expect(call('--daemon', ...args), args.join(' ')).toEqual(call(...args));
    }
    expect(state('answered')).toBe('10');
    const forced = { XDG_RUNTIME_DIR: runtime, FORCE_COLOR: '1' };
    expect(snapsafe(root, ['--daemon'], forced)).toEqual(snapsafe(root, [], forced));
  });

  it('writes the files that are asked for, and says what keeps it from that', async () => {
    await loaded();
    mkdirSync(join(root, 'taken'));
    const formats = ['--format', 'json=out/report.json', '--format', 'compact', '--format', 'html=taken'];
    const plain = call(...formats);
    const report = readFileSync(join(root, 'out/report.json'), 'utf8');
    rmSync(join(root, 'out'), { recursive: true });
    expect(plain.stderr).toContain('cannot write taken');
    expect(call('--daemon', ...formats)).toEqual(plain);
    expect(readFileSync(join(root, 'out/report.json'), 'utf8')).toBe(report);
    expect(state('answered')).toBe('1');
  });

  it('takes a text from standard input', async () => {
    await loaded();
    const text = prngHandler.replace('java.util.Random;', 'java.security.SecureRandom;').replaceAll('Random r', 'SecureRandom r'); // prettier-ignore
    const args = ['--stdin', '--stdin-filename', SOURCE];
    const env = { XDG_RUNTIME_DIR: runtime };
    expect(snapsafe(root, ['--daemon', ...args], env, text)).toEqual(snapsafe(root, args, env, text));
    expect(state('answered')).toBe('1');
  });

  it('is made here when it changes sources, measures, or wants nothing kept', async () => {
    await loaded();
    for (const args of [['--diff'], ['--no-cache'], ['--parser', 'java-parser'], ['--print-config', SOURCE]]) {
      expect(call('--daemon', ...args), args.join(' ')).toEqual(call(...args));
    }
    expect(call('--daemon', '--stats').stderr).toContain('peak RSS');
    call('--daemon', '--unsafe-fixes');
    expect(readFileSync(join(root, SOURCE), 'utf8')).not.toBe(prngHandler);
    expect(state('answered')).toBe('0');
  });

  it('is made here when a syntax error could be told that a usual run does not look for', async () => {
    await loaded();
    const plain = 'package com.acme;\nclass Plain {\n  void never() {\n    int x = ;\n  }\n}\n';
    writeFileSync(join(root, 'src/main/java/com/acme/Plain.java'), plain);
    expect(call('--daemon')).toEqual(call());
    expect(state('answered')).toBe('0');
    expect(call('--daemon', '--strict')).toEqual(call('--strict'));
    expect(state('answered')).toBe('1');
  });

  it('is made here when the directory of the sockets lets others in', () => {
    const open = mkdtempSync(join(tmpdir(), 'snapsafe-open-'));
    mkdirSync(join(open, 'snapsafe'), { mode: 0o755 });
    expect(snapsafe(root, ['--daemon'], { XDG_RUNTIME_DIR: open })).toEqual(call());
    rmSync(open, { recursive: true });
  });
});

describe('the process', () => {
  it('is one, however many calls start it', async () => {
    const calls = [0, 1, 2].map(
      () =>
        new Promise<number | null>((done) => {
          const env = { ...process.env, XDG_RUNTIME_DIR: runtime };
          spawn(process.execPath, [bin, '--daemon'], { cwd: root, env, stdio: 'ignore' }).on('exit', done);
        }),
    );
    expect(await Promise.all(calls)).toEqual([1, 1, 1]);
    await loaded();
    expect(call('daemon', 'status').stdout.match(/^process /gm)).toHaveLength(1);
  });

  it('ends when it is told to', async () => {
    await loaded();
    const pid = Number(state('process'));
    expect(isRunning(pid)).toBe(true);
    expect(call('daemon', 'stop').code).toBe(0);
    expect(await ended(pid)).toBe(true);
    expect(call('daemon', 'status').code).toBe(1);
    expect(call('daemon', 'stop').code).toBe(1);
  });

  it('that was killed is in the way of nothing', async () => {
    await loaded();
    const pid = Number(state('process'));
    process.kill(pid, 'SIGKILL');
    expect(await ended(pid)).toBe(true);
    expect(call('--daemon')).toEqual(call());
  });

  it('that does not answer is not waited for', async () => {
    await loaded();
    const pid = Number(state('process'));
    process.kill(pid, 'SIGSTOP');
    expect(call('--daemon')).toEqual(call());
    process.kill(pid, 'SIGCONT');
  });

  it('ends with its directory', async () => {
    await loaded();
    const pid = Number(state('process'));
    rmSync(root, { recursive: true });
    expect(await ended(pid)).toBe(true);
    mkdirSync(root);
    expect(existsSync(root)).toBe(true);
  });
});
