import type { Block, Expression, FormalParameter } from '../nodes.ts';
import type { Conversion } from './conversion.ts';
import { childrenOf, kindAt, placeOf } from './conversion.ts';
import { Kind } from './kinds.ts';
import { formalParameters, untypedParameter } from './parameters.ts';

/** Builds `x -> body`, `(x, y) -> body` or `(int x) -> body`. */
export function lambdaExpression(conversion: Conversion, index: number): Expression {
  const place = placeOf(conversion, index);
  const [parameters, body] = childrenOf(conversion, index);
  return {
    kind: 'LambdaExpression',
    ...place,
    parameters: parameters === undefined ? [] : lambdaParameters(conversion, index, parameters),
    body:
      body === undefined ? { kind: 'ErrorExpression', start: place.end, end: place.end } : lambdaBody(conversion, body),
  };
}

function lambdaParameters(conversion: Conversion, lambda: number, parameters: number): FormalParameter[] {
  switch (kindAt(conversion, parameters)) {
    case Kind.formal_parameters:
      return formalParameters(conversion, lambda);
    case Kind.inferred_parameters:
      return childrenOf(conversion, parameters).map((parameter) => untypedParameter(conversion, parameter));
    default:
      return [untypedParameter(conversion, parameters)];
  }
}

function lambdaBody(conversion: Conversion, index: number): Expression | Block {
  if (kindAt(conversion, index) === Kind.block) return conversion.parts.block(conversion, index);
  return conversion.parts.expression(conversion, index);
}
