/** What rules ask of build files, settings and templates. Where nothing is known the answer is null, or nothing. */
import { findHandlers } from '../../graph/roots.ts';
import { moduleOf } from '../../project/queries.ts';
import type { DependencyFact, ModuleFacts } from '../../project/types.ts';
import type { RuleContext } from '../rule.ts';

const TEST_SCOPE = /^(?:test|(?:integrationT|functionalT)est)(?:$|[A-Z])/u;
/** On the class path of the compiler only. */
const COMPILE_ONLY = /^(provided|compileOnly|compileOnlyApi|annotationProcessor)$/u;
const NO_LIBRARY = /^(parent|import|plugin|platform)$/u;

/** The modules that hold handler classes, with the qualified names of those, sorted. */
export function handlerModules({ project, facts }: RuleContext): ReadonlyMap<ModuleFacts, readonly string[]> {
  const modules = new Map<ModuleFacts, string[]>();
  for (const { type } of findHandlers(project, facts)) {
    const module = moduleOf(facts, type.file.file);
    if (module !== null) modules.set(module, [...(modules.get(module) ?? []), type.qualifiedName].sort());
  }
  return modules;
}

/** The dependencies of a module's own code: `group:artifact` matches, whatever the scope but test. */
export function dependenciesLike({ dependencies }: ModuleFacts, name: RegExp): readonly DependencyFact[] {
  return dependencies.filter(
    ({ group, artifact, scope }) =>
      name.test(`${group}:${artifact}`) && !TEST_SCOPE.test(scope ?? '') && !NO_LIBRARY.test(scope ?? ''),
  );
}

/** Whether a dependency is packaged with the program. */
export function isPackaged({ scope }: DependencyFact): boolean {
  return !COMPILE_ONLY.test(scope ?? '') && !TEST_SCOPE.test(scope ?? '');
}

/** The CRaC API on the run-time class path, or null. */
export function packagedCrac(module: ModuleFacts): DependencyFact | null {
  return dependenciesLike(module, /^(org\.crac:crac|io\.github\.crac:org-crac)$/u).find(isPackaged) ?? null;
}

const SPRING_BOOT = /^org\.springframework\.boot:(spring-boot(-\w+)*|org\.springframework\.boot\.gradle\.plugin)$/u;

/** Major and minor version of Spring Boot, or null when the build files do not tell. */
export function springBootVersion({ dependencies }: ModuleFacts): readonly [number, number] | null {
  for (const { group, artifact, version } of dependencies) {
    const match = SPRING_BOOT.test(`${group}:${artifact}`) ? /^(\d+)\.(\d+)/u.exec(version ?? '') : null;
    if (match !== null) return [Number(match[1]), Number(match[2])];
  }
  return null;
}

/** Major and minor version of the AWS SDK 2.x, the oldest where several are named; null when the build files do not tell. */
export function sdkVersion({ dependencies }: ModuleFacts): readonly [number, number] | null {
  const versions = dependencies.flatMap(({ group, version }): (readonly [number, number])[] => {
    const match = group === 'software.amazon.awssdk' ? /^(\d+)\.(\d+)\./u.exec(version ?? '') : null;
    return match === null ? [] : [[Number(match[1]), Number(match[2])]];
  });
  return versions.reduce<readonly [number, number] | null>(
    (oldest, version) => (oldest === null || isAtLeast(oldest, version) ? version : oldest),
    null,
  );
}

/** Whether a version, where one is known, is at least another. */
export function isAtLeast(version: readonly [number, number] | null, wanted: readonly [number, number]): boolean {
  return version !== null && (version[0] > wanted[0] || (version[0] === wanted[0] && version[1] >= wanted[1]));
}
