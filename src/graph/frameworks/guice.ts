/**
 * Guice: `createInjector` runs `configure()` of each module and makes eager singletons; everything else, `@Provides`
 * methods included, is made when `getInstance` or an injection asks for it.
 */
import { namedType, projectType, type JavaType } from '../../model/java-type.ts';
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import { invoke, lookUp } from '../calls.ts';
import type { LibraryCall } from '../library.ts';
import type { Machine } from '../machine.ts';
import { addContent, type AbstractObject } from '../objects.ts';
import { objectValue, typed, UNKNOWN, type Value } from '../values.ts';
import { classesOf, findAnnotation, hasAnnotation, meaningOf, type Annotated } from './annotations.ts';
import { annotatedMethods, injectMembers, siteOfMethod, siteOfType } from './class-beans.ts';
import { Container, type Definition, type Dialect } from './container.ts';
import { classDefinition, methodDefinition, type Traits } from './definitions.ts';
import type { Framework } from './framework.ts';
import { addStep, definitionOf, newBinding, type Binding } from './guice-bindings.ts';
import type { Injector } from './injector.ts';
import { classArgument, isNamed } from './library-calls.ts';

const PACKAGE = 'com.google.inject';
const INJECTS = new Set([`${PACKAGE}.Inject`, 'jakarta.inject.Inject']);
const SINGLETONS = new Set([`${PACKAGE}.Singleton`, 'jakarta.inject.Singleton']);
const PROVIDES = new Set([`${PACKAGE}.Provides`]);
const INTO_SET = new Set([`${PACKAGE}.multibindings.ProvidesIntoSet`, `${PACKAGE}.multibindings.ProvidesIntoMap`]);
const IMPLEMENTED_BY = new Set([`${PACKAGE}.ImplementedBy`]);
const MODULES = [
  `${PACKAGE}.AbstractModule`,
  `${PACKAGE}.PrivateModule`,
  `${PACKAGE}.Binder`,
  `${PACKAGE}.servlet.ServletModule`,
  `${PACKAGE}.Module`,
];
const INJECTORS = [`${PACKAGE}.Injector`];
const MULTIBINDERS = [`${PACKAGE}.multibindings.Multibinder`, `${PACKAGE}.multibindings.MapBinder`];
const STAGE_WITH_EAGER_SINGLETONS = 'PRODUCTION';

export const guice: Framework = { packages: [PACKAGE], attach, startups: () => [], whyLater: () => null };

const dialect: Dialect = {
  injects: INJECTS,
  providers: new Set([`${PACKAGE}.Provider`, 'jakarta.inject.Provider']),
  names: new Set([`${PACKAGE}.name.Named`, 'jakarta.inject.Named']),
  qualifierMarkers: new Set([`${PACKAGE}.BindingAnnotation`, 'jakarta.inject.Qualifier']),
  lazyPoints: new Set(),
  isExact: true,
  justInTime(container, type) {
    const { project } = container.machine;
    const annotation = findAnnotation(project, type, type.fact, IMPLEMENTED_BY);
    const [implementation] = annotation === null ? [] : classesOf(project, type, annotation, 'value');
    if (implementation !== undefined) return linked(container, type, implementation);
    const isConcrete = type.fact.kind === 'class' && !type.fact.modifiers.includes('abstract');
    return isConcrete ? classDefinition(container, 'Guice object', type, traitsOf(project, type, type.fact)) : null;
  },
  initialize: () => undefined,
};

function linked(container: Container, type: TypeModel, implementation: TypeModel): Definition {
  const point = { type: projectType(implementation), qualifiers: [], name: '', isLazy: false, site: siteOfType(type) };
  return {
    ...plainTraits(),
    type: projectType(type),
    names: new Set(),
    label: `the Guice object ${type.fact.name}`,
    model: null,
    create: () => container.resolve(point),
  };
}

function plainTraits(): Omit<Traits, 'names'> {
  return { rank: 'ordinary', lifetime: 'each', isProxied: false, isCertain: true, isEager: false };
}

function traitsOf(project: ProjectModel, type: TypeModel, annotated: Annotated): Traits {
  const isSingleton =
    hasAnnotation(project, type, annotated, SINGLETONS) ||
    annotated.annotations.some((one) => meaningOf(project, type, one).inherited.includes(`${PACKAGE}.ScopeAnnotation`));
  return { ...plainTraits(), names: [], lifetime: isSingleton ? 'singleton' : 'each' };
}

/** An injector while its modules are configured, and after. */
interface Creation {
  readonly container: Container;
  readonly bindings: Binding[];
  readonly installed: Set<AbstractObject>;
}

function attach(machine: Machine): Injector {
  const containers = new Map<AbstractObject, Container>();
  const bindings = new Map<AbstractObject, Binding>();
  const current: Creation[] = [];
  const create = (call: LibraryCall, parent: Container | null): Value => {
    const object = machine.allocate('library', namedType(`${PACKAGE}.Injector`), call.site);
    const container = new Container(machine, dialect, (value) => addContent(object, value));
    if (parent !== null) container.inherit(parent);
    containers.set(object, container);
    const creation: Creation = { container, bindings: [], installed: new Set() };
    current.push(creation);
    for (const value of call.given) install(creation, value);
    current.pop();
    start(creation, object, call);
    return objectValue(object);
  };
  return {
    call(_frame, call) {
      const creation = current.at(-1) ?? null;
      if (call.types.some((type) => isNamed(type, `${PACKAGE}.Guice`)) && call.member === 'createInjector') {
        return create(call, null);
      }
      const started = bindingStep(machine, bindings, creation, call);
      if (started !== null) return started;
      const receiver = call.receiver?.objects ?? [];
      const container = receiver.map((object) => containers.get(object)).find((found) => found !== undefined) ?? null;
      if (container !== null) {
        return call.member === 'createChildInjector' ? create(call, container) : ask(container, call);
      }
      const isInjector =
        call.receiver !== null && call.types.some((type) => INJECTORS.some((name) => isNamed(type, name)));
      const only = isInjector && containers.size === 1 ? [...containers.values()][0] : undefined;
      return only === undefined ? null : ask(only, call);
    },
    beforeHandler: () => undefined,
    argumentsFor: () => null,
    afterHandler: () => undefined,
    awaken: () => undefined,
    started: new Set(),
  };
}

/** Runs a module's `configure` and binds its `@Provides` methods; collections of modules hold theirs as content. */
function install(creation: Creation, value: Value): void {
  const { container } = creation;
  const { machine } = container;
  for (const object of value.objects) {
    if (creation.installed.has(object)) continue;
    creation.installed.add(object);
    if (object.model === null) {
      install(creation, object.content);
      continue;
    }
    for (const count of [0, 1]) {
      const given = [typed(namedType(`${PACKAGE}.Binder`))].slice(0, count);
      const method = lookUp(machine, object.model, 'configure', given);
      if (method !== null && method.fact.parameters.length === count) {
        invoke(machine, null, method, objectValue(object), given, siteOfMethod(method));
      }
    }
    bindProvidesMethods(container, object, object.model);
  }
}

function bindProvidesMethods(container: Container, module: AbstractObject, model: TypeModel): void {
  const { project } = container.machine;
  const owner: Definition = {
    ...plainTraits(),
    type: projectType(model),
    names: new Set(),
    label: 'a module',
    model: null,
    create: () => objectValue(module),
  };
  for (const method of annotatedMethods(container, model, PROVIDES)) {
    container.add(
      methodDefinition(container, 'Guice object', owner, method, traitsOf(project, method.owner, method.fact)),
    );
  }
  for (const method of annotatedMethods(container, model, INTO_SET)) {
    container.addElement(
      methodDefinition(container, 'Guice object', owner, method, traitsOf(project, method.owner, method.fact)),
    );
  }
}

/** After all modules are configured: bindings take effect, eager singletons are made, the injector keeps given instances. */
function start({ container, bindings }: Creation, injector: AbstractObject, call: LibraryCall): void {
  const definitions = bindings.flatMap((binding) => {
    if (binding.instance !== null) addContent(injector, binding.instance);
    const definition = definitionOf(container, binding, (type) => traitsOf(container.machine.project, type, type.fact));
    if (definition === null) return [];
    if (binding.isElement) container.addElement(definition);
    else container.add(definition);
    return [definition];
  });
  const isProduction = call.expressions.some(
    (expression) => expression.kind === 'select' && expression.name === STAGE_WITH_EAGER_SINGLETONS,
  );
  for (const definition of isProduction ? container.all() : definitions) {
    if (definition.isEager || (isProduction && definition.lifetime === 'singleton')) {
      container.obtain(definition, false);
    }
  }
}

/** `bind(…)`, `install(…)` and the steps that follow a `bind`. */
function bindingStep(
  machine: Machine,
  bindings: Map<AbstractObject, Binding>,
  creation: Creation | null,
  call: LibraryCall,
): Value | null {
  for (const object of call.receiver?.objects ?? []) {
    const binding = bindings.get(object);
    if (binding !== undefined) return addStep(binding, call) ? (call.receiver ?? UNKNOWN) : UNKNOWN;
  }
  if (creation === null) return null;
  const isModule = call.types.some((type) => MODULES.some((name) => isNamed(type, name)));
  if (isModule && call.member === 'install') {
    for (const value of call.given) install(creation, value);
    return UNKNOWN;
  }
  const binder = multibinderType(call);
  const wanted = isModule && call.member === 'bind' ? boundType(call.given[0]) : (binder ?? null);
  if (wanted === null) return null;
  const binding = newBinding(wanted, binder !== null);
  creation.bindings.push(binding);
  const object = machine.allocate('library', namedType(`${PACKAGE}.binder.AnnotatedBindingBuilder`), call.site);
  bindings.set(object, binding);
  return objectValue(object);
}

/** The element type of a multibinder; its `addBinding()` is a step of the binding. */
function multibinderType(call: LibraryCall): JavaType | null {
  if (!call.types.some((type) => MULTIBINDERS.some((name) => isNamed(type, name)))) return null;
  if (call.member !== 'newSetBinder' && call.member !== 'newMapBinder') return null;
  return boundType(call.given[call.member === 'newSetBinder' ? 1 : 2]);
}

function boundType(value: Value | undefined): JavaType | null {
  return classArgument(value);
}

/** A call on the injector itself. */
function ask(container: Container, call: LibraryCall): Value | null {
  const [given] = call.given;
  if (call.member === 'injectMembers') {
    for (const object of given?.objects ?? []) {
      if (object.model !== null) injectMembers(container, object.model, object);
    }
    return UNKNOWN;
  }
  const type = classArgument(given);
  if (type === null) return null;
  const point = { type, qualifiers: [], name: '', isLazy: false, site: call.site };
  if (call.member === 'getInstance') return container.choose(point).length === 0 ? null : container.resolve(point);
  if (call.member !== 'getProvider') return null;
  return container.resolve({ ...point, type: { ...namedType(`${PACKAGE}.Provider`), arguments: [type] } });
}
