/** Where init starts: handler classes, and classes whose static initialisers nothing known reaches. */
import { importsInfrastructure } from '../model/infrastructure-code.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../model/project.ts';
import { isLibraryType } from '../knowledge/signatures.ts';
import { simpleName, type JavaType } from '../model/java-type.ts';
import type { ProjectFacts } from '../project/types.ts';
import { namedHandlers } from './deployment.ts';
import { isTestCode } from '../model/test-code.ts';
import { inEachFile } from '../model/per-file.ts';
import { instantiatedTypeNames } from './instantiated.ts';

export interface HandlerRoot {
  readonly type: TypeModel;
  /** False for a class whose handler method is static: Lambda never constructs it (semantics: runtime interface client). */
  readonly isConstructed: boolean;
  /** False when it was recognised by its shape alone: findings on its way are `likely` at most. */
  readonly isCertain: boolean;
}

/** Handler interfaces, and library base classes that implement them. */
const HANDLER_TYPES = new Set([
  'com.amazonaws.services.lambda.runtime.RequestHandler',
  'com.amazonaws.services.lambda.runtime.RequestStreamHandler',
  'io.micronaut.function.aws.MicronautRequestHandler',
  'io.micronaut.function.aws.MicronautRequestStreamHandler',
  'io.micronaut.function.aws.proxy.MicronautLambdaHandler',
  'org.springframework.cloud.function.adapter.aws.SpringBootRequestHandler',
  'org.springframework.cloud.function.adapter.aws.SpringBootStreamHandler',
  'org.springframework.cloud.function.adapter.aws.FunctionInvoker',
]);
const CONTEXT = 'com.amazonaws.services.lambda.runtime.Context';

/** All handler classes of the project, in file order: those that a template names, and those that look like one. */
export function findHandlers(project: ProjectModel, facts: ProjectFacts | null): readonly HandlerRoot[] {
  const named = namedHandlers(facts);
  return inEachFile(project, facts ?? 'handlers by shape', (types) =>
    types.flatMap((type) => {
      if (isTestCode(type.file)) return [];
      return namedHandler(project, type, named.get(type.qualifiedName)) ?? handlerOf(project, type) ?? [];
    }),
  );
}

/** A class that a template names as handler, whatever it implements. Static handler methods never construct it. */
function namedHandler(
  project: ProjectModel,
  type: TypeModel,
  methods: ReadonlySet<string | null> | undefined,
): HandlerRoot | null {
  if (methods === undefined || type.fact.kind === 'interface' || type.fact.modifiers.includes('abstract')) return null;
  const models = [...methods].flatMap((name) => (name === null ? [] : project.findMethods(type, name)));
  return { type, isConstructed: models.length === 0 || models.some((model) => !model.fact.isStatic), isCertain: true };
}

function handlerOf(project: ProjectModel, type: TypeModel): HandlerRoot | null {
  const { kind, modifiers, isLocal } = type.fact;
  if (
    kind === 'interface' ||
    kind === 'annotation' ||
    kind === 'anonymous' ||
    isLocal ||
    modifiers.includes('abstract')
  ) {
    return null;
  }
  if (type.outer !== null && !modifiers.includes('static') && kind === 'class') return null;
  if (project.allSupertypes(type).some((supertype) => HANDLER_TYPES.has(supertype.name))) {
    const isUsual = isConstructible(type);
    // Lambda itself needs the usual form; another one that no code creates is created by a framework, if at all.
    if (!isUsual && instantiatedTypeNames(project).has(type.fact.name)) return null;
    return { type, isConstructed: true, isCertain: isUsual };
  }
  return houseHandler(project, type) ?? pojoHandler(project, type);
}

/** Lambda wants a public class with a public no-arg constructor; frameworks also fill one that is marked for injection. */
function isConstructible(type: TypeModel): boolean {
  if (!type.fact.modifiers.includes('public')) return false;
  const constructors = type.methods.get('<init>') ?? [];
  if (constructors.length === 0) return true;
  return constructors.some(({ fact }) =>
    fact.parameters.length === 0
      ? fact.modifiers.includes('public')
      : fact.annotations.some((annotation) => /(^|\.)(Inject|Autowired)$/.test(annotation.name)),
  );
}

const HANDLER = 'Handler';

/** Whether a simple name is that of a house library's handler class. Types begin with a capital by custom (JLS 6.1). */
export function isHandlersName(name: string): boolean {
  return (
    name.endsWith(HANDLER) &&
    /^\p{Lu}/u.test(name) &&
    /Lambda|Request|ApiGateway|Stream|Event/u.test(name.slice(0, -HANDLER.length))
  );
}

/** A class that Lambda could construct, whose superclass is a handler by its name but is not in the sources: a house library's. */
function houseHandler(project: ProjectModel, type: TypeModel): HandlerRoot | null {
  const [parent] = project.supertypes(type);
  if (type.fact.superclass === null || parent?.project !== null || isLibraryType(parent.name)) return null;
  if (!isHandlersName(simpleName(parent.name))) return null;
  if (!isConstructible(type) || instantiatedTypeNames(project).has(type.fact.name)) return null;
  return { type, isConstructed: true, isCertain: false };
}

/** A class with a public method that takes an event and Lambda's `Context`, and that nobody else constructs. */
function pojoHandler(project: ProjectModel, type: TypeModel): HandlerRoot | null {
  if (!type.fact.modifiers.includes('public')) return null;
  const methods = [...type.methods.values()].flat().filter((method) => isHandlerSignature(project, method));
  if (methods.length === 0 || instantiatedTypeNames(project).has(type.fact.name)) return null;
  const isConstructed = methods.some((method) => !method.fact.isStatic);
  if (isConstructed && noArgConstructor(type) === 'missing') return null;
  return { type, isConstructed, isCertain: false };
}

function isHandlerSignature(project: ProjectModel, method: MethodModel): boolean {
  const { parameters, modifiers, name } = method.fact;
  if (name === '<init>' || !modifiers.includes('public') || parameters.length < 2 || parameters.length > 3) {
    return false;
  }
  const last = parameters[parameters.length - 1];
  if (last === undefined) return false;
  const type: JavaType = project.resolve(last.type, {
    type: method.owner,
    file: method.owner.file,
    method: method.fact,
  });
  return type.name === CONTEXT;
}

/** Whether Lambda can construct the class: it wants a public constructor without parameters. */
export function noArgConstructor(type: TypeModel): 'declared' | 'default' | 'missing' {
  const constructors = type.methods.get('<init>') ?? [];
  if (constructors.length === 0) return 'default';
  return constructors.some((constructor) => constructor.fact.parameters.length === 0) ? 'declared' : 'missing';
}

/**
 * Classes with static initialisers, for the analysis of what no root reached. Programs with a `main` of their own and
 * infrastructure code (CDK) never run in the function.
 */
export function classesWithStaticInitializers(project: ProjectModel): readonly TypeModel[] {
  return inEachFile(project, 'static initializers', (types) => types.filter((type) => isUnreachedRoot(project, type)));
}

/** Whether a class is one of them. */
export function isUnreachedRoot(project: ProjectModel, type: TypeModel): boolean {
  return (
    type.fact.initializers.some((initializer) => initializer.isStatic) &&
    !isProgram(type) &&
    !isInfrastructure(project, type) &&
    !isTestCode(type.file)
  );
}

function isProgram(type: TypeModel): boolean {
  for (let current: TypeModel | null = type; current !== null; current = current.outer) {
    if ((current.methods.get('main') ?? []).some(({ fact }) => fact.isStatic && fact.parameters.length <= 1)) {
      return true;
    }
  }
  return false;
}

/** Whether a class belongs to infrastructure code (CDK and its like): its file imports such a library. */
export function isInfrastructure(project: ProjectModel, type: TypeModel): boolean {
  return importsInfrastructure(type.file, project.packages);
}

/** `public static void main(String[])` methods. */
export function findMains(project: ProjectModel): readonly MethodModel[] {
  return inEachFile(project, 'main methods', (types) =>
    types
      .flatMap((type) => type.methods.get('main') ?? [])
      .filter(({ fact: { parameters, isStatic } }) => {
        return isStatic && parameters.length === 1 && parameters[0]?.type.name === 'String';
      }),
  );
}
