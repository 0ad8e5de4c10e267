/** Programs that are no Lambda functions, as far as build files and templates tell: services in containers, command lines. */
import type { ProjectModel } from '../model/project.ts';
import { dependency, moduleOf } from '../project/queries.ts';
import type { FunctionFact, ModuleFacts, ProjectFacts } from '../project/types.ts';
import { findHandlers } from './roots.ts';

/** Libraries that a program needs to run as a function, and those that only functions use. */
const LAMBDA =
  /lambda|serverless|^com\.amazonaws:aws-xray|spring-cloud-function|^io\.micronaut\.aws:|quarkus-funqy|quarkus-amazon/u;
const CRAC = /crac/iu;
const OTHER_RUNTIME = /^(nodejs|python|ruby|go1|dotnet)/u;

/**
 * Whether what starts in a source file runs outside Lambda: a build file gives its module libraries, none of them Lambda's,
 * the module holds no handler, and every function that templates declare has a handler of the sources or is not Java's. (A
 * function whose handler is a library's or a script may start any application, with no library of Lambda's in the build.)
 */
export function outsideLambda(project: ProjectModel, facts: ProjectFacts | null): (file: string) => boolean {
  if (facts === null || startsAnything(project, facts.functions)) return () => false;
  const withHandlers = new Set(findHandlers(project, facts).map(({ type }) => moduleOf(facts, type.file.file)));
  return (file) => {
    const module = moduleOf(facts, file);
    if (module === null || withHandlers.has(module)) return false;
    return module.build !== null && isWithoutLambda(facts, module);
  };
}

/** Whether nothing tells that a program is checkpointed: no library of CRaC in its module, no option or image anywhere. */
export function isWithoutCrac(facts: ProjectFacts, file: string): boolean {
  const module = moduleOf(facts, file);
  if (module === null || facts.crac.uses.length > 0) return false;
  return !module.dependencies.some(({ group, artifact }) => CRAC.test(`${group}:${artifact}`));
}

/** Whether some function may start an application that no handler class of the sources names. */
function startsAnything(project: ProjectModel, functions: readonly FunctionFact[]): boolean {
  return functions.some(
    ({ handlerClass, runtime }) =>
      !OTHER_RUNTIME.test(runtime ?? '') && (handlerClass === null || project.typesNamed(handlerClass).length === 0),
  );
}

/** The modules around are asked too: they may give theirs to all below. */
function isWithoutLambda({ modules }: ProjectFacts, module: ModuleFacts): boolean {
  if (module.dependencies.length === 0) return false;
  const around = modules.filter(
    ({ directory }) => directory === '' || `${module.directory}/`.startsWith(`${directory}/`),
  );
  return around.every((one) =>
    one.dependencies.every(({ group, artifact }) => {
      const name = `${group}:${artifact}`;
      return !LAMBDA.test(name) || dependency(one, name) === null;
    }),
  );
}
