/** `snapsafe daemon serve`: the process behind `--daemon`. It is started by a run and ends by itself. */
import { statSync } from 'node:fs';
import { setPriority } from 'node:os';
import type { RunRequest } from '../../daemon/messages.ts';
import { placeOf } from '../../daemon/place.ts';
import { serve, type EndReason } from '../../daemon/server.ts';
import { endNow, EXIT_CLEAN, EXIT_FAILED } from '../exit.ts';
import { KeptRuns } from '../kept-runs.ts';
import type { ParseCheck } from '../kept-runs.ts';
import { identityOf } from '../served.ts';
import type { Terminal } from '../terminal.ts';

/** More than this a process may not keep to itself while nobody asks. */
const MAX_RESIDENT_BYTES = 2 * 2 ** 30;

/**
 * Serves until it is no longer of use, then ends the process. `args` are those of the run that it is to know first, `parse` says
 * what arguments ask for.
 */
export async function serveDaemon(
  args: readonly string[],
  parse: ParseCheck,
  { cwd, env, self }: Terminal,
): Promise<never> {
  if (self === undefined) return endNow(EXIT_FAILED);
  const identity = identityOf(cwd, self);
  const place = identity && placeOf(identity, self.owner);
  if (identity === null || place === null) return endNow(EXIT_FAILED);
  const runs = new KeptRuns(cwd, parse, withProcessEnv);
  const inode = inodeOf(cwd);
  const stopped = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stopped.abort());
  const serving = serve(
    {
      place,
      identity,
      run: (request) => runs.run(request),
      state: () => ({ pid: process.pid, memory: process.memoryUsage.rss(), isLoading: runs.isLoading }),
      reasonToEnd: (): EndReason | null => {
        if (!runs.isLoading && process.memoryUsage.rss() > MAX_RESIDENT_BYTES) return 'too-large';
        return identityOf(cwd, self)?.build === identity.build && inodeOf(cwd) === inode ? null : 'changed';
      },
    },
    stopped.signal,
  );
  void loadInBackground(() => runs.load(firstRequest(args, env)));
  await serving.catch(() => false);
  return endNow(EXIT_CLEAN);
}

/** What Unix calls niceness. Where only the administrator may take it back, an answer still has a third of a busy processor. */
const WHILE_LOADING = 5;
const USUAL = 0;

/** What is loaded is for the next run: this one, and whatever else the user does, comes first. */
async function loadInBackground(load: () => Promise<void>): Promise<void> {
  prioritise(WHILE_LOADING);
  await load();
  prioritise(USUAL);
}

function prioritise(priority: number): void {
  try {
    setPriority(priority);
  } catch {
    // Then it is not.
  }
}

function firstRequest(args: readonly string[], env: Terminal['env']): RunRequest {
  return { kind: 'run', args, env: env as Record<string, string>, output: { isTTY: false }, input: null };
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

/** git, and what else is asked, sees the client's variables. */
async function withProcessEnv<T>(env: Readonly<Record<string, string>>, step: () => Promise<T>): Promise<T> {
  for (const name of Object.keys(process.env)) if (!(name in env)) Reflect.deleteProperty(process.env, name);
  Object.assign(process.env, env);
  return step();
}
