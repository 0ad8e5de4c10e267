import type {
  BinaryExpressionCstNode,
  IToken,
  ShiftOperatorCstNode,
  UnaryExpressionCstNode,
  UnaryExpressionNotPlusMinusCstNode,
} from 'java-parser';
import type { Expression, Pattern, Type } from '../nodes.ts';
import type { Lowering } from './lowering.ts';
import { lowerPrimary } from './primaries.ts';
import { childrenInOrder, endOf, first, isToken, rangeOf, startOf } from './tokens.ts';
import { lowerReferenceType } from './types.ts';
import { lowerPattern } from './variables.ts';

/** How tightly the operators bind, JLS 15.17 to 15.26; assignment is the loosest. */
const PRECEDENCE: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '|': 3,
  '^': 4,
  '&': 5,
  '==': 6,
  '!=': 6,
  '<': 7,
  '>': 7,
  '<=': 7,
  '>=': 7,
  instanceof: 7,
  '<<': 8,
  '>>': 8,
  '>>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '/': 10,
  '%': 10,
};
const ASSIGNMENT_PRECEDENCE = 0;

/** An expression with the range it occupies in a larger one: parentheses included, which its own range leaves out. */
interface Operand {
  readonly expression: Expression;
  readonly start: number;
  readonly end: number;
}

/** The operands and operators that still wait for what follows them; there is one operand more than operators. */
interface Pending {
  readonly operands: Operand[];
  readonly operators: string[];
}

/** Builds the JLS tree from java-parser's flat list of operands and operators. */
export function lowerBinary(lower: Lowering, node: BinaryExpressionCstNode): Expression {
  const pending: Pending = { operands: [], operators: [] };
  for (const child of childrenInOrder(node)) {
    if (isToken(child)) {
      pushOperator(pending, child.image);
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
        applyInstanceof(pending, null, lowerPattern(lower, child), endOf(child));
        break;
      case 'referenceType':
        applyInstanceof(pending, lowerReferenceType(child), null, endOf(child));
        break;
    }
  }
  reduce(pending, ASSIGNMENT_PRECEDENCE);
  return first(pending.operands).expression;
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

/** An operator completes everything before it that binds at least as tightly: all operators here are left-associative. */
function pushOperator(pending: Pending, operator: string): void {
  reduce(pending, precedenceOf(operator));
  // The right side of instanceof is no operand: applyInstanceof completes it.
  if (operator !== 'instanceof') pending.operators.push(operator);
}

function precedenceOf(operator: string): number {
  return PRECEDENCE[operator] ?? ASSIGNMENT_PRECEDENCE;
}

function reduce({ operands, operators }: Pending, precedence: number): void {
  for (let operator = operators.at(-1); operator !== undefined; operator = operators.at(-1)) {
    if (precedenceOf(operator) < precedence) return;
    operators.pop();
    const [left, right] = operands.splice(-2) as [Operand, Operand];
    const range = { start: left.start, end: right.end };
    const kind = PRECEDENCE[operator] === undefined ? 'Assignment' : 'BinaryExpression';
    const expression: Expression = { kind, ...range, operator, left: left.expression, right: right.expression };
    operands.push({ expression, ...range });
  }
}

function applyInstanceof(pending: Pending, type: Type | null, pattern: Pattern | null, end: number): void {
  const operand = first(pending.operands.splice(-1));
  const range = { start: operand.start, end };
  const expression: Expression = {
    kind: 'InstanceofExpression',
    ...range,
    operand: operand.expression,
    type,
    pattern,
  };
  pending.operands.push({ expression, ...range });
}
