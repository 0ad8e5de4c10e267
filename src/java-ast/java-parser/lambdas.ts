import type { LambdaExpressionCstNode } from 'java-parser';
import type { LambdaExpression } from '../nodes.ts';
import type { Lowering } from './lowering.ts';
import { first, onlyChild, rangeOf } from './tokens.ts';
import { lowerLambdaParameters } from './variables.ts';

/** `x -> y`, `(int x) -> { }`. */
export function lowerLambda(lower: Lowering, node: LambdaExpressionCstNode): LambdaExpression {
  const { lambdaParameters, lambdaBody } = node.children;
  const body = onlyChild(first(lambdaBody));
  return {
    kind: 'LambdaExpression',
    ...rangeOf(node),
    parameters: lowerLambdaParameters(lower, first(lambdaParameters)),
    body: body.name === 'block' ? lower.block(body) : lower.expression(body),
  };
}
