/** What a request runs: the handler methods of the project and the code they call. */
import { findHandlers, type HandlerRoot } from '../../graph/roots.ts';
import type { MethodModel, ProjectModel } from '../../model/project.ts';
import { namedHandlers } from '../../graph/deployment.ts';
import type { ProjectFacts } from '../../project/types.ts';
import { reachedFrom, type Entry, type ReachedBody } from './reached-code.ts';

/** Methods of the handler interfaces, of Lambda and of the frameworks' base classes. */
const HANDLER_METHODS = new Set(['handleRequest', 'execute']);
const LAMBDA_CONTEXT = 'com.amazonaws.services.lambda.runtime.Context';

/** All bodies that a request reaches from the handler methods. Computed once per project. */
export function requestCode(project: ProjectModel, facts: ProjectFacts): readonly ReachedBody[] {
  return project.memory.ask(requestCode, facts, () => reachedFrom(project, handlerMethods(project, facts)));
}

/** The methods that Lambda calls, of all handler classes. */
export function handlerMethods(project: ProjectModel, facts: ProjectFacts): readonly Entry[] {
  return project.memory.ask(handlerMethods, facts, () => {
    const named = namedHandlers(facts);
    return findHandlers(project, facts).flatMap((root) => methodsOf(project, root, named.get(root.type.qualifiedName)));
  });
}

function methodsOf(
  project: ProjectModel,
  { type }: HandlerRoot,
  named: ReadonlySet<string | null> | undefined,
): readonly Entry[] {
  const byTemplate = [...(named ?? [])].flatMap((name) => (name === null ? [] : project.findMethods(type, name)));
  const names = new Set([...type.methods.keys(), ...HANDLER_METHODS]);
  const byShape = [...names]
    .flatMap((name) => project.findMethods(type, name))
    .filter((method) => method.fact.name !== '<init>' && isHandler(project, method));
  return [...new Set([...byTemplate, ...byShape])].map((method) => ({ root: type.qualifiedName, method }));
}

function isHandler(project: ProjectModel, { owner, fact }: MethodModel): boolean {
  if (HANDLER_METHODS.has(fact.name)) return true;
  const last = fact.parameters.at(-1);
  if (last === undefined || !fact.modifiers.includes('public')) return false;
  return project.resolve(last.type, { type: owner, file: owner.file, method: fact }).name === LAMBDA_CONTEXT;
}
