import type {
  CatchClauseCstNode,
  CatchesCstNode,
  FinallyCstNode,
  ResourceCstNode,
  TryStatementCstNode,
} from 'java-parser';
import type { Block, CatchClause, ExpressionStatement, LocalVariableDeclaration, TryStatement } from '../nodes.ts';
import type { Lowering } from './lowering.ts';
import { lowerPrimary } from './primaries.ts';
import { first, onlyChild, rangeOf } from './tokens.ts';
import { lowerCatchParameter, lowerLocalVariable } from './variables.ts';

/** `try`, with or without resources. */
export function lowerTry(lower: Lowering, node: TryStatementCstNode): TryStatement {
  const withResources = node.children.tryWithResourcesStatement?.[0]?.children;
  const { block, catches, finally: finallyNodes } = withResources ?? node.children;
  const list = withResources?.resourceSpecification[0]?.children.resourceList[0]?.children.resource ?? [];
  return {
    kind: 'TryStatement',
    ...rangeOf(node),
    resources: list.map((resource) => lowerResource(lower, resource)),
    body: lower.block(first(block)),
    catches: lowerCatches(lower, catches),
    finallyBlock: lowerFinally(lower, finallyNodes),
  };
}

function lowerResource(lower: Lowering, node: ResourceCstNode): LocalVariableDeclaration | ExpressionStatement {
  const child = onlyChild(node);
  if (child.name === 'localVariableDeclaration') return lowerLocalVariable(lower, child);
  const expression = lowerPrimary(lower, first(child.children.primary));
  return { kind: 'ExpressionStatement', ...rangeOf(child), expression };
}

function lowerCatches(lower: Lowering, nodes: readonly CatchesCstNode[] | undefined): CatchClause[] {
  return (nodes?.[0]?.children.catchClause ?? []).map((node) => lowerCatch(lower, node));
}

function lowerCatch(lower: Lowering, node: CatchClauseCstNode): CatchClause {
  return {
    kind: 'CatchClause',
    ...rangeOf(node),
    parameter: lowerCatchParameter(lower, first(node.children.catchFormalParameter)),
    body: lower.block(first(node.children.block)),
  };
}

function lowerFinally(lower: Lowering, nodes: readonly FinallyCstNode[] | undefined): Block | null {
  const node = nodes?.[0];
  return node === undefined ? null : lower.block(first(node.children.block));
}
