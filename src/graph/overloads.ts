/** Which of several methods of one name a call means: by arity, then by what is known of the arguments' types (JLS 15.12.2). */
import { isPrimitive, namedType, type JavaType } from '../model/java-type.ts';
import type { MethodModel, TypeModel } from '../model/project.ts';
import { isSubtype as isLibrarySubtype, libraryType, returnTypeOf } from '../knowledge/signatures.ts';
import type { Machine } from './machine.ts';
import { isNull, type Value } from './values.ts';
import { table } from '../util/table.ts';

/**
 * The method `name` that a call on `type` means, written in `caller`; null when none takes the arguments, or a library type that it inherits
 * from has it. `seenAs`: the declared type of what the call is on, whose methods are those that the compiler chooses from.
 */
export function chooseMethod(
  machine: Machine,
  type: TypeModel,
  name: string,
  given: readonly Value[],
  caller: TypeModel | null = null,
  seenAs: TypeModel | null = null,
): MethodModel | null {
  const all = applicableTo(caller, machine.project.findMethods(type, name), given.length);
  const candidates = all.length > 1 && seenAs !== null && seenAs !== type ? seenIn(machine, seenAs, name, all) : all;
  return candidates.length === 0
    ? null
    : chooseApplicable(machine, candidates, given, mayInherit(machine, type, name, given.length));
}

/**
 * Those that take `count` arguments and that code of `caller` may name: of private ones those within the same top-level class
 * (JLS 6.6.1); all for null.
 */
export function applicableTo(
  caller: TypeModel | null,
  candidates: readonly MethodModel[],
  count: number,
): readonly MethodModel[] {
  const isApplicable = (method: MethodModel): boolean => acceptsCount(method, count) && isAccessibleTo(caller, method);
  // Nearly always all of them are.
  return candidates.every(isApplicable) ? candidates : candidates.filter(isApplicable);
}

/**
 * Those of the candidates in a subclass that stand for a method of the declared type (JLS 15.12.1, 8.4.2). Only primitive parameters are
 * compared: what others are may be a matter of type arguments.
 */
function seenIn(
  machine: Machine,
  seenAs: TypeModel,
  name: string,
  candidates: readonly MethodModel[],
): readonly MethodModel[] {
  const arity = candidates[0]?.fact.parameters.length ?? 0;
  if (candidates.some(({ fact }) => fact.parameters.length !== arity || fact.variableArity)) return candidates;
  if (mayInherit(machine, seenAs, name, arity)) return candidates;
  const declared = applicableTo(null, machine.project.findMethods(seenAs, name), arity);
  const overriding = candidates.filter((method) => declared.some((one) => hasSamePrimitives(machine, method, one)));
  return overriding.length === 0 ? candidates : overriding;
}

function hasSamePrimitives(machine: Machine, one: MethodModel, other: MethodModel): boolean {
  return one.fact.parameters.every((_, index) => {
    const [left, right] = [parameterType(machine, one, index), parameterType(machine, other, index)];
    return isPrimitive(left) || isPrimitive(right)
      ? left.name === right.name && left.dimensions === right.dimensions
      : true;
  });
}

function isAccessibleTo(caller: TypeModel | null, method: MethodModel): boolean {
  return (
    caller === null || caller === method.owner || !isPrivate(method) || outermost(method.owner) === outermost(caller)
  );
}

function isPrivate({ fact }: MethodModel): boolean {
  return fact.modifiers.includes('private');
}

function outermost(type: TypeModel): TypeModel {
  let current = type;
  while (current.outer !== null) current = current.outer;
  return current;
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
  return chooseApplicable(machine, applicableTo(null, candidates, given.length), given, isOneOfMany);
}

/** As `chooseOverload`, of candidates that take so many arguments. */
export function chooseApplicable(
  machine: Machine,
  applicable: readonly MethodModel[],
  given: readonly Value[],
  isOneOfMany = false,
): MethodModel | null {
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
  return best ?? (isOneOfMany ? null : leastUnfit(machine, applicable, given));
}

/** Where nothing that is known of the arguments fits any candidate, the one that takes most of them. */
function leastUnfit(machine: Machine, candidates: readonly MethodModel[], given: readonly Value[]): MethodModel | null {
  const counted = candidates.map((method) => {
    const fits = given.map((value, index) => fitOf(machine, value, parameterType(machine, method, index)));
    return { method, count: fits.filter((fit) => fit >= 0).length };
  });
  const most = Math.max(...counted.map(({ count }) => count));
  return counted.find(({ count }) => count === most)?.method ?? null;
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
    const type = parameterType(machine, method, index);
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

/** The declared type of the parameter that takes the argument at `index`; of a variable arity parameter the array. */
function parameterType({ project }: Machine, { owner, fact }: MethodModel, index: number): JavaType {
  const parameter = fact.parameters[Math.min(index, fact.parameters.length - 1)];
  return parameter === undefined
    ? namedType('void')
    : project.resolve(parameter.type, { type: owner, file: owner.file, method: fact });
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
  if (value.declared !== undefined) return fitOfType(machine, value.declared, parameter);
  const undeclared = fitOfUndeclared(value, parameter);
  if (undeclared !== null) return undeclared;
  if (value.isGuess === true) return 1;
  const types = value.objects.length > 0 ? value.objects.map((object) => object.type) : [value.type];
  return Math.min(...types.map((type) => (type?.certain === true ? fitOfType(machine, type, parameter) : 1)));
}

function fitOfType(machine: Machine, given: JavaType, parameter: JavaType): number {
  if (!given.certain) return fitOfUnresolved(given, parameter);
  const type = inSources(machine, given);
  if (type.dimensions !== parameter.dimensions) {
    return isObject(parameter) ? 1 : -1;
  }
  if (type.project === parameter.project && type.name === parameter.name) return 6;
  if (isPrimitive(type) || isPrimitive(parameter)) return primitiveFit(type, parameter);
  // An array of a primitive type is of no other array type (JLS 4.10.3).
  if (isPrimitive(baseOf(type)) || isPrimitive(baseOf(parameter))) return -1;
  if (parameter.name === 'java.lang.Object') return parameter.dimensions > 0 ? 2 : 1;
  return isAssignable(machine, type, parameter) ? 4 : -1;
}

/** A type that the language names may be one of the sources (those of the JDK). */
function inSources({ project }: Machine, type: JavaType): JavaType {
  if (type.project !== null || !project.hasPackage('java.lang')) return type;
  return { ...type, project: project.findType(type.name, null) };
}

/** Of a declared type whose name nothing explains: it is no primitive type, and none that the language names. */
function fitOfUnresolved(type: JavaType, parameter: JavaType): number {
  if (type.dimensions !== parameter.dimensions) return isObject(parameter) ? 1 : -1;
  if (type.name === parameter.name) return 6;
  return isPrimitive(baseOf(parameter)) || FINAL.has(parameter.name) ? -1 : 1;
}

function isObject(type: JavaType): boolean {
  return type.name === 'java.lang.Object' && type.dimensions === 0;
}

function functionFit(parameter: JavaType): number {
  if (isPrimitive(parameter) || FINAL.has(parameter.name) || parameter.dimensions > 0) return -1;
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
/** Classes without subclasses, as parameters often have them. */
const FINAL = new Set([
  'java.lang.Class',
  'java.lang.String',
  ...Object.values(BOXES).map((name) => `java.lang.${name}`),
]);

const NUMERIC = ['byte', 'short', 'int', 'long', 'float', 'double'];

function primitiveFit(type: JavaType, parameter: JavaType): number {
  if (BOXES[type.name] !== undefined && parameter.name === `java.lang.${BOXES[type.name] ?? ''}`) return 3;
  if (BOXES[parameter.name] !== undefined && type.name === `java.lang.${BOXES[parameter.name] ?? ''}`) return 3;
  const from = NUMERIC.indexOf(type.name);
  const to = NUMERIC.indexOf(parameter.name);
  // The narrower the closer: int is passed as long before double (JLS 15.12.2.5, 4.10.1).
  if (from >= 0 && to >= 0) return from < to ? 4 - (to - from) / 10 : -1;
  if (type.name === 'char' && to >= NUMERIC.indexOf('int')) return 4 - to / 10;
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
  if (FINAL.has(parameter.name)) return false;
  return libraryType(type.name) === undefined || libraryType(parameter.name) === undefined;
}
