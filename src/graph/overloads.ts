/** Which of several methods of one name a call means: by arity, then by what is known of the arguments' types (JLS 15.12.2). */
import { isPrimitive, type JavaType } from '../model/java-type.ts';
import type { MethodModel, TypeModel } from '../model/project.ts';
import { isSubtype as isLibrarySubtype, libraryType, returnTypeOf } from '../knowledge/signatures.ts';
import type { Machine } from './machine.ts';
import { isNull, type Value } from './values.ts';
import { table } from '../util/table.ts';

/** The method `name` that a call on `type` means; null when none takes the arguments, or a library type that it inherits from has it. */
export function chooseMethod(
  machine: Machine,
  type: TypeModel,
  name: string,
  given: readonly Value[],
): MethodModel | null {
  return chooseOverload(
    machine,
    machine.project.findMethods(type, name),
    given,
    mayInherit(machine, type, name, given.length),
  );
}

/** Whether a library type that `type` inherits from has, or may have, a method `name` with that many arguments. */
export function mayInherit(machine: Machine, type: TypeModel, name: string, arity: number): boolean {
  return machine.project
    .allSupertypes(type)
    .some(
      (supertype) =>
        supertype.project === null &&
        (libraryType(supertype.name) === undefined || returnTypeOf(supertype.name, name, arity) !== undefined),
    );
}

/** Whether it certainly has one. */
export function inherits(machine: Machine, type: TypeModel, name: string, arity: number): boolean {
  return machine.project
    .allSupertypes(type)
    .some((supertype) => supertype.project === null && returnTypeOf(supertype.name, name, arity)?.isStatic === false);
}

/**
 * The best applicable candidate, or null when none takes that many arguments. In a program that compiles one of them takes
 * these arguments, unless `isOneOfMany`: then none that cannot take them is chosen.
 */
export function chooseOverload(
  machine: Machine,
  candidates: readonly MethodModel[],
  given: readonly Value[],
  isOneOfMany = false,
): MethodModel | null {
  const applicable = candidates.filter((candidate) => acceptsCount(candidate, given.length));
  if (applicable.length === 0 || (applicable.length === 1 && !isOneOfMany)) return applicable[0] ?? null;
  let best: MethodModel | null = null;
  let bestScore = -1;
  for (const candidate of applicable) {
    const score = scoreOf(machine, candidate, given);
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best ?? (isOneOfMany ? null : (applicable[0] ?? null));
}

function acceptsCount(method: MethodModel, count: number): boolean {
  const { parameters, variableArity } = method.fact;
  return variableArity ? count >= parameters.length - 1 : count === parameters.length;
}

/** What any method that takes the arguments one by one is ahead of those that take the last ones as an array (JLS 15.12.2.2). */
const FIXED_ARITY = 1_000_000;

/** Higher is closer; -1 when an argument cannot be passed. */
function scoreOf(machine: Machine, method: MethodModel, given: readonly Value[]): number {
  const { parameters, variableArity } = method.fact;
  const fixed = given.length === parameters.length ? sumOfFits(machine, method, given, false) : -1;
  if (fixed >= 0) return FIXED_ARITY + fixed;
  return variableArity ? sumOfFits(machine, method, given, true) : -1;
}

function sumOfFits(machine: Machine, method: MethodModel, given: readonly Value[], spread: boolean): number {
  const { parameters } = method.fact;
  let score = 0;
  for (const [index, value] of given.entries()) {
    const parameter = parameters[Math.min(index, parameters.length - 1)];
    if (parameter === undefined) return -1;
    const type = machine.project.resolve(parameter.type, {
      type: method.owner,
      file: method.owner.file,
      method: method.fact,
    });
    const fit = fitOf(
      machine,
      value,
      spread && index >= parameters.length - 1 ? { ...type, dimensions: Math.max(0, type.dimensions - 1) } : type,
    );
    if (fit < 0) return -1;
    score += fit;
  }
  return score;
}

/** Of `null`, a lambda and a method reference, which have no type of their own; null for anything else. */
function fitOfUndeclared(value: Value, parameter: JavaType): number | null {
  if (isNull(value)) return isPrimitive(parameter) ? -1 : 1;
  return value.objects.some((object) => object.kind === 'function') ? functionFit(parameter) : null;
}

function baseOf(type: JavaType): JavaType {
  return { ...type, dimensions: 0 };
}

const FUNCTION_FIT = 3;

/** -1 cannot be passed, else the higher the closer. */
function fitOf(machine: Machine, value: Value, parameter: JavaType): number {
  const undeclared = value.declared === undefined ? fitOfUndeclared(value, parameter) : null;
  if (undeclared !== null) return undeclared;
  const type = value.declared ?? value.objects[0]?.type ?? value.type;
  if (!type?.certain) return 1;
  if (type.dimensions !== parameter.dimensions) {
    return parameter.name === 'java.lang.Object' && parameter.dimensions === 0 ? 1 : -1;
  }
  if (type.project === parameter.project && type.name === parameter.name) return 6;
  if (isPrimitive(type) || isPrimitive(parameter)) return primitiveFit(type, parameter);
  // An array of a primitive type is of no other array type (JLS 4.10.3).
  if (isPrimitive(baseOf(type)) || isPrimitive(baseOf(parameter))) return -1;
  if (parameter.name === 'java.lang.Object') return parameter.dimensions > 0 ? 2 : 1;
  return isAssignable(machine, type, parameter) ? 4 : -1;
}

function functionFit(parameter: JavaType): number {
  if (isPrimitive(parameter) || parameter.name === 'java.lang.String' || parameter.dimensions > 0) return -1;
  if (parameter.project !== null) return parameter.project.fact.kind === 'interface' ? FUNCTION_FIT : -1;
  return /function|Supplier|Callable|Runnable|Consumer|Predicate|Operator/.test(parameter.name) ? FUNCTION_FIT : 1;
}

const BOXES = table<string>({
  int: 'Integer',
  long: 'Long',
  short: 'Short',
  byte: 'Byte',
  char: 'Character',
  float: 'Float',
  double: 'Double',
  boolean: 'Boolean',
});
const NUMERIC = ['byte', 'short', 'int', 'long', 'float', 'double'];

function primitiveFit(type: JavaType, parameter: JavaType): number {
  if (BOXES[type.name] !== undefined && parameter.name === `java.lang.${BOXES[type.name] ?? ''}`) return 3;
  if (BOXES[parameter.name] !== undefined && type.name === `java.lang.${BOXES[parameter.name] ?? ''}`) return 3;
  const from = NUMERIC.indexOf(type.name);
  const to = NUMERIC.indexOf(parameter.name);
  if (from >= 0 && to >= 0) return from < to ? 4 : -1;
  if (type.name === 'char' && to >= NUMERIC.indexOf('int')) return 3;
  return isPrimitive(type) && ['java.lang.Object', 'java.lang.Number'].includes(parameter.name) ? 1 : -1;
}

/** Whether a value of `type` can be passed as `parameter`, as far as known: unknown hierarchies are let through. */
function isAssignable(machine: Machine, type: JavaType, parameter: JavaType): boolean {
  if (parameter.project !== null) {
    return type.project !== null && machine.project.isSubtype(type.project, parameter.project);
  }
  if (type.project !== null) {
    return machine.project
      .allSupertypes(type.project)
      .some(
        (supertype) =>
          supertype.name === parameter.name || !supertype.certain || isLibrarySubtype(supertype.name, parameter.name),
      );
  }
  if (type.name === 'java.lang.String') {
    return ['java.lang.CharSequence', 'java.lang.Comparable', 'java.io.Serializable'].includes(parameter.name);
  }
  if (!parameter.certain || isLibrarySubtype(type.name, parameter.name)) return true;
  return libraryType(type.name) === undefined || libraryType(parameter.name) === undefined;
}
