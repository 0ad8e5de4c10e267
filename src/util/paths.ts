/** Paths by their names alone; nothing is looked up. */
import { isAbsolute, relative, sep } from 'node:path';

/** Whether `path` lies below `directory` and is not the directory itself; both are absolute. */
export function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
