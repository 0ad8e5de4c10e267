/**
 * Abstract values of the init-phase interpreter. A value says which objects it may be, what it carries from sinks
 * (`marks`), and what is known about its type and constant.
 */
import type { LiteralValue } from '../model/facts.ts';
import type { JavaType } from '../model/java-type.ts';
import type { AbstractObject } from './objects.ts';
import type { SinkRecord } from './sink-record.ts';

export interface Value {
  /** Objects this may be, identity known. Empty: anything of `type`. */
  readonly objects: readonly AbstractObject[];
  /** Sinks whose result this is or was computed from. */
  readonly marks: readonly SinkRecord[];
  readonly type: JavaType | null;
  /** A known constant; undefined when not known. `null` is Java's null. */
  readonly constant: LiteralValue | undefined;
  /** True when it cannot be null. */
  readonly nonNull: boolean;
  /**
   * The type of the expression that gave this value, where a declaration says it: overloads are chosen by that one (JLS 15.12.2),
   * whatever the object is. Left out where nothing is known of it.
   */
  readonly declared?: JavaType | undefined;
  /** What an object of an unknown library type gave: one of the objects that were put into it, if any. */
  readonly isGuess?: boolean | undefined;
}

/** More possible objects or marks than this are cut: the analysis then knows less, never more. */
const MAX_ALTERNATIVES = 24;

const NO_OBJECTS: readonly AbstractObject[] = [];
const NO_MARKS: readonly SinkRecord[] = [];

export const UNKNOWN: Value = {
  objects: NO_OBJECTS,
  marks: NO_MARKS,
  type: null,
  constant: undefined,
  nonNull: false,
  declared: undefined,
  isGuess: undefined,
};
export const NULL: Value = { ...UNKNOWN, constant: null };

// Values are made at every step: those that are made most often are written out, with all properties in one order, so that
// they have one shape and are not copied property by property.

/** Any value of a type. */
export function typed(type: JavaType | null): Value {
  if (type === null) return UNKNOWN;
  return {
    objects: NO_OBJECTS,
    marks: NO_MARKS,
    type,
    constant: undefined,
    nonNull: false,
    declared: undefined,
    isGuess: undefined,
  };
}

export function constantValue(constant: LiteralValue, type: JavaType | null): Value {
  return {
    objects: NO_OBJECTS,
    marks: NO_MARKS,
    type,
    constant,
    nonNull: constant !== null,
    declared: undefined,
    isGuess: undefined,
  };
}

/** The value that is exactly one object. */
export function objectValue(object: AbstractObject): Value {
  const { type } = object;
  return {
    objects: [object],
    marks: NO_MARKS,
    type,
    constant: undefined,
    nonNull: true,
    declared: undefined,
    isGuess: undefined,
  };
}

/** The same value carrying more marks. */
export function withMarks(value: Value, marks: readonly SinkRecord[]): Value {
  if (marks.length === 0) return value;
  const { objects, type, constant, nonNull, declared, isGuess } = value;
  return { objects, marks: union(value.marks, marks), type, constant, nonNull, declared, isGuess };
}

/** The same value known to be of a type, unless more is known already. */
export function withType(value: Value, type: JavaType | null): Value {
  if (type === null || value.objects.length > 0) return value;
  const { objects, marks, constant, nonNull, declared, isGuess } = value;
  return { objects, marks, type, constant, nonNull, declared, isGuess };
}

/** What holds of both: a value that may be either. */
export function join(a: Value, b: Value): Value {
  if (a === b || b === UNKNOWN) return a === b ? a : { ...a, constant: undefined, nonNull: false };
  if (a === UNKNOWN) return { ...b, constant: undefined, nonNull: false };
  const aNull = isNull(a);
  const bNull = isNull(b);
  return {
    objects: union(a.objects, b.objects),
    marks: union(a.marks, b.marks),
    type: aNull ? b.type : bNull ? a.type : sameType(a.type, b.type) ? a.type : (a.type ?? b.type),
    constant: a.constant === b.constant ? a.constant : undefined,
    nonNull: a.nonNull && b.nonNull,
    declared: sameType(a.declared ?? null, b.declared ?? null) ? a.declared : undefined,
    isGuess: a.isGuess ?? b.isGuess,
  };
}

/** The same value as the result of an expression of a declared type; null where no declaration says it. */
export function declaredAs(value: Value, declared: JavaType | null): Value {
  const wanted = declared ?? undefined;
  if (value.declared === wanted && value !== UNKNOWN) return value;
  const { objects, marks, type, constant, nonNull, isGuess } = value;
  return { objects, marks, type, constant, nonNull, declared: wanted, isGuess };
}

export function isNull(value: Value): boolean {
  return value.constant === null;
}

/** True when the value is an object of which something is known, so it cannot be null. */
export function isCertainlyNotNull(value: Value): boolean {
  return value.nonNull || (value.constant !== undefined && value.constant !== null);
}

function sameType(a: JavaType | null, b: JavaType | null): boolean {
  return a !== null && b !== null && a.name === b.name && a.project === b.project && a.dimensions === b.dimensions;
}

/** Set union keeping the order of first appearance, cut at the limit. */
export function union<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const added = b.filter((item) => !a.includes(item));
  if (added.length === 0) return a;
  return [...a, ...added].slice(0, MAX_ALTERNATIVES);
}
