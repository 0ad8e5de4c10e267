/** Bean definitions from classes and from factory methods, as all containers with both make them. */
import { projectType } from '../../model/java-type.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../../model/project.ts';
import { invoke } from '../calls.ts';
import { displayName } from '../machine.ts';
import { UNKNOWN, type Value } from '../values.ts';
import { hasAnnotation, type Annotated } from './annotations.ts';
import { annotatedMethods, callOnBean, injectMembers, siteOfMethod } from './class-beans.ts';
import type { Container, Definition } from './container.ts';
import { qualifiersOf } from './injection-points.ts';

/** What annotations say of a definition. */
export type Traits = Pick<Definition, 'rank' | 'lifetime' | 'isProxied' | 'isOfRequest' | 'isCertain' | 'isEager'> & {
  /** Names besides those of naming annotations. */
  readonly names: readonly string[];
};

/** How a framework tells by annotations which beans there are, and of what kind. */
export interface BeanAnnotations {
  /** The framework's word for them: `CDI bean`. */
  readonly kind: string;
  /** Annotations of the methods of a bean that make beans. */
  readonly producers: ReadonlySet<string>;
  /** Whether what is annotated exists in production. */
  readonly isActive: (project: ProjectModel, type: TypeModel, annotated: Annotated) => boolean;
  /** `has` tells whether the class or method carries one of some annotations, directly or composed. */
  readonly traitsOf: (has: (wanted: ReadonlySet<string>) => boolean) => Omit<Traits, 'names'>;
}

/** The definition of a bean's class, then those of its methods that make beans, which are no more certain than the class is. */
export function annotatedDefinitions(
  container: Container,
  { kind, producers, isActive, traitsOf }: BeanAnnotations,
  type: TypeModel,
): readonly Definition[] {
  const { project } = container.machine;
  const traits = (owner: TypeModel, annotated: Annotated, name: string): Traits => {
    return { ...traitsOf((wanted) => hasAnnotation(project, owner, annotated, wanted)), names: [name] };
  };
  const own = classDefinition(container, kind, type, traits(type, type.fact, defaultName(type)));
  const methods = annotatedMethods(container, type, producers).filter(
    ({ owner, fact }) => !fact.isAbstract && isActive(project, owner, fact),
  );
  return [
    own,
    ...methods.map((method) => {
      const made = traits(method.owner, method.fact, method.fact.name);
      return methodDefinition(container, kind, own, method, { ...made, isCertain: made.isCertain && own.isCertain });
    }),
  ];
}

/** A class whose constructor the container calls. `kind` is the framework's word for it: `Spring bean`. */
export function classDefinition(container: Container, kind: string, type: TypeModel, traits: Traits): Definition {
  const named = qualifiersOf(container.machine.project, container.dialect, type, type.fact.annotations);
  return {
    ...traits,
    type: projectType(type),
    names: new Set([...traits.names, ...named]),
    label: `the ${kind} ${displayName(type)}`,
    model: type,
    create: () => UNKNOWN,
  };
}

/** A factory method: it is called on its class's own bean, and what it returns is injected into and called back like any bean. */
export function methodDefinition(
  container: Container,
  kind: string,
  owner: Definition | null,
  method: MethodModel,
  traits: Traits,
): Definition {
  const { fact, owner: type } = method;
  const { project } = container.machine;
  const named = qualifiersOf(project, container.dialect, type, fact.annotations);
  return {
    ...traits,
    type: project.resolve(fact.returnType, { type, file: type.file, method: fact }),
    names: new Set([...traits.names, ...named]),
    label: `the ${kind} ${displayName(type)}.${fact.name}`,
    model: null,
    create: () => complete(container, callFactory(container, owner, method)),
  };
}

function callFactory(container: Container, owner: Definition | null, method: MethodModel): Value {
  const { machine } = container;
  const object = method.fact.isStatic || owner === null ? undefined : container.obtain(owner, false).objects[0];
  const model = object?.model ?? null;
  if (object !== undefined && model !== null) return callOnBean(container, model, method, object);
  return invoke(machine, null, method, null, container.argumentsOf(method), siteOfMethod(method));
}

function complete(container: Container, value: Value): Value {
  for (const object of value.objects) {
    if (object.kind !== 'instance' || object.model === null) continue;
    injectMembers(container, object.model, object);
    container.dialect.initialize(container, object.model, object);
  }
  return value;
}

/** `OrderService` → `orderService`. */
export function defaultName(type: TypeModel): string {
  const { name } = type.fact;
  return name.charAt(0).toLowerCase() + name.slice(1);
}
