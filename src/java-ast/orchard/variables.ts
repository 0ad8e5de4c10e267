import type { LocalVariableDeclaration, Type, VariableDeclarator } from '../nodes.ts';
import { modifiersOf } from './annotations.ts';
import type { Conversion } from './conversion.ts';
import { childOfKind, childrenOf, identifierAt, kindAt, nextOf, placeOf, startOf } from './conversion.ts';
import { convertExpression } from './expressions.ts';
import { Kind } from './kinds.ts';
import { nameOf } from './parameters.ts';
import { classType, convertType, dimensionsAt, isTypeKind } from './types.ts';

/** Converts a local variable declaration; `end` tells whether its `;` is part of it. */
export function localVariables(conversion: Conversion, index: number, end: number): LocalVariableDeclaration {
  return {
    kind: 'LocalVariableDeclaration',
    start: startOf(conversion, index),
    end,
    ...modifiersOf(conversion, index),
    type: declaredType(conversion, index),
    declarators: variableDeclarators(conversion, index),
  };
}

/** The type that a field, variable, method or parameter is declared with. */
export function declaredType(conversion: Conversion, declaration: number): Type {
  const type = childrenOf(conversion, declaration).find((child) => isTypeKind(kindAt(conversion, child)));
  if (type !== undefined) return convertType(conversion, type);
  const { start } = placeOf(conversion, declaration);
  return { ...classType(conversion, declaration), start, end: start, name: '' };
}

/** The declarators of a field or variable declaration. */
export function variableDeclarators(conversion: Conversion, declaration: number): VariableDeclarator[] {
  return childrenOf(conversion, declaration)
    .filter((child) => kindAt(conversion, child) === Kind.variable_declarator)
    .map((child) => variableDeclarator(conversion, child));
}

/** Converts `name[] = initializer`. The name's own entry is skipped as a value: `x = y` has two identifiers. */
function variableDeclarator(conversion: Conversion, index: number): VariableDeclarator {
  const place = placeOf(conversion, index);
  const name = nameOf(conversion, index);
  const value = initializerOf(conversion, index);
  return {
    kind: 'VariableDeclarator',
    ...place,
    name: identifierAt(conversion, name, place),
    dimensions: dimensionsAt(conversion, childOfKind(conversion, index, Kind.dimensions)),
    initializer: value < 0 ? null : convertExpression(conversion, value),
  };
}

/** The entry behind the `=` of a declarator or resource, or -1. */
export function initializerOf(conversion: Conversion, index: number): number {
  const { kinds } = conversion.table;
  const equals = childOfKind(conversion, index, Kind.operator);
  if (equals < 0) return -1;
  const end = nextOf(conversion, index);
  let value = nextOf(conversion, equals);
  while (value < end && kinds[value] === Kind.error) value = nextOf(conversion, value);
  return value < end ? value : -1;
}
