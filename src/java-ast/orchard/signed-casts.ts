import type { Expression } from '../nodes.ts';
import type { Operand, PendingOperators } from '../precedence.ts';
import { noOperators, operatorTree, pushInstanceof, pushOperator } from '../precedence.ts';
import type { Conversion } from './conversion.ts';
import { MAX_NESTING, childrenOf, endOf, kindAt, nextOf, placeOf, startOf, textAt } from './conversion.ts';
import type { SyntaxTable } from './cursor.ts';
import { Kind } from './kinds.ts';
import { instanceofExpression } from './patterns.ts';
import { nameAsExpression } from './references.ts';
import { COMMENTS, castType, isTypeKind } from './types.ts';

/**
 * The casts that are none: in `(a) - b * c` the grammar casts `-b` to `a`, although Java casts signed operands to
 * primitive types only (JLS 15.16). Gives their table indexes.
 */
export function misreadCasts(table: SyntaxTable): ReadonlySet<number> {
  const found = new Set<number>();
  const { kinds, starts, nexts, size, text } = table;
  for (let index = 0; index < size; index++) {
    if (kinds[index] !== Kind.cast_expression || !isPlainName(table, index + 1)) continue;
    const operand = nexts[index + 1] ?? size;
    if (kinds[operand] !== Kind.unary_expression) continue;
    const sign = text[starts[operand + 1] ?? -1];
    if (sign === '+' || sign === '-') found.add(index);
  }
  return found;
}

function isPlainName({ kinds, nexts, size }: SyntaxTable, index: number): boolean {
  for (let entry = index; entry < (nexts[index] ?? size); entry++) {
    if (kinds[entry] !== Kind.type_identifier && kinds[entry] !== Kind.scoped_type_identifier) return false;
  }
  return true;
}

/**
 * Converts an expression of operators anew, from its operands, when one of them is a misread cast: what follows the
 * cast is in the wrong place of the grammar's tree. Gives null for every other expression.
 */
export function regroupedExpression(conversion: Conversion, index: number): Expression | null {
  if (conversion.misreadCasts.size === 0 || !holdsMisreadCast(conversion, index)) return null;
  const pending = noOperators();
  appendOperands(conversion, index, pending, (operand) => operand);
  return operatorTree(pending);
}

/** Whether an entry is an operator with operands; parentheses and everything with brackets are operands. */
export function isOperatorKind(kind: number): boolean {
  return (
    kind === Kind.binary_expression ||
    kind === Kind.instanceof_expression ||
    kind === Kind.unary_expression ||
    kind === Kind.cast_expression
  );
}

/** Looks through the operators only; gives up on more prefix operators and casts than code may nest. */
function holdsMisreadCast(conversion: Conversion, index: number): boolean {
  const { table, misreadCasts: misread } = conversion;
  const end = nextOf(conversion, index);
  let prefixes = 0;
  let isFound = false;
  for (let entry = index; entry < end;) {
    const kind = kindAt(conversion, entry);
    isFound ||= misread.has(entry);
    if (kind === Kind.unary_expression || kind === Kind.cast_expression) prefixes++;
    entry = isOperatorKind(kind) ? entry + 1 : (table.nexts[entry] ?? end);
  }
  return isFound && prefixes <= MAX_NESTING;
}

/**
 * Appends the operands and operators of an expression in textual order.
 *
 * @param prefixed what the prefix operators and casts in front make of the first operand
 */
function appendOperands(
  conversion: Conversion,
  index: number,
  pending: PendingOperators,
  prefixed: (operand: Operand) => Operand,
): void {
  const chain: number[] = [];
  let leftmost = index;
  while (isInfix(kindAt(conversion, leftmost))) {
    const left = childrenOf(conversion, leftmost)[0];
    if (left === undefined) break;
    chain.push(leftmost);
    leftmost = left;
  }
  appendPrefixed(conversion, leftmost, pending, prefixed);
  for (let link = chain.pop(); link !== undefined; link = chain.pop()) appendRightSide(conversion, link, pending);
}

function isInfix(kind: number): boolean {
  return kind === Kind.binary_expression || kind === Kind.instanceof_expression;
}

function appendRightSide(conversion: Conversion, index: number, pending: PendingOperators): void {
  if (kindAt(conversion, index) === Kind.instanceof_expression) {
    pushInstanceof(pending, endOf(conversion, index), (operand, start) => {
      return { ...instanceofExpression(conversion, index, operand), start };
    });
    return;
  }
  const [, operator, right] = childrenOf(conversion, index);
  if (operator === undefined || right === undefined) return;
  pushOperator(pending, textAt(conversion, operator));
  appendOperands(conversion, right, pending, (operand) => operand);
}

function appendPrefixed(
  conversion: Conversion,
  index: number,
  pending: PendingOperators,
  prefixed: (operand: Operand) => Operand,
): void {
  const kind = kindAt(conversion, index);
  const [first, second] = childrenOf(conversion, index);
  if (conversion.misreadCasts.has(index) && first !== undefined && second !== undefined) {
    pending.operands.push(prefixed(parenthesizedName(conversion, index, first, second)));
    const [sign, operand] = childrenOf(conversion, second);
    pushOperator(pending, textAt(conversion, sign ?? second));
    appendOperands(conversion, operand ?? second, pending, (whole) => whole);
  } else if (kind === Kind.unary_expression && first !== undefined && second !== undefined) {
    appendOperands(conversion, second, pending, (operand) => prefixed(signed(conversion, index, first, operand)));
  } else if (kind === Kind.cast_expression) {
    const value = childrenOf(conversion, index).findLast((child) => !isTypeKind(kindAt(conversion, child)));
    appendOperands(conversion, value ?? index + 1, pending, (operand) => prefixed(cast(conversion, index, operand)));
  } else {
    const expression = conversion.parts.expression(conversion, index);
    pending.operands.push(prefixed({ expression, ...placeOf(conversion, index) }));
  }
}

/** The `(a)` in front of the sign. */
function parenthesizedName(conversion: Conversion, index: number, type: number, signedOperand: number): Operand {
  const start = startOf(conversion, index);
  const behindName = endOf(conversion, type);
  const gap = conversion.text.slice(behindName, startOf(conversion, signedOperand));
  const closing = gap.replace(COMMENTS, (comment) => ' '.repeat(comment.length)).indexOf(')');
  const expression = nameAsExpression(conversion, type) ?? { kind: 'ErrorExpression', ...placeOf(conversion, type) };
  return { expression, start, end: behindName + closing + 1 };
}

function signed(conversion: Conversion, index: number, operator: number, operand: Operand): Operand {
  const range = { start: startOf(conversion, index), end: operand.end };
  const expression: Expression = {
    kind: 'UnaryExpression',
    ...range,
    operator: textAt(conversion, operator),
    prefix: true,
    operand: operand.expression,
  };
  return { expression, ...range };
}

function cast(conversion: Conversion, index: number, operand: Operand): Operand {
  const range = { start: startOf(conversion, index), end: operand.end };
  const type = castType(conversion, index);
  const expression: Expression =
    type === null
      ? { kind: 'ErrorExpression', ...range }
      : { kind: 'CastExpression', ...range, type, operand: operand.expression };
  return { expression, ...range };
}
