/** Versions of the libraries a module is built with. */
import { dependency } from './queries.ts';
import type { DependencyFact, ModuleFacts } from './types.ts';

/** A library of a module with the version that its build files say. */
export interface LibraryVersion {
  /** Release numbers, most significant first: `3.2.0-RC1` is [3, 2, 0]. */
  readonly numbers: readonly number[];
  /** As written. */
  readonly text: string;
  /** The dependency, parent, platform or plugin that says it. */
  readonly source: DependencyFact;
}

/**
 * The version of the libraries of a group (`org.springframework.boot`), which are released together; null when no build file
 * says one. Test dependencies and those of profiles that are not active by default do not count.
 */
export function versionOfGroup(module: ModuleFacts, group: string): LibraryVersion | null {
  for (const source of module.dependencies) {
    if (source.group !== group || source.version === null || source.profile !== null) continue;
    const text = source.version;
    const numbers = numbersOf(text);
    if (numbers !== null && dependency(module, `${group}:${source.artifact}`) !== null) {
      return { numbers, text, source };
    }
  }
  return null;
}

/** The version that build files say of one artifact, whatever its group; null when none does. */
export function versionOfArtifact(module: ModuleFacts, artifact: string): LibraryVersion | null {
  for (const source of module.dependencies) {
    if (source.artifact !== artifact || source.version === null) continue;
    const numbers = numbersOf(source.version);
    const isOwn = dependency(module, `${source.group}:${artifact}`) === source;
    if (numbers !== null && isOwn) return { numbers, text: source.version, source };
  }
  return null;
}

/** The release numbers a version begins with, most significant first; null when it begins with none. */
export function numbersOf(text: string): readonly number[] | null {
  return /^\d+(?:\.\d+)*/u.exec(text)?.[0].split('.').map(Number) ?? null;
}

/** Whether a version is that one or a later one; `minimum` as `LibraryVersion.numbers`. */
export function isAtLeast({ numbers }: LibraryVersion, minimum: readonly number[]): boolean {
  for (const [index, wanted] of minimum.entries()) {
    const given = numbers[index] ?? 0;
    if (given !== wanted) return given > wanted;
  }
  return true;
}
