import type { CastExpressionCstNode, ReferenceTypeCastExpressionCstNode } from 'java-parser';
import type { CastExpression, Expression } from '../nodes.ts';
import { lowerLambda } from './lambdas.ts';
import type { Lowering } from './lowering.ts';
import { first, onlyChild, rangeOf } from './tokens.ts';
import { lowerPrimitiveType, lowerReferenceType, withAdditionalBounds } from './types.ts';

/** `(int) x`, `(A & B) () -> x`. */
export function lowerCast(lower: Lowering, node: CastExpressionCstNode): CastExpression {
  const child = onlyChild(node);
  if (child.name === 'primitiveCastExpression') {
    const { primitiveType, unaryExpression } = child.children;
    const operand = lower.unary(first(unaryExpression));
    return { kind: 'CastExpression', ...rangeOf(node), type: lowerPrimitiveType(first(primitiveType)), operand };
  }
  const { referenceType, additionalBound } = child.children;
  const type = withAdditionalBounds(lowerReferenceType(first(referenceType)), additionalBound ?? []);
  return { kind: 'CastExpression', ...rangeOf(node), type, operand: castOperand(lower, child) };
}

function castOperand(lower: Lowering, { children }: ReferenceTypeCastExpressionCstNode): Expression {
  const lambda = children.lambdaExpression?.[0];
  return lambda === undefined ? lower.unary(first(children.unaryExpressionNotPlusMinus)) : lowerLambda(lower, lambda);
}
