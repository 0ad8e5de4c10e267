import type {
  ArgumentListCstNode,
  ArrayCreationExpressionCstNode,
  NewExpressionCstNode,
  UnqualifiedClassInstanceCreationExpressionCstNode,
} from 'java-parser';
import type { ArrayCreation, ClassInstanceCreation, Expression, Type } from '../nodes.ts';
import type { Lowering } from './lowering.ts';
import { endOf, first, onlyChild, rangeOf, startOf } from './tokens.ts';
import { dimensionsOf, lowerClassOrInterfaceType, lowerPrimitiveType, lowerTypeToInstantiate } from './types.ts';
import { lowerArrayInitializer } from './variables.ts';

/** `new T(…)` and `new T[…]`. */
export function lowerNew(lower: Lowering, node: NewExpressionCstNode): Expression {
  const child = onlyChild(node);
  return child.name === 'arrayCreationExpression'
    ? lowerArrayCreation(lower, child)
    : lowerCreation(lower, child, null, startOf(child));
}

/**
 * `new T(…) { … }`, possibly after `outer.`.
 *
 * @param start the offset of the outer expression, or of `new`
 */
export function lowerCreation(
  lower: Lowering,
  node: UnqualifiedClassInstanceCreationExpressionCstNode,
  outer: Expression | null,
  start: number,
): ClassInstanceCreation {
  const { classOrInterfaceTypeToInstantiate, argumentList, classBody } = node.children;
  const body = classBody?.[0];
  return {
    kind: 'ClassInstanceCreation',
    start,
    end: endOf(node),
    outer,
    type: lowerTypeToInstantiate(first(classOrInterfaceTypeToInstantiate)),
    arguments: lowerArguments(lower, argumentList),
    body: body === undefined ? null : lower.classBody(body),
  };
}

/** The expressions of an argument list; none gives an empty list. */
export function lowerArguments(lower: Lowering, nodes: readonly ArgumentListCstNode[] | undefined): Expression[] {
  return (nodes?.[0]?.children.expression ?? []).map(lower.expression);
}

function lowerArrayCreation(lower: Lowering, node: ArrayCreationExpressionCstNode): ArrayCreation {
  const { arrayCreationExpressionWithoutInitializerSuffix: sized, arrayCreationWithInitializerSuffix: filled } =
    node.children;
  const common = { kind: 'ArrayCreation', ...rangeOf(node), elementType: elementTypeOf(node) } as const;
  const initialized = filled?.[0]?.children;
  if (initialized !== undefined) {
    const initializer = lowerArrayInitializer(lower, first(initialized.arrayInitializer));
    return { ...common, dimensions: dimensionsOf(initialized.dims[0]), sizes: [], initializer };
  }
  const { dimExprs, dims } = first(sized).children;
  const sizes = first(dimExprs).children.dimExpr.map(({ children }) => lower.expression(first(children.expression)));
  return { ...common, dimensions: sizes.length + dimensionsOf(dims?.[0]), sizes, initializer: null };
}

function elementTypeOf({ children }: ArrayCreationExpressionCstNode): Type {
  const primitive = children.primitiveType?.[0];
  return primitive === undefined
    ? lowerClassOrInterfaceType(first(children.classOrInterfaceType))
    : lowerPrimitiveType(primitive);
}
