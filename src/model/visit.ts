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
  const stack: object[] = [...roots];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (Array.isArray(node)) {
      for (const part of node as unknown[]) if (isObject(part)) stack.push(part);
    } else {
      if (isNode(node)) visit(node);
      forEachPart(node, (part) => stack.push(part));
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** The objects in a node, without what only says where it stands. */
function forEachPart(value: object, take: (part: object, key: string) => void): void {
  // By its keys, so that no list is made of them: all bodies that somebody asks about are walked.
  for (const key in value) {
    if (key === 'span' || key === 'nameSpan') continue;
    const part = (value as Readonly<Record<string, unknown>>)[key];
    if (isObject(part)) take(part, key);
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
  const stack: { value: object; isConditional: boolean }[] = [{ value: roots, isConditional: false }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, isConditional } = next;
    if (Array.isArray(value)) {
      pushAll(stack, value as unknown[], isConditional);
    } else {
      if (isNode(value)) visit(value, isConditional);
      forEachPart(value, (child, key) => {
        stack.push({ value: child, isConditional: isConditional || isOptionalPart(value, key) });
      });
    }
  }
}

function isNode(value: object): value is Expression | Statement {
  const candidate = value as { readonly kind?: unknown; readonly span?: unknown };
  return typeof candidate.kind === 'string' && candidate.span !== undefined;
}

/** Statements in order: after one that may leave, the rest is conditional. */
function pushAll(
  stack: { value: object; isConditional: boolean }[],
  values: readonly unknown[],
  isConditional: boolean,
): void {
  let mayHaveLeft = isConditional;
  for (const value of values) {
    if (isObject(value)) stack.push({ value, isConditional: mayHaveLeft });
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
