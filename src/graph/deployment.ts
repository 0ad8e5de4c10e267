/** What the deployment says about classes: which are handlers, and whether their functions are snapshotted. */
import { posix } from 'node:path';
import type { ProjectModel } from '../model/project.ts';
import { combined, declaredStates } from '../project/snap-start.ts';
import type { FunctionFact, ProjectFacts } from '../project/types.ts';
import type { SnapStartState } from '../types.ts';

/** The functions that name a class as their handler, by the class's binary name. */
function functionsByHandler(facts: ProjectFacts): ReadonlyMap<string, readonly FunctionFact[]> {
  const byHandler = new Map<string, FunctionFact[]>();
  for (const declared of facts.functions) {
    if (declared.handlerClass === null) continue;
    const known = byHandler.get(declared.handlerClass);
    if (known === undefined) byHandler.set(declared.handlerClass, [declared]);
    else known.push(declared);
  }
  return byHandler;
}

/** Handler methods that templates name, by class; null for a class named without a method. */
export function namedHandlers(facts: ProjectFacts | null): ReadonlyMap<string, ReadonlySet<string | null>> {
  const named = new Map<string, Set<string | null>>();
  for (const { handlerClass, handlerMethod } of facts?.functions ?? []) {
    if (handlerClass !== null) named.set(handlerClass, (named.get(handlerClass) ?? new Set()).add(handlerMethod));
  }
  return named;
}

/**
 * Whether what starts in the given root classes is snapshotted. `on` when one function is; `off` only when every root is the
 * handler of functions that all are not. A root that no template names as handler (an application class that a library's
 * handler starts) has the state of the functions whose handler is no class of the sources. Without roots it is `off` when
 * every function is. One class may be the handler of several functions, in one template or in several: one that is on decides.
 * `rootFile`, the source file of the roots, tells which functions are meant where several modules have a class of that name.
 */
export function snapStartStates(
  project: ProjectModel,
  facts: ProjectFacts | null,
): (roots: readonly string[], rootFile?: string) => SnapStartState {
  if (facts === null || facts.functions.length === 0) return () => 'unknown';
  const functionsFor = functionsByRoot(project, facts);
  const declaredState = declaredStates(facts);
  const everything = combined(facts.functions.map(declaredState)) === 'off' ? 'off' : 'unknown';
  return (roots, rootFile) => {
    if (roots.length === 0) return everything;
    return combined(roots.map((root) => combined(functionsFor(root, rootFile).map(declaredState))));
  };
}

/** The functions that {@link snapStartStates} looks at for some root classes. */
export function functionsOfRoots(
  project: ProjectModel,
  facts: ProjectFacts,
  roots: readonly string[],
  rootFile: string | undefined,
): readonly FunctionFact[] {
  const functionsFor = functionsByRoot(project, facts);
  return [...new Set(roots.flatMap((root) => functionsFor(root, rootFile)))];
}

/** The functions of a root class: those that name it, else those that start applications. */
function functionsByRoot(
  project: ProjectModel,
  facts: ProjectFacts,
): (root: string, rootFile: string | undefined) => readonly FunctionFact[] {
  const { memory } = project;
  const byHandler = memory.ask(functionsByHandler, facts, () => functionsByHandler(facts));
  const generic = memory.ask(genericFunctions, facts, () => genericFunctions(project, facts));
  return (root, rootFile) => {
    const named = byHandler.get(root);
    if (named === undefined) return generic;
    return rootFile === undefined ? named : ofModule(project, root, rootFile, named);
  };
}

/**
 * Of the functions that name a class, those that mean the one in `file`. With one class of that name it is all of them. Else
 * those deployed from the innermost directory around the file, and where none is, those from around none of its namesakes.
 */
function ofModule(
  project: ProjectModel,
  qualifiedName: string,
  file: string,
  functions: readonly FunctionFact[],
): readonly FunctionFact[] {
  const namesakes = project.typesNamed(qualifiedName);
  if (namesakes.length < 2) return functions;
  const depths = functions.map((declared) => depthAround(declared, file));
  const deepest = Math.max(...depths);
  if (deepest >= 0) return functions.filter((_declared, index) => depths[index] === deepest);
  return functions.filter((declared) =>
    namesakes.every(({ file: { file: other } }) => depthAround(declared, other) < 0),
  );
}

/** How deep the directory lies that a function is deployed from (its code's, else its template's), if it is around the file; else -1. */
function depthAround({ source, codeUri }: FunctionFact, file: string): number {
  const directory = posix.dirname(source.file);
  const directories = codeUri === null ? [directory] : [posix.join(directory, codeUri), directory];
  const around = directories.find((one) => one === '.' || file.startsWith(`${one}/`));
  if (around === undefined) return -1;
  return around === '.' ? 0 : around.split('/').length;
}

/** Functions whose handler is a library's: it starts an application of the sources. */
function genericFunctions(project: ProjectModel, facts: ProjectFacts): readonly FunctionFact[] {
  return facts.functions.filter(
    ({ handlerClass }) => handlerClass !== null && project.typesNamed(handlerClass).length === 0,
  );
}
