import type { ArrayInitializer, ClassInstanceCreation, Expression, Type } from '../nodes.ts';
import { elementValue } from './annotations.ts';
import type { Conversion } from './conversion.ts';
import { childOfKind, childrenOf, kindAt, placeOf } from './conversion.ts';
import { Kind } from './kinds.ts';
import { classType, convertType, dimensionsAt, isTypeKind } from './types.ts';

/** Builds `new T(args) { body }`, with the expression in front of `.new` when there is one. */
export function classInstanceCreation(
  conversion: Conversion,
  index: number,
  outer: Expression | null,
): ClassInstanceCreation {
  const place = placeOf(conversion, index);
  const type = childrenOf(conversion, index).find((child) => isTypeKind(kindAt(conversion, child)));
  const list = childOfKind(conversion, index, Kind.argument_list);
  const body = childOfKind(conversion, index, Kind.class_body);
  return {
    kind: 'ClassInstanceCreation',
    ...place,
    outer,
    type: classType(conversion, type ?? index),
    arguments: list < 0 ? [] : expressions(conversion, list),
    body: body < 0 ? null : conversion.parts.classBody(conversion, body),
  };
}

function expressions(conversion: Conversion, list: number): Expression[] {
  return childrenOf(conversion, list).map((child) => conversion.parts.expression(conversion, child));
}

/** Builds `new T[n][]` or `new T[] { … }`. */
export function arrayCreation(conversion: Conversion, index: number): Expression {
  const place = placeOf(conversion, index);
  const sizes: Expression[] = [];
  let elementType: Type | null = null;
  let dimensions = 0;
  let initializer: ArrayInitializer | null = null;
  for (const child of childrenOf(conversion, index)) {
    const kind = kindAt(conversion, child);
    if (isTypeKind(kind)) elementType = convertType(conversion, child);
    else if (kind === Kind.dimensions) dimensions += dimensionsAt(conversion, child);
    else if (kind === Kind.array_initializer) initializer = arrayInitializer(conversion, child);
    else if (kind === Kind.dimensions_expr) {
      const size = childrenOf(conversion, child).at(-1);
      if (size !== undefined) sizes.push(conversion.parts.expression(conversion, size));
      dimensions++;
    }
  }
  if (elementType === null) return { kind: 'ErrorExpression', ...place };
  return { kind: 'ArrayCreation', ...place, elementType, dimensions, sizes, initializer };
}

/** Builds `{ a, b }`, of an array or of an annotation element. */
export function arrayInitializer(conversion: Conversion, index: number): ArrayInitializer {
  const values = childrenOf(conversion, index).map((child) => elementValue(conversion, child));
  return { kind: 'ArrayInitializer', ...placeOf(conversion, index), values };
}
