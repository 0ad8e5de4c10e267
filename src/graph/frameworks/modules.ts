/** Which source roots belong together: an application with the library modules that its build file declares or its sources import. */
import { isSameList, isSameSet } from '../../model/memory.ts';
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import { isTestCode } from '../../model/test-code.ts';
import { isGeneratedSource } from '../../util/generated-source.ts';

interface Modules {
  readonly types: ReadonlyMap<string, readonly TypeModel[]>;
  /** For each source root those that it builds on. */
  readonly uses: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Types by source root, without local and anonymous classes and without test code. */
export function typesBySourceRoot(project: ProjectModel): ReadonlyMap<string, readonly TypeModel[]> {
  return modulesOf(project).types;
}

/** `sourceRoot` and those it builds on, directly or not, as far as `isLibrary` holds for them. */
export function sourceRootsOf(
  project: ProjectModel,
  sourceRoot: string,
  isLibrary: (sourceRoot: string) => boolean,
): readonly string[] {
  const { uses } = modulesOf(project);
  const found = [sourceRoot];
  for (const root of found) {
    for (const next of uses.get(root) ?? []) if (!found.includes(next) && isLibrary(next)) found.push(next);
  }
  return found;
}

/** The types of `sourceRoot` and of its libraries. */
export function typesReachableFrom(
  project: ProjectModel,
  sourceRoot: string,
  isLibrary: (sourceRoot: string) => boolean,
): readonly TypeModel[] {
  const { types } = modulesOf(project);
  return sourceRootsOf(project, sourceRoot, isLibrary).flatMap((root) => types.get(root) ?? []);
}

function modulesOf(project: ProjectModel): Modules {
  return project.memory.cell(modulesOf, () => findModules(project), isSame);
}

function isSame(before: Modules, after: Modules): boolean {
  return isSameMap(before.types, after.types, isSameList) && isSameMap(before.uses, after.uses, isSameSet);
}

function isSameMap<V>(
  before: ReadonlyMap<string, V>,
  after: ReadonlyMap<string, V>,
  isSameValue: (before: V, after: V) => boolean,
): boolean {
  if (before.size !== after.size) return false;
  return [...before].every(([key, value]) => {
    const other = after.get(key);
    return other !== undefined && isSameValue(value, other);
  });
}

function findModules(project: ProjectModel): Modules {
  const types = new Map<string, TypeModel[]>();
  const imports = new Map<string, Set<string>>();
  for (const type of project.types) {
    if (type.fact.isLocal || type.fact.kind === 'anonymous' || isTestCode(type.file)) continue;
    entry(types, type.sourceRoot, () => []).push(type);
    if (type.outer !== null) continue;
    const imported = entry(imports, type.sourceRoot, () => new Set<string>());
    for (const declaration of type.file.imports) {
      const target = project.findType(declaration.name, type.file);
      if (target !== null && target.sourceRoot !== type.sourceRoot) imported.add(target.sourceRoot);
    }
  }
  addDeclared(project, types.keys(), imports);
  return { types, uses: imports };
}

/** A module that is only scanned, or brings beans by itself, is imported by no source; nor is what a processor generated in a module. */
function addDeclared(
  project: ProjectModel,
  sourceRoots: Iterable<string>,
  uses: ReadonlyMap<string, Set<string>>,
): void {
  const { modules } = project;
  if (modules === null) return;
  const roots = new Map<string, string[]>();
  for (const root of sourceRoots) entry(roots, modules.moduleOf(`${root}/.java`), () => []).push(root);
  for (const [module, own] of roots) {
    const generated = own.filter((root) => isGeneratedSource(`${root}/`));
    const declared = modules.classPathOf(module).slice(1);
    const others = [...generated, ...declared.flatMap((next) => roots.get(next) ?? [])];
    for (const root of own) for (const other of others) if (other !== root) uses.get(root)?.add(other);
  }
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
