/**
 * Quarkus: beans marked `@Startup` and observers of the start-up event run when the application starts; normal scoped beans
 * are proxies until their first call, `@Singleton` beans are made where they are injected. With SnapStart all application
 * classes are loaded and initialised before the snapshot (quarkus.io/guides/aws-lambda-snapstart), so their static
 * initialisers are init, lazy holders included.
 */
import type { MethodModel, ProjectModel, TypeModel } from '../../model/project.ts';
import { simpleName } from '../../model/java-type.ts';
import { ensureInitialized } from '../class-initialization.ts';
import { Machine } from '../machine.ts';
import type { AbstractObject } from '../objects.ts';
import { finish } from '../startup.ts';
import { allAnnotations, hasAnnotation, textsOf, type Annotated } from './annotations.ts';
import { allMethods, annotatedMethods, callOnBean, injectMembers, siteOfType } from './class-beans.ts';
import { Container, type Definition, type Dialect } from './container.ts';
import { annotatedDefinitions, type BeanAnnotations } from './definitions.ts';
import type { Framework, FrameworkStartup } from './framework.ts';
import type { Injector } from './injector.ts';
import { isNamed } from './library-calls.ts';
import { typesBySourceRoot, typesReachableFrom } from './modules.ts';

const PACKAGE = 'io.quarkus';
const STARTUP = new Set(['io.quarkus.runtime.Startup', 'jakarta.ejb.Startup']);
const NORMAL_SCOPES = [
  'jakarta.enterprise.context.ApplicationScoped',
  'jakarta.enterprise.context.RequestScoped',
  'jakarta.enterprise.context.SessionScoped',
  'jakarta.enterprise.context.ConversationScoped',
  'jakarta.transaction.TransactionScoped',
];
const NORMAL = new Set(NORMAL_SCOPES);
const SINGLETONS = [
  'jakarta.inject.Singleton',
  'jakarta.ws.rs.Path',
  'jakarta.ws.rs.ext.Provider',
  'io.quarkus.runtime.annotations.QuarkusMain',
  'io.quarkus.grpc.GrpcService',
];
const SINGLETON = new Set(SINGLETONS);
const DEPENDENT = 'jakarta.enterprise.context.Dependent';
const BEANS = new Set([...NORMAL_SCOPES, ...SINGLETONS, DEPENDENT, ...STARTUP]);
const SCOPES = new Set([...NORMAL_SCOPES, 'jakarta.inject.Singleton', DEPENDENT]);
const PRODUCES = new Set(['jakarta.enterprise.inject.Produces']);
const ALTERNATIVE = new Set(['jakarta.enterprise.inject.Alternative']);
const PRIORITY = new Set(['jakarta.annotation.Priority']);
const DEFAULT = new Set(['io.quarkus.arc.DefaultBean']);
const IF_PROFILE = new Set(['io.quarkus.arc.profile.IfBuildProfile']);
const UNLESS_PROFILE = new Set(['io.quarkus.arc.profile.UnlessBuildProfile']);
const CONDITIONS = new Set([
  'io.quarkus.arc.properties.IfBuildProperty',
  'io.quarkus.arc.properties.UnlessBuildProperty',
  'io.quarkus.arc.lookup.LookupIfProperty',
  'io.quarkus.arc.lookup.LookupUnlessProperty',
  ...IF_PROFILE,
  ...UNLESS_PROFILE,
]);
const OBSERVES = new Set(['jakarta.enterprise.event.Observes']);
const INITIALIZED = new Set(['jakarta.enterprise.context.Initialized']);
const STARTUP_EVENTS = new Set(['StartupEvent', 'Startup']);
const POST_CONSTRUCT = new Set(['jakarta.annotation.PostConstruct']);
const HANDLERS = [
  'com.amazonaws.services.lambda.runtime.RequestHandler',
  'com.amazonaws.services.lambda.runtime.RequestStreamHandler',
];
const APPLICATION = 'io.quarkus.runtime.QuarkusApplication';

export const quarkus: Framework = {
  packages: [PACKAGE],
  attach: (machine) => attach(machine).injector,
  startups,
  whyLater(project, type, annotated) {
    const has = (names: ReadonlySet<string>): boolean => hasAnnotation(project, type, annotated, names);
    if (!has(BEANS) && !has(PRODUCES)) return null;
    if (!isActive(project, type, annotated)) return 'it is an alternative, or a bean of a test or development profile';
    return has(STARTUP) ? null : 'Quarkus makes this bean on its first use (@Startup would make it at start)';
  },
};

const dialect: Dialect = {
  injects: new Set(['jakarta.inject.Inject']),
  providers: new Set([
    'jakarta.inject.Provider',
    'jakarta.enterprise.inject.Instance',
    'io.quarkus.arc.InjectableInstance',
  ]),
  names: new Set(['jakarta.inject.Named']),
  qualifierMarkers: new Set(['jakarta.inject.Qualifier']),
  lazyPoints: new Set(),
  isExact: false,
  justInTime: null,
  initialize(container, type, object) {
    for (const method of annotatedMethods(container, type, POST_CONSTRUCT)) callOnBean(container, type, method, object);
  },
};

interface QuarkusApplication {
  readonly injector: Injector;
  readonly start: (home: TypeModel) => void;
}

function attach(machine: Machine): QuarkusApplication {
  const container = new Container(machine, dialect, (value, { label }) =>
    machine.keptElsewhere.push({ description: label, value }),
  );
  const started = new Set<TypeModel>();
  const usesIt = (type: TypeModel): boolean => usesQuarkus(machine.project, type.sourceRoot);
  const start = (home: TypeModel): void => {
    const named = homeOf(machine.project, home.sourceRoot) ?? home;
    if (started.has(named)) return;
    started.add(named);
    startApplication(container, home.sourceRoot);
  };
  const injector: Injector = {
    call: () => null,
    beforeHandler(type) {
      if (!usesIt(type)) return;
      start(type);
      // Some versions make the handler with the first request.
      machine.uncertainty++;
    },
    argumentsFor: (constructor) => (usesIt(constructor.owner) ? container.argumentsOf(constructor) : null),
    afterHandler(type, object) {
      if (!usesIt(type)) return;
      if (object !== null) complete(container, type, object);
      machine.uncertainty--;
      if (machine.target === 'snapstart') preload(machine, type.sourceRoot);
    },
    awaken: (self) => container.awaken(self),
    started,
  };
  return { injector, start };
}

function complete(container: Container, type: TypeModel, object: AbstractObject): void {
  injectMembers(container, type, object);
  dialect.initialize(container, type, object);
}

/** Defines the beans of a source root and of the modules it uses, then makes and calls those that start with it. */
function startApplication(container: Container, sourceRoot: string): void {
  const { project } = container.machine;
  const types = typesReachableFrom(project, sourceRoot, () => true);
  const definitions = types
    .filter((type) => isBean(project, type))
    .flatMap((type) => annotatedDefinitions(container, beans, type));
  for (const definition of definitions) container.add(definition);
  for (const definition of definitions) if (definition.isEager) awakened(container, definition);
  for (const definition of definitions) callStartupMethods(container, definition);
}

function isBean(project: ProjectModel, type: TypeModel): boolean {
  const { kind, modifiers } = type.fact;
  if (
    (kind !== 'class' && kind !== 'record') ||
    modifiers.includes('abstract') ||
    !isActive(project, type, type.fact)
  ) {
    return false;
  }
  const members = [type.fact, ...type.fact.methods];
  return (
    hasAnnotation(project, type, type.fact, BEANS) ||
    members.some((member) => hasAnnotation(project, type, member, STARTUP))
  );
}

/** Alternatives without a priority, and beans of test and development builds, do not exist in production. */
function isActive(project: ProjectModel, type: TypeModel, annotated: Annotated): boolean {
  if (hasAnnotation(project, type, annotated, ALTERNATIVE) && !hasAnnotation(project, type, annotated, PRIORITY)) {
    return false;
  }
  const profiles = (names: ReadonlySet<string>): readonly string[] =>
    allAnnotations(project, type, annotated, names).flatMap((one) => textsOf(one, 'value', 'anyOf'));
  const wanted = profiles(IF_PROFILE);
  return (
    !(wanted.length > 0 && wanted.every((name) => /test|dev|local/i.test(name))) &&
    !profiles(UNLESS_PROFILE).some((name) => /^prod/i.test(name))
  );
}

const beans: BeanAnnotations = {
  kind: 'CDI bean',
  producers: new Set([...PRODUCES, ...SCOPES]),
  isActive,
  traitsOf(has) {
    // @Startup alone makes a class application scoped.
    const isProxied = has(NORMAL) || (has(STARTUP) && !has(SCOPES));
    return {
      rank: has(ALTERNATIVE) ? 'primary' : has(DEFAULT) ? 'fallback' : 'ordinary',
      lifetime: isProxied || has(SINGLETON) ? 'singleton' : 'each',
      isProxied,
      isCertain: !has(CONDITIONS),
      isEager: has(STARTUP),
    };
  },
};

/** The bean itself, also when points get a proxy for it. */
function awakened(container: Container, definition: Definition): AbstractObject | null {
  const value = container.obtain(definition, false);
  container.awaken(value);
  return value.objects[0] ?? null;
}

/** Observers of the start-up event, methods marked `@Startup`, and the main method of a command. */
function callStartupMethods(container: Container, definition: Definition): void {
  const { model } = definition;
  if (model === null) return;
  const marked = annotatedMethods(container, model, STARTUP);
  const observers = allMethods(model).filter((method) => observesStartup(container.machine.project, method));
  const isCommand = container.machine.project.allSupertypes(model).some((type) => isNamed(type, APPLICATION));
  const commands = isCommand ? (model.methods.get('run') ?? []) : [];
  const called = [...marked, ...observers, ...commands];
  const object = called.length === 0 ? null : awakened(container, definition);
  if (object === null) return;
  container.onBehalfOf(definition, () => {
    for (const method of called) callOnBean(container, model, method, object);
  });
}

function observesStartup(project: ProjectModel, { owner, fact }: MethodModel): boolean {
  return fact.parameters.some((parameter) => {
    if (!hasAnnotation(project, owner, parameter, OBSERVES)) return false;
    return STARTUP_EVENTS.has(simpleName(parameter.type.name)) || hasAnnotation(project, owner, parameter, INITIALIZED);
  });
}

/** Initialises every class of the application, as the SnapStart support does in a hook unless settings undo it. */
function preload(machine: Machine, sourceRoot: string): void {
  const { withoutPreload, moduleDirectory } = machine.conditions;
  if (withoutPreload.has(moduleDirectory(sourceRoot === '' ? '.file' : `${sourceRoot}/.file`))) return;
  for (const type of typesBySourceRoot(machine.project).get(sourceRoot) ?? []) {
    ensureInitialized(machine, type, siteOfType(type));
  }
}

function usesQuarkus(project: ProjectModel, sourceRoot: string): boolean {
  return (typesBySourceRoot(project).get(sourceRoot) ?? []).some((type) =>
    type.file.imports.some(({ name }) => name.startsWith(`${PACKAGE}.`)),
  );
}

/** The class that names a source root's application: its handler, else its first bean, else its first class. */
function homeOf(project: ProjectModel, sourceRoot: string): TypeModel | null {
  const types = typesBySourceRoot(project).get(sourceRoot) ?? [];
  return (
    types.find((type) => isHandler(project, type)) ?? types.find((type) => isBean(project, type)) ?? types[0] ?? null
  );
}

function isHandler(project: ProjectModel, type: TypeModel): boolean {
  return (
    type.fact.kind === 'class' &&
    project.allSupertypes(type).some((supertype) => HANDLERS.some((name) => isNamed(supertype, name)))
  );
}

/** One start-up per source root that uses Quarkus. */
function startups(project: ProjectModel): readonly FrameworkStartup[] {
  const result: FrameworkStartup[] = [];
  for (const sourceRoot of typesBySourceRoot(project).keys()) {
    const home = usesQuarkus(project, sourceRoot) ? homeOf(project, sourceRoot) : null;
    if (home !== null) {
      result.push({
        type: home,
        run: (target, conditions) => runApplication(new Machine(project, target, conditions), home),
      });
    }
  }
  return result;
}

function runApplication(machine: Machine, home: TypeModel): ReturnType<typeof finish> {
  const { injector, start } = attach(machine);
  machine.injector = injector;
  start(home);
  // Without a handler class in the sources it is not known that this is a function that SnapStart prepares.
  machine.uncertainty++;
  if (machine.target === 'snapstart') preload(machine, home.sourceRoot);
  machine.uncertainty--;
  return finish(machine, home.qualifiedName, []);
}
