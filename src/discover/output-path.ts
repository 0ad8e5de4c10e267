/** Where a file that is to be written really lands. */
import { lstatSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { isBelow } from '../util/paths.ts';

/**
 * Why `file` (as typed, relative to `cwd`) must not be written, in words; null when it may. A name inside the working
 * directory has to stay there: the linted project may hold a link of that name, which leads to a file that is none of its
 * business. What lies outside by its name was meant to.
 */
export function outputRefusal(cwd: string, file: string): string | null {
  const path = resolve(cwd, file);
  if (!isBelow(cwd, path)) return null;
  let existing = path;
  while (!exists(existing)) existing = dirname(existing);
  const target = realPath(existing);
  if (target === null) return 'it is a link that leads nowhere';
  const root = realpathSync(cwd);
  return target === root || isBelow(root, target) ? null : 'a link leads it out of the working directory';
}

/** Also a link that leads nowhere exists: writing to it would make the file it leads to. */
function exists(path: string): boolean {
  return dirname(path) === path || lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function realPath(path: string): string | null {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
}
