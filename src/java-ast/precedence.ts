import type { Expression } from './nodes.ts';

/** How tightly the operators bind, JLS 15.17 to 15.24; assignment is the loosest. */
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
export interface Operand {
  readonly expression: Expression;
  readonly start: number;
  readonly end: number;
}

/**
 * A sequence of operands and binary operators on its way to a tree: what still waits for what follows. Operands are
 * pushed to the list as they come, operators with {@link pushOperator}, one between two operands.
 */
export interface PendingOperators {
  readonly operands: Operand[];
  readonly operators: string[];
}

/** An empty sequence. */
export function noOperators(): PendingOperators {
  return { operands: [], operators: [] };
}

/** Takes the next operator: it completes everything before it that binds at least as tightly, since all are left-associative. */
export function pushOperator(pending: PendingOperators, operator: string): void {
  reduce(pending, precedenceOf(operator));
  pending.operators.push(operator);
}

/**
 * Takes an `instanceof` with its right side, which is no operand.
 *
 * @param end the offset behind the type or pattern
 * @param test builds the node around the completed left side, with this start
 */
export function pushInstanceof(
  pending: PendingOperators,
  end: number,
  test: (operand: Expression, start: number) => Expression,
): void {
  reduce(pending, precedenceOf('instanceof'));
  const operand = pending.operands.pop();
  if (operand === undefined) throw new TypeError('instanceof without a left side');
  const { start } = operand;
  pending.operands.push({ expression: test(operand.expression, start), start, end });
}

/** The tree of a complete sequence; throws when there is no operand. */
export function operatorTree(pending: PendingOperators): Expression {
  reduce(pending, ASSIGNMENT_PRECEDENCE);
  const [operand] = pending.operands;
  if (operand === undefined) throw new TypeError('operators without operands');
  return operand.expression;
}

function precedenceOf(operator: string): number {
  return PRECEDENCE[operator] ?? ASSIGNMENT_PRECEDENCE;
}

function reduce({ operands, operators }: PendingOperators, precedence: number): void {
  for (let operator = operators.at(-1); operator !== undefined; operator = operators.at(-1)) {
    if (precedenceOf(operator) < precedence) return;
    operators.pop();
    const [left, right] = operands.splice(-2);
    if (left === undefined || right === undefined) throw new TypeError(`no operands for ${operator}`);
    const range = { start: left.start, end: right.end };
    const kind = PRECEDENCE[operator] === undefined ? 'Assignment' : 'BinaryExpression';
    const expression: Expression = { kind, ...range, operator, left: left.expression, right: right.expression };
    operands.push({ expression, ...range });
  }
}
