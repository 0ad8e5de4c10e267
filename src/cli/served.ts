/** Which runs a daemon may make, and what tells its process from others. */
import { statSync } from 'node:fs';
import type { Identity } from '../daemon/place.ts';
import type { CheckOptions } from './args.ts';
import type { Self } from './terminal.ts';

/**
 * Whether a run with these options can be made elsewhere. Not those that change sources or look for what they would change, that
 * measure this process or its cache, that read what other runs wrote, or that want another parser or nothing kept.
 */
export function isServed(options: CheckOptions): boolean {
  const { fix, unsafeFixes, diff, stats, debug, facts, parser, cache, printConfig } = options;
  const isElsewhere = fix || unsafeFixes || diff || stats || debug || facts !== undefined;
  return !isElsewhere && parser === 'orchard' && cache && printConfig === undefined;
}

/** Null when the build cannot be looked at. */
export function identityOf(cwd: string, { builtFile, runtime }: Self): Identity | null {
  const stats = statSync(builtFile, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  return { cwd, build: [builtFile, stats.mtimeMs, stats.size, stats.ino, runtime].join(' ') };
}
