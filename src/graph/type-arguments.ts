/** What type arguments say of a result that is declared to be of a type variable (JLS 15.12.2.6, as far as it is written out). */
import { toldByArguments } from '../knowledge/type-arguments.ts';
import type { TypeName } from '../model/facts.ts';
import { isPrimitive, namedType, type JavaType } from '../model/java-type.ts';
import type { MethodModel, TypeModel } from '../model/project.ts';
import { fitting } from './fitting.ts';
import type { Machine } from './machine.ts';
import { declaredAs, typed, withType, type Value } from './values.ts';

/** Whether a method's declared result is a type variable, so that its erasure says nothing of what a call gives. */
function givesTypeVariable({ fact, owner }: MethodModel): boolean {
  return variablesOf(owner, fact.typeParameters).has(fact.returnType.name);
}

function variablesOf(owner: TypeModel, ofMethod: readonly { readonly name: string }[]): ReadonlySet<string> {
  const names = new Set(ofMethod.map(({ name }) => name));
  for (let type: TypeModel | null = owner; type !== null; type = type.outer) {
    for (const { name } of type.fact.typeParameters) names.add(name);
  }
  return names;
}

/**
 * The type that a call gives where the method's declared result is a type variable: that of an argument for the same variable, or
 * what the receiver's declared type has in its place. Null when neither says it.
 */
export function inferredResult(
  machine: Machine,
  method: MethodModel,
  receiver: Value | null,
  given: readonly Value[],
): JavaType | null {
  const { fact, owner } = method;
  const { name, dimensions = 0 } = fact.returnType;
  if (dimensions > 0) return null;
  if (fact.typeParameters.some((parameter) => parameter.name === name)) return fromArguments(machine, method, given);
  const index = owner.fact.typeParameters.findIndex((parameter) => parameter.name === name);
  const type = receiver?.declared ?? receiver?.type ?? null;
  return index < 0 || type === null ? null : telling(argumentFor(machine, type, owner, index));
}

/** `T pick(T one, T other)` where they agree, `T create(Class<T> type)`. */
function fromArguments(machine: Machine, method: MethodModel, given: readonly Value[]): JavaType | null {
  const variable = method.fact.returnType.name;
  let inferred: JavaType | null = null;
  for (const [index, { type }] of method.fact.parameters.entries()) {
    const value = given[index];
    const passed = value === undefined ? null : (value.declared ?? value.type);
    const found =
      passed === null
        ? names(type, variable)
          ? null
          : undefined
        : argumentIn(machine, method, type, variable, passed);
    if (found === undefined) continue;
    if (found === null || !isSameOrFirst(inferred, found)) return null;
    inferred = found;
  }
  return inferred;
}

function isSameOrFirst(known: JavaType | null, found: JavaType): boolean {
  return known === null || (known.name === found.name && known.dimensions === found.dimensions);
}

function names(type: TypeName, variable: string): boolean {
  return type.name === variable || (type.arguments ?? []).some((argument) => names(argument, variable));
}

/** What stands for the variable in what was passed; null where that is not known, undefined where the parameter does not name it. */
function argumentIn(
  machine: Machine,
  method: MethodModel,
  parameter: TypeName,
  variable: string,
  passed: JavaType,
): JavaType | null | undefined {
  if (parameter.name === variable) {
    return (parameter.dimensions ?? 0) > 0 || isPrimitive(passed) ? null : telling(passed);
  }
  const position = parameter.arguments?.findIndex((argument) => argument.name === variable) ?? -1;
  if (position < 0) return undefined;
  const scope = { type: method.owner, file: method.owner.file, method: method.fact };
  return machine.project.resolve(parameter, scope).name === passed.name ? telling(passed.arguments[position]) : null;
}

/** The type argument that a type has in place of a variable of `owner`, itself or in the supertype that it names. */
function argumentFor(machine: Machine, type: JavaType, owner: TypeModel, index: number): JavaType | undefined {
  if (type.project === null) return undefined;
  if (type.project === owner) return type.arguments[index];
  return machine.project.allSupertypes(type.project).find(({ project }) => project === owner)?.arguments[index];
}

/** Null for a wildcard without a bound and for what any object is. */
function telling(type: JavaType | undefined): JavaType | null {
  return type === undefined || !type.certain || type.name === '?' || type.name === 'java.lang.Object' ? null : type;
}

/** The result of a library call, of the type that the type arguments of its receiver say. */
export function withTypeArguments(machine: Machine, receiver: Value | null, member: string, result: Value): Value {
  const type = receiver?.declared ?? receiver?.type ?? null;
  if (type?.project !== null || type.arguments.length === 0) return result;
  const told = toldByArguments(type.name, member);
  if (told === undefined) return result;
  if (typeof told === 'number') {
    const argument = telling(type.arguments[told]);
    if (argument === null) return result;
    return declaredAs(withType(fitting(machine.project, result, argument), argument), argument);
  }
  const own = result.objects[0]?.type ?? result.type;
  if (own?.project !== null || told.some((index) => type.arguments[index] === undefined)) return result;
  return declaredAs(result, { ...own, arguments: told.map((index) => type.arguments[index] ?? namedType('?')) });
}

/** What is known of a call's result when its code is not followed. */
export function declaredResultOf(
  machine: Machine,
  method: MethodModel,
  self: Value | null,
  given: readonly Value[],
): Value {
  const { fact, owner } = method;
  const inferred = inferredResult(machine, method, self, given);
  if (inferred !== null) return declaredAs(typed(inferred), inferred);
  const type = machine.project.resolve(fact.returnType, { type: owner, file: owner.file, method: fact });
  if (type.name !== 'java.lang.Object') return declaredAs(typed(type), type);
  // The erasure of a type variable is no type that anything is declared to have.
  return typed(givesTypeVariable(method) ? { ...type, certain: false } : type);
}

/** A result whose type its declaration leaves to type arguments. */
export function asInferred(result: Value, inferred: JavaType | null): Value {
  if (inferred === null) return result;
  const typedResult =
    result.objects.length === 0 && result.type?.name === 'java.lang.Object' ? { ...result, type: inferred } : result;
  return result.declared === undefined ? declaredAs(typedResult, inferred) : typedResult;
}
