/**
 * Spring and Spring Boot: the context's singletons are created at start-up, so their constructors, fields, `@Bean` methods,
 * `@PostConstruct` methods, runners and start-up listeners are init. `@Lazy`, prototype and request-scoped beans are not,
 * until something that starts asks for them.
 */
import type { AnnotationFact } from '../../model/facts.ts';
import { simpleName, type JavaType } from '../../model/java-type.ts';
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import type { LibraryCall } from '../library.ts';
import { Machine, type Frame } from '../machine.ts';
import type { AbstractObject } from '../objects.ts';
import { invokeFunctions } from '../run-functions.ts';
import { finish } from '../startup.ts';
import { typed, type Value } from '../values.ts';
import { classNamesOf, findAnnotation } from './annotations.ts';
import { annotatedMethods, callOnBean, siteOfType } from './class-beans.ts';
import { Container, type Definition } from './container.ts';
import type { Framework, FrameworkStartup } from './framework.ts';
import type { Injector } from './injector.ts';
import { classArgument, isCallOf } from './library-calls.ts';
import { sourceRootsOf, typesBySourceRoot } from './modules.ts';
import {
  callIfImplemented,
  implementsInterface,
  springDefinitions,
  springDialect,
  whyBeanWaits,
} from './spring-beans.ts';
import * as names from './spring-names.ts';
import { contextClasses, holdsApplication, isApplication, isComponent } from './spring-scan.ts';

export const spring: Framework = {
  packages: ['org.springframework', 'com.amazonaws.serverless.proxy.spring'],
  attach: (machine) => attach(machine).injector,
  startups,
  whyLater: whyBeanWaits,
};

interface SpringContext {
  readonly injector: Injector;
  readonly start: (sources: readonly TypeModel[], packages: readonly string[], isBoot: boolean) => void;
}

/** One context for all that a start-up starts: a parent and its children share their beans anyhow. */
function attach(machine: Machine): SpringContext {
  const container = new Container(machine, springDialect, (value, { label }) =>
    machine.keptElsewhere.push({ description: label, value }),
  );
  const started = new Set<TypeModel>();
  const known = new Set<TypeModel>();
  const start: SpringContext['start'] = (sources, packages, isBoot) => {
    for (const source of sources) started.add(source);
    const added: Definition[] = [];
    for (const type of contextClasses(machine.project, sources, packages)) {
      if (known.has(type)) continue;
      known.add(type);
      for (const definition of springDefinitions(container, type)) {
        container.add(definition);
        added.push(definition);
      }
    }
    refresh(container, added, isBoot);
  };
  const injector: Injector = {
    call: (frame, call) => answer(container, frame, call, start),
    beforeHandler: () => undefined,
    argumentsFor: () => null,
    afterHandler: () => undefined,
    awaken: (self) => container.awaken(self),
    started,
  };
  return { injector, start };
}

/** A context's start: singletons, then what is called once all are there. */
function refresh(container: Container, definitions: readonly Definition[], isBoot: boolean): void {
  const beans: Bean[] = [];
  const functional: FunctionalBean[] = [];
  for (const definition of definitions) {
    if (!definition.isEager || definition.isProxied || container.isReplaced(definition)) continue;
    const value = container.obtain(definition, false);
    for (const object of value.objects) {
      if (object.model !== null && object.kind === 'instance') beans.push({ definition, model: object.model, object });
    }
    functional.push({ definition, value });
  }
  const each = (call: (bean: Bean) => void): void => {
    for (const bean of beans) container.onBehalfOf(bean.definition, () => call(bean));
  };
  const implemented = (interfaceName: string, member: string): void => {
    each(({ model, object }) => callIfImplemented(container, model, object, interfaceName, member));
  };
  const run = (interfaceName: string, events?: ReadonlySet<string>): void => {
    for (const bean of functional) runFunctional(container, bean, interfaceName, events);
  };
  for (const member of names.POST_PROCESSING) implemented(names.POST_PROCESSOR, member);
  implemented(names.SMART_INITIALIZING, 'afterSingletonsInstantiated');
  run(names.SMART_INITIALIZING);
  if (container.machine.conditions.isCheckpointOnRefresh) return;
  implemented(names.LIFECYCLE, 'start');
  // The refresh scope listens for the start as well, and makes its beans then.
  for (const definition of definitions) if (definition.isEager && definition.isProxied) container.makeNow(definition);
  for (const { model, object } of beans) {
    if (implementsInterface(container, model, names.LIFECYCLE)) container.machine.stoppable.push(object);
  }
  each((bean) => publish(container, bean, names.CONTEXT_EVENTS));
  run(names.LISTENER, names.CONTEXT_EVENTS);
  if (!isBoot) return;
  for (const runner of names.RUNNERS) {
    implemented(runner, 'run');
    run(runner);
  }
  each((bean) => publish(container, bean, names.BOOT_EVENTS));
  run(names.LISTENER, names.BOOT_EVENTS);
}

interface Bean {
  readonly definition: Definition;
  readonly model: TypeModel;
  readonly object: AbstractObject;
}

/** A bean that a method returns as a lambda: Spring calls it by the type that the method declares. */
interface FunctionalBean {
  readonly definition: Definition;
  readonly value: Value;
}

/** Runs a lambda bean of the interface; of listeners only those of one of the events. */
function runFunctional(
  container: Container,
  { definition, value }: FunctionalBean,
  interfaceName: string,
  events: ReadonlySet<string> | undefined,
): void {
  const { model, type } = definition;
  if (model !== null || simpleName(interfaceName) !== simpleName(type.name)) return;
  if (events !== undefined && !events.has(simpleName(type.arguments[0]?.name ?? 'ApplicationEvent'))) return;
  const functions = value.objects.filter((object) => object.invoke !== null);
  container.onBehalfOf(definition, () => {
    for (const object of functions) {
      invokeFunctions(container.machine, { ...value, objects: [object] }, [typed(null)], object.site);
    }
  });
}

/** `publishEvent(new OrdersLoaded())` while the context starts: the listeners of that type run at once. */
function announce(container: Container, event: Value | undefined): void {
  const published = (event?.objects[0]?.type ?? event?.type)?.project ?? null;
  if (published === null) return;
  const supertypes = container.machine.project.allSupertypes(published);
  const events = new Set([published.fact.name, ...supertypes.map(({ name }) => simpleName(name))]);
  for (const definition of container.all()) {
    const { model } = definition;
    const [object] = definition.isEager && !definition.isProxied ? container.obtain(definition, true).objects : [];
    if (model !== null && object !== undefined) publish(container, { definition, model, object }, events);
  }
}

/** Calls a bean's listeners of any of the events. */
function publish(container: Container, { model, object }: Bean, events: ReadonlySet<string>): void {
  const { project } = container.machine;
  for (const method of annotatedMethods(container, model, names.EVENT_LISTENERS)) {
    const annotation = findAnnotation(project, method.owner, method.fact, names.EVENT_LISTENERS);
    if (annotation !== null && listensTo(annotation, method.fact.parameters[0]?.type.name, events)) {
      callOnBean(container, model, method, object);
    }
  }
  const listener = project
    .allSupertypes(model)
    .find(({ name }) => name === names.LISTENER || name === simpleName(names.LISTENER));
  if (listener === undefined || !events.has(simpleName(listener.arguments[0]?.name ?? 'ApplicationEvent'))) return;
  callIfImplemented(container, model, object, names.LISTENER, 'onApplicationEvent');
}

function listensTo(annotation: AnnotationFact, parameter: string | undefined, events: ReadonlySet<string>): boolean {
  const listed = classNamesOf(annotation, 'value', 'classes');
  if (listed.length > 0) return listed.some((name) => events.has(name));
  return parameter !== undefined && events.has(simpleName(parameter));
}

/** Calls that start a context, and `getBean`. A start is noted; what the call itself gives is left to the library's facts. */
function answer(container: Container, frame: Frame, call: LibraryCall, start: SpringContext['start']): Value | null {
  const isBoot = names.BOOT_STARTERS.some((starter) => isCallOf(call, starter));
  if (isBoot || names.PLAIN_STARTERS.some((starter) => isCallOf(call, starter))) {
    const sources = call.given.flatMap((value) => classArgument(value)?.project ?? []);
    const packages = isBoot
      ? []
      : call.given.flatMap(({ constant }) => (typeof constant === 'string' ? [constant] : []));
    const found =
      sources.length === 0 && packages.length === 0 ? applicationNear(container.machine.project, frame, call) : sources;
    if (found.length > 0) start(found, packages, isBoot);
    else if (packages.length > 0) start([frame.type], packages, isBoot);
    return null;
  }
  const isContext = call.types.some((type) => names.CONTEXTS.test(type.name));
  if (call.member === 'publishEvent' && (isContext || call.types.some(({ name }) => names.PUBLISHERS.test(name)))) {
    announce(container, call.given[0]);
    return null;
  }
  if (!isContext || (call.member !== 'getBean' && call.member !== 'getBeanProvider')) return null;
  return lookedUp(container, frame, call);
}

/** The application class that MAIN_CLASS names: the one in the handler's own source root. */
function applicationNear(project: ProjectModel, frame: Frame, call: LibraryCall): readonly TypeModel[] {
  if (!call.types.some((type) => names.FINDS_APPLICATION.test(type.name)) || call.given.length > 0) return [];
  const applications = (typesBySourceRoot(project).get(frame.type.sourceRoot) ?? []).filter((type) =>
    isApplication(project, type),
  );
  return applications.length === 1 ? applications : [];
}

function lookedUp(container: Container, frame: Frame, call: LibraryCall): Value | null {
  const type: JavaType | null = call.given.map(classArgument).find((found) => found !== null) ?? null;
  const text = call.given[0]?.constant;
  if (type === null) return typeof text === 'string' ? container.named(text) : null;
  const point = {
    type,
    qualifiers: typeof text === 'string' ? [text] : [],
    name: '',
    isLazy: false,
    site: siteOfType(frame.type),
  };
  if (container.choose(point).length === 0) return null;
  if (call.member === 'getBean') return container.resolve(point);
  const [provider = ''] = names.PROVIDERS;
  return container.resolve({
    ...point,
    type: { name: provider, project: null, arguments: [type], dimensions: 0, certain: true },
  });
}

/** One start-up per application class; source roots with beans that no application includes start on their own. */
function startups(project: ProjectModel): readonly FrameworkStartup[] {
  const roots = typesBySourceRoot(project);
  const result: FrameworkStartup[] = [];
  const included = new Set<string>();
  for (const types of roots.values()) {
    for (const application of types.filter((type) => isApplication(project, type))) {
      for (const root of sourceRootsOf(project, application.sourceRoot, (other) => !holdsApplication(project, other))) {
        included.add(root);
      }
      result.push(startupOf(project, application, [application]));
    }
  }
  for (const [root, types] of roots) {
    const beans = included.has(root) ? [] : types.filter((type) => isComponent(project, type));
    if (beans[0] !== undefined) result.push(startupOf(project, beans[0], beans));
  }
  return result;
}

function startupOf(project: ProjectModel, application: TypeModel, sources: readonly TypeModel[]): FrameworkStartup {
  return {
    type: application,
    run: (target, conditions) => {
      const machine = new Machine(project, target, conditions);
      const { injector, start } = attach(machine);
      machine.injector = injector;
      start(sources, [], true);
      return finish(machine, application.qualifiedName, []);
    },
  };
}
