/** Finds the files that project facts are read from: where the project is, and what is in it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { relativeFile } from '../discover/files.ts';
import type { FoundFile } from '../discover/files.ts';
import { gitTop } from '../discover/git-ignore.ts';
import { isBuildOutput, isTestSource } from '../discover/source-kind.ts';
import { absoluteGlobs, isDirectoryGitIgnored, walk } from '../discover/walk.ts';
import type { Problem } from '../types.ts';
import { compareText } from '../util/compare.ts';
import { isApplicationFile } from './application-names.ts';

/**
 * What a file is by its name. A `candidate` is recognised by its content: templates, manifests, CDK scripts, shell
 * scripts and lists of classes have any name.
 */
export type ProjectFileKind =
  | 'maven'
  | 'gradle'
  | 'application'
  | 'dockerfile'
  | 'terraform'
  | 'serverless'
  | 'candidate'
  | 'script'
  | 'shell'
  | 'class-list';

export interface ProjectFile extends FoundFile {
  readonly kind: ProjectFileKind;
}

export interface ProjectFiles {
  /** Sorted by file. */
  readonly files: readonly ProjectFile[];
  readonly problems: readonly Problem[];
}

export interface ProjectOptions {
  /** Absolute. What file names are relative to. */
  readonly cwd: string;
  /** Absolute: {@link projectRoot}. */
  readonly root: string;
  /** Globs relative to `cwd` that are left out. */
  readonly ignorePatterns: readonly string[];
  /** What a walk for sources has found in `root` for {@link PROJECT_PATTERNS}; null when none passed through it. */
  readonly companions: readonly FoundFile[] | null;
  /** Texts (without byte order mark), by absolute path, that stand for what the files on disk hold. */
  readonly held?: ReadonlyMap<string, string>;
}

/** Globs, relative to the root, for everything that may be read. */
export const PROJECT_PATTERNS: readonly string[] = [
  '**/{pom.xml,{build,settings}.gradle{,.kts},gradle.properties,*.versions.toml,*.properties,*.{yml,yaml,json,template},' +
    '{Dockerfile,Containerfile}{,.*},*.Dockerfile,*.{tf,tfvars},*.{ts,mts,cts,js,mjs,cjs},*.sh}',
  '**/resources/**/*.txt',
];

/** Written by tools, or templates of other projects that are no valid files yet. */
const LEFT_OUT = /(?:^|\/)(?:cdk\.out|\.aws-sam|\.serverless|\.terraform|\.gradle|archetype-resources|buildSrc)\//u;

/** Lock files and the like are large and never templates. */
const NO_CANDIDATE = /(?:^|\/)(?:package(?:-lock)?|tsconfig[^/]*|cdk|composer|jest\.config|renovate)\.json$/u;

/** Files that only the top of a project has. */
const MARKERS = [
  ...['pom.xml', 'build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts', 'cdk.json'],
  ...['template.yaml', 'template.yml', 'serverless.yml', 'serverless.yaml', 'samconfig.toml'],
];

/**
 * The directory whose files tell about the sources below `paths` (as typed; files or directories, none means `cwd`): the git
 * work tree around them all, but nothing above `cwd` when they lie in it. Without git, the topmost directory up to `cwd` with
 * a build file or a template, else the directory itself.
 */
export function projectRoot(cwd: string, paths: readonly string[]): string {
  const base = commonDirectory((paths.length === 0 ? ['.'] : paths).map((path) => resolve(cwd, path)));
  const above = directoriesUpTo(base, cwd);
  const top = gitTop(base);
  const tree = top !== null && above.includes(top) ? top : null;
  return tree ?? above.findLast((directory) => MARKERS.some((name) => existsSync(join(directory, name)))) ?? base;
}

/** The innermost directory around all paths. One that does not exist (a glob) or is a file stands for what is around it. */
function commonDirectory(paths: readonly string[]): string {
  const [first = '', ...others] = paths.map((path) => {
    let directory = path;
    while (!isDirectory(directory) && dirname(directory) !== directory) directory = dirname(directory);
    return directory;
  });
  const isAround = (around: string): boolean =>
    others.every((other) => other === around || other.startsWith(around.endsWith(sep) ? around : around + sep));
  let common = first;
  while (!isAround(common) && dirname(common) !== common) common = dirname(common);
  return common;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** `directory` and those around it, up to `last` when it is one of them; else up to the root of the file system. */
function directoriesUpTo(directory: string, last: string): readonly string[] {
  const found = [directory];
  for (let current = directory; current !== last && dirname(current) !== current;) {
    current = dirname(current);
    found.push(current);
  }
  return found;
}

/**
 * Finds the files of a project. `.gitignore` is honoured, links are not followed; hidden directories, build output,
 * `node_modules`, what deployment tools write, and test sources are passed over. Scripts in TypeScript and JavaScript count
 * only below a directory with a `cdk.json`. Of the directories above the root, up to the git work tree that it lies in, the
 * files beside it count: parents of build files, and templates that deploy several services.
 */
export async function discoverProjectFiles(options: ProjectOptions): Promise<ProjectFiles> {
  const { cwd, root } = options;
  const problems: Problem[] = [];
  const found = options.companions ?? (await walkRoot(options, problems));
  const inRoot = (file: FoundFile): string => relative(root, file.path).split(sep).join('/');
  const kept = found.filter((one) => {
    const file = inRoot(one);
    return !isBuildOutput(file) && !LEFT_OUT.test(`/${file}`) && !isTestSource(file);
  });
  const apps = new Set(kept.filter(({ file }) => posix.basename(file) === 'cdk.json').map(({ path }) => dirname(path)));
  const files = [...kept, ...filesAbove(cwd, root)].flatMap((one): ProjectFile[] => {
    const kind = kindOf(one.file);
    return kind === null || (kind === 'script' && !isWithinApp(one.path, root, apps)) ? [] : [{ ...one, kind }];
  });
  return { files: files.sort((left, right) => compareText(left.file, right.file)), problems };
}

async function walkRoot({ cwd, root, ignorePatterns }: ProjectOptions, problems: Problem[]): Promise<FoundFile[]> {
  const { entries, unreadable } = await walk(root, PROJECT_PATTERNS, {
    ignore: await absoluteGlobs(cwd, ignorePatterns),
    parentIgnoreFiles: !isDirectoryGitIgnored(root),
  });
  for (const { path, problem } of unreadable) {
    problems.push({ file: relativeFile(cwd, path), line: 1, column: 1, message: problem });
  }
  return entries
    .filter((entry) => entry.dirent.isFile())
    .map((entry) => ({ path: resolve(entry.path), file: relativeFile(cwd, resolve(entry.path)) }));
}

/** Build files and templates in the directories above `root` that are in the same git work tree. */
function filesAbove(cwd: string, root: string): readonly FoundFile[] {
  const top = gitTop(root);
  const above = top === null || top === root ? [] : directoriesUpTo(dirname(root), top);
  return above.flatMap((directory) =>
    namesIn(directory)
      .filter((name) => /^(?:maven|gradle|serverless)$/u.test(kindOf(name) ?? '') || /^template\.ya?ml$/u.test(name))
      .map((name) => ({ path: join(directory, name), file: relativeFile(cwd, join(directory, name)) })),
  );
}

/** The files of a directory; none when it cannot be read, which is no matter above the project. */
function namesIn(directory: string): readonly string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  } catch {
    return [];
  }
}

function isWithinApp(path: string, root: string, apps: ReadonlySet<string>): boolean {
  return directoriesUpTo(dirname(path), root).some((directory) => apps.has(directory));
}

/** What a file is by its name, or null for one that nothing is read from. */
function kindOf(file: string): ProjectFileKind | null {
  const name = posix.basename(file);
  if (name === 'pom.xml') return 'maven';
  if (isApplicationFile(name)) return 'application';
  if (/^(?:(?:build|settings)\.gradle(?:\.kts)?|gradle\.properties|.*\.versions\.toml)$/u.test(name)) return 'gradle';
  if (/^(?:Dockerfile|Containerfile)(?:\.|$)|\.Dockerfile$/u.test(name)) return 'dockerfile';
  if (/^serverless(?:[-.][^/]*)?\.(?:ya?ml|json)$/u.test(name)) return 'serverless';
  if (/\.tf(?:vars)?$/u.test(name)) return 'terraform';
  if (/\.(?:ya?ml|json|template)$/u.test(name)) return NO_CANDIDATE.test(file) ? null : 'candidate';
  if (/(?<!\.d)\.[cm]?[jt]s$/u.test(name)) return 'script';
  if (/(?:^|\/)resources\/(?:.*\/)?[^/]+\.txt$/u.test(file)) return 'class-list';
  return name.endsWith('.sh') ? 'shell' : null;
}
