/** Where the command line keeps facts between runs. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { removeUnused } from '../cache/unused.ts';
import type { CheckOptions } from './args.ts';
import type { Terminal } from './terminal.ts';

/**
 * The directory that the options name; else one for the working directory among the user's caches, and null when the environment does
 * not tell where those are.
 */
export function cacheLocation(
  { cache, cacheLocation: named }: Pick<CheckOptions, 'cache' | 'cacheLocation'>,
  { cwd, env }: Pick<Terminal, 'cwd' | 'env'>,
): string | null {
  if (!cache) return null;
  if (named !== undefined) return resolve(cwd, named);
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local, HOME: home } = env;
  const caches = xdg ?? local ?? (home === undefined ? undefined : join(home, '.cache'));
  if (caches === undefined || caches === '') return null;
  const directory = join(caches, 'snapsafe', createHash('sha256').update(cwd).digest('hex').slice(0, 16));
  if (!existsSync(directory)) removeUnused(dirname(directory));
  return directory;
}
