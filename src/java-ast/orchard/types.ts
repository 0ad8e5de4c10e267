import type { ClassType, ReferenceType, Type, TypeArgument, TypeParameter } from '../nodes.ts';
import type { Conversion, Place } from './conversion.ts';
import {
  childOfKind,
  childrenOf,
  dottedName,
  endOf,
  identifierAt,
  kindAt,
  nested,
  placeOf,
  startOf,
  textAt,
} from './conversion.ts';
import { Kind } from './kinds.ts';

/** Whether a table entry of this kind is a type. */
export function isTypeKind(kind: number): boolean {
  switch (kind) {
    case Kind.type_identifier:
    case Kind.scoped_type_identifier:
    case Kind.generic_type:
    case Kind.array_type:
    case Kind.annotated_type:
    case Kind.integral_type:
    case Kind.floating_point_type:
    case Kind.boolean_type:
    case Kind.void_type:
      return true;
    default:
      return false;
  }
}

/** Converts any type; `var` becomes VarType. What is no type becomes a ClassType with its text as name. */
export function convertType(conversion: Conversion, index: number): Type {
  switch (kindAt(conversion, index)) {
    case Kind.integral_type:
    case Kind.floating_point_type:
    case Kind.boolean_type:
    case Kind.void_type:
      return { kind: 'PrimitiveType', ...placeOf(conversion, index), name: textAt(conversion, index) };
    case Kind.type_identifier:
      if (textAt(conversion, index) === 'var') return { kind: 'VarType', ...placeOf(conversion, index) };
      return classType(conversion, index);
    case Kind.array_type:
      return nested(conversion, index, arrayType, namelessType);
    case Kind.annotated_type:
      return annotatedType(conversion, index, convertType);
    default:
      return classType(conversion, index);
  }
}

/** Converts a type where only a class, interface, type variable or array can stand. */
export function convertReferenceType(conversion: Conversion, index: number): ReferenceType {
  switch (kindAt(conversion, index)) {
    case Kind.array_type:
      return nested(conversion, index, arrayType, namelessType);
    case Kind.annotated_type:
      return annotatedType(conversion, index, convertReferenceType);
    default:
      return classType(conversion, index);
  }
}

/** Converts the name of a class with its type arguments; for an array type that of its elements' class. */
export function classType(conversion: Conversion, index: number): ClassType {
  const kind = kindAt(conversion, index);
  if (kind === Kind.annotated_type) return annotatedType(conversion, index, classType);
  if (kind === Kind.generic_type) return nested(conversion, index, genericType, namelessType);
  return { ...namelessType(placeOf(conversion, index)), name: dottedName(conversion, index) };
}

function namelessType(place: Place): ClassType {
  return { kind: 'ClassType', ...place, name: '', typeArguments: [], diamond: false, others: [] };
}

/** An annotation on a type is no part of it: the range starts behind it. */
function annotatedType<Result>(
  conversion: Conversion,
  index: number,
  convert: (conversion: Conversion, index: number) => Result,
): Result {
  const children = childrenOf(conversion, index);
  const type = children.find((child) => isTypeKind(kindAt(conversion, child)));
  return convert(conversion, type ?? children.at(-1) ?? index + 1);
}

function genericType(conversion: Conversion, index: number): ClassType {
  const typeArguments: TypeArgument[] = [];
  const list = childOfKind(conversion, index, Kind.type_arguments);
  for (const child of list < 0 ? [] : childrenOf(conversion, list)) {
    const kind = kindAt(conversion, child);
    if (kind === Kind.wildcard) typeArguments.push(wildcard(conversion, child));
    else if (isTypeKind(kind)) typeArguments.push(convertType(conversion, child));
  }
  return {
    kind: 'ClassType',
    ...placeOf(conversion, index),
    name: dottedName(conversion, index),
    typeArguments,
    diamond: list >= 0 && typeArguments.length === 0,
    others: [],
  };
}

function wildcard(conversion: Conversion, index: number): TypeArgument {
  const place = placeOf(conversion, index);
  const children = childrenOf(conversion, index);
  const bound = children.find((child) => isTypeKind(kindAt(conversion, child)));
  if (bound === undefined) return { kind: 'Wildcard', ...place, boundKind: null, bound: null };
  const isSuper = children.some((child) => kindAt(conversion, child) === Kind.super);
  return {
    kind: 'Wildcard',
    ...place,
    boundKind: isSuper ? 'super' : 'extends',
    bound: nested(conversion, bound, convertReferenceType, namelessType),
  };
}

function arrayType(conversion: Conversion, index: number): ReferenceType {
  const element = childrenOf(conversion, index).find((child) => isTypeKind(kindAt(conversion, child)));
  const dimensions = childOfKind(conversion, index, Kind.dimensions);
  const elementType =
    element === undefined ? namelessType(placeOf(conversion, index)) : convertType(conversion, element);
  const count = Math.max(1, dimensionsAt(conversion, dimensions));
  const inner = elementType.kind === 'ArrayType' ? elementType : { elementType, dimensions: 0 };
  return {
    kind: 'ArrayType',
    ...placeOf(conversion, index),
    elementType: inner.elementType,
    dimensions: inner.dimensions + count,
  };
}

/** Comments in a stretch of text that has no literals. */
export const COMMENTS = /\/\*[^]*?\*\/|\/\/[^\r\n]*/g;

/** How many `[]` a `dimensions` entry has; 0 when there is none (`index` is -1). */
export function dimensionsAt(conversion: Conversion, index: number): number {
  if (index < 0) return 0;
  let count = 0;
  let start = startOf(conversion, index);
  for (const annotation of childrenOf(conversion, index)) {
    count += bracketsIn(conversion.text.slice(start, startOf(conversion, annotation)));
    start = endOf(conversion, annotation);
  }
  return count + bracketsIn(conversion.text.slice(start, endOf(conversion, index)));
}

function bracketsIn(text: string): number {
  return text.replace(COMMENTS, '').split('[').length - 1;
}

/** Folds `[]` written behind a name into the type; the type keeps its range, which has no part of them. */
export function withDimensions(type: Type, dimensions: number): Type {
  if (dimensions === 0) return type;
  const { start, end } = type;
  if (type.kind === 'ArrayType') return { ...type, dimensions: type.dimensions + dimensions };
  return { kind: 'ArrayType', start, end, elementType: type, dimensions };
}

/** One type of several (`A | B`, `A & B`): the first, spanning all, with the rest in `others`. */
export function combinedType(types: readonly Type[]): Type | null {
  const [first, ...rest] = types;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return first ?? null;
  if (first.kind !== 'ClassType') return first;
  const others = rest.filter((type): type is ReferenceType => type.kind === 'ClassType' || type.kind === 'ArrayType');
  return { ...first, end: last.end, others };
}

/** The type of a cast, an intersection included; null when it has none. */
export function castType(conversion: Conversion, index: number): Type | null {
  const types = childrenOf(conversion, index).filter((child) => isTypeKind(kindAt(conversion, child)));
  return combinedType(types.map((type) => convertType(conversion, type)));
}

/** The types of a `throws`, `permits`, `extends` or `implements` clause; none when it is missing (`index` is -1). */
export function typeList(conversion: Conversion, index: number): ReferenceType[] {
  if (index < 0) return [];
  const types: ReferenceType[] = [];
  for (const child of childrenOf(conversion, index)) {
    const kind = kindAt(conversion, child);
    if (kind === Kind.type_list) types.push(...typeList(conversion, child));
    else if (isTypeKind(kind)) types.push(convertReferenceType(conversion, child));
  }
  return types;
}

/** The type parameters of a declaration; none when it has no list. */
export function typeParameters(conversion: Conversion, declaration: number): TypeParameter[] {
  const list = childOfKind(conversion, declaration, Kind.type_parameters);
  if (list < 0) return [];
  return childrenOf(conversion, list)
    .filter((child) => kindAt(conversion, child) === Kind.type_parameter)
    .map((child) => typeParameter(conversion, child));
}

/** Annotations of a type parameter are dropped, but the parameter's range starts at them: they are tokens of its own. */
function typeParameter(conversion: Conversion, index: number): TypeParameter {
  const place = placeOf(conversion, index);
  const name = childOfKind(conversion, index, Kind.type_identifier);
  const bound = childOfKind(conversion, index, Kind.type_bound);
  return {
    kind: 'TypeParameter',
    ...place,
    name: identifierAt(conversion, name, place),
    bounds: typeList(conversion, bound),
  };
}
