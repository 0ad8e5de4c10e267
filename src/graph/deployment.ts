/** What the deployment says about classes: which are handlers, and whether their functions are snapshotted. */
import type { ProjectModel, TypeModel } from '../model/project.ts';
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
 */
export function snapStartStates(
  project: ProjectModel,
  facts: ProjectFacts | null,
): (roots: readonly string[]) => SnapStartState {
  if (facts === null || facts.functions.length === 0) return () => 'unknown';
  const byHandler = functionsByHandler(facts);
  const declaredState = declaredStates(facts);
  const everything = combined(facts.functions.map(declaredState)) === 'off' ? 'off' : 'unknown';
  const generic = genericFunctions(project, facts);
  return (roots) => {
    if (roots.length === 0) return everything;
    return combined(roots.map((root) => combined((byHandler.get(root) ?? generic).map(declaredState))));
  };
}

/** The functions that {@link snapStartStates} looks at for some root classes. */
export function functionsOfRoots(
  project: ProjectModel,
  facts: ProjectFacts,
  roots: readonly string[],
): readonly FunctionFact[] {
  const byHandler = functionsByHandler(facts);
  const generic = genericFunctions(project, facts);
  return [...new Set(roots.flatMap((root) => byHandler.get(root) ?? generic))];
}

/** Functions whose handler is a library's: it starts an application of the sources. */
function genericFunctions(project: ProjectModel, facts: ProjectFacts): readonly FunctionFact[] {
  const declared = new Set(project.types.map((type: TypeModel) => type.qualifiedName));
  return facts.functions.filter(({ handlerClass }) => handlerClass !== null && !declared.has(handlerClass));
}
