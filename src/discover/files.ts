/** From the paths of the command line to the sorted list of Java files to analyse. */
import { lstat, realpath, stat } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import type { Problem } from '../types.ts';
import { compareText } from '../util/compare.ts';
import { isScript } from '../util/language.ts';
import { GENERATED_DIRECTORIES, isGeneratedSource } from '../util/generated-source.ts';
import { isBelow } from '../util/paths.ts';
import { describeSystemError } from '../util/system-error.ts';
import { isBuildOutput, isResource, isTestSource } from './source-kind.ts';
import { absoluteGlobs, isDirectoryGitIgnored, isGlob, notIgnored, walk } from './walk.ts';
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
  /** Other files that are looked for on the way, when the walk passes through that directory. */
  readonly companions?: CompanionOptions;
}

export interface CompanionOptions {
  /** Absolute. */
  readonly directory: string;
  /** Globs relative to the directory. */
  readonly patterns: readonly string[];
}

export interface FoundFile {
  /** Relative to `cwd`, with `/`; begins with `../` outside of it. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
}

export interface SourceFile extends FoundFile {
  /** Whether it is a test source by where it lies: only with `includeTests`. */
  readonly isTest: boolean;
  /** Whether a build wrote it: it is read for what it says of other code. Not what was named itself. */
  readonly isGenerated: boolean;
}

/**
 * `problems` are places that could not be looked into. `companions` are all regular files that the options ask for besides;
 * null when no walk passed through their directory as a whole. A path that does not exist ends the discovery.
 */
export type Discovery =
  | {
      readonly ok: true;
      readonly files: readonly SourceFile[];
      /** Files in JavaScript or TypeScript that are named one by one, or by a glob. */
      readonly scripts: readonly FoundFile[];
      /** All below the directories that are named, but what builds write. */
      readonly otherScripts: readonly FoundFile[];
      readonly companions: readonly FoundFile[] | null;
      readonly problems: readonly Problem[];
    }
  | { readonly ok: false; readonly problem: string };

const JAVA = '**/*.java';
const SCRIPTS = '**/*.{js,mjs,cjs,ts,mts,cts}';
const BUILD_FILE_NAMES = new Set(['pom.xml', 'build.gradle', 'build.gradle.kts']);
const BUILD_FILES = `**/{${[...BUILD_FILE_NAMES].join()}}`;

interface NamedPath {
  readonly path: string;
  readonly kind: 'directory' | 'file' | 'other';
}

type SourceKind = Pick<SourceFile, 'isTest' | 'isGenerated'>;

/** What is gathered on the way, keyed by absolute path so that overlapping arguments count once. */
interface Harvest {
  readonly options: DiscoverOptions;
  readonly ignore: readonly string[];
  /** By path. */
  readonly files: Map<string, SourceKind>;
  readonly scripts: Set<string>;
  readonly otherScripts: Set<string>;
  companions: string[] | null;
  readonly problems: Problem[];
}

/**
 * Finds the Java files. Directories are walked: `.gitignore` (nested, and upward to the git root) is honoured, links to
 * directories are not followed, hidden directories, `node_modules`, build output and resources are passed over, but for the sources that
 * a build generated for the program, which are read where they are present, whatever git ignores. A directory that is named counts even where git ignores it; a file that is named is still left out, without a word, when it is ignored, is a
 * test source or a resource or is no Java file, because hooks name every changed file.
 */
export async function discoverFiles(options: DiscoverOptions): Promise<Discovery> {
  const harvest: Harvest = {
    options,
    ignore: await absoluteGlobs(options.cwd, options.ignorePatterns),
    files: new Map(),
    scripts: new Set(),
    otherScripts: new Set(),
    companions: null,
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
  const found = (path: string): FoundFile => ({ file: relativeFile(options.cwd, path), path });
  return {
    ok: true,
    files: sorted([...harvest.files].map(([path, kind]) => ({ ...found(path), ...kind }))),
    scripts: sorted([...harvest.scripts].map(found)),
    otherScripts: sorted([...harvest.otherScripts].map(found)),
    companions: harvest.companions && sorted(harvest.companions.map(found)),
    problems: harvest.problems,
  };
}

function sorted<T extends FoundFile>(files: T[]): readonly T[] {
  return files.sort((left, right) => compareText(left.file, right.file));
}

/** The path relative to `cwd` as reports show it: `/` between segments, `.` for `cwd` itself. Both are absolute. */
export function relativeFile(cwd: string, path: string): string {
  // Almost every path lies below and is plain: thousands of them are asked for in a run.
  if (sep === '/' && path.startsWith(`${cwd}/`) && !NOT_PLAIN.test(path)) return path.slice(cwd.length + 1);
  return relative(cwd, path).split(sep).join('/') || '.';
}

/** Segments that are empty or dots, the last one included. */
const NOT_PLAIN = /\/(?:\.{0,2}\/|\.{0,2}$)/u;

async function resolveNamedPaths(paths: readonly string[], harvest: Harvest): Promise<readonly NamedPath[] | string> {
  const named: NamedPath[] = [];
  for (const given of paths) {
    const path = resolve(harvest.options.cwd, given);
    const stats = await stat(path).catch((error: unknown) => error as Error);
    if (!(stats instanceof Error)) {
      named.push({ path, kind: kindOf(stats) });
    } else if ((await lstat(path).catch(() => null)) !== null) {
      addProblem(harvest, path, `cannot be read: ${describeSystemError(stats)}`);
    } else if (given !== '' && (await isGlob(given))) {
      const { entries } = await walk(harvest.options.cwd, [given], { ignore: harvest.ignore, parentIgnoreFiles: true });
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
  const parentIgnoreFiles = !isDirectoryGitIgnored(directory);
  const { companions } = harvest.options;
  const besides = companions?.directory === directory ? companions.patterns : [];
  const patterns = [JAVA, SCRIPTS, BUILD_FILES, ...besides];
  const { entries, unreadable } = await walk(directory, patterns, { ignore: harvest.ignore, parentIgnoreFiles });
  for (const { path, problem } of unreadable) addProblem(harvest, path, problem);
  if (besides.length > 0) harvest.companions = entries.filter(isCompanion).map(({ path }) => resolve(path));
  for (const { path, dirent } of entries) {
    const isBuilt = isBuildOutput(relativeFile(directory, path));
    if (dirent.isFile() && isScript(path) && !isBuilt) harvest.otherScripts.add(resolve(path));
  }
  const links: { readonly path: string; readonly isTest: boolean }[] = [];
  for (const entry of entries.filter(({ path }) => path.endsWith('.java'))) {
    const below = relativeFile(directory, entry.path);
    if (entry.dirent.isDirectory() || isBuildOutput(below) || isNoFunctionCode(below, harvest)) continue;
    const isTest = isTestSource(below);
    if (entry.dirent.isSymbolicLink()) links.push({ path: entry.path, isTest });
    else if (entry.dirent.isFile()) harvest.files.set(resolve(entry.path), { isTest, isGenerated: false });
    else addProblem(harvest, entry.path, 'is no regular file and was not read');
  }
  for (const { path, isTest } of links) await addLinkedFile(path, isTest, directory, harvest);
  for (const { path, dirent } of entries) {
    if (dirent.isFile() && BUILD_FILE_NAMES.has(basename(path))) {
      await addGenerated(dirname(resolve(path)), directory, harvest);
    }
  }
}

/** The sources that the build of a module wrote for it. git ignores them, as a rule; links out of the module are not followed. */
async function addGenerated(module: string, directory: string, harvest: Harvest): Promise<void> {
  for (const generated of GENERATED_DIRECTORIES.map((name) => resolve(module, name))) {
    const target = await realpath(generated).catch(() => null);
    if (target === null || target !== resolve(await realpath(module), relative(module, generated))) continue;
    const { entries, unreadable } = await walk(generated, [JAVA], { ignore: harvest.ignore, parentIgnoreFiles: false });
    for (const { path, problem } of unreadable) addProblem(harvest, path, problem);
    for (const { path, dirent } of entries) {
      const isSource = dirent.isFile() && isGeneratedSource(relativeFile(directory, path));
      if (isSource && !harvest.files.has(resolve(path))) {
        harvest.files.set(resolve(path), { isTest: false, isGenerated: true });
      }
    }
  }
}

function isCompanion({ path, dirent }: WalkedEntry): boolean {
  return dirent.isFile() && !path.endsWith('.java');
}

/** A link counts when its target is a file of the same tree that is not found under its own name. */
async function addLinkedFile(link: string, isTest: boolean, directory: string, harvest: Harvest): Promise<void> {
  try {
    const [target, root] = await Promise.all([realpath(link), realpath(directory)]);
    if (!(await stat(target)).isFile()) return;
    if (!isWithin(root, target)) {
      addProblem(harvest, link, 'is a link to a file outside of the directory and was not read');
    } else if (!harvest.files.has(resolve(directory, relative(root, target)))) {
      harvest.files.set(resolve(link), { isTest, isGenerated: false });
    }
  } catch (error) {
    addProblem(harvest, link, `cannot be read: ${describeSystemError(error)}`);
  }
}

async function addNamedFiles(named: readonly NamedPath[], harvest: Harvest): Promise<void> {
  const byDirectory = new Map<string, NamedPath[]>();
  for (const one of named) {
    const isSource = one.path.endsWith('.java') ? !harvest.files.has(one.path) : isScript(one.path);
    if (!isSource) continue;
    if (isNoFunctionCode(relativeFile(harvest.options.cwd, one.path), harvest)) continue;
    byDirectory.set(dirname(one.path), [...(byDirectory.get(dirname(one.path)) ?? []), one]);
  }
  for (const [directory, candidates] of byDirectory) {
    const names = candidates.map((one) => basename(one.path));
    const kept = await notIgnored(directory, names, harvest.ignore);
    for (const one of candidates.filter((candidate) => kept.has(basename(candidate.path)))) {
      const isTest = isTestSource(relativeFile(harvest.options.cwd, one.path));
      if (one.kind === 'file' && isScript(one.path)) harvest.scripts.add(one.path);
      else if (one.kind === 'file') harvest.files.set(one.path, { isTest, isGenerated: false });
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
  return path === directory || isBelow(directory, path);
}

function addProblem(harvest: Harvest, path: string, message: string): void {
  harvest.problems.push({ file: relativeFile(harvest.options.cwd, path), line: 1, column: 1, message });
}
