/** Times that code compares with the wall clock: a cache with an expiry renews itself, a snapshot older than it included. */
import type { Expression } from '../model/facts.ts';
import type { MethodFact } from '../model/facts.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { visitAll } from '../model/visit.ts';

export interface ExpiryGuard {
  readonly type: TypeModel;
  readonly method: MethodFact;
  readonly span: readonly [number, number];
}

const COMPARING_CALLS = new Set(['isAfter', 'isBefore', 'before', 'after', 'compareTo', 'between', 'until']);
const COMPARING_OPERATORS = new Set(['<', '>', '<=', '>=', '-']);
/** Reads of the wall clock. System.nanoTime is not among them: it was observed not to advance across a restore. */
const WALL_CLOCK = new Set(['currentTimeMillis', 'now', 'instant', 'millis']);

/**
 * The first method in the file of `owner` that compares the field with the current time, or null. Comparing alone is no
 * renewal: the field must also be set again, or its object made anew, outside of constructors.
 */
export function expiryGuardOf(project: ProjectModel, owner: TypeModel, field: string): ExpiryGuard | null {
  if (!project.typesOf(owner.file).some((type) => type.fact.methods.some((method) => renews(method, owner, field)))) {
    return null;
  }
  for (const type of project.typesOf(owner.file)) {
    for (const method of type.fact.methods) {
      if (method.body === null || method.name === '<init>') continue;
      const span = comparisonIn(method, field);
      if (span !== null) return { type, method, span };
    }
  }
  return null;
}

function renews(method: MethodFact, owner: TypeModel, field: string): boolean {
  if (method.body === null || method.name === '<init>') return false;
  let found = false;
  visitAll(method.body, (node) => {
    if (
      node.kind === 'assign' &&
      (node.left.kind === 'name' || node.left.kind === 'select') &&
      node.left.name === field
    ) {
      found = true;
    }
    if (node.kind === 'new' && node.type.name === owner.fact.name) found = true;
  });
  return found;
}

function comparisonIn(method: MethodFact, field: string): readonly [number, number] | null {
  const clockLocals = new Set<string>();
  let found: readonly [number, number] | null = null;
  visitAll(method.body ?? [], (node) => {
    if (
      node.kind === 'local' &&
      'initializer' in node &&
      node.initializer !== null &&
      readsClock(node.initializer, new Set())
    ) {
      clockLocals.add(node.name);
    }
  });
  // A method that is handed the current time compares with its parameter.
  for (const parameter of method.parameters) {
    if (/now|current|time/i.test(parameter.name)) clockLocals.add(parameter.name);
  }
  visitAll(method.body ?? [], (node) => {
    if (found !== null) return;
    const sides = sidesOf(node as Expression);
    if (sides === null) return;
    const mentions = sides.map((side) => mentionsField(side, field));
    const clocks = sides.map((side) => readsClock(side, clockLocals));
    if ((mentions[0] === true && clocks[1] === true) || (mentions[1] === true && clocks[0] === true)) found = node.span;
  });
  return found;
}

/** Both operands of a comparison or subtraction; null for everything else. */
function sidesOf(node: Expression): readonly [Expression, Expression] | null {
  if (node.kind === 'binary' && COMPARING_OPERATORS.has(node.operator)) return [node.left, node.right];
  if (node.kind !== 'call') return null;
  const [first, second] = node.arguments;
  // A helper that is given both (`elapsed(loadedAt, now)`) compares them for the caller.
  if (first !== undefined && second !== undefined) return [first, second];
  if (!COMPARING_CALLS.has(node.name)) return null;
  return node.target === null || first === undefined ? null : [node.target, first];
}

function mentionsField(expression: Expression, field: string): boolean {
  let mentions = false;
  visitAll([expression], (node) => {
    if ((node.kind === 'name' || node.kind === 'select') && node.name === field) mentions = true;
    // A getter or record accessor of the field.
    if (node.kind === 'call' && (node.name === field || node.name.toLowerCase() === `get${field.toLowerCase()}`)) {
      mentions = true;
    }
  });
  return mentions;
}

function readsClock(expression: Expression, locals: ReadonlySet<string>): boolean {
  let reads = false;
  visitAll([expression], (node) => {
    if (node.kind === 'call' && WALL_CLOCK.has(node.name)) reads = true;
    if (node.kind === 'local' && locals.has(node.name)) reads = true;
  });
  return reads;
}
