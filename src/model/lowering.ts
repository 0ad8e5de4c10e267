/** What the parts of the lowering (`lower-*.ts`) share while one file is lowered. */

import type * as Ast from '../java-ast/nodes.ts';
import type * as Facts from './facts.ts';
import type { Scope } from './scope.ts';

/**
 * How many nested expressions and statements are followed. Far beyond what people write; it keeps facts shallow enough
 * for recursive walks, JSON.stringify and structuredClone, which give up at a nesting of one to four thousand.
 */
export const MAX_DEPTH = 250;

/** After how many links a left-deep chain (`a + a + …`, `b.append(…).append(…)…`) continues from a temporary local. */
export const MAX_CHAIN = 250;

/** The type whose body is being lowered; index -1 and an empty binary name outside of all types. */
export interface EnclosingType {
  readonly index: number;
  readonly binaryName: string;
  readonly kind: Facts.TypeKind | null;
}

/**
 * The state of lowering one file, and the four entry points by which expressions, statements and types reach each other.
 */
export interface Lowering {
  readonly scope: Scope;
  /** Lowered types by index; null while a type's body is being lowered. */
  readonly types: (Facts.TypeFact | null)[];
  /** How many local or anonymous classes of one name (the key) were met in one type. */
  readonly localNumbers: Map<string, number>;
  /** Stretches that were left out, beside the syntax errors. */
  readonly problems: { readonly span: Facts.Span; readonly message: string }[];
  enclosing: EnclosingType;
  /** Where lowered statements go; null where there can be none (annotation values). */
  sink: Facts.Statement[] | null;
  depth: number;
  temporaries: number;
  expression(expression: Ast.Expression): Facts.Expression;
  /** Appends to `sink`. */
  statement(statement: Ast.Statement): void;
  /** Both give the index in `types`. */
  localType(declaration: Ast.TypeDeclaration): number;
  anonymousClass(body: Ast.ClassBody, superclass: Facts.TypeName, nameSpan: Facts.Span): number;
}

/** The offsets of a node. */
export function spanOf(node: { readonly start: number; readonly end: number }): Facts.Span {
  return [node.start, node.end];
}

/** What `lower` makes of each of a list. Most lists are empty: those are the same one. */
export function lowerEach<Node, Fact>(nodes: readonly Node[], lower: (node: Node) => Fact): readonly Fact[] {
  return nodes.length === 0 ? NOTHING : nodes.map((node) => lower(node));
}

const NOTHING: readonly never[] = [];

/** Notes that something is left out. Once for a file says it: where one is cut off, its neighbours are as well. */
export function reportTooDeep(lowering: Lowering, span: Facts.Span): void {
  if (lowering.problems.length === 0) lowering.problems.push({ span, message: 'nested too deeply to be analysed' });
}

/** Appends a lowered statement to where the current list goes. */
export function emit(lowering: Lowering, statement: Facts.Statement): void {
  lowering.sink?.push(statement);
}

/** Runs `action` with a new statement list in the current scope; gives the statements it emitted. */
export function gather(lowering: Lowering, action: () => void): Facts.Statement[] {
  const outerSink = lowering.sink;
  const sink: Facts.Statement[] = [];
  lowering.sink = sink;
  action();
  lowering.sink = outerSink;
  return sink;
}

/** Runs `action` with a new statement list and a block scope of its own; gives the statements it emitted. */
export function collect(lowering: Lowering, action: () => void): Facts.Statement[] {
  const mark = lowering.scope.mark();
  const statements = gather(lowering, action);
  lowering.scope.release(mark);
  return statements;
}

/** Runs `action` with `names` declared as locals, and forgets them afterwards. */
export function withLocals<Result>(lowering: Lowering, names: readonly string[], action: () => Result): Result {
  if (names.length === 0) return action();
  const mark = lowering.scope.mark();
  for (const name of names) lowering.scope.declare(name);
  const result = action();
  lowering.scope.release(mark);
  return result;
}

/** Lowers a statement as a body: a block gives its statements, anything else a list of its own. */
export function lowerBody(lowering: Lowering, body: Ast.Statement): Facts.Statement[] {
  return collect(lowering, () => {
    if (body.kind !== 'Block') lowering.statement(body);
    else for (const statement of body.statements) lowering.statement(statement);
  });
}
