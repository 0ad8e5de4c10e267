import type { ConditionalExpressionCstNode, ExpressionCstNode } from 'java-parser';
import type { Expression } from '../nodes.ts';
import { lowerLambda } from './lambdas.ts';
import type { Lowering } from './lowering.ts';
import { lowerBinary } from './operators.ts';
import { first, onlyChild, rangeOf, required } from './tokens.ts';

/** Any expression. */
export function lowerExpression(lower: Lowering, node: ExpressionCstNode): Expression {
  const child = onlyChild(node);
  return child.name === 'lambdaExpression' ? lowerLambda(lower, child) : lowerConditional(lower, child);
}

/** `a ? b : c`, or without the question mark whatever `a` is. */
export function lowerConditional(lower: Lowering, node: ConditionalExpressionCstNode): Expression {
  const { binaryExpression, expression } = node.children;
  const condition = lowerBinary(lower, first(binaryExpression));
  if (expression === undefined) return condition;
  const [whenTrue, whenFalse] = expression.map(lower.expression);
  return {
    kind: 'ConditionalExpression',
    ...rangeOf(node),
    condition,
    whenTrue: required(whenTrue),
    whenFalse: required(whenFalse),
  };
}
