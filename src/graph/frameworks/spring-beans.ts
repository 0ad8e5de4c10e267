/** Bean definitions of Spring: component classes and their `@Bean` methods, with scopes, conditions and callbacks. */
import type { AnnotationFact } from '../../model/facts.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../../model/project.ts';
import { lookUp } from '../calls.ts';
import type { AbstractObject } from '../objects.ts';
import { findAnnotation, flagOf, hasAnnotation, textsOf, type Annotated } from './annotations.ts';
import { annotatedMethods, callOnBean, supertypeNames } from './class-beans.ts';
import type { Container, Definition, Dialect } from './container.ts';
import { classDefinition, defaultName, methodDefinition, type Traits } from './definitions.ts';
import * as names from './spring-names.ts';
import { dependsOnProfile, isActive } from './spring-scan.ts';

export const springDialect: Dialect = {
  injects: names.INJECTS,
  providers: names.PROVIDERS,
  names: names.NAMES,
  qualifierMarkers: names.QUALIFIERS,
  lazyPoints: names.LAZY,
  isExact: false,
  justInTime: null,
  initialize(container, type, object) {
    callAware(container, type, object);
    for (const method of annotatedMethods(container, type, names.POST_CONSTRUCT)) {
      callOnBean(container, type, method, object);
    }
    callIfImplemented(container, type, object, names.INITIALIZING, 'afterPropertiesSet');
  },
};

/** A class of a context: its own definition first, then those of its `@Bean` methods. */
export function springDefinitions(container: Container, type: TypeModel): readonly Definition[] {
  const own = classDefinition(
    container,
    'Spring bean',
    type,
    traitsOf(container, type, type.fact, [defaultName(type), ...stereotypeNames(container, type)], true),
  );
  const methods = annotatedMethods(container, type, names.BEAN_METHODS).filter(
    (method) => isActive(container.machine.project, method.owner, method.fact) && !method.fact.isAbstract,
  );
  return [own, ...methods.map((method) => beanMethod(container, own, method))];
}

function beanMethod(container: Container, owner: Definition, method: MethodModel): Definition {
  const annotation = findAnnotation(container.machine.project, method.owner, method.fact, names.BEAN_METHODS);
  const given = annotation === null ? [] : textsOf(annotation, 'value', 'name');
  const traits = traitsOf(
    container,
    method.owner,
    method.fact,
    given.length > 0 ? given : [method.fact.name],
    owner.isCertain,
  );
  const definition = methodDefinition(container, 'Spring bean', owner, method, traits);
  const start = annotation === null ? undefined : textsOf(annotation, 'initMethod')[0];
  return start === undefined
    ? definition
    : { ...definition, create: () => withInitMethod(container, definition, start) };
}

function withInitMethod(container: Container, definition: Definition, name: string): ReturnType<Definition['create']> {
  const value = definition.create();
  for (const object of value.objects) {
    const method = object.model === null ? null : lookUp(container.machine, object.model, name, []);
    if (object.model !== null && method !== null) callOnBean(container, object.model, method, object);
  }
  return value;
}

function stereotypeNames(container: Container, type: TypeModel): readonly string[] {
  const stereotype = findAnnotation(container.machine.project, type, type.fact, names.COMPONENTS);
  return stereotype === null ? [] : textsOf(stereotype, 'value').filter((name) => name !== '');
}

function traitsOf(
  container: Container,
  type: TypeModel,
  annotated: Annotated,
  given: readonly string[],
  ownerIsCertain: boolean,
): Traits {
  const { project } = container.machine;
  const has = (wanted: ReadonlySet<string>): boolean => hasAnnotation(project, type, annotated, wanted);
  const scope = scopeOf(findAnnotation(project, type, annotated, names.SCOPE));
  const isRefreshed = has(names.REFRESH_SCOPES) || scope === 'refresh';
  const isProxied = has(names.PROXIED_SCOPES) || scope === 'proxied' || scope === 'request' || isRefreshed;
  const waits = isProxied && !(isRefreshed && container.machine.conditions.startsRefreshScope);
  const lifetime = scope === 'prototype' ? 'each' : 'singleton';
  const isConditional =
    has(names.CONDITIONS) || has(names.AUTO_CONFIGURATIONS) || dependsOnProfile(project, type, annotated);
  return {
    names: given,
    rank: has(names.PRIMARY) ? 'primary' : has(names.FALLBACK) ? 'fallback' : 'ordinary',
    lifetime,
    isProxied,
    isOfRequest: has(names.REQUEST_SCOPES) || scope === 'request',
    isCertain: ownerIsCertain && !isConditional,
    isEager: lifetime === 'singleton' && !waits && !isLazy(findAnnotation(project, type, annotated, names.LAZY)),
  };
}

/** Why a context does not make this bean when it starts, as a clause; null where it would, or where it is none of its beans. */
export function whyBeanWaits(project: ProjectModel, type: TypeModel, annotated: Annotated): string | null {
  const has = (wanted: ReadonlySet<string>): boolean => hasAnnotation(project, type, annotated, wanted);
  if (!has(names.COMPONENTS) && !has(names.BEAN_METHODS)) return null;
  if (!isActive(project, type, annotated)) return 'its profile is one of tests or development (@Profile)';
  const scope = scopeOf(findAnnotation(project, type, annotated, names.SCOPE));
  if (scope === 'prototype') return 'Spring makes a bean of the scope prototype whenever one is asked for';
  if (scope !== 'singleton' || has(names.PROXIED_SCOPES) || has(names.REFRESH_SCOPES)) {
    return 'Spring makes a bean of such a scope on its first use';
  }
  return isLazy(findAnnotation(project, type, annotated, names.LAZY))
    ? 'Spring makes this bean on its first use (@Lazy)'
    : null;
}

function isLazy(annotation: AnnotationFact | null): boolean {
  return annotation !== null && flagOf(annotation, 'value') !== false;
}

/** Request, session and custom scopes are only usable through a proxy. */
function scopeOf(annotation: AnnotationFact | null): 'singleton' | 'prototype' | 'refresh' | 'proxied' | 'request' {
  const [name = ''] = annotation === null ? [] : textsOf(annotation, 'value', 'scopeName');
  if (name === '' || /^(singleton|SCOPE_SINGLETON)$/.test(name)) return 'singleton';
  if (name === 'refresh') return 'refresh';
  if (/^(request|session|SCOPE_REQUEST|SCOPE_SESSION)$/.test(name)) return 'request';
  return /^(prototype|SCOPE_PROTOTYPE)$/.test(name) ? 'prototype' : 'proxied';
}

/** `ApplicationContextAware` and its like: the context calls `setApplicationContext` before any other callback. */
function callAware(container: Container, type: TypeModel, object: AbstractObject): void {
  for (const name of supertypeNames(container, type)) {
    const what = /^org\.springframework\.(?:.*\.)?(\w+)Aware$/.exec(name)?.[1];
    if (what !== undefined) callIfImplemented(container, type, object, name, `set${what}`);
  }
}

/** Whether a class implements an interface of the framework, which may be known by its simple name only. */
export function implementsInterface(container: Container, type: TypeModel, interfaceName: string): boolean {
  const implemented = supertypeNames(container, type);
  return implemented.has(interfaceName) || implemented.has(interfaceName.slice(interfaceName.lastIndexOf('.') + 1));
}

/** Calls a bean's method of a framework interface that its class implements. */
export function callIfImplemented(
  container: Container,
  type: TypeModel,
  object: AbstractObject,
  interfaceName: string,
  member: string,
): void {
  if (!implementsInterface(container, type, interfaceName)) return;
  for (const method of container.machine.project.findMethods(type, member)) {
    if (!method.fact.isAbstract) callOnBean(container, type, method, object);
  }
}
