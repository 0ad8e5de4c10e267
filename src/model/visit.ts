/** Walks the bodies of file facts without recursion on the JavaScript stack, so that depth is no concern. */
import type { Expression, Statement, TypeFact } from './facts.ts';

type Visitor = (node: Expression | Statement) => void;

/** Calls `visit` for each statement and expression in the members of one type (nested types' bodies are theirs). No order is promised. */
export function visitBodies(type: TypeFact, visit: Visitor): void {
  for (const method of type.methods) if (method.body !== null) visitAll(method.body, visit);
  for (const initializer of type.initializers) visitAll(initializer.body, visit);
}

/** Calls `visit` for each node at or below `roots`. */
export function visitAll(roots: readonly (Expression | Statement)[], visit: Visitor): void {
  const stack: unknown[] = [...roots];
  while (stack.length > 0) {
    const node = stack.pop();
    if (Array.isArray(node)) {
      if (typeof node[0] !== 'number') stack.push(...(node as unknown[]));
    } else if (typeof node === 'object' && node !== null) {
      const candidate = node as { readonly kind?: unknown; readonly span?: unknown };
      if (typeof candidate.kind === 'string' && candidate.span !== undefined) visit(node as Expression | Statement);
      stack.push(...(Object.values(node) as unknown[]));
    }
  }
}
