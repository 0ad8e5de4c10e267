import type { Node } from './nodes.ts';

/**
 * The nodes directly below a node, in textual order: parameters before the body, `target` before `name`. Comments are
 * no children. The braces' range of a type's body is no node.
 */
export function childrenOf(node: Node): readonly Node[] {
  const known = childrenOfNodes.get(node);
  if (known !== undefined) return known;
  const children: Node[] = [];
  // Trees are walked as a whole: the properties are gone through without a copy of them.
  for (const key in node) {
    if (key !== 'comments') addNodes(node[key as keyof Node], children);
  }
  children.sort((left, right) => left.start - right.start || left.end - right.end);
  childrenOfNodes.set(node, children);
  return children;
}

/** Trees never change, and fixes walk one again and again. */
const childrenOfNodes = new WeakMap<Node, readonly Node[]>();

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
    if (visit(current) === false) continue;
    open.push(...childrenOf(current).toReversed());
  }
}
