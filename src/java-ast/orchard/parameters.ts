import type { FormalParameter, Type } from '../nodes.ts';
import { modifiersOf } from './annotations.ts';
import type { Conversion } from './conversion.ts';
import { childOfKind, childrenOf, identifierAt, kindAt, placeOf } from './conversion.ts';
import { Kind } from './kinds.ts';
import { combinedType, convertType, dimensionsAt, isTypeKind, withDimensions } from './types.ts';

/**
 * The parameters of a method, constructor, record header or typed lambda, without a receiver parameter. An annotated one
 * (`@A T this`) is taken by the grammar for a parameter with the name `this`.
 */
export function formalParameters(conversion: Conversion, declaration: number): FormalParameter[] {
  const list = childOfKind(conversion, declaration, Kind.formal_parameters);
  if (list < 0) return [];
  const parameters: FormalParameter[] = [];
  for (const child of childrenOf(conversion, list)) {
    const kind = kindAt(conversion, child);
    if (kind === Kind.formal_parameter) parameters.push(typedParameter(conversion, child));
    else if (kind === Kind.spread_parameter) parameters.push(variableArityParameter(conversion, child));
  }
  return parameters.filter(({ name }) => name.name !== 'this');
}

/** A parameter whose modifiers, type and name are children of the entry: of a method, a `catch` or a pattern. */
export function typedParameter(conversion: Conversion, index: number): FormalParameter {
  const place = placeOf(conversion, index);
  const type = typeOf(conversion, index);
  const dimensions = dimensionsAt(conversion, childOfKind(conversion, index, Kind.dimensions));
  return {
    kind: 'FormalParameter',
    ...place,
    ...modifiersOf(conversion, index),
    type: type === null ? null : withDimensions(type, dimensions),
    name: identifierAt(conversion, nameOf(conversion, index), place),
    variableArity: false,
  };
}

/** A lambda parameter that is a name only. */
export function untypedParameter(conversion: Conversion, index: number): FormalParameter {
  const place = placeOf(conversion, index);
  const name = identifierAt(conversion, index, place);
  return { kind: 'FormalParameter', ...place, modifiers: [], annotations: [], type: null, name, variableArity: false };
}

function variableArityParameter(conversion: Conversion, index: number): FormalParameter {
  const place = placeOf(conversion, index);
  const declarator = childOfKind(conversion, index, Kind.variable_declarator);
  const type = typeOf(conversion, index);
  const name = declarator < 0 ? -1 : nameOf(conversion, declarator);
  const dimensions = declarator < 0 ? -1 : childOfKind(conversion, declarator, Kind.dimensions);
  return {
    kind: 'FormalParameter',
    ...place,
    ...modifiersOf(conversion, index),
    type: type === null ? null : withDimensions(type, dimensionsAt(conversion, dimensions)),
    name: identifierAt(conversion, name, place),
    variableArity: true,
  };
}

/** The table entry of a declared name, `_` included; -1 when there is none. What follows the name may be an identifier as well. */
export function nameOf(conversion: Conversion, index: number): number {
  const name = childrenOf(conversion, index).find((child) => isNameKind(kindAt(conversion, child)));
  return name ?? -1;
}

function isNameKind(kind: number): boolean {
  return kind === Kind.identifier || kind === Kind.underscore_pattern;
}

function typeOf(conversion: Conversion, index: number): Type | null {
  const alternatives = childOfKind(conversion, index, Kind.catch_type);
  const types = childrenOf(conversion, alternatives < 0 ? index : alternatives)
    .filter((child) => isTypeKind(kindAt(conversion, child)))
    .map((child) => convertType(conversion, child));
  return combinedType(types);
}
