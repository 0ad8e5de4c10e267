/** Where the daemon of a directory listens: a socket that only its user can reach, whose name the linted project has no part in. */
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** What tells daemons apart. Two builds, or two versions of Node, may answer differently: they have a daemon each. */
export interface Identity {
  /** Absolute: the working directory that it answers for. */
  readonly cwd: string;
  /** The built program, and the Node that runs it. */
  readonly build: string;
}

/** The process that asks or answers. */
export interface Owner {
  readonly platform: NodeJS.Platform;
  /** Undefined where there is no such thing. */
  readonly uid: number | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface Place {
  /** Private to the user. */
  readonly directory: string;
  /** Path of the socket; on Windows the name of a pipe. */
  readonly address: string;
  /** Present while a daemon is being started, or runs. */
  readonly mark: string;
}

/** The part of the names that all daemons of a directory share. */
export function folderKey(cwd: string): string {
  return shortHash(cwd, 12);
}

/**
 * Where the daemon of an identity listens, or null when there is no directory to trust: one that the user alone can enter.
 * It is made when it is missing. The names are hashes: a socket's path has at most 107 bytes on Linux, 103 on macOS.
 */
export function placeOf({ cwd, build }: Identity, owner: Owner): Place | null {
  const directory = privateDirectory(owner);
  return directory === null ? null : placeNamed(directory, `${folderKey(cwd)}-${shortHash(build, 10)}`, owner);
}

/** The place of a name that `placeOf` made. */
export function placeNamed(directory: string, name: string, { platform }: Pick<Owner, 'platform'>): Place {
  const mark = join(directory, `${name}.mark`);
  const address =
    platform === 'win32'
      ? `\\\\.\\pipe\\snapsafe-${shortHash(directory, 12)}-${name}`
      : join(directory, `${name}.sock`);
  return { directory, address, mark };
}

/** The directory of a user's daemons. Null when it is not the user's own, is a link, or lets others in. */
export function privateDirectory(owner: Owner): string | null {
  const directory = directoryOf(owner);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch {
    // There already, or not to be made: what is there decides.
  }
  return isPrivate(directory, owner) ? directory : null;
}

function directoryOf({ platform, uid, env }: Owner): string {
  const { XDG_RUNTIME_DIR: runtime, USERNAME: user = '' } = env;
  if (platform !== 'win32' && runtime !== undefined && isAbsolute(runtime) && isDirectory(runtime)) {
    return join(runtime, 'snapsafe');
  }
  return join(tmpdir(), `snapsafe-${uid ?? shortHash(user, 8)}`);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function isPrivate(directory: string, { platform, uid }: Owner): boolean {
  try {
    const stats = lstatSync(directory);
    if (!stats.isDirectory()) return false;
    // The temporary directory of Windows is the user's own.
    return platform === 'win32' || (stats.uid === uid && (stats.mode & 0o077) === 0);
  } catch {
    return false;
  }
}

function shortHash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
