/** Modules of a project: build files and application settings put together by directory. */
import { posix } from 'node:path';
import { compareText } from '../util/compare.ts';
import type { SettingsDocument } from './application.ts';
import type { ModuleDependencies } from './maven.ts';
import type { DependencyFact, ModuleFacts, PropertyFact } from './types.ts';

/** Settings of one file, in the order in which the file has them. */
export interface ApplicationFile {
  readonly file: string;
  readonly documents: readonly SettingsDocument[];
}

/**
 * Puts together what is known of each directory with a build file, and of the root. A module has the dependencies of the
 * modules of the project that it builds on as well, with the places where those declare them.
 */
export function moduleFacts(
  maven: readonly ModuleDependencies[],
  gradle: readonly ModuleDependencies[],
  settings: readonly ApplicationFile[],
): readonly ModuleFacts[] {
  const builds = new Map<string, { readonly kind: 'maven' | 'gradle'; readonly module: ModuleDependencies }>();
  for (const module of gradle) builds.set(module.directory, { kind: 'gradle', module });
  // A directory with both is built by Maven here: its file is the one that can be read in full.
  for (const module of maven) builds.set(module.directory, { kind: 'maven', module });
  const byDirectory = new Map([...builds].map(([directory, { module }]) => [directory, module]));
  const directories = [...new Set(['', ...builds.keys()])].sort(compareText);
  const owned = settingsByModule(settings, new Set(directories));
  return directories.map((directory) => {
    const build = builds.get(directory);
    return {
      directory,
      build: build?.kind ?? null,
      dependencies: build === undefined ? [] : withSiblings(build.module, byDirectory),
      siblings: build?.module.siblings ?? [],
      ...merged(owned.get(directory) ?? []),
    };
  });
}

/** Test and provided dependencies are not handed on. */
function isHandedOn({ scope, profile }: DependencyFact): boolean {
  return profile === null && (scope === null || /^(?:compile|runtime|api|implementation|runtimeOnly)$/u.test(scope));
}

function withSiblings(
  module: ModuleDependencies,
  byDirectory: ReadonlyMap<string, ModuleDependencies>,
): readonly DependencyFact[] {
  const found = [...module.dependencies];
  const known = new Set(found.map(({ group, artifact }) => `${group}:${artifact}`));
  const seen = new Set([module.directory]);
  const queue = [...module.siblings];
  for (let directory = queue.shift(); directory !== undefined; directory = queue.shift()) {
    const sibling = byDirectory.get(directory);
    if (sibling === undefined || seen.has(directory)) continue;
    seen.add(directory);
    queue.push(...sibling.siblings);
    for (const dependency of sibling.dependencies.filter(isHandedOn)) {
      const name = `${dependency.group}:${dependency.artifact}`;
      if (!known.has(name)) found.push(dependency);
      known.add(name);
    }
  }
  return found;
}

/** Where frameworks look: the class path's root, its `config` directory, and the same beside the program. Not below `src/test`. */
const SETTINGS_DIRECTORY = /^(?:src\/(?:main|[^/]*[mM]ain)\/resources(?:\/(?:config|META-INF))?|config|)$/u;

function settingsByModule(
  settings: readonly ApplicationFile[],
  directories: ReadonlySet<string>,
): ReadonlyMap<string, readonly ApplicationFile[]> {
  const owned = new Map<string, ApplicationFile[]>();
  for (const one of settings) {
    const owner = nearest(directoryOf(one.file), directories);
    const below = posix.relative(`/${owner}`, `/${directoryOf(one.file)}`);
    // A root without a build file of its own may lie around modules of tools that are not read here.
    const isRead = SETTINGS_DIRECTORY.test(below) || (owner === '' && /(?:^|\/)src\/main\/resources$/u.test(below));
    if (isRead) owned.set(owner, [...(owned.get(owner) ?? []), one]);
  }
  return owned;
}

function directoryOf(file: string): string {
  const directory = posix.dirname(file);
  return directory === '.' ? '' : directory;
}

/**
 * The innermost of `directories` around a directory; '' when there is no other. Names that begin with `../` lie above or
 * beside the directory that all names are relative to.
 */
export function nearest(directory: string, directories: ReadonlySet<string>): string {
  let current = directory;
  while (current !== '' && !directories.has(current)) {
    const parent = directoryOf(current);
    // The top of a file system is its own parent.
    current = parent === current ? '' : parent;
  }
  return current;
}

/** As Spring does: `bootstrap` before `application`, YAML before properties, later documents last; the last one wins. */
function merged(files: readonly ApplicationFile[]): Pick<ModuleFacts, 'application' | 'profiles'> {
  const rank = (file: string): number =>
    (posix.basename(file).startsWith('application') ? 2 : 0) + (file.endsWith('.properties') ? 1 : 0);
  const sorted = [...files].sort(
    (left, right) => rank(left.file) - rank(right.file) || compareText(left.file, right.file),
  );
  const application = new Map<string, PropertyFact>();
  const profiles = new Map<string, Map<string, PropertyFact>>();
  for (const { profile, properties } of sorted.flatMap((one) => one.documents)) {
    const target = profile === null ? application : (profiles.get(profile) ?? new Map<string, PropertyFact>());
    for (const [key, property] of properties) target.set(key, property);
    if (profile !== null) profiles.set(profile, target);
  }
  return {
    application: Object.fromEntries(application),
    profiles: Object.fromEntries([...profiles].map(([name, properties]) => [name, Object.fromEntries(properties)])),
  };
}
