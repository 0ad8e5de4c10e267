/**
 * Micronaut: `@Context` beans and listeners of the start-up events are made when the context starts, and so is what they
 * are given; other singletons wait until something asks for them. A handler class is injected as it is constructed.
 */
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import { simpleName, type JavaType } from '../../model/java-type.ts';
import type { LibraryCall } from '../library.ts';
import { Machine, type Frame } from '../machine.ts';
import { finish } from '../startup.ts';
import { UNKNOWN, type Value } from '../values.ts';
import { allAnnotations, classesOf, hasAnnotation, textsOf, type Annotated } from './annotations.ts';
import { allMethods, annotatedMethods, callOnBean, injectMembers, siteOfType, supertypeNames } from './class-beans.ts';
import { Container, type Definition, type Dialect } from './container.ts';
import { annotatedDefinitions, classDefinition, type BeanAnnotations } from './definitions.ts';
import type { Framework, FrameworkStartup } from './framework.ts';
import { mentionsCall } from './call-search.ts';
import type { Injector } from './injector.ts';
import { classArgument, isCallOf, isNamed } from './library-calls.ts';
import { typesBySourceRoot, typesReachableFrom } from './modules.ts';

const CONTEXT = 'io.micronaut.context.annotation.';
const SINGLETONS = [
  'jakarta.inject.Singleton',
  `${CONTEXT}Context`,
  `${CONTEXT}Factory`,
  `${CONTEXT}Infrastructure`,
  `${CONTEXT}EachBean`,
  `${CONTEXT}EachProperty`,
  `${CONTEXT}ConfigurationProperties`,
  'io.micronaut.http.annotation.Controller',
  'io.micronaut.http.annotation.Filter',
  'io.micronaut.http.annotation.ServerFilter',
  'io.micronaut.http.annotation.ClientFilter',
  'io.micronaut.function.FunctionBean',
  'io.micronaut.websocket.annotation.ServerWebSocket',
  'io.micronaut.configuration.kafka.annotation.KafkaListener',
  'io.micronaut.rabbitmq.annotation.RabbitListener',
];
const EACH = new Set([`${CONTEXT}Prototype`, `${CONTEXT}Bean`]);
/** Micronaut's refresh scope: its beans are dropped on a refresh event, and made anew at their next use. */
export const REFRESHABLE = new Set(['io.micronaut.runtime.context.scope.Refreshable']);
const PROXIED = new Set([
  'io.micronaut.runtime.http.scope.RequestScope',
  ...REFRESHABLE,
  'io.micronaut.runtime.context.scope.ThreadLocal',
  'io.micronaut.session.annotation.SessionScope',
]);
const BEANS = new Set([...SINGLETONS, ...EACH, ...PROXIED]);
const SINGLETON = new Set(SINGLETONS);
const EAGER = new Set([`${CONTEXT}Context`, `${CONTEXT}Parallel`]);
const PRIMARY = new Set([`${CONTEXT}Primary`]);
const FALLBACK = new Set([`${CONTEXT}Secondary`]);
const REQUIRES = new Set([`${CONTEXT}Requires`]);
const REPLACES = new Set([`${CONTEXT}Replaces`]);
const INJECTS = new Set(['jakarta.inject.Inject']);
const LISTENERS = new Set(['io.micronaut.runtime.event.annotation.EventListener']);
const POST_CONSTRUCT = new Set(['jakarta.annotation.PostConstruct']);
const LISTENER = 'io.micronaut.context.event.ApplicationEventListener';
const CONTEXT_EVENTS = new Set(['StartupEvent']);
/** Published by an embedded server, which a function has not. */
const SERVER_EVENTS = new Set([
  'ServerStartupEvent',
  'ServiceReadyEvent',
  'ServiceStartedEvent',
  'ApplicationStartupEvent',
]);
const ORDERED_RESOURCE = 'io.micronaut.crac.OrderedResource';
/** Base classes whose constructor starts a context and injects into the handler. */
const HANDLERS = [
  'io.micronaut.function.aws.MicronautRequestHandler',
  'io.micronaut.function.aws.MicronautRequestStreamHandler',
  'io.micronaut.function.executor.FunctionInitializer',
];
const STARTERS = [
  'io.micronaut.runtime.Micronaut#run',
  'io.micronaut.runtime.Micronaut#start',
  'io.micronaut.context.ApplicationContext#run',
  'io.micronaut.context.ApplicationContext#start',
  'io.micronaut.context.ApplicationContextBuilder#start',
  'io.micronaut.function.aws.proxy.MicronautLambdaContainerHandler#<init>',
  'io.micronaut.function.aws.proxy.MicronautLambdaHandler#<init>',
];
const CONTEXTS = [
  'io.micronaut.context.ApplicationContext',
  'io.micronaut.context.BeanContext',
  'io.micronaut.context.BeanLocator',
];
const NOT_PRODUCTION = /test|local|dev|mock|integration/i;

export const micronaut: Framework = {
  packages: ['io.micronaut'],
  attach: (machine) => attach(machine).injector,
  startups,
  whyLater(project, type, annotated) {
    const has = (names: ReadonlySet<string>): boolean => hasAnnotation(project, type, annotated, names);
    if (!has(BEANS)) return null;
    if (!isActive(project, type, annotated)) return 'it is a bean of a test or development environment (@Requires)';
    return has(EAGER)
      ? null
      : 'Micronaut makes this bean when something first asks for it (@Context would make it at start)';
  },
};

const dialect: Dialect = {
  injects: INJECTS,
  providers: new Set(['jakarta.inject.Provider', 'io.micronaut.context.BeanProvider']),
  names: new Set(['jakarta.inject.Named']),
  qualifierMarkers: new Set(['jakarta.inject.Qualifier']),
  lazyPoints: new Set(),
  isExact: false,
  justInTime(container, type) {
    const { project } = container.machine;
    const isInjected = [...allMethods(type).map(({ fact }) => fact), ...type.fact.fields].some((member) =>
      hasAnnotation(project, type, member, INJECTS),
    );
    return isInjected && type.fact.kind === 'class'
      ? classDefinition(container, 'Micronaut bean', type, { ...DEFAULT_TRAITS, lifetime: 'each', names: [] })
      : null;
  },
  initialize(container, type, object) {
    for (const method of annotatedMethods(container, type, POST_CONSTRUCT)) callOnBean(container, type, method, object);
  },
};

const DEFAULT_TRAITS = {
  rank: 'ordinary',
  lifetime: 'singleton',
  isProxied: false,
  isCertain: true,
  isEager: false,
} as const;

interface MicronautContext {
  readonly injector: Injector;
  readonly start: (home: TypeModel, hasServer: boolean) => void;
}

function attach(machine: Machine): MicronautContext {
  const container = new Container(machine, dialect, (value, { label }) =>
    machine.keptElsewhere.push({ description: label, value }),
  );
  const started = new Set<TypeModel>();
  const startedRoots = new Set<string>();
  const start: MicronautContext['start'] = (home, hasServer) => {
    if (startedRoots.has(home.sourceRoot)) return;
    startedRoots.add(home.sourceRoot);
    started.add(homeOf(machine.project, home.sourceRoot) ?? home);
    startContext(container, home.sourceRoot, hasServer);
  };
  const isHandler = (type: TypeModel): boolean =>
    machine.project.allSupertypes(type).some((supertype) => HANDLERS.some((name) => isNamed(supertype, name)));
  const injector: Injector = {
    call: (frame, call) => answer(container, frame, call, start),
    beforeHandler(type, object) {
      if (!isHandler(type)) return;
      start(type, false);
      // The superclass's constructor injects: the fields are there when the handler's own constructor runs.
      if (object !== null) injectMembers(container, type, object);
    },
    argumentsFor: (constructor) => (isHandler(constructor.owner) ? container.argumentsOf(constructor) : null),
    afterHandler: () => undefined,
    awaken: (self) => container.awaken(self),
    started,
  };
  return { injector, start };
}

/** Defines the beans of a source root and of the modules it uses, then makes those that start with the context. */
function startContext(container: Container, sourceRoot: string, hasServer: boolean): void {
  const { project } = container.machine;
  const types = typesReachableFrom(project, sourceRoot, () => true);
  const replaced = new Set(
    types.flatMap((type) =>
      allAnnotations(project, type, type.fact, REPLACES).flatMap((annotation) =>
        classesOf(project, type, annotation, 'value', 'bean'),
      ),
    ),
  );
  const definitions = types
    .filter((type) => isBean(project, type) && !replaced.has(type))
    .flatMap((type) => annotatedDefinitions(container, beans, type));
  for (const definition of definitions) container.add(definition);
  const allEager = types.some((type) => type.sourceRoot === sourceRoot && mentionsCall(type, 'eagerInitSingletons'));
  for (const definition of definitions) {
    if (definition.isEager || (allEager && definition.lifetime === 'singleton' && !definition.isProxied)) {
      container.obtain(definition, false);
    }
  }
  for (const definition of definitions) publish(container, definition, CONTEXT_EVENTS);
  for (const definition of definitions) registerResource(container, definition);
  if (!hasServer) return;
  container.machine.uncertainty++;
  for (const definition of definitions) publish(container, definition, SERVER_EVENTS);
  container.machine.uncertainty--;
}

function isBean(project: ProjectModel, type: TypeModel): boolean {
  const { kind, modifiers } = type.fact;
  if ((kind !== 'class' && kind !== 'record') || modifiers.includes('abstract')) return false;
  return hasAnnotation(project, type, type.fact, BEANS) && isActive(project, type, type.fact);
}

/** `@Requires(env = "test")` and the like: beans of developers' environments. */
function isActive(project: ProjectModel, type: TypeModel, annotated: Annotated): boolean {
  return allAnnotations(project, type, annotated, REQUIRES).every((requirement) => {
    const environments = textsOf(requirement, 'env');
    return environments.length === 0 || environments.some((name) => !NOT_PRODUCTION.test(name));
  });
}

const beans: BeanAnnotations = {
  kind: 'Micronaut bean',
  producers: BEANS,
  isActive,
  traitsOf(has) {
    const isProxied = has(PROXIED);
    return {
      rank: has(PRIMARY) ? 'primary' : has(FALLBACK) ? 'fallback' : 'ordinary',
      lifetime: isProxied || has(SINGLETON) ? 'singleton' : 'each',
      isProxied,
      isCertain: !has(REQUIRES),
      isEager: has(EAGER),
    };
  },
};

/** Calls a bean's listeners of any of the events; the bean is made for it. */
function publish(container: Container, definition: Definition, events: ReadonlySet<string>): void {
  const { model } = definition;
  if (model === null) return;
  const { project } = container.machine;
  const methods = annotatedMethods(container, model, LISTENERS).filter(({ fact }) =>
    events.has(simpleName(fact.parameters[0]?.type.name ?? '')),
  );
  const listener = project.allSupertypes(model).find((type) => isNamed(type, LISTENER));
  const listens = listener !== undefined && events.has(simpleName(listener.arguments[0]?.name ?? ''));
  const called = listens
    ? [...methods, ...project.findMethods(model, 'onApplicationEvent').filter(({ fact }) => !fact.isAbstract)]
    : methods;
  if (called.length === 0) return;
  const [object] = container.obtain(definition, false).objects;
  if (object === undefined) return;
  container.onBehalfOf(definition, () => {
    for (const method of called) callOnBean(container, model, method, object);
  });
}

/** Beans that implement `OrderedResource` are made and registered when the context starts; the context holds them. */
function registerResource(container: Container, definition: Definition): void {
  const { model } = definition;
  if (model === null || !supertypeNames(container, model).has(ORDERED_RESOURCE)) return;
  const { machine } = container;
  const site = siteOfType(model);
  const resource = container.obtain(definition, false);
  const symbol = `${model.qualifiedName}#<init>`;
  machine.registrations.push({
    site,
    symbol,
    phase: 'bean',
    path: [{ site, message: `Micronaut registers ${definition.label}` }],
    resource,
    argument: 'other',
    inHook: machine.inHook,
  });
}

function answer(container: Container, frame: Frame, call: LibraryCall, start: MicronautContext['start']): Value | null {
  if (STARTERS.some((starter) => isCallOf(call, starter))) {
    start(
      frame.type,
      call.types.some(({ name }) => name === 'io.micronaut.runtime.Micronaut'),
    );
    return null;
  }
  if (!call.types.some((type) => CONTEXTS.some((name) => isNamed(type, name)))) return null;
  if (call.member === 'inject') return injectInto(container, call.given[0] ?? UNKNOWN);
  const type: JavaType | null = classArgument(call.given[0]);
  if (type === null || (call.member !== 'getBean' && call.member !== 'createBean')) return null;
  const point = { type, qualifiers: [], name: '', isLazy: false, site: siteOfType(frame.type) };
  return container.choose(point).length === 0 ? null : container.resolve(point);
}

function injectInto(container: Container, value: Value): Value {
  for (const object of value.objects) if (object.model !== null) injectMembers(container, object.model, object);
  return value;
}

/** The class that names a source root's application: the one with `main`, else the first bean that starts by itself. */
function homeOf(project: ProjectModel, sourceRoot: string): TypeModel | null {
  const types = typesBySourceRoot(project).get(sourceRoot) ?? [];
  return (
    types.find((type) => STARTING_MEMBERS.some((member) => mentionsCall(type, member)) && type.methods.has('main')) ??
    types.find((type) => startsItself(project, type)) ??
    null
  );
}

const STARTING_MEMBERS = ['run', 'start'];

function startsItself(project: ProjectModel, type: TypeModel): boolean {
  if (!isBean(project, type)) return false;
  const annotated = [type.fact, ...type.fact.methods];
  return (
    annotated.some(
      (member) => hasAnnotation(project, type, member, EAGER) || hasAnnotation(project, type, member, LISTENERS),
    ) ||
    project
      .allSupertypes(type)
      .some((supertype) => isNamed(supertype, LISTENER) || isNamed(supertype, ORDERED_RESOURCE))
  );
}

/** One start-up per source root with something that starts by itself. */
function startups(project: ProjectModel): readonly FrameworkStartup[] {
  const result: FrameworkStartup[] = [];
  for (const [sourceRoot, types] of typesBySourceRoot(project)) {
    const usesIt = types.some((type) => type.file.imports.some(({ name }) => name.startsWith('io.micronaut.')));
    const home = usesIt ? homeOf(project, sourceRoot) : null;
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
  start(home, true);
  return finish(machine, home.qualifiedName, []);
}
