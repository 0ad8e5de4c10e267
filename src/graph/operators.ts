/** Operators: constants are folded, marks flow to the result except where the operator forgets the value. */
import type { Expression } from '../model/facts.ts';
import { namedType } from '../model/java-type.ts';
import { childBranch } from './branch.ts';
import { equality, evaluate, truthOf } from './expressions.ts';
import type { Frame, Machine } from './machine.ts';
import type { SinkRecord } from './sink-record.ts';
import { constantValue, typed, union, UNKNOWN, withMarks, type Value } from './values.ts';

const BOOLEAN = namedType('boolean');
const STRING = namedType('java.lang.String');
const COMPARISONS = new Set(['<', '>', '<=', '>=', '==', '!=']);

/** `left operator right`; long chains of one operator are walked without recursion. */
export function binary(machine: Machine, frame: Frame, expression: Expression & { kind: 'binary' }): Value {
  const rights: { readonly operator: string; readonly right: Expression }[] = [];
  let leftmost: Expression = expression;
  while (leftmost.kind === 'binary') {
    rights.push({ operator: leftmost.operator, right: leftmost.right });
    leftmost = leftmost.left;
  }
  let value = evaluate(machine, frame, leftmost);
  for (const { operator, right } of rights.reverse()) value = combine(machine, frame, value, operator, right);
  return value;
}

function combine(machine: Machine, frame: Frame, left: Value, operator: string, rightExpression: Expression): Value {
  if (operator === '&&' || operator === '||') return shortCircuit(machine, frame, left, operator, rightExpression);
  const right = evaluate(machine, frame, rightExpression);
  if (COMPARISONS.has(operator)) return comparison(left, operator, right);
  if (operator === '+' && (isText(left) || isText(right))) return concatenation(left, right);
  const folded = fold(left.constant, operator, right.constant);
  if (folded !== undefined) return constantValue(folded, left.type);
  if (operator === '-' && isTime(left) && isTime(right)) {
    // The difference of two times is a duration: it does not go stale.
    return typed(left.type);
  }
  return { ...UNKNOWN, type: left.type ?? right.type, marks: union(left.marks, right.marks), nonNull: true };
}

function shortCircuit(
  machine: Machine,
  frame: Frame,
  left: Value,
  operator: string,
  rightExpression: Expression,
): Value {
  const truth = truthOf(left);
  if (truth === (operator === '||')) return constantValue(truth, BOOLEAN);
  const evaluateRight = () => evaluate(machine, frame, rightExpression);
  const right = truth === null ? machine.inBranch(childBranch(machine.branch), evaluateRight) : evaluateRight();
  if (truth !== null) return right;
  const rightTruth = truthOf(right);
  return rightTruth === (operator === '||')
    ? constantValue(rightTruth, BOOLEAN)
    : withMarks(typed(BOOLEAN), union(left.marks, right.marks));
}

function comparison(left: Value, operator: string, right: Value): Value {
  if (operator === '==' || operator === '!=') {
    const equal = equality(left, right);
    if (equal !== null) return constantValue(equal === (operator === '=='), BOOLEAN);
  } else if (typeof left.constant === 'number' && typeof right.constant === 'number') {
    return constantValue(ordered(left.constant, operator, right.constant), BOOLEAN);
  }
  // A sampling decision (`nextDouble() < 0.1`) is frozen like the number; whether a time has passed is not a time.
  return withMarks(
    typed(BOOLEAN),
    union(left.marks, right.marks).filter((mark) => mark.entry.family === 'randomness'),
  );
}

function ordered(left: number, operator: string, right: number): boolean {
  if (operator === '<') return left < right;
  if (operator === '>') return left > right;
  return operator === '<=' ? left <= right : left >= right;
}

function concatenation(left: Value, right: Value): Value {
  const marks = union(left.marks, right.marks);
  if (left.constant !== undefined && right.constant !== undefined) {
    return withMarks(constantValue(`${String(left.constant)}${String(right.constant)}`, STRING), marks);
  }
  return { ...UNKNOWN, type: STRING, marks, nonNull: true };
}

function isText(value: Value): boolean {
  return typeof value.constant === 'string' || value.type?.name === 'java.lang.String';
}

function isTime(value: Value): boolean {
  return value.marks.some((mark: SinkRecord) => mark.entry.family === 'time');
}

/** Integer and floating arithmetic on constants; undefined where not known. Java's overflow is not modelled. */
function fold(left: Value['constant'], operator: string, right: Value['constant']): Value['constant'] {
  if (typeof left === 'boolean' && typeof right === 'boolean') {
    if (operator === '&') return left && right;
    if (operator === '|') return left || right;
    return operator === '^' ? left !== right : undefined;
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    default:
      return undefined;
  }
}

export function unary(machine: Machine, frame: Frame, expression: Expression & { kind: 'unary' }): Value {
  const operand = evaluate(machine, frame, expression.operand);
  if (expression.operator === '!' && typeof operand.constant === 'boolean') {
    return constantValue(!operand.constant, BOOLEAN);
  }
  if (expression.operator === '-' && typeof operand.constant === 'number') {
    return constantValue(-operand.constant, operand.type);
  }
  return { ...operand, constant: expression.operator === '+' ? operand.constant : undefined };
}
