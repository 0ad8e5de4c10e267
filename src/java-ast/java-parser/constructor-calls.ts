import type {
  ExplicitConstructorInvocationCstNode,
  ExpressionCstNode,
  ExpressionStatementCstNode,
  PrimaryCstNode,
} from 'java-parser';
import type { ExplicitConstructorInvocation, Expression } from '../nodes.ts';
import { lowerArguments } from './creations.ts';
import type { Lowering } from './lowering.ts';
import { lowerExpressionName, qualifierOfSuper } from './primaries.ts';
import { first, onlyChild, rangeOf } from './tokens.ts';

/** A constructor call in first place of the body, where java-parser has a production of its own for it. */
export function lowerConstructorCall(
  lower: Lowering,
  node: ExplicitConstructorInvocationCstNode,
): ExplicitConstructorInvocation {
  const child = onlyChild(node);
  const common = {
    kind: 'ExplicitConstructorInvocation',
    ...rangeOf(node),
    arguments: lowerArguments(lower, child.children.argumentList),
  } as const;
  if (child.name === 'unqualifiedExplicitConstructorInvocation') {
    return { ...common, keyword: child.children.This === undefined ? 'super' : 'this', qualifier: null };
  }
  const qualifier = lowerExpressionName(first(child.children.expressionName).children.Identifier);
  return { ...common, keyword: 'super', qualifier };
}

/**
 * A constructor call after other statements (JLS 8.8.7, Java 22 and later), which java-parser takes for a method call.
 *
 * @returns null when the statement is any other expression
 */
export function lowerLateConstructorCall(
  lower: Lowering,
  node: ExpressionStatementCstNode,
): ExplicitConstructorInvocation | null {
  const primary = solePrimary(first(first(node.children.statementExpression).children.expression));
  const [suffix, ...others] = primary?.children.primarySuffix ?? [];
  const call = suffix?.children.methodInvocationSuffix?.[0];
  if (primary === null || call === undefined || others.length > 0) return null;
  const constructor = calledConstructor(primary);
  if (constructor === null) return null;
  return {
    kind: 'ExplicitConstructorInvocation',
    ...rangeOf(node),
    ...constructor,
    arguments: lowerArguments(lower, call.children.argumentList),
  };
}

/** Descends through the productions for operators as long as there are none. */
function solePrimary(node: ExpressionCstNode): PrimaryCstNode | null {
  const conditional = node.children.conditionalExpression?.[0];
  if (conditional?.children.QuestionMark !== undefined) return null;
  const binary = conditional?.children.binaryExpression[0];
  if (binary === undefined || Object.keys(binary.children).length > 1) return null;
  const [unary, ...otherOperands] = binary.children.unaryExpression;
  if (unary === undefined || otherOperands.length > 0 || Object.keys(unary.children).length > 1) return null;
  return first(unary.children.primary);
}

function calledConstructor(node: PrimaryCstNode): { keyword: 'this' | 'super'; qualifier: Expression | null } | null {
  const { This, fqnOrRefType } = first(node.children.primaryPrefix).children;
  if (This !== undefined) return { keyword: 'this', qualifier: null };
  const names = fqnOrRefType?.[0];
  const superCall = names === undefined ? null : qualifierOfSuper(names);
  return superCall && { keyword: 'super', ...superCall };
}
