/** Directory walks by globby: what is below a directory, and what git ignores. */
import fs from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { convertPathToPattern, globby } from 'globby';
import { GitIgnore, gitTop } from './git-ignore.ts';

/** What a directory says about one of its entries; links are not followed. */
export interface EntryKind {
  isDirectory(): boolean;
  isFile(): boolean;
  isSymbolicLink(): boolean;
}

/** Something a walk met whose name matches, or a directory a pattern matched. */
export interface WalkedEntry {
  /** Absolute, with `/`. */
  readonly path: string;
  readonly dirent: EntryKind;
}

/** What a walk could not look into. */
export interface UnreadablePath {
  readonly path: string;
  readonly problem: string;
}

export interface WalkOptions {
  /** Absolute globs that are left out. */
  readonly ignore: readonly string[];
  /** Whether `.gitignore` files above the directory, up to the git root, count as well as those below it. */
  readonly parentIgnoreFiles: boolean;
}

export interface WalkResult {
  readonly entries: readonly WalkedEntry[];
  readonly unreadable: readonly UnreadablePath[];
}

/** Never entered: nothing in them is a source of the project. */
const NEVER_ENTERED = ['**/node_modules/**', '**/.git/**'];

/**
 * Gives everything below `directory` that matches one of `patterns` and that no `.gitignore` excludes. Links to directories are
 * not followed, hidden directories not entered. A directory that cannot be read is reported and the rest goes on.
 */
export async function walk(directory: string, patterns: readonly string[], options: WalkOptions): Promise<WalkResult> {
  const unreadable = new Map<string, UnreadablePath>();
  const record = (path: string, problem: string): void => void unreadable.set(path, { path, problem });
  const top = (options.parentIgnoreFiles ? gitTop(resolve(directory)) : null) ?? resolve(directory);
  const entries = await globby(patterns, {
    cwd: directory,
    ignore: [...NEVER_ENTERED, ...options.ignore],
    fs: walkedFileSystem(new GitIgnore(top, record), record),
    onlyFiles: false,
    followSymbolicLinks: false,
    absolute: true,
    suppressErrors: true,
    objectMode: true,
    expandDirectories: false,
  });
  return {
    entries: entries.map((entry) => ({ path: entry.path, dirent: entry.dirent })),
    unreadable: [...unreadable.values()],
  };
}

/**
 * Gives those of `names`, entries of `directory`, that git does not ignore and no pattern of `ignore` (absolute globs)
 * excludes. Nothing else is walked.
 */
export async function notIgnored(
  directory: string,
  names: readonly string[],
  ignore: readonly string[],
): Promise<ReadonlySet<string>> {
  const git = new GitIgnore(gitTop(directory) ?? directory);
  const tracked = git.excludesDirectory(directory) ? [] : names.filter((name) => !git.excludes(directory, name, false));
  if (ignore.length === 0 || tracked.length === 0) return new Set(tracked);
  const kept = await globby(
    tracked.map((name) => convertPathToPattern(name)),
    {
      cwd: directory,
      ignore: [...ignore],
      onlyFiles: false,
      followSymbolicLinks: false,
      absolute: true,
      dot: true,
      deep: 1,
      suppressErrors: true,
      expandDirectories: false,
    },
  );
  return new Set(kept.map((path) => basename(path)));
}

/** Whether git ignores the directory at the absolute path `directory`, itself or with one that it lies in. */
export function isDirectoryGitIgnored(directory: string): boolean {
  return new GitIgnore(gitTop(directory) ?? directory).excludesDirectory(directory);
}

/** Patterns match no line ends, so that globby passes over what has one in its name: what would be a source has to be told of. */
function isBeyondPatterns(entry: fs.Dirent): boolean {
  const { name } = entry;
  return /[\n\r\u2028\u2029]/u.test(name) && !name.startsWith('.') && (entry.isDirectory() || name.endsWith('.java'));
}

/**
 * The file system as globby sees it: without what git ignores, and telling of directories that could not be listed (globby
 * itself passes over them).
 */
function walkedFileSystem(git: GitIgnore, record: (path: string, problem: string) => void): typeof fs {
  const readdir = (
    path: string,
    options: object,
    callback: (error: NodeJS.ErrnoException | null, entries?: unknown) => void,
  ): void => {
    fs.readdir(path, { ...options, withFileTypes: true }, (error, entries) => {
      if (error !== null) {
        if (error.code !== 'ENOENT') record(path, `directory cannot be read: ${error.code ?? error.message}`);
        callback(error);
        return;
      }
      const directory = resolve(path);
      const kept = entries.filter((entry) => !git.excludes(directory, entry.name, entry.isDirectory()));
      for (const entry of kept.filter(isBeyondPatterns)) {
        record(join(directory, entry.name), 'was not looked into: its name has a line end');
      }
      callback(null, kept);
    });
  };
  return { ...fs, readdir } as unknown as typeof fs;
}
