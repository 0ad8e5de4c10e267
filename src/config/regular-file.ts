/** Reading the small files that a project brings along: configuration, baseline, ignore lists. */
import { readFileSync, statSync } from 'node:fs';

/** None of these files comes near it: a baseline with ten thousand entries has 3 MB. */
const MAX_BYTES = 50_000_000;

/**
 * The text (UTF-8) of a regular file, without its byte order mark. Throws the system's error, or an Error whose message says
 * why it was not read: a project may commit a link to a device or a pipe, which would never end.
 */
export function readRegularFile(path: string): string {
  const stats = statSync(path);
  if (stats.isDirectory()) throw new Error('it is a directory');
  if (!stats.isFile()) throw new Error('it is no regular file');
  if (stats.size > MAX_BYTES) throw new Error(`it is too large (${stats.size} bytes, the limit is ${MAX_BYTES})`);
  return readFileSync(path, 'utf8').replace(/^\uFEFF/u, '');
}

/** Whether there is a regular file at a path; false as well for what cannot be looked at. */
export function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
