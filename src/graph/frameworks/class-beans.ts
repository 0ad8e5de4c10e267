/** Making an object as containers do: constructor, injected fields and setters, callbacks. */
import type { FieldModel, MethodModel, TypeModel } from '../../model/project.ts';
import { invoke, lookUp } from '../calls.ts';
import { ensureInitialized } from '../class-initialization.ts';
import { construct } from '../construction.ts';
import type { Site } from '../event.ts';
import { writeField, type AbstractObject } from '../objects.ts';
import { objectValue, type Value } from '../values.ts';
import { hasAnnotation } from './annotations.ts';
import type { Container } from './container.ts';
import { pointOfField } from './injection-points.ts';

/** Lombok writes the constructor: it takes the final fields (or all) that have no initialiser. */
const LOMBOK_REQUIRED = new Set(['lombok.RequiredArgsConstructor', 'lombok.Data', 'lombok.Value']);
const LOMBOK_ALL = new Set(['lombok.AllArgsConstructor']);

/** Constructs `object`, injects into it and runs its callbacks. */
export function buildObject(container: Container, type: TypeModel, object: AbstractObject): void {
  const { machine } = container;
  const site = siteOfType(type);
  ensureInitialized(machine, type, site);
  const constructor = injectedConstructor(container, type);
  construct(machine, type, object, constructor === null ? [] : container.argumentsOf(constructor), site, null);
  injectMembers(container, type, object);
  container.dialect.initialize(container, type, object);
}

/** The constructor a container calls: the marked one, the only one, else the one without parameters; null for the default. */
export function injectedConstructor(container: Container, type: TypeModel): MethodModel | null {
  const constructors = type.methods.get('<init>') ?? [];
  const { project } = container.machine;
  const marked = constructors.find(({ fact }) => hasAnnotation(project, type, fact, container.dialect.injects));
  if (marked !== undefined) return marked;
  if (constructors.length === 1) return constructors[0] ?? null;
  return constructors.find(({ fact }) => fact.parameters.length === 0) ?? constructors[0] ?? null;
}

/** Sets injected fields and calls injected setters, those of superclasses first. */
export function injectMembers(container: Container, type: TypeModel, object: AbstractObject): void {
  for (const owner of hierarchyOf(container, type)) {
    for (const field of owner.fields.values()) {
      if (isInjectedField(container, field)) injectField(container, field, object);
    }
    for (const method of allMethods(owner)) {
      const { fact } = method;
      if (
        fact.name === '<init>' ||
        fact.isStatic ||
        !hasAnnotation(container.machine.project, owner, fact, container.dialect.injects)
      ) {
        continue;
      }
      callOnBean(container, type, method, object);
    }
  }
}

function isInjectedField(container: Container, { owner, fact }: FieldModel): boolean {
  const { project } = container.machine;
  if (fact.isStatic) return false;
  if (hasAnnotation(project, owner, fact, container.dialect.injects)) return true;
  if (
    (owner.methods.get('<init>') ?? []).length > 0 ||
    owner.fact.initializers.some(({ field }) => field === fact.name)
  ) {
    return false;
  }
  return (
    (fact.isFinal && hasAnnotation(project, owner, owner.fact, LOMBOK_REQUIRED)) ||
    hasAnnotation(project, owner, owner.fact, LOMBOK_ALL)
  );
}

function injectField(container: Container, field: FieldModel, object: AbstractObject): void {
  const point = pointOfField(container, field);
  const value = container.resolve(point);
  writeField(object, field.key, value, container.machine.branch, point.site);
}

/** Calls a method of a bean with injected arguments; an override in the bean's own class is what runs. */
export function callOnBean(container: Container, type: TypeModel, method: MethodModel, object: AbstractObject): Value {
  const given = container.argumentsOf(method);
  const chosen = method.fact.modifiers.includes('private')
    ? method
    : (lookUp(container.machine, type, method.fact.name, given) ?? method);
  return invoke(
    container.machine,
    null,
    chosen,
    method.fact.isStatic ? null : objectValue(object),
    given,
    siteOfMethod(method),
  );
}

/** The project superclasses of a class and the class itself, topmost first. */
export function hierarchyOf(container: Container, type: TypeModel): readonly TypeModel[] {
  const ancestors: TypeModel[] = [type];
  for (
    let next = container.machine.project.superclassOf(type);
    next !== null && !ancestors.includes(next);
    next = container.machine.project.superclassOf(next)
  ) {
    ancestors.unshift(next);
  }
  return ancestors;
}

/** Methods a class declares or inherits that carry one of the annotations, topmost first; overridden ones once. */
export function annotatedMethods(
  container: Container,
  type: TypeModel,
  names: ReadonlySet<string>,
): readonly MethodModel[] {
  const { project } = container.machine;
  const interfaces = project
    .allSupertypes(type)
    .flatMap(({ project: model }) => (model?.fact.kind === 'interface' ? [model] : []));
  const seen = new Set<string>();
  return [...hierarchyOf(container, type), ...interfaces].flatMap((owner) =>
    allMethods(owner).filter(({ fact }) => {
      const key = `${fact.name}/${String(fact.parameters.length)}`;
      if (fact.name === '<init>' || seen.has(key) || !hasAnnotation(project, owner, fact, names)) return false;
      seen.add(key);
      return true;
    }),
  );
}

/** All methods and constructors a class declares. */
export function allMethods(type: TypeModel): readonly MethodModel[] {
  return [...type.methods.values()].flat();
}

/** Qualified names of all supertypes, as far as the sources name them. */
export function supertypeNames(container: Container, type: TypeModel): ReadonlySet<string> {
  return new Set(container.machine.project.allSupertypes(type).map(({ name }) => name));
}

export function siteOfType(type: TypeModel): Site {
  return { file: type.file.file, span: type.fact.nameSpan };
}

export function siteOfMethod(method: MethodModel): Site {
  return { file: method.owner.file.file, span: method.fact.nameSpan };
}
