import type { TSESTree } from '@typescript-eslint/utils';

export type Node = TSESTree.Node;

export type FunctionNode =
  TSESTree.ArrowFunctionExpression | TSESTree.FunctionDeclaration | TSESTree.FunctionExpression;

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** A call in the widest sense: what runs something and may give a value. */
export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression;

/** Keys of a node's children, by node type. */
export type VisitorKeys = Readonly<Record<string, readonly string[] | undefined>>;

/** Whether the node is a function of any form. */
export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === 'ArrowFunctionExpression' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'FunctionDeclaration'
  );
}

/** Whether the node is a class of either form. */
export function isClass(node: Node | null | undefined): node is ClassNode {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression';
}

/** The expression inside wrappers that change neither value nor time: parentheses of types, `!`, `as`, `?.` chains. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ChainExpression':
      return unwrap(node.expression);
    default:
      return node;
  }
}

/** The text of a string literal or a template without holes; null for anything else. */
export function staticString(node: Node | null | undefined): string | null {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) return node.quasis[0]?.value.cooked ?? null;
  return null;
}

/** The name that a property, method or member access states; null when it is computed. */
export function nameOf(key: Node, computed: boolean): string | null {
  if (computed) return staticString(key);
  if (key.type === 'Identifier' || key.type === 'PrivateIdentifier') return key.name;
  if (key.type === 'Literal') return String(key.value);
  return null;
}

/** The name of a member access; null when it is computed. */
export function memberName(node: TSESTree.MemberExpression): string | null {
  return nameOf(node.property, node.computed);
}

/** The direct children of a node, in the order of the text. */
export function* childrenOf(node: Node, keys: VisitorKeys): Generator<Node> {
  for (const key of keys[node.type] ?? []) {
    const value = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(value)) {
      for (const item of value as readonly (Node | null)[]) if (item !== null) yield item;
    } else if (value !== null && value !== undefined) yield value as Node;
  }
}

/** The parent of a node; null for the program, whose parent ESLint sets to null against its type. */
export function parentOf(node: Node): Node | null {
  return (node.parent as Node | null | undefined) ?? null;
}

/** The nearest function around a node; null at module scope. */
export function enclosingFunction(node: Node): FunctionNode | null {
  for (let at = parentOf(node); at !== null; at = parentOf(at)) if (isFunction(at)) return at;
  return null;
}

/** What a function returns as written: its expression body, or the arguments of its own `return` statements. */
export function returnedExpressions(fn: FunctionNode, keys: VisitorKeys): readonly Node[] {
  if (fn.body.type !== 'BlockStatement') return [fn.body];
  const found: Node[] = [];
  const visit = (node: Node): void => {
    if (isFunction(node) || isClass(node)) return;
    if (node.type === 'ReturnStatement') {
      if (node.argument !== null) found.push(node.argument);
      return;
    }
    for (const child of childrenOf(node, keys)) visit(child);
  };
  visit(fn.body);
  return found;
}
