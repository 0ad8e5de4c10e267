/** Writes changed sources: atomically, and only where nobody else has written meanwhile. */
import { randomBytes } from 'node:crypto';
import { lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isBelow } from '../util/paths.ts';
import { describeSystemError } from '../util/system-error.ts';
import type { Change } from './change.ts';

const BYTE_ORDER_MARK = '\ufeff';

/**
 * Writes one changed file of the project below `root` (absolute) by its path relative to it: into a new file beside it,
 * which then takes its place, with its mode. Gives null, or the reason why the file is as it was: it lies outside the
 * root or behind a link, is no UTF-8, was changed since `before` was read, or cannot be written.
 */
export function writeChange(root: string, file: string, change: Change): string | null {
  const path = resolve(root, file);
  const refusal = refusalOf(root, path);
  if (refusal !== null) return refusal;
  const temporary = join(dirname(path), `.snapsafe-${randomBytes(6).toString('hex')}.tmp`);
  try {
    const text = decoded(readFileSync(path));
    if (text === null) return 'is not UTF-8';
    const mark = text.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '';
    if (text.slice(mark.length) !== change.before) return 'was changed since it was read';
    writeFileSync(temporary, mark + change.after, { flag: 'wx', mode: lstatSync(path).mode & 0o7777 });
    renameSync(temporary, path);
    return null;
  } catch (error) {
    rmSync(temporary, { force: true });
    return `cannot be written: ${describeSystemError(error)}`;
  }
}

function refusalOf(root: string, path: string): string | null {
  if (!isBelow(root, path)) return 'lies outside the working directory';
  try {
    const stats = lstatSync(path);
    if (stats.isSymbolicLink() || !isBelow(realpathSync(root), realpathSync(path))) return 'is reached through a link';
    return stats.isFile() ? null : 'is no regular file';
  } catch (error) {
    return `cannot be written: ${describeSystemError(error)}`;
  }
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}
