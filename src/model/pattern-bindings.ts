/** Which pattern variables a condition introduces when it is true and when it is false (JLS 6.3.1). */

import type * as Ast from '../java-ast/nodes.ts';
import type * as Facts from './facts.ts';
import { MAX_DEPTH } from './lowering.ts';
import { parameterTypeName } from './type-names.ts';

/** Names of pattern variables in scope where a condition is known to hold, and where it is known not to. */
export interface ConditionBindings {
  readonly whenTrue: readonly string[];
  readonly whenFalse: readonly string[];
}

/** A pattern variable and its type. */
export interface Binding {
  readonly name: string;
  readonly type: Facts.TypeName;
}

const NONE: ConditionBindings = { whenTrue: [], whenFalse: [] };

// Each prefix of a long `&&` chain is asked for on its own, so the answers are kept.
const known = new WeakMap<Ast.Expression, ConditionBindings>();

/**
 * The variables that `condition` introduces. Takes time linear in its new `&&`, `||` and `!` nodes, also for long chains.
 * What is nested to the right or negated deeper than MAX_DEPTH is passed over.
 */
export function conditionBindings(condition: Ast.Expression): ConditionBindings {
  return bindingsAt(condition, 0);
}

function bindingsAt(condition: Ast.Expression, depth: number): ConditionBindings {
  if (depth > MAX_DEPTH) return NONE;
  const chain: Ast.BinaryExpression[] = [];
  let first = condition;
  while (isLogical(first) && !known.has(first)) {
    chain.push(first);
    first = first.left;
  }
  let bindings = known.get(first) ?? operandBindings(first, depth);
  for (const link of chain.reverse()) {
    bindings = combine(link.operator, bindings, bindingsAt(link.right, depth + 1));
    known.set(link, bindings);
  }
  return bindings;
}

/** The variables of a pattern, outer before inner, in textual order. */
export function patternVariables(pattern: Ast.Pattern): Binding[] {
  switch (pattern.kind) {
    case 'TypePattern':
      return [{ name: pattern.variable.name.name, type: parameterTypeName(pattern.variable) }];
    case 'RecordPattern':
      return pattern.patterns.flatMap((part) => patternVariables(part));
    case 'MatchAllPattern':
      return [];
  }
}

function isLogical(expression: Ast.Expression): expression is Ast.BinaryExpression {
  return expression.kind === 'BinaryExpression' && (expression.operator === '&&' || expression.operator === '||');
}

function operandBindings(operand: Ast.Expression, depth: number): ConditionBindings {
  if (operand.kind === 'InstanceofExpression' && operand.pattern !== null) {
    return { whenTrue: patternVariables(operand.pattern).map(({ name }) => name), whenFalse: [] };
  }
  if (operand.kind === 'UnaryExpression' && operand.operator === '!') {
    const { whenTrue, whenFalse } = bindingsAt(operand.operand, depth + 1);
    return { whenTrue: whenFalse, whenFalse: whenTrue };
  }
  return NONE;
}

function combine(operator: string, left: ConditionBindings, right: ConditionBindings): ConditionBindings {
  if (left === NONE && right === NONE) return NONE;
  return operator === '&&'
    ? { whenTrue: union(left.whenTrue, right.whenTrue), whenFalse: [] }
    : { whenTrue: [], whenFalse: union(left.whenFalse, right.whenFalse) };
}

function union(left: readonly string[], right: readonly string[]): readonly string[] {
  if (right.length === 0) return left;
  return left.length === 0 ? right : [...left, ...right];
}
