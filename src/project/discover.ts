/** Finds the files that project facts are read from. */
import { posix, resolve } from 'node:path';
import { relativeFile } from '../discover/files.ts';
import { isBuildOutput, isTestSource } from '../discover/source-kind.ts';
import { isDirectoryGitIgnored, walk } from '../discover/walk.ts';
import type { Problem } from '../types.ts';
import { compareText } from '../util/compare.ts';
import { isApplicationFile } from './application.ts';

/**
 * What a file is by its name. A `candidate` is recognised by its content: templates, manifests, CDK scripts and shell
 * scripts have any name.
 */
export type ProjectFileKind =
  'maven' | 'gradle' | 'application' | 'dockerfile' | 'terraform' | 'serverless' | 'candidate' | 'script' | 'shell';

export interface ProjectFile {
  /** Relative to the root, with `/`. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly kind: ProjectFileKind;
}

export interface ProjectFiles {
  /** Sorted by file. */
  readonly files: readonly ProjectFile[];
  readonly problems: readonly Problem[];
}

const PATTERN =
  '**/{pom.xml,{build,settings}.gradle{,.kts},gradle.properties,*.versions.toml,*.properties,*.{yml,yaml,json,template},' +
  '{Dockerfile,Containerfile}{,.*},*.Dockerfile,*.{tf,tfvars},*.{ts,mts,cts,js,mjs,cjs},*.sh}';

/** Written by tools, or templates of other projects that are no valid files yet. */
const LEFT_OUT = /(?:^|\/)(?:cdk\.out|\.aws-sam|\.serverless|\.terraform|\.gradle|archetype-resources|buildSrc)\//u;

/** Lock files and the like are large and never templates. */
const NO_CANDIDATE = /(?:^|\/)(?:package(?:-lock)?|tsconfig[^/]*|cdk|composer|jest\.config|renovate)\.json$/u;

/**
 * Finds the files below `root` (absolute). `.gitignore` is honoured, links are not followed; hidden directories, build
 * output, `node_modules`, what deployment tools write, and test sources are passed over. Scripts in TypeScript and
 * JavaScript count only below a directory with a `cdk.json`.
 */
export async function discoverProjectFiles(root: string): Promise<ProjectFiles> {
  const parentIgnoreFiles = !(await isDirectoryGitIgnored(root));
  const { entries, unreadable } = await walk(root, PATTERN, { ignore: [], parentIgnoreFiles });
  const paths = entries
    .filter((entry) => entry.dirent.isFile())
    .map((entry) => ({ path: resolve(entry.path), file: relativeFile(root, resolve(entry.path)) }))
    .filter(({ file }) => !isBuildOutput(file) && !LEFT_OUT.test(`/${file}`) && !isTestSource(file));
  const apps = new Set(
    paths.filter(({ file }) => posix.basename(file) === 'cdk.json').map(({ file }) => posix.dirname(file)),
  );
  const files = paths.flatMap((one) => {
    const kind = kindOf(one.file);
    if (kind === null || (kind === 'script' && !isWithinApp(one.file, apps))) return [];
    return [{ ...one, kind }];
  });
  return {
    files: files.sort((left, right) => compareText(left.file, right.file)),
    problems: unreadable.map(({ path, code }) => {
      return { file: relativeFile(root, path), line: 1, column: 1, message: `directory cannot be read: ${code}` };
    }),
  };
}

function isWithinApp(file: string, apps: ReadonlySet<string>): boolean {
  for (let directory = posix.dirname(file); ; directory = posix.dirname(directory)) {
    if (apps.has(directory)) return true;
    if (directory === '.') return false;
  }
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
  return name.endsWith('.sh') ? 'shell' : null;
}
