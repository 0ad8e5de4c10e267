/** What a cache leaves behind. Apart from the cache, which most small runs do not open. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What nobody read for so long goes: segments of another version, and directories. */
export const STALE_MILLISECONDS = 14 * 24 * 3600 * 1000;

export const SUFFIX = '.facts';
export const UNFINISHED = '.unfinished';

/** Removes the directories in `parent`, one for each project, in which nothing was used for so long that it is stale. */
export function removeUnused(parent: string): void {
  const isStale = (path: string): boolean => Date.now() - statSync(path).mtimeMs > STALE_MILLISECONDS;
  try {
    for (const entry of readdirSync(parent, { withFileTypes: true })) {
      const directory = join(parent, entry.name);
      if (!entry.isDirectory() || !isStale(directory)) continue;
      const names = readdirSync(directory);
      const isOurs = names.every((name) => name.endsWith(SUFFIX) || name.endsWith(UNFINISHED));
      if (isOurs && names.every((name) => isStale(join(directory, name)))) rmSync(directory, { recursive: true });
    }
  } catch {
    // Another run removes them as well, or nobody may: next time.
  }
}
