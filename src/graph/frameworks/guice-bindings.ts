/** One `bind(…)` statement of a Guice module, collected step by step: `.annotatedWith(…).to(…).in(…)`. */
import { simpleName, type JavaType } from '../../model/java-type.ts';
import type { TypeModel } from '../../model/project.ts';
import type { LibraryCall } from '../library.ts';
import { invokeFunctions } from '../run-functions.ts';
import { UNKNOWN, type Value } from '../values.ts';
import { siteOfType } from './class-beans.ts';
import type { Container, Definition } from './container.ts';
import { classDefinition, type Traits } from './definitions.ts';
import { classArgument } from './library-calls.ts';

export interface Binding {
  readonly type: JavaType;
  /** True for an element of a set or map binder. */
  readonly isElement: boolean;
  qualifier: string | null;
  target: JavaType | null;
  instance: Value | null;
  provider: Value | null;
  isSingleton: boolean;
  isEager: boolean;
}

export function newBinding(type: JavaType, isElement: boolean): Binding {
  return {
    type,
    isElement,
    qualifier: null,
    target: null,
    instance: null,
    provider: null,
    isSingleton: false,
    isEager: false,
  };
}

/** Takes in one step. False when the step ends the statement. */
export function addStep(binding: Binding, call: LibraryCall): boolean {
  const [given] = call.given;
  switch (call.member) {
    case 'annotatedWith':
      binding.qualifier = qualifierOf(call);
      return true;
    case 'to':
    case 'toConstructor':
      binding.target = classArgument(given);
      return true;
    case 'toInstance':
      binding.instance = given ?? null;
      return true;
    case 'toProvider':
      binding.provider = given ?? null;
      return true;
    case 'in':
      binding.isSingleton = isSingletonScope(call);
      return true;
    case 'asEagerSingleton':
      binding.isSingleton = true;
      binding.isEager = true;
      return false;
    default:
      return call.member === 'addBinding';
  }
}

/** `Names.named("node")` gives its text, an annotation class `@name`; anything else a name that nothing asks for. */
function qualifierOf(call: LibraryCall): string {
  const [expression] = call.expressions;
  if (expression?.kind === 'call' && expression.name === 'named') {
    const [text] = expression.arguments;
    if (text?.kind === 'literal' && typeof text.value === 'string') return text.value;
  }
  const annotation = classArgument(call.given[0]);
  return annotation === null ? '?' : `@${annotation.name}`;
}

function isSingletonScope(call: LibraryCall): boolean {
  const [expression] = call.expressions;
  if (expression?.kind === 'classLiteral') return simpleName(expression.type.name) === 'Singleton';
  return (expression?.kind === 'select' || expression?.kind === 'name') && expression.name === 'SINGLETON';
}

/** The definition a finished statement makes; null when nothing is known of what it binds to. */
export function definitionOf(
  container: Container,
  binding: Binding,
  traitsOf: (type: TypeModel) => Traits,
): Definition | null {
  const model = binding.target?.project ?? binding.type.project;
  const own = model === null ? null : traitsOf(model);
  const lifetime = binding.isSingleton || own?.lifetime === 'singleton' ? 'singleton' : 'each';
  const names = new Set(binding.qualifier === null ? [] : [binding.qualifier]);
  const traits = { rank: 'ordinary', isProxied: false, isCertain: true, isEager: binding.isEager, lifetime } as const;
  const label = `the Guice object ${simpleName(binding.type.name)}`;
  const { instance, provider, target, type } = binding;
  if (instance !== null) {
    return { ...traits, lifetime: 'each', type, names, label, model: null, create: () => instance };
  }
  if (provider !== null) {
    return { ...traits, type, names, label, model: null, create: () => provided(container, provider, model) };
  }
  if (target === null || target.project === type.project) {
    const isConcrete = model !== null && model.fact.kind === 'class' && !model.fact.modifiers.includes('abstract');
    return isConcrete
      ? { ...classDefinition(container, 'Guice object', model, { ...traits, names: [] }), names }
      : null;
  }
  const point = { type: target, qualifiers: [], name: '', isLazy: false, site: siteOf(container, target, type) };
  return { ...traits, type, names, label, model: null, create: () => container.resolve(point) };
}

function siteOf(container: Container, target: JavaType, type: JavaType): ReturnType<typeof siteOfType> {
  const model = target.project ?? type.project ?? container.machine.project.types[0];
  if (model === undefined) throw new Error('a binding without any class in the sources');
  return siteOfType(model);
}

/** What a provider gives: an object's or lambda's `get`, or that of a provider class, which is injected itself. */
function provided(container: Container, provider: Value, model: TypeModel | null): Value {
  const type = classArgument(provider);
  const shown = model ?? type?.project ?? null;
  const place = (model === null ? provider.objects[0]?.site : undefined) ?? (shown === null ? null : siteOfType(shown));
  if (place === null) return UNKNOWN;
  const instance =
    type === null ? provider : container.resolve({ type, qualifiers: [], name: '', isLazy: false, site: place });
  return invokeFunctions(container.machine, instance, [], place) ?? UNKNOWN;
}
