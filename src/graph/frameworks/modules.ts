/** Which source roots belong together: an application with the library modules its sources import. */
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import { isTestCode } from '../../model/test-code.ts';

interface Modules {
  readonly types: ReadonlyMap<string, readonly TypeModel[]>;
  readonly imports: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Types by source root, without local and anonymous classes and without test code. */
export function typesBySourceRoot(project: ProjectModel): ReadonlyMap<string, readonly TypeModel[]> {
  return modulesOf(project).types;
}

/** `sourceRoot` and those it imports from, directly or not, as far as `isLibrary` holds for them. */
export function sourceRootsOf(
  project: ProjectModel,
  sourceRoot: string,
  isLibrary: (sourceRoot: string) => boolean,
): readonly string[] {
  const { imports } = modulesOf(project);
  const found = [sourceRoot];
  for (const root of found) {
    for (const next of imports.get(root) ?? []) if (!found.includes(next) && isLibrary(next)) found.push(next);
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
  return project.memory.ask(modulesOf, project, () => findModules(project));
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
  return { types, imports };
}

function entry<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
