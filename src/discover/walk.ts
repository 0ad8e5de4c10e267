/** Directory walks: what is below a directory, and what git ignores. Globby is loaded for patterns that somebody wrote. */
import fs from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { GitIgnore, gitTop } from './git-ignore.ts';
import { plainTest, plainWalk } from './plain-walk.ts';

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
const NEVER_ENTERED = ['node_modules', '.git'];

/**
 * Gives everything below `directory` that matches one of `patterns` and that no `.gitignore` excludes. Links to directories are
 * not followed, hidden directories not entered. A directory that cannot be read is reported and the rest goes on.
 */
export async function walk(directory: string, patterns: readonly string[], options: WalkOptions): Promise<WalkResult> {
  const unreadable = new Map<string, UnreadablePath>();
  const record = (path: string, problem: string): void => void unreadable.set(path, { path, problem });
  const top = (options.parentIgnoreFiles ? gitTop(resolve(directory)) : null) ?? resolve(directory);
  const readdir = readingDirectories(new GitIgnore(top, record), record);
  const tests = options.ignore.length === 0 ? patterns.map(plainTest) : [];
  const plain = tests.filter((test) => test !== null);
  const isPlain = plain.length === patterns.length;
  const entries = isPlain
    ? await plainWalk(resolve(directory), plain, {
        list: (path) => new Promise((done) => readdir(path, (_error, found = []) => done(found))),
        isEntered: (name) => !NEVER_ENTERED.includes(name),
      })
    : await globbed(directory, patterns, options.ignore, readdir);
  return { entries, unreadable: [...unreadable.values()] };
}

/** The walk by globby, for all patterns that there are. */
async function globbed(
  directory: string,
  patterns: readonly string[],
  ignore: readonly string[],
  readdir: ReadDirectory,
): Promise<readonly WalkedEntry[]> {
  const { globby } = await import('globby');
  const entries = await globby(patterns, {
    cwd: directory,
    ignore: [...NEVER_ENTERED.map((name) => `**/${name}/**`), ...ignore],
    fs: { ...fs, readdir: (path: string, _options: object, callback: Listed) => readdir(path, callback) } as never,
    onlyFiles: false,
    followSymbolicLinks: false,
    absolute: true,
    suppressErrors: true,
    objectMode: true,
    expandDirectories: false,
  });
  return entries.map(({ path, dirent }) => ({ path, dirent }));
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
  const { convertPathToPattern, globby } = await import('globby');
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

type Listed = (error: NodeJS.ErrnoException | null, entries?: readonly fs.Dirent[]) => void;

type ReadDirectory = (path: string, callback: Listed) => void;

/** Lists directories without what git ignores, and tells of those that cannot be listed (both ways to walk pass over them). */
function readingDirectories(git: GitIgnore, record: (path: string, problem: string) => void): ReadDirectory {
  return (path, callback) => {
    fs.readdir(path, { withFileTypes: true }, (error, entries) => {
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
}

/** Whether a path, as typed, is a pattern for globby. Such a path may exist all the same. */
export async function isGlob(path: string): Promise<boolean> {
  if (/^[\w./-]*$/u.test(path)) return false;
  const { isDynamicPattern } = await import('globby');
  return isDynamicPattern(path);
}

/** What users' ignore patterns (relative to `cwd`, absolute) mean, as absolute globs that hold wherever the walk begins. */
export async function absoluteGlobs(cwd: string, patterns: readonly string[]): Promise<readonly string[]> {
  if (patterns.length === 0) return [];
  const { convertPathToPattern } = await import('globby');
  const prefix = convertPathToPattern(cwd).replace(/\/$/, '');
  return patterns.flatMap((pattern) => {
    const trimmed = pattern.replace(/^\.?\//, '').replace(/\/+$/, '');
    if (trimmed === '') return [];
    const base = trimmed.includes('/') ? `${prefix}/${trimmed}` : `${prefix}/**/${trimmed}`;
    return [base, `${base}/**`];
  });
}
