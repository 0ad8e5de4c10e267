/**
 * Which classes run somewhere else than in a function: a developer's programs, and web applications of modules that nothing
 * ties to Lambda. Rules about what only the Lambda runtime does look at them with less weight, or not at all.
 */
import { findHandlers } from '../../graph/roots.ts';
import { mentionedClasses } from '../../graph/referenced-types.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../../model/project.ts';
import { perImports } from '../../model/imports.ts';
import { mentions } from '../../model/mentions.ts';
import { inEachFile } from '../../model/per-file.ts';
import { bodiesOf } from './source-calls.ts';

/** - `function`: function code, or nothing speaks against it. - `program`: only a `main` method uses it.
 * - `application`: of a module that starts a web application and does not know Lambda. */
export type RunsIn = 'function' | 'program' | 'application';

/** Libraries that only code for Lambda uses. */
const LAMBDA =
  /^(com\.amazonaws\.(services\.lambda|serverless)\.|software\.amazon\.lambda\.|io\.micronaut\.function\.aws|io\.quarkus\.amazon\.lambda|org\.springframework\.cloud\.function|org\.crac|jdk\.crac|javax\.crac)/;
const importsLambda = perImports((imports) => imports.some(({ name }) => LAMBDA.test(name)));
/** How applications that serve by themselves are started. */
const STARTERS = ['SpringApplication', 'SpringApplicationBuilder', 'Micronaut', 'Quarkus'];

/** Gives for each class where it runs, as far as the sources show. */
export function placesOf(project: ProjectModel): (type: TypeModel) => RunsIn {
  const handlers = findHandlers(project, null).map(({ type }) => type);
  const used = mentionedClasses(project, handlers);
  const lambdaRoots = new Set(
    inEachFile(project, 'source roots with code for Lambda', ([type], file) =>
      type !== undefined && importsLambda(file) ? [type.sourceRoot] : [],
    ),
  );
  const applicationRoots = new Set<string>();
  const programs = new Set<TypeModel>();
  for (const { owner } of inEachFile(project, 'programs', (types) => types.flatMap(mainOf))) {
    if (startsApplication(project, owner)) applicationRoots.add(owner.sourceRoot);
    else programs.add(owner);
  }
  // It takes all code of the project to tell, and few questions are about a program.
  let others: ReadonlySet<TypeModel> | null = null;
  const isUsedElsewhere = (type: TypeModel): boolean => {
    others ??= mentionedClasses(
      project,
      project.types.filter((one) => !programs.has(one) && one.outer === null),
    );
    return others.has(type);
  };
  return (type) => {
    if (used.has(type)) return 'function';
    if (programs.has(type) && !isUsedElsewhere(type)) return 'program';
    const root = type.sourceRoot;
    return applicationRoots.has(root) && !lambdaRoots.has(root) ? 'application' : 'function';
  };
}

function mainOf(type: TypeModel): readonly MethodModel[] {
  const mains = type.methods.get('main') ?? [];
  return mains.filter(({ fact }) => fact.isStatic && fact.parameters.length <= 1).slice(0, 1);
}

/** A class that a framework starts as an application, by its annotation. */
export function isApplication({ fact }: TypeModel): boolean {
  return fact.annotations.some(({ name }) => /(^|\.)(SpringBootApplication|QuarkusMain)$/.test(name));
}

function startsApplication(project: ProjectModel, type: TypeModel): boolean {
  if (isApplication(type)) return true;
  if (!project.mayMention(type.file, STARTERS)) return false;
  return [...bodiesOf(project, type, true)].some(({ body }) => mentions(body, STARTERS));
}
