import type {
  ClassLiteralSuffixCstNode,
  FqnOrRefTypeCstNode,
  FqnOrRefTypePartCommonCstNode,
  IToken,
  LiteralCstNode,
  MethodInvocationSuffixCstNode,
  MethodReferenceSuffixCstNode,
  PrimaryCstNode,
  PrimaryPrefixCstNode,
  PrimarySuffixCstNode,
} from 'java-parser';
import { decodeLiteral } from '../literals.ts';
import type { Expression, Literal, Type } from '../nodes.ts';
import { lowerCast } from './casts.ts';
import { lowerArguments, lowerCreation, lowerNew } from './creations.ts';
import type { Lowering } from './lowering.ts';
import {
  endOf,
  first,
  identifierOf,
  isToken,
  last,
  onlyChild,
  RefusedSyntax,
  rangeOf,
  required,
  startOf,
} from './tokens.ts';
import {
  arrayOf,
  classTypeOf,
  lowerUnannPrimitiveType,
  namedClassType,
  voidType,
  withTrailingDimensions,
} from './types.ts';

/** What stands before a suffix: an expression, or a type before `.class` and `::`. */
type Target = Expression | Type;

/** A prefix with its chain of accesses, calls and references, as a tree that leans left. */
export function lowerPrimary(lower: Lowering, node: PrimaryCstNode): Expression {
  const start = startOf(node);
  let target = lowerPrefix(lower, first(node.children.primaryPrefix));
  for (const suffix of node.children.primarySuffix ?? []) {
    target = lowerSuffix(lower, target, suffix, start);
  }
  return expressionOf(target, node);
}

/** The name chain `a.b.c` that stands for an expression. */
export function lowerExpressionName(names: readonly IToken[]): Expression {
  const [head, ...rest] = names.map(identifierOf);
  return rest.reduce<Expression>(
    (target, name) => ({ kind: 'FieldAccess', start: target.start, end: name.end, target, name }),
    required(head),
  );
}

/**
 * Whether a name chain ends in `super`, as in `outer.super(…)`.
 *
 * @returns what stands before `super`, null in `qualifier` when nothing does; null when the chain does not end so
 */
export function qualifierOfSuper(node: FqnOrRefTypeCstNode): { qualifier: Expression | null } | null {
  const parts = partsOf(node);
  if (last(parts).children.Super === undefined) return null;
  const names = parts.slice(0, -1).flatMap((part) => part.children.Identifier ?? []);
  return { qualifier: names.length === 0 ? null : lowerExpressionName(names) };
}

function lowerPrefix(lower: Lowering, node: PrimaryPrefixCstNode): Target {
  const child = onlyChild(node);
  if (isToken(child)) {
    return child.image === 'this' ? { kind: 'ThisExpression', ...rangeOf(child), qualifier: null } : voidType(child);
  }
  switch (child.name) {
    case 'literal':
      return lowerLiteral(lower, child);
    case 'unannPrimitiveTypeWithOptionalDimsSuffix':
      return lowerUnannPrimitiveType(child);
    case 'fqnOrRefType':
      return lowerQualifiedName(child);
    case 'castExpression':
      return lowerCast(lower, child);
    case 'parenthesisExpression':
      return lower.expression(first(child.children.expression));
    case 'newExpression':
      return lowerNew(lower, child);
    case 'switchStatement': {
      const { expression, switchBlock } = child.children;
      return {
        kind: 'SwitchExpression',
        ...rangeOf(child),
        selector: lower.expression(first(expression)),
        cases: lower.switchCases(first(switchBlock)),
      };
    }
  }
}

function lowerSuffix(lower: Lowering, target: Target, node: PrimarySuffixCstNode, start: number): Target {
  const {
    This,
    Identifier,
    unqualifiedClassInstanceCreationExpression,
    templateArgument,
    methodInvocationSuffix,
    classLiteralSuffix,
    arrayAccessSuffix,
    methodReferenceSuffix,
  } = node.children;
  const range = { start, end: endOf(node) };
  if (methodInvocationSuffix) return lowerInvocation(lower, target, first(methodInvocationSuffix), start);
  if (methodReferenceSuffix) {
    return { kind: 'MethodReference', ...range, target, name: referencedName(first(methodReferenceSuffix)) };
  }
  if (classLiteralSuffix) {
    return { kind: 'ClassLiteral', ...range, type: classLiteralType(target, first(classLiteralSuffix)) };
  }
  if (templateArgument) throw new RefusedSyntax('string templates are not part of Java', rangeOf(node));
  const expression = expressionOf(target, node);
  if (This) return { kind: 'ThisExpression', ...range, qualifier: qualifierName(expression, node) };
  if (arrayAccessSuffix) {
    const index = lower.expression(first(first(arrayAccessSuffix).children.expression));
    return { kind: 'ArrayAccess', ...range, array: expression, index };
  }
  if (unqualifiedClassInstanceCreationExpression) {
    return lowerCreation(lower, first(unqualifiedClassInstanceCreationExpression), expression, start);
  }
  return { kind: 'FieldAccess', ...range, target: expression, name: identifierOf(first(Identifier)) };
}

/** A call takes its name from the access before it: `a.b` followed by `(…)` calls `b` on `a`. */
function lowerInvocation(
  lower: Lowering,
  target: Target,
  node: MethodInvocationSuffixCstNode,
  start: number,
): Expression {
  const rest = { start, end: endOf(node), arguments: lowerArguments(lower, node.children.argumentList) };
  switch (target.kind) {
    case 'Identifier':
      return { kind: 'MethodInvocation', target: null, name: target, ...rest };
    case 'FieldAccess':
      return { kind: 'MethodInvocation', target: target.target, name: target.name, ...rest };
    case 'ThisExpression':
    case 'SuperExpression':
      throw new RefusedSyntax('a constructor call must be a statement of a constructor', rangeOf(node));
    default:
      throw new RefusedSyntax('only a name can be called', rangeOf(node));
  }
}

function referencedName({ children }: MethodReferenceSuffixCstNode): string {
  return first(children.Identifier ?? children.New).image;
}

function classLiteralType(target: Target, node: ClassLiteralSuffixCstNode): Type {
  const closing = node.children.RSquare?.at(-1);
  const type = isType(target) ? target : namedClassType(qualifierName(target, node), target);
  if (closing === undefined) return type;
  return { ...withTrailingDimensions(type, node.children.RSquare?.length ?? 0), end: endOf(closing) };
}

/** Names, `super` and types come in one production; the parts tell which of them it is. */
function lowerQualifiedName(node: FqnOrRefTypeCstNode): Target {
  const { dims } = node.children;
  const parts = partsOf(node);
  const typeArguments = parts.flatMap((part) => part.children.typeArguments ?? []);
  if (dims || typeArguments.length > 0) {
    const names = parts.map((part) => first(part.children.Identifier));
    return arrayOf(classTypeOf(names, typeArguments, endOf(last(parts))), dims?.[0]);
  }
  const [head, ...rest] = parts;
  return rest.reduce(accessPart, accessPart(null, required(head)));
}

function partsOf({ children }: FqnOrRefTypeCstNode): FqnOrRefTypePartCommonCstNode[] {
  const parts = [...children.fqnOrRefTypePartFirst, ...(children.fqnOrRefTypePartRest ?? [])];
  return parts.map((part) => first(part.children.fqnOrRefTypePartCommon));
}

function accessPart(target: Expression | null, { children }: FqnOrRefTypePartCommonCstNode): Expression {
  const keyword = children.Super?.[0];
  if (keyword !== undefined) {
    const { start, end } = rangeOf(keyword);
    if (target === null) return { kind: 'SuperExpression', start, end, qualifier: null };
    return { kind: 'SuperExpression', start: target.start, end, qualifier: qualifierName(target, keyword) };
  }
  const name = identifierOf(first(children.Identifier));
  return target === null ? name : { kind: 'FieldAccess', start: target.start, end: name.end, target, name };
}

function lowerLiteral(lower: Lowering, node: LiteralCstNode): Literal {
  const child = onlyChild(node);
  const token = isToken(child) ? child : onlyChild(child);
  const type = literalType(isToken(child) ? child.tokenType.name : child.name);
  const literal = lower.text.slice(startOf(token), endOf(token));
  return { kind: 'Literal', ...rangeOf(token), type, literal, value: decodeLiteral(type, literal) };
}

/** Takes the name of the production or, for those literals that have none, of the token. */
function literalType(name: string): Literal['type'] {
  switch (name) {
    case 'integerLiteral':
      return 'integer';
    case 'floatingPointLiteral':
      return 'floating';
    case 'booleanLiteral':
      return 'boolean';
    case 'CharLiteral':
      return 'char';
    case 'Null':
      return 'null';
    default:
      return 'string';
  }
}

/** The dotted name that an expression spells, for `Outer.this` and `a.B.class`. */
function qualifierName(expression: Expression, at: PrimarySuffixCstNode | ClassLiteralSuffixCstNode | IToken): string {
  if (expression.kind === 'Identifier') return expression.name;
  if (expression.kind === 'FieldAccess') return `${qualifierName(expression.target, at)}.${expression.name.name}`;
  throw new RefusedSyntax('only a type name can stand here', rangeOf(at));
}

function expressionOf(target: Target, at: PrimaryCstNode | PrimarySuffixCstNode): Expression {
  if (isType(target)) throw new RefusedSyntax('a type is no expression', rangeOf(at));
  return target;
}

function isType(target: Target): target is Type {
  return (
    target.kind === 'ClassType' ||
    target.kind === 'ArrayType' ||
    target.kind === 'PrimitiveType' ||
    target.kind === 'VarType'
  );
}
