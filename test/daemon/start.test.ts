/** Whether a daemon is started: a process that leaves a file stands for it. */
import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { startDaemon, TOO_LARGE } from '../../src/daemon/start.ts';
import { temporary } from './temporary.ts';

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

let mark = '';
let trace = '';
beforeEach(() => {
  const directory = temporary();
  mark = join(directory, 'x.mark');
  trace = join(directory, 'trace');
});

function start(execPath = process.execPath): void {
  const script = `require('node:fs').writeFileSync(${JSON.stringify(trace)}, process.cwd())`;
  startDaemon({ mark }, { execPath, args: ['-e', script], cwd: temporary(), env: process.env });
}

/** The mark as it was written so many seconds ago. */
function marked(text: string, seconds: number): void {
  writeFileSync(mark, text);
  const time = Date.now() / 1000 - seconds;
  utimesSync(mark, time, time);
}

async function hasStarted(milliseconds = 5000): Promise<boolean> {
  for (let waited = 0; waited < milliseconds && !existsSync(trace); waited += 20) {
    await new Promise((done) => setTimeout(done, 20));
  }
  return existsSync(trace);
}

describe('a daemon is started', () => {
  it('once: until it listens, or has failed, nobody tries again', async () => {
    start();
    expect(await hasStarted()).toBe(true);
    rmSync(trace);
    start();
    expect(await hasStarted(300)).toBe(false);
  });

  it('again when the last time is a while ago', async () => {
    marked('started\n', 11 * MINUTE);
    start();
    expect(await hasStarted()).toBe(true);
  });

  it('for a project that was too large not before the next day', async () => {
    marked(TOO_LARGE, 11 * MINUTE);
    start();
    expect(await hasStarted(300)).toBe(false);
    marked(TOO_LARGE, DAY + MINUTE);
    start();
    expect(await hasStarted()).toBe(true);
    expect(readFileSync(mark, 'utf8')).not.toBe(TOO_LARGE);
  });

  it('or is not, and nothing else happens, when the program is missing', async () => {
    start(join(temporary(), 'missing'));
    expect(await hasStarted(100)).toBe(false);
  });
});
