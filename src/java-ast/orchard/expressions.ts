import type { ConditionalExpression, ErrorExpression, Expression, Identifier } from '../nodes.ts';
import type { Conversion, Place } from './conversion.ts';
import {
  childOfKind,
  childrenOf,
  endOf,
  identifierAt,
  kindAt,
  nested,
  placeOf,
  startOf,
  textAt,
} from './conversion.ts';
import { arrayCreation, arrayInitializer, classInstanceCreation } from './creations.ts';
import { Kind } from './kinds.ts';
import { lambdaExpression } from './lambdas.ts';
import { convertLiteral } from './literal.ts';
import { instanceofExpression } from './patterns.ts';
import { methodReference, methodReferenceTarget, superExpression, thisExpression } from './references.ts';
import { isOperatorKind, regroupedExpression } from './signed-casts.ts';
import { castType, convertType, isTypeKind } from './types.ts';

/**
 * Converts an expression. Chains to the left (`a + b + …`, `a.b().c()…`, `a[i][j]…`, parentheses) are unrolled with a
 * list of their own, so that their length does not matter; everything else nests. What is no expression becomes an
 * ErrorExpression.
 */
export function convertExpression(conversion: Conversion, index: number): Expression {
  return nested(conversion, index, expressionChain, errorExpression);
}

/** Converts the expression at `index`, or gives an empty ErrorExpression at `offset` when the source has none. */
export function expressionOrMissing(conversion: Conversion, index: number | undefined, offset: number): Expression {
  if (index === undefined || index < 0) return errorExpression({ start: offset, end: offset });
  return convertExpression(conversion, index);
}

function errorExpression({ start, end }: Place): ErrorExpression {
  return { kind: 'ErrorExpression', start, end };
}

function expressionChain(conversion: Conversion, index: number): Expression {
  let current = index;
  const chain: number[] = [];
  let regrouped = regroupedExpression(conversion, current);
  let operand = regrouped === null ? leftOperand(conversion, current) : -1;
  while (operand >= 0) {
    chain.push(current);
    // Operators that continue an operator are regrouped with it.
    if (!isOperatorKind(kindAt(conversion, current))) regrouped = regroupedExpression(conversion, operand);
    current = operand;
    operand = regrouped === null ? leftOperand(conversion, current) : -1;
  }
  let expression = regrouped ?? firstExpression(conversion, current);
  for (let link = chain.pop(); link !== undefined; link = chain.pop()) {
    expression = extendedExpression(conversion, link, expression);
  }
  return expression;
}

/** The expression that the one at `index` starts with and continues, or -1. */
function leftOperand(conversion: Conversion, index: number): number {
  switch (kindAt(conversion, index)) {
    case Kind.binary_expression:
    case Kind.instanceof_expression:
    case Kind.array_access:
    case Kind.parenthesized_expression:
      return childrenOf(conversion, index)[0] ?? -1;
    case Kind.field_access:
    case Kind.method_invocation:
      return targetOperand(conversion, index);
    case Kind.update_expression:
    case Kind.object_creation_expression: {
      const first = childrenOf(conversion, index)[0] ?? -1;
      const kind = kindAt(conversion, first);
      return kind === Kind.operator || kind === Kind.token ? -1 : first;
    }
    case Kind.method_reference: {
      const first = childrenOf(conversion, index)[0] ?? -1;
      return isTypeKind(kindAt(conversion, first)) ? -1 : first;
    }
    default:
      return -1;
  }
}

/** `a` of `a.b` and `a.b()`; not of `A.this`, `A.super.b` and `b()`. */
function targetOperand(conversion: Conversion, index: number): number {
  const children = childrenOf(conversion, index);
  const [first, second] = children;
  if (first === undefined || second === undefined) return -1;
  const secondKind = kindAt(conversion, second);
  if (secondKind === Kind.argument_list || secondKind === Kind.super || secondKind === Kind.this) return -1;
  return first;
}

/** Converts an expression that continues no other. */
function firstExpression(conversion: Conversion, index: number): Expression {
  const literal = convertLiteral(conversion, index);
  if (literal !== null) return literal;
  switch (kindAt(conversion, index)) {
    case Kind.identifier:
    case Kind.underscore_pattern:
      return name(conversion, index);
    case Kind.method_invocation:
      return methodInvocation(conversion, index, null);
    case Kind.field_access:
      return qualifiedKeyword(conversion, index);
    case Kind.this:
      return thisExpression(placeOf(conversion, index), null);
    case Kind.super:
      return superExpression(placeOf(conversion, index), null);
    case Kind.object_creation_expression:
      return classInstanceCreation(conversion, index, null);
    case Kind.method_reference:
      return methodReference(conversion, index, methodReferenceTarget(conversion, index));
    case Kind.array_creation_expression:
      return arrayCreation(conversion, index);
    case Kind.array_initializer:
    case Kind.element_value_array_initializer:
      return arrayInitializer(conversion, index);
    default:
      return compoundExpression(conversion, index);
  }
}

function compoundExpression(conversion: Conversion, index: number): Expression {
  switch (kindAt(conversion, index)) {
    case Kind.assignment_expression:
      return assignment(conversion, index);
    case Kind.unary_expression:
      return unaryExpression(conversion, index);
    case Kind.update_expression:
      return unaryExpression(conversion, index);
    case Kind.cast_expression:
      return castExpression(conversion, index);
    case Kind.ternary_expression:
      return conditionalExpression(conversion, index);
    case Kind.lambda_expression:
      return lambdaExpression(conversion, index);
    case Kind.switch_expression:
      return switchExpression(conversion, index);
    case Kind.class_literal:
      return classLiteral(conversion, index);
    default:
      return unexpected(conversion, index);
  }
}

/** The grammar accepts some things that are not Java (string templates); what no error names yet gets one here. */
function unexpected(conversion: Conversion, index: number): Expression {
  const place = placeOf(conversion, index);
  if (kindAt(conversion, index) === Kind.template_expression) {
    conversion.errors.push({ ...place, message: 'string templates are not part of Java' });
  }
  return errorExpression(place);
}

/** Builds the expression at `index` around its left operand. */
function extendedExpression(conversion: Conversion, index: number, left: Expression): Expression {
  switch (kindAt(conversion, index)) {
    case Kind.parenthesized_expression:
      return left;
    case Kind.binary_expression:
      return binaryExpression(conversion, index, left);
    case Kind.instanceof_expression:
      return instanceofExpression(conversion, index, left);
    case Kind.field_access:
      return fieldAccess(conversion, index, left);
    case Kind.method_invocation:
      return methodInvocation(conversion, index, left);
    case Kind.array_access:
      return arrayAccess(conversion, index, left);
    case Kind.object_creation_expression:
      return classInstanceCreation(conversion, index, left);
    case Kind.method_reference:
      return methodReference(conversion, index, left);
    default:
      return postfixExpression(conversion, index, left);
  }
}

/** A name; where the parser only supposed one, the place is an error. */
function name(conversion: Conversion, index: number): Identifier | ErrorExpression {
  const place = placeOf(conversion, index);
  return place.start === place.end ? errorExpression(place) : identifierAt(conversion, index, place);
}

function binaryExpression(conversion: Conversion, index: number, left: Expression): Expression {
  const place = placeOf(conversion, index);
  const [, operator, right] = childrenOf(conversion, index);
  return {
    kind: 'BinaryExpression',
    ...place,
    operator: operator === undefined ? '' : textAt(conversion, operator),
    left,
    right: expressionOrMissing(conversion, right, place.end),
  };
}

function fieldAccess(conversion: Conversion, index: number, target: Expression): Expression {
  const place = placeOf(conversion, index);
  return { kind: 'FieldAccess', ...place, target, name: identifierAt(conversion, lastName(conversion, index), place) };
}

/** The field or method name: the last identifier in front of the arguments. */
function lastName(conversion: Conversion, index: number): number {
  return childrenOf(conversion, index).findLast((child) => kindAt(conversion, child) === Kind.identifier) ?? -1;
}

/** `Outer.this`, `super.field` and `Outer.super.field`. */
function qualifiedKeyword(conversion: Conversion, index: number): Expression {
  const place = placeOf(conversion, index);
  const [qualifier, keyword] = childrenOf(conversion, index);
  if (qualifier === undefined || keyword === undefined) return errorExpression(place);
  if (kindAt(conversion, keyword) === Kind.this) return thisExpression(place, qualifier, conversion);
  return fieldAccess(conversion, index, superTarget(conversion, qualifier, keyword));
}

function superTarget(conversion: Conversion, qualifier: number, keyword: number): Expression {
  const place = { start: startOf(conversion, qualifier), end: endOf(conversion, keyword) };
  return superExpression(place, qualifier, conversion);
}

function methodInvocation(conversion: Conversion, index: number, chainTarget: Expression | null): Expression {
  const place = placeOf(conversion, index);
  const [first, second] = childrenOf(conversion, index);
  let target = chainTarget;
  if (target === null && first !== undefined && second !== undefined && kindAt(conversion, second) === Kind.super) {
    target = superTarget(conversion, first, second);
  }
  return {
    kind: 'MethodInvocation',
    ...place,
    target,
    name: identifierAt(conversion, lastName(conversion, index), place),
    arguments: argumentsOf(conversion, index),
  };
}

/** The arguments of a call, creation, enum constant or constructor invocation; none when it has no list. */
export function argumentsOf(conversion: Conversion, index: number): Expression[] {
  const list = childOfKind(conversion, index, Kind.argument_list);
  return list < 0 ? [] : childrenOf(conversion, list).map((argument) => convertExpression(conversion, argument));
}

function arrayAccess(conversion: Conversion, index: number, array: Expression): Expression {
  const place = placeOf(conversion, index);
  const [, position] = childrenOf(conversion, index);
  return { kind: 'ArrayAccess', ...place, array, index: expressionOrMissing(conversion, position, place.end) };
}

function postfixExpression(conversion: Conversion, index: number, operand: Expression): Expression {
  const operator = textAt(conversion, childOfKind(conversion, index, Kind.operator));
  return { kind: 'UnaryExpression', ...placeOf(conversion, index), operator, prefix: false, operand };
}

function unaryExpression(conversion: Conversion, index: number): Expression {
  const place = placeOf(conversion, index);
  const [operator, operand] = childrenOf(conversion, index);
  return {
    kind: 'UnaryExpression',
    ...place,
    operator: operator === undefined ? '' : textAt(conversion, operator),
    prefix: true,
    operand: expressionOrMissing(conversion, operand, place.end),
  };
}

function assignment(conversion: Conversion, index: number): Expression {
  const place = placeOf(conversion, index);
  const [left, operator, right] = childrenOf(conversion, index);
  return {
    kind: 'Assignment',
    ...place,
    left: expressionOrMissing(conversion, left, place.start),
    operator: operator === undefined ? '' : textAt(conversion, operator),
    right: expressionOrMissing(conversion, right, place.end),
  };
}

function castExpression(conversion: Conversion, index: number): Expression {
  const place = placeOf(conversion, index);
  const operand = childrenOf(conversion, index).findLast((child) => {
    const kind = kindAt(conversion, child);
    return !isTypeKind(kind) && kind !== Kind.operator;
  });
  const value = expressionOrMissing(conversion, operand, place.end);
  const type = castType(conversion, index);
  return type === null ? errorExpression(place) : { kind: 'CastExpression', ...place, type, operand: value };
}

/** Builds `a ? b : c ? d : …` from its last part to its first: generated code has long ones. */
function conditionalExpression(conversion: Conversion, index: number): Expression {
  const chain: Omit<ConditionalExpression, 'whenFalse'>[] = [];
  let current = index;
  while (kindAt(conversion, current) === Kind.ternary_expression) {
    const place = placeOf(conversion, current);
    const [condition, whenTrue, whenFalse] = childrenOf(conversion, current).filter(
      (child) => kindAt(conversion, child) !== Kind.colon,
    );
    chain.push({
      kind: 'ConditionalExpression',
      ...place,
      condition: expressionOrMissing(conversion, condition, place.start),
      whenTrue: expressionOrMissing(conversion, whenTrue, place.end),
    });
    current = whenFalse ?? -1;
  }
  const last = expressionOrMissing(conversion, current, endOf(conversion, index));
  return chain.reduceRight<Expression>((whenFalse, part) => ({ ...part, whenFalse }), last);
}

function switchExpression(conversion: Conversion, index: number): Expression {
  const place = placeOf(conversion, index);
  const [selector] = childrenOf(conversion, index);
  const block = childOfKind(conversion, index, Kind.switch_block);
  return {
    kind: 'SwitchExpression',
    ...place,
    selector: expressionOrMissing(conversion, selector, place.start),
    cases: block < 0 ? [] : conversion.parts.switchCases(conversion, block),
  };
}

function classLiteral(conversion: Conversion, index: number): Expression {
  const place = placeOf(conversion, index);
  const [type] = childrenOf(conversion, index);
  return type === undefined
    ? errorExpression(place)
    : { kind: 'ClassLiteral', ...place, type: convertType(conversion, type) };
}
