/** Walks the bodies of file facts without recursion on the JavaScript stack, so that depth is no concern. */
import type { Expression, Statement, TypeFact } from './facts.ts';

type Visitor = (node: Expression | Statement) => void;

/** The bodies in the members of one type: of methods, then of initialisers. Nested types' bodies are theirs. */
export function* bodiesIn(type: TypeFact): Iterable<readonly Statement[]> {
  for (const { body } of type.methods) if (body !== null) yield body;
  for (const { body } of type.initializers) yield body;
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
      for (const child of Object.values(node) as unknown[]) if (typeof child === 'object') stack.push(child);
    }
  }
}

/**
 * Calls `visit` for each node at or below `roots`, and says whether it stands where it need not run: in a branch, a case, a
 * `catch`, the right of `&&` or `||`, a lambda, or after a statement that may have left the body. A loop is taken to run.
 */
export function visitBranches(
  roots: readonly (Expression | Statement)[],
  visit: (node: Expression | Statement, isConditional: boolean) => void,
): void {
  const stack: { value: unknown; isConditional: boolean }[] = [{ value: roots, isConditional: false }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, isConditional } = next;
    if (Array.isArray(value)) {
      if (typeof value[0] !== 'number') pushAll(stack, value as unknown[], isConditional);
    } else if (typeof value === 'object' && value !== null) {
      if (isNode(value)) visit(value, isConditional);
      for (const [key, child] of Object.entries(value)) {
        if (typeof child !== 'object' || child === null) continue;
        stack.push({ value: child, isConditional: isConditional || isOptionalPart(value, key) });
      }
    }
  }
}

function isNode(value: object): value is Expression | Statement {
  const candidate = value as { readonly kind?: unknown; readonly span?: unknown };
  return typeof candidate.kind === 'string' && candidate.span !== undefined;
}

/** Statements in order: after one that may leave, the rest is conditional. */
function pushAll(
  stack: { value: unknown; isConditional: boolean }[],
  values: readonly unknown[],
  isConditional: boolean,
): void {
  let mayHaveLeft = isConditional;
  for (const value of values) {
    stack.push({ value, isConditional: mayHaveLeft });
    mayHaveLeft ||= mayLeave(value);
  }
}

/** An `if` with a `return` directly in a branch. */
function mayLeave(value: unknown): boolean {
  const statement = value as Partial<Statement & { kind: 'if' }> | null;
  if (statement?.kind !== 'if') return false;
  const branches = [...(statement.whenTrue ?? []), ...(statement.whenFalse ?? [])];
  return branches.some((one) => one.kind === 'return' || (one.kind === 'block' && one.body.some(isReturn)));
}

function isReturn(statement: Statement): boolean {
  return statement.kind === 'return';
}

const OPTIONAL_PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  if: new Set(['whenTrue', 'whenFalse']),
  conditional: new Set(['whenTrue', 'whenFalse']),
  switch: new Set(['cases']),
  try: new Set(['catches']),
  lambda: new Set(['body']),
};

function isOptionalPart(parent: object, key: string): boolean {
  const { kind, operator } = parent as { readonly kind?: string; readonly operator?: string };
  if (kind === 'binary') return key === 'right' && (operator === '&&' || operator === '||');
  return kind !== undefined && OPTIONAL_PARTS[kind]?.has(key) === true;
}
