import type {
  BinaryExpressionCstNode,
  IToken,
  ShiftOperatorCstNode,
  UnaryExpressionCstNode,
  UnaryExpressionNotPlusMinusCstNode,
} from 'java-parser';
import type { Expression } from '../nodes.ts';
import { noOperators, operatorTree, pushInstanceof, pushOperator } from '../precedence.ts';
import type { Lowering } from './lowering.ts';
import { lowerPrimary } from './primaries.ts';
import { childrenInOrder, endOf, first, isToken, rangeOf, startOf } from './tokens.ts';
import { lowerReferenceType } from './types.ts';
import { lowerPattern } from './variables.ts';

/** Builds the JLS tree from java-parser's flat list of operands and operators. */
export function lowerBinary(lower: Lowering, node: BinaryExpressionCstNode): Expression {
  const pending = noOperators();
  for (const child of childrenInOrder(node)) {
    if (isToken(child)) {
      // The right side of instanceof comes as a child of its own and completes it.
      if (child.image !== 'instanceof') pushOperator(pending, child.image);
      continue;
    }
    switch (child.name) {
      case 'unaryExpression':
        pending.operands.push({ expression: lowerUnary(lower, child), ...rangeOf(child) });
        break;
      case 'expression':
        pending.operands.push({ expression: lower.expression(child), ...rangeOf(child) });
        break;
      case 'shiftOperator':
        pushOperator(pending, shiftOperatorOf(child));
        break;
      case 'pattern':
      case 'referenceType': {
        const isPattern = child.name === 'pattern';
        const end = endOf(child);
        const type = isPattern ? null : lowerReferenceType(child);
        const pattern = isPattern ? lowerPattern(lower, child) : null;
        pushInstanceof(pending, end, (operand, start) => {
          return { kind: 'InstanceofExpression', start, end, operand, type, pattern };
        });
        break;
      }
    }
  }
  return operatorTree(pending);
}

/** Prefix operators bind looser than suffix operators: `-i++` negates the old value. */
export function lowerUnary(
  lower: Lowering,
  node: UnaryExpressionCstNode | UnaryExpressionNotPlusMinusCstNode,
): Expression {
  const primary = first(node.children.primary);
  const { start } = rangeOf(primary);
  let { end } = rangeOf(primary);
  let operand = lowerPrimary(lower, primary);
  for (const suffix of node.children.UnarySuffixOperator ?? []) {
    end = endOf(suffix);
    operand = { kind: 'UnaryExpression', start, end, operator: suffix.image, prefix: false, operand };
  }
  for (const prefix of prefixOperators(node).reverse()) {
    operand = { kind: 'UnaryExpression', start: startOf(prefix), end, operator: prefix.image, prefix: true, operand };
  }
  return operand;
}

function prefixOperators(node: UnaryExpressionCstNode | UnaryExpressionNotPlusMinusCstNode): IToken[] {
  const operators =
    node.name === 'unaryExpression' ? node.children.UnaryPrefixOperator : node.children.UnaryPrefixOperatorNotPlusMinus;
  return [...(operators ?? [])];
}

/** `>>` comes as single `>` tokens, because it can also close two type argument lists. */
function shiftOperatorOf(node: ShiftOperatorCstNode): string {
  return [...(node.children.Less ?? []), ...(node.children.Greater ?? [])].map((token) => token.image).join('');
}
