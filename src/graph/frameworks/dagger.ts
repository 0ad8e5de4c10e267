/**
 * Dagger: `DaggerX.create()` gives the component that the annotation processor writes for the component interface X. Its
 * provision methods make what modules provide and what `@Inject` constructors take, each time or once per scope.
 */
import { projectType, simpleName, type JavaType } from '../../model/java-type.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../../model/project.ts';
import type { LibraryCall } from '../library.ts';
import type { Frame, Machine } from '../machine.ts';
import { addContent, type AbstractObject } from '../objects.ts';
import { objectValue, UNKNOWN, type Value } from '../values.ts';
import { allAnnotations, classesOf, hasAnnotation, meaningOf, type Annotated } from './annotations.ts';
import { allMethods, injectMembers, siteOfType } from './class-beans.ts';
import { Container, type Definition, type Dialect } from './container.ts';
import { classDefinition, methodDefinition, type Traits } from './definitions.ts';
import type { Framework } from './framework.ts';
import type { Injector } from './injector.ts';
import { pointOfParameter, qualifiersOf } from './injection-points.ts';

const COMPONENTS = new Set(['dagger.Component', 'dagger.Subcomponent']);
const ROOT_COMPONENTS = new Set(['dagger.Component']);
const SUBCOMPONENTS = new Set(['dagger.Subcomponent']);
const BUILDERS = new Set([
  'dagger.Component.Builder',
  'dagger.Component.Factory',
  'dagger.Subcomponent.Builder',
  'dagger.Subcomponent.Factory',
]);
const PROVIDES = new Set(['dagger.Provides']);
const BINDS = new Set(['dagger.Binds']);
const MULTIBINDS = new Set(['dagger.multibindings.IntoSet', 'dagger.multibindings.IntoMap']);
const INJECTS = new Set(['jakarta.inject.Inject']);
const SCOPES = new Set(['jakarta.inject.Singleton', 'dagger.Reusable']);
const SCOPE_MARKER = 'jakarta.inject.Scope';
const NAMES = new Set(['jakarta.inject.Named']);
/** Static members of a generated component class. */
const ENTRY_MEMBERS = new Set(['create', 'builder', 'factory']);

export const dagger: Framework = { packages: ['dagger'], attach, startups: () => [], whyLater: () => null };

const dialect: Dialect = {
  injects: INJECTS,
  providers: new Set(['jakarta.inject.Provider', 'dagger.Lazy']),
  names: NAMES,
  qualifierMarkers: new Set(['jakarta.inject.Qualifier']),
  lazyPoints: new Set(),
  isExact: true,
  justInTime(container, type) {
    const { project } = container.machine;
    const isInjected = allMethods(type).some(
      ({ fact }) => fact.name === '<init>' && hasAnnotation(project, type, fact, INJECTS),
    );
    return isInjected ? classDefinition(container, 'Dagger object', type, traitsOf(project, type, type.fact)) : null;
  },
  initialize: () => undefined,
};

function traitsOf(project: ProjectModel, type: TypeModel, annotated: Annotated): Traits {
  const isScoped =
    hasAnnotation(project, type, annotated, SCOPES) ||
    annotated.annotations.some((one) => meaningOf(project, type, one).inherited.includes(SCOPE_MARKER));
  return {
    names: [],
    rank: 'ordinary',
    lifetime: isScoped ? 'singleton' : 'each',
    isProxied: false,
    isCertain: true,
    isEager: false,
  };
}

/** A component being built: what it was given so far. */
interface Builder {
  readonly component: TypeModel;
  readonly given: Given[];
}

/** An argument of a builder's or factory's method, with the qualifiers of its parameter. */
interface Given {
  readonly value: Value;
  readonly qualifiers: readonly string[];
}

/** Makes components, and the builders that make them. */
interface Generated {
  readonly build: (component: TypeModel, given: readonly Given[], call: LibraryCall) => Value;
  readonly begin: (component: TypeModel, given: readonly Given[], call: LibraryCall) => Value;
}

function attach(machine: Machine): Injector {
  const containers = new Map<AbstractObject, Container>();
  const builders = new Map<AbstractObject, Builder>();
  const build: Generated['build'] = (component, given, call) => {
    const object = machine.allocate('instance', projectType(component), call.site, { model: component });
    // What a component made once it keeps.
    const container = new Container(machine, dialect, (value) => addContent(object, value));
    containers.set(object, container);
    bindGiven(container, object, given);
    for (const part of given.flatMap(({ value }) => value.objects)) {
      const parent = containers.get(part);
      if (parent !== undefined) container.inherit(parent);
    }
    for (const module of modulesOf(machine.project, component)) bindModule(container, module, given);
    return objectValue(object);
  };
  const begin: Generated['begin'] = (component, given, call) => {
    const object = machine.allocate(
      'library',
      { name: `Dagger${component.fact.name}.Builder`, project: null, arguments: [], dimensions: 0, certain: true },
      call.site,
    );
    builders.set(object, { component, given: [...given] });
    return objectValue(object);
  };
  const generated: Generated = { build, begin };
  return {
    call(frame, call) {
      const component =
        call.receiver === null && ENTRY_MEMBERS.has(call.member) ? generatedFrom(machine.project, frame, call) : null;
      if (component !== null) {
        return call.member === 'create' ? build(component, [], call) : begin(component, [], call);
      }
      for (const object of call.receiver?.objects ?? []) {
        const builder = builders.get(object);
        if (builder !== undefined) return continueBuilding(machine.project, builder, call, generated);
        const container = containers.get(object);
        if (container !== undefined && object.model !== null) {
          return provision(container, object.model, call, generated);
        }
      }
      return null;
    },
    beforeHandler: () => undefined,
    argumentsFor: () => null,
    afterHandler: () => undefined,
    awaken: () => undefined,
    started: new Set(),
  };
}

/** The component interface for `DaggerOuter_Orders`: the class does not exist in the sources. */
function generatedFrom(project: ProjectModel, frame: Frame, call: LibraryCall): TypeModel | null {
  const type = call.types[0];
  if (type?.project !== null || !simpleName(type.name).startsWith('Dagger')) return null;
  const path = simpleName(type.name).slice('Dagger'.length).replaceAll('_', '.');
  const packageName = type.name.includes('.') ? type.name.slice(0, type.name.lastIndexOf('.')) : frame.file.packageName;
  const found =
    project.findType(packageName === '' ? path : `${packageName}.${path}`, frame.file) ??
    componentNamed(project, path, frame);
  return found !== null && hasAnnotation(project, found, found.fact, ROOT_COMPONENTS) ? found : null;
}

function componentNamed(project: ProjectModel, path: string, frame: Frame): TypeModel | null {
  const packages = frame.file.imports.filter(({ onDemand }) => onDemand).map(({ name }) => name);
  return packages.map((name) => project.findType(`${name}.${path}`, frame.file)).find((type) => type !== null) ?? null;
}

/** A step of a builder gives the builder itself; the last one, or a factory's `create`, gives the component. */
function continueBuilding(project: ProjectModel, builder: Builder, call: LibraryCall, generated: Generated): Value {
  for (const [index, value] of call.given.entries()) {
    builder.given.push({ value, qualifiers: qualifiersOfStep(project, builder.component, call, index) });
  }
  const isLast = call.given.length === 0 || call.member === 'create' || call.member === 'build';
  return isLast ? generated.build(builder.component, builder.given, call) : (call.receiver ?? UNKNOWN);
}

/** Builder interfaces are written in the component; the steps named for modules are not. */
function qualifiersOfStep(
  project: ProjectModel,
  component: TypeModel,
  call: LibraryCall,
  index: number,
): readonly string[] {
  for (const nested of component.nested.values()) {
    if (!hasAnnotation(project, nested, nested.fact, BUILDERS)) continue;
    const [step] = project.findMethods(nested, call.member);
    const annotated = [...(step?.fact.parameters[index]?.annotations ?? []), ...(step?.fact.annotations ?? [])];
    if (step !== undefined) return qualifiersOf(project, dialect, nested, annotated);
  }
  return [];
}

/** The modules of a component with all they include. */
function modulesOf(project: ProjectModel, component: TypeModel): readonly TypeModel[] {
  const found: TypeModel[] = listed(project, component, 'modules');
  for (const module of found) {
    for (const next of listed(project, module, 'includes')) if (!found.includes(next)) found.push(next);
  }
  return found;
}

function listed(project: ProjectModel, type: TypeModel, element: string): TypeModel[] {
  const names = element === 'modules' ? COMPONENTS : new Set(['dagger.Module']);
  return allAnnotations(project, type, type.fact, names).flatMap((annotation) =>
    classesOf(project, type, annotation, element),
  );
}

/** What the component was given is bound as it is: instances by their type, other components by what they provide. */
function bindGiven(container: Container, component: AbstractObject, given: readonly Given[]): void {
  for (const { value, qualifiers } of given) {
    addContent(component, value);
    const type = value.objects[0]?.type ?? value.type;
    if (type !== null) container.add(bound(type, qualifiers, value));
  }
}

function bound(type: JavaType, names: readonly string[], value: Value): Definition {
  return {
    type,
    names: new Set(names),
    rank: 'ordinary',
    lifetime: 'each',
    isProxied: false,
    isCertain: true,
    isEager: false,
    label: 'a given object',
    model: null,
    create: () => value,
  };
}

/** `@Provides` methods call the module, `@Binds` methods name the implementation. */
function bindModule(container: Container, module: TypeModel, given: readonly Given[]): void {
  const { project } = container.machine;
  const instance = given
    .flatMap(({ value }) => value.objects)
    .find((object) => object.model !== null && project.isSubtype(object.model, module));
  const own: Definition =
    instance === undefined
      ? classDefinition(container, 'Dagger module', module, {
          ...traitsOf(project, module, module.fact),
          lifetime: 'singleton',
        })
      : bound(projectType(module), [], objectValue(instance));
  for (const method of allMethods(module)) {
    const { fact } = method;
    if (hasAnnotation(project, module, fact, MULTIBINDS)) bindElement(container, own, method);
    else if (hasAnnotation(project, module, fact, PROVIDES)) {
      container.add(methodDefinition(container, 'Dagger object', own, method, traitsOf(project, module, fact)));
    } else if (hasAnnotation(project, module, fact, BINDS)) container.add(alias(container, method));
  }
}

/** An element of an injected set or map: bound under a name of its own, so that only collections find it. */
function bindElement(container: Container, owner: Definition, method: MethodModel): void {
  const { project } = container.machine;
  const element = hasAnnotation(project, method.owner, method.fact, BINDS)
    ? alias(container, method)
    : methodDefinition(container, 'Dagger object', owner, method, traitsOf(project, method.owner, method.fact));
  container.addElement(element);
}

/** `@Binds Store store(SqlStore implementation)`: asking for the one gives the other. */
function alias(container: Container, method: MethodModel): Definition {
  const { owner, fact } = method;
  const { project } = container.machine;
  const [parameter] = fact.parameters;
  return {
    ...traitsOf(project, owner, fact),
    type: project.resolve(fact.returnType, { type: owner, file: owner.file, method: fact }),
    names: new Set(qualifiersOf(project, dialect, owner, fact.annotations)),
    label: `the Dagger object ${fact.name}`,
    model: null,
    create: () =>
      parameter === undefined ? UNKNOWN : container.resolve(pointOfParameter(container, method, parameter)),
  };
}

/** A component's own method: it provides its return type, injects into its argument, or makes a subcomponent. */
function provision(container: Container, component: TypeModel, call: LibraryCall, generated: Generated): Value | null {
  const { project } = container.machine;
  const method = project
    .findMethods(component, call.member)
    .find(({ fact }) => fact.parameters.length === call.given.length && fact.isAbstract);
  if (method === undefined) return null;
  const { owner, fact } = method;
  const type = project.resolve(fact.returnType, { type: owner, file: owner.file, method: fact });
  const made = type.project;
  if (made !== null) {
    const given = [call.receiver ?? UNKNOWN, ...call.given].map((value) => ({ value, qualifiers: [] }));
    if (hasAnnotation(project, made, made.fact, SUBCOMPONENTS)) return generated.build(made, given, call);
    if (hasAnnotation(project, made, made.fact, BUILDERS)) {
      return made.outer === null ? null : generated.begin(made.outer, given, call);
    }
  }
  if (call.given.length > 0) return injectArguments(container, call);
  return container.resolve({
    type,
    qualifiers: qualifiersOf(project, dialect, owner, fact.annotations),
    name: fact.name,
    isLazy: false,
    site: siteOfType(owner),
  });
}

function injectArguments(container: Container, call: LibraryCall): Value {
  for (const value of call.given) {
    for (const object of value.objects) if (object.model !== null) injectMembers(container, object.model, object);
  }
  return call.given[0] ?? UNKNOWN;
}
