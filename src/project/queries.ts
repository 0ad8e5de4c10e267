/** Questions about project facts. All take and give plain data; none reads a file. */
import { posix } from 'node:path';
import { nearest } from './modules.ts';
import type { DependencyFact, ModuleFacts, ProjectFacts, PropertyFact } from './types.ts';

/** What is known where nothing was read. */
export const NO_FACTS: ProjectFacts = { functions: [], modules: [], crac: { uses: [] }, problems: [] };

/** Whether nothing was found outside the sources that could be spoken of; problems of files are told in any case. */
export function saysNothing({ functions, modules, crac, classLists = [] }: ProjectFacts): boolean {
  const isBare = ({ build, dependencies, application, profiles }: ModuleFacts): boolean =>
    build === null && dependencies.length + Object.keys({ ...application, ...profiles }).length === 0;
  return functions.length + crac.uses.length + classLists.length === 0 && modules.every(isBare);
}

/** The module that a file (project-relative) belongs to: the innermost around it. The root when no other is; null without any. */
export function moduleOf(facts: ProjectFacts, file: string): ModuleFacts | null {
  const { byDirectory, directories, byFile } = modulesOf(facts);
  const before = byFile.get(file);
  if (before !== undefined) return before;
  const directory = posix.dirname(file);
  const module = byDirectory.get(nearest(directory === '.' ? '' : directory, directories)) ?? null;
  byFile.set(file, module);
  return module;
}

interface Modules {
  readonly byDirectory: ReadonlyMap<string, ModuleFacts>;
  readonly directories: ReadonlySet<string>;
  /** Of the files that were asked about. */
  readonly byFile: Map<string, ModuleFacts | null>;
}

const known = new WeakMap<ProjectFacts, Modules>();

function modulesOf(facts: ProjectFacts): Modules {
  let modules = known.get(facts);
  if (modules === undefined) {
    const byDirectory = new Map(facts.modules.map((module) => [module.directory, module]));
    known.set(facts, (modules = { byDirectory, directories: new Set(byDirectory.keys()), byFile: new Map() }));
  }
  return modules;
}

const TEST_SCOPE = /^(?:test|(?:integrationT|functionalT)est)(?:$|[A-Z])/u;

/**
 * A dependency of a module's own code by `group:artifact`, or null. Test dependencies and those of profiles that are not
 * active by default do not count; parents, platforms and plugins do (see {@link DependencyFact.scope}).
 */
export function dependency(module: ModuleFacts, name: string): DependencyFact | null {
  return (
    module.dependencies.find(
      ({ group, artifact, scope, profile }) =>
        `${group}:${artifact}` === name && profile === null && !TEST_SCOPE.test(scope ?? ''),
    ) ?? null
  );
}

/** What a setting is, with its place. `value` is null when a placeholder in it is resolved at run time only. */
export interface PropertyAnswer {
  readonly value: string | null;
  readonly key: string;
  readonly property: PropertyFact;
}

/**
 * A setting that holds in every profile, or in one that the settings activate (`spring.profiles.active`; Quarkus' `prod`);
 * null when it is not set. Keys are compared as Spring and Micronaut bind them: case, `-` and `_` do not count.
 */
export function property(module: ModuleFacts, key: string): PropertyAnswer | null {
  for (const profile of activeProfiles(module).toReversed()) {
    const found = answer(module.profiles[profile] ?? {}, key);
    if (found !== null) return found;
  }
  return answer(module.application, key);
}

/** The profiles, by their expression as written, that set a key, with what they set. */
export function propertyInProfiles(module: ModuleFacts, key: string): Readonly<Record<string, PropertyAnswer>> {
  const found = Object.entries(module.profiles).flatMap(([profile, properties]) => {
    const one = answer(properties, key);
    return one === null ? [] : [[profile, one] as const];
  });
  return Object.fromEntries(found);
}

function activeProfiles(module: ModuleFacts): readonly string[] {
  const isQuarkus = module.dependencies.some(({ group }) => group === 'io.quarkus' || group === 'io.quarkus.platform');
  const active =
    answer(module.application, 'spring.profiles.active')
      ?.value?.split(',')
      .map((one) => one.trim()) ?? [];
  return isQuarkus ? ['prod', ...active] : active;
}

function answer(properties: Readonly<Record<string, PropertyFact>>, key: string): PropertyAnswer | null {
  const wanted = canonicalKey(key);
  const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
  const [name, found] =
    own === undefined
      ? (Object.entries(properties).findLast(([candidate]) => canonicalKey(candidate) === wanted) ?? [key, undefined])
      : [key, own];
  if (found === undefined) return null;
  return { key: name, value: found.value.includes('${') ? null : found.value, property: found };
}

function canonicalKey(key: string): string {
  return key.replaceAll(/[-_]/gu, '').toLowerCase();
}
