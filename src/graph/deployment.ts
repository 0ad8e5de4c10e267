/** What the deployment says about classes: which are handlers, and whether their functions are snapshotted. */
import type { ProjectModel, TypeModel } from '../model/project.ts';
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
 * handler starts) has the state of the functions whose handler is no class of the sources.
 */
export function snapStartStates(
  project: ProjectModel,
  facts: ProjectFacts | null,
): (roots: readonly string[]) => SnapStartState {
  if (facts === null || facts.functions.length === 0) return () => 'unknown';
  const byHandler = functionsByHandler(facts);
  const declared = new Set(project.types.map((type: TypeModel) => type.qualifiedName));
  const generic = facts.functions.filter(({ handlerClass }) => handlerClass !== null && !declared.has(handlerClass));
  return (roots) => {
    const states = roots.map((root) => combined((byHandler.get(root) ?? generic).map((one) => one.snapStart)));
    return states.length > 0 && states.every((state) => state === 'off')
      ? 'off'
      : states.includes('on')
        ? 'on'
        : 'unknown';
  };
}

/** One function on is enough; none known is unknown. */
function combined(states: readonly SnapStartState[]): SnapStartState {
  if (states.includes('on')) return 'on';
  return states.length > 0 && states.every((state) => state === 'off') ? 'off' : 'unknown';
}
