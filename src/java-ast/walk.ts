import type { Node } from './nodes.ts';

/**
 * The nodes directly below a node, in textual order: parameters before the body, `target` before `name`. Comments are
 * no children. The braces' range of a type's body is no node.
 */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  const values: Readonly<Record<string, unknown>> = { ...node };
  for (const [key, value] of Object.entries(values)) {
    if (key !== 'comments') addNodes(value, children);
  }
  return children.sort((left, right) => left.start - right.start || left.end - right.end);
}

/** Adds the nodes in a property's value: a node, a list, or a pair of name and value as annotations have. */
function addNodes(value: unknown, nodes: Node[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const item of value) addNodes(item, nodes);
  } else if (isNode(value)) {
    nodes.push(value);
  } else if ('value' in value) {
    addNodes(value.value, nodes);
  }
}

function isNode(value: object): value is Node {
  return 'kind' in value && typeof value.kind === 'string';
}

/**
 * Calls `visit` for a node and everything below it, parents first, in textual order. The nesting may have any depth.
 * What is below a node is left out when `visit` gives `false` for it; any other result means nothing.
 */
export function walk(node: Node, visit: (node: Node) => unknown): void {
  const open: Node[] = [node];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (visit(current) !== false) open.push(...childrenOf(current).reverse());
  }
}
