/** Starting a daemon that outlives the process that starts it. */
import { spawn } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import type { Place } from './place.ts';

/** What the mark of a daemon that ended for want of memory says: the project is too large to be kept. */
export const TOO_LARGE = 'too large\n';

/** Milliseconds: where starting failed, or is under way, nobody tries again for a while. */
const AGAIN_AFTER = 10 * 60_000;
const AGAIN_AFTER_TOO_LARGE = 24 * 60 * 60_000;

/** The program that serves, started by the one that asks: nothing of it comes from the linted project. */
export interface Program {
  /** Absolute. */
  readonly execPath: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Starts a daemon that is to listen at `place`, unless that was done a short while ago. It shares no pipe with this process, so that
 * nobody who waits for the end of the output waits for the daemon. Never throws.
 */
export function startDaemon({ mark }: Pick<Place, 'mark'>, program: Program): void {
  if (wasTried(mark)) return;
  try {
    writeFileSync(mark, 'started\n', { mode: 0o600 });
    const child = spawn(program.execPath, program.args, {
      cwd: program.cwd,
      env: program.env,
      detached: true,
      stdio: 'ignore',
      windowsHide: true,
    });
    child.on('error', () => undefined);
    child.unref();
  } catch {
    // Then there is none: the work is done here.
  }
}

function wasTried(mark: string): boolean {
  const stats = statSync(mark, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  const wait = stats.size === TOO_LARGE.length && textOf(mark) === TOO_LARGE ? AGAIN_AFTER_TOO_LARGE : AGAIN_AFTER;
  return Date.now() - stats.mtimeMs < wait;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
