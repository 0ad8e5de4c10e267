import type { CatchClause, ExpressionStatement, LocalVariableDeclaration, TryStatement } from '../nodes.ts';
import { modifiersOf } from './annotations.ts';
import type { Conversion } from './conversion.ts';
import { childOfKind, childrenOf, endOf, identifierAt, kindAt, placeOf, startOf } from './conversion.ts';
import { convertExpression } from './expressions.ts';
import { Kind } from './kinds.ts';
import { nameOf, typedParameter } from './parameters.ts';
import { blockOrMissing } from './statements.ts';
import { dimensionsAt, isTypeKind } from './types.ts';
import { declaredType, initializerOf } from './variables.ts';

/** Converts `try`, with or without resources. */
export function tryStatement(conversion: Conversion, index: number): TryStatement {
  const place = placeOf(conversion, index);
  const resources = childOfKind(conversion, index, Kind.resource_specification);
  const finallyClause = childOfKind(conversion, index, Kind.finally_clause);
  const finallyBlock = finallyClause < 0 ? -1 : childOfKind(conversion, finallyClause, Kind.block);
  const children = childrenOf(conversion, index);
  return {
    kind: 'TryStatement',
    ...place,
    resources: resources < 0 ? [] : resourcesIn(conversion, resources),
    body: blockOrMissing(conversion, childOfKind(conversion, index, Kind.block), place),
    catches: children
      .filter((child) => kindAt(conversion, child) === Kind.catch_clause)
      .map((child) => catchClause(conversion, child)),
    finallyBlock: finallyBlock < 0 ? null : blockOrMissing(conversion, finallyBlock, place),
  };
}

function catchClause(conversion: Conversion, index: number): CatchClause {
  const place = placeOf(conversion, index);
  const parameter = childOfKind(conversion, index, Kind.catch_formal_parameter);
  return {
    kind: 'CatchClause',
    ...place,
    parameter: typedParameter(conversion, parameter < 0 ? index : parameter),
    body: blockOrMissing(conversion, childOfKind(conversion, index, Kind.block), place),
  };
}

function resourcesIn(
  conversion: Conversion,
  specification: number,
): (LocalVariableDeclaration | ExpressionStatement)[] {
  return childrenOf(conversion, specification)
    .filter((child) => kindAt(conversion, child) === Kind.resource)
    .map((child) => resource(conversion, child));
}

/** A resource is declared (`T name = value`) or names a variable or field. */
function resource(conversion: Conversion, index: number): LocalVariableDeclaration | ExpressionStatement {
  const place = placeOf(conversion, index);
  const type = childrenOf(conversion, index).find((child) => isTypeKind(kindAt(conversion, child)));
  if (type === undefined) {
    return { kind: 'ExpressionStatement', ...place, expression: convertExpression(conversion, index + 1) };
  }
  const name = nameOf(conversion, index);
  const value = initializerOf(conversion, index);
  const declaratorPlace = { start: name < 0 ? endOf(conversion, type) : startOf(conversion, name), end: place.end };
  return {
    kind: 'LocalVariableDeclaration',
    ...place,
    ...modifiersOf(conversion, index),
    type: declaredType(conversion, index),
    declarators: [
      {
        kind: 'VariableDeclarator',
        ...declaratorPlace,
        name: identifierAt(conversion, name, declaratorPlace),
        dimensions: dimensionsAt(conversion, childOfKind(conversion, index, Kind.dimensions)),
        initializer: value < 0 ? null : convertExpression(conversion, value),
      },
    ],
  };
}
