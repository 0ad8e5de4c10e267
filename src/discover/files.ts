/** From the paths of the command line to the sorted list of Java files to analyse. */
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { convertPathToPattern, isDynamicPattern } from 'globby';
import type { Problem } from '../types.ts';
import { compareText } from '../util/compare.ts';
import { describeSystemError } from '../util/system-error.ts';
import { isBuildOutput, isResource, isTestSource } from './source-kind.ts';
import { isDirectoryGitIgnored, notIgnored, walk } from './walk.ts';
import type { EntryKind, WalkedEntry } from './walk.ts';

export interface DiscoverOptions {
  /** Absolute. What the paths and the report's file names are relative to. */
  readonly cwd: string;
  /** Files, directories and globs as typed. None means `cwd`. */
  readonly paths: readonly string[];
  /** Globs relative to `cwd` that are left out; without a slash they match at any depth. */
  readonly ignorePatterns: readonly string[];
  /** Whether test sources are taken like any other file. */
  readonly includeTests: boolean;
}

export interface SourceFile {
  /** Relative to `cwd`, with `/`; begins with `../` outside of it. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
}

/** `problems` are places that could not be looked into. A path that does not exist ends the discovery. */
export type Discovery =
  | { readonly ok: true; readonly files: readonly SourceFile[]; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problem: string };

interface NamedPath {
  readonly path: string;
  readonly kind: 'directory' | 'file' | 'other';
}

/** What is gathered on the way, keyed by absolute path so that overlapping arguments count once. */
interface Harvest {
  readonly options: DiscoverOptions;
  readonly ignore: readonly string[];
  readonly files: Set<string>;
  readonly problems: Problem[];
}

/**
 * Finds the Java files. Directories are walked: `.gitignore` (nested, and upward to the git root) is honoured, links to
 * directories are not followed, hidden directories, `node_modules`, build output and resources are passed over. A directory that is
 * named counts even where git ignores it; a file that is named is still left out, without a word, when it is ignored, is a
 * test source or a resource or is no Java file, because hooks name every changed file.
 */
export async function discoverFiles(options: DiscoverOptions): Promise<Discovery> {
  const harvest: Harvest = {
    options,
    ignore: options.ignorePatterns.flatMap((pattern) => absoluteGlobs(options.cwd, pattern)),
    files: new Set(),
    problems: [],
  };
  const named = await resolveNamedPaths(options.paths.length === 0 ? ['.'] : options.paths, harvest);
  if (typeof named === 'string') return { ok: false, problem: named };

  const directories = named.filter((one) => one.kind === 'directory').map((one) => one.path);
  for (const directory of outermost(directories)) await addDirectory(directory, harvest);
  await addNamedFiles(
    named.filter((one) => one.kind !== 'directory'),
    harvest,
  );
  const files = [...harvest.files].map((path) => ({ file: relativeFile(options.cwd, path), path }));
  return {
    ok: true,
    files: files.sort((left, right) => compareText(left.file, right.file)),
    problems: harvest.problems,
  };
}

/** The path relative to `cwd` as reports show it: `/` between segments, `.` for `cwd` itself. Both are absolute. */
export function relativeFile(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join('/') || '.';
}

async function resolveNamedPaths(paths: readonly string[], harvest: Harvest): Promise<readonly NamedPath[] | string> {
  const named: NamedPath[] = [];
  for (const given of paths) {
    const path = resolve(harvest.options.cwd, given);
    const stats = await stat(path).catch((error: unknown) => error as Error);
    if (!(stats instanceof Error)) {
      named.push({ path, kind: kindOf(stats) });
    } else if ((await lstat(path).catch(() => null)) !== null) {
      addProblem(harvest, path, `cannot be read: ${describeSystemError(stats)}`);
    } else if (given !== '' && isDynamicPattern(given)) {
      const { entries } = await walk(harvest.options.cwd, given, { ignore: harvest.ignore, parentIgnoreFiles: true });
      for (const entry of entries) named.push({ path: resolve(entry.path), kind: kindOf(entry.dirent) });
    } else {
      return `no such file or directory: ${given === '' ? "''" : given}`;
    }
  }
  return named;
}

/** Leaves out directories that lie in another one of the list. */
function outermost(directories: readonly string[]): string[] {
  const kept: string[] = [];
  for (const directory of [...directories].sort(compareText)) {
    if (!kept.some((other) => isWithin(other, directory))) kept.push(directory);
  }
  return kept;
}

async function addDirectory(directory: string, harvest: Harvest): Promise<void> {
  const parentIgnoreFiles = !(await isDirectoryGitIgnored(directory));
  const { entries, unreadable } = await walk(directory, '**/*.java', { ignore: harvest.ignore, parentIgnoreFiles });
  for (const { path, code } of unreadable) addProblem(harvest, path, `directory cannot be read: ${code}`);
  const links: WalkedEntry[] = [];
  for (const entry of entries) {
    const below = relativeFile(directory, entry.path);
    if (entry.dirent.isDirectory() || isBuildOutput(below) || isNoFunctionCode(below, harvest)) continue;
    if (entry.dirent.isSymbolicLink()) links.push(entry);
    else if (entry.dirent.isFile()) harvest.files.add(resolve(entry.path));
    else addProblem(harvest, entry.path, 'is no regular file and was not read');
  }
  for (const link of links) await addLinkedFile(link.path, directory, harvest);
}

/** A link counts when its target is a file of the same tree that is not found under its own name. */
async function addLinkedFile(link: string, directory: string, harvest: Harvest): Promise<void> {
  try {
    const [target, root] = await Promise.all([realpath(link), realpath(directory)]);
    if (!(await stat(target)).isFile()) return;
    if (!isWithin(root, target)) {
      addProblem(harvest, link, 'is a link to a file outside of the directory and was not read');
    } else if (!harvest.files.has(resolve(directory, relative(root, target)))) harvest.files.add(resolve(link));
  } catch (error) {
    addProblem(harvest, link, `cannot be read: ${describeSystemError(error)}`);
  }
}

async function addNamedFiles(named: readonly NamedPath[], harvest: Harvest): Promise<void> {
  const byDirectory = new Map<string, NamedPath[]>();
  for (const one of named) {
    if (!one.path.endsWith('.java') || harvest.files.has(one.path)) continue;
    if (isNoFunctionCode(relativeFile(harvest.options.cwd, one.path), harvest)) continue;
    byDirectory.set(dirname(one.path), [...(byDirectory.get(dirname(one.path)) ?? []), one]);
  }
  for (const [directory, candidates] of byDirectory) {
    const names = candidates.map((one) => basename(one.path));
    const kept = await notIgnored(directory, names, harvest.ignore);
    for (const one of candidates.filter((candidate) => kept.has(basename(candidate.path)))) {
      if (one.kind === 'file') harvest.files.add(one.path);
      else addProblem(harvest, one.path, 'is no regular file and was not read');
    }
  }
}

function kindOf(entry: Pick<EntryKind, 'isDirectory' | 'isFile'>): NamedPath['kind'] {
  if (entry.isDirectory()) return 'directory';
  return entry.isFile() ? 'file' : 'other';
}

function isNoFunctionCode(path: string, harvest: Harvest): boolean {
  return isResource(path) || (!harvest.options.includeTests && isTestSource(path));
}

function isWithin(directory: string, path: string): boolean {
  const way = relative(directory, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

/** What a user's ignore pattern means, as globs that hold wherever the walk begins. */
function absoluteGlobs(cwd: string, pattern: string): string[] {
  const trimmed = pattern.replace(/^\.?\//, '').replace(/\/+$/, '');
  if (trimmed === '') return [];
  const prefix = convertPathToPattern(cwd).replace(/\/$/, '');
  const base = trimmed.includes('/') ? `${prefix}/${trimmed}` : `${prefix}/**/${trimmed}`;
  return [base, `${base}/**`];
}

function addProblem(harvest: Harvest, path: string, message: string): void {
  harvest.problems.push({ file: relativeFile(harvest.options.cwd, path), line: 1, column: 1, message });
}
