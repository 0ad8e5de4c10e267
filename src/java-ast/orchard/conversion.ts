import type { Block, ClassBody, Expression, Identifier, SwitchCase, TypeDeclaration } from '../nodes.ts';
import type { SyntaxError, SyntaxTable } from './cursor.ts';
import { Kind } from './kinds.ts';
import { sharedText } from '../../util/shared-text.ts';

/**
 * How deep constructs may be nested in each other. Deeper code is cut off with an error entry, so that neither this
 * conversion nor a reader of the tree runs out of stack. Chains (`a + b + …`, `a.b().c()…`, `else if`) do not count.
 */
export const MAX_NESTING = 400;

/** One file's conversion from the concrete tree. */
export interface Conversion {
  readonly table: SyntaxTable;
  readonly text: string;
  readonly errors: SyntaxError[];
  readonly parts: Parts;
  /** Table indexes of the casts that are none, see signed-casts.ts. */
  readonly misreadCasts: ReadonlySet<number>;
  /** How many expressions, statements, bodies and types are open. */
  depth: number;
  /** Whether the nesting limit was met; it is reported once. */
  nestingReported: boolean;
}

/** The conversions that smaller constructs need of larger ones, handed in so that the modules do not import in a circle. */
export interface Parts {
  readonly block: (conversion: Conversion, index: number) => Block;
  readonly switchCases: (conversion: Conversion, switchBlock: number) => readonly SwitchCase[];
  readonly classBody: (conversion: Conversion, index: number) => ClassBody;
  readonly typeDeclaration: (conversion: Conversion, index: number) => TypeDeclaration;
  readonly expression: (conversion: Conversion, index: number) => Expression;
}

/** What has a place: every node, and every entry of the table through {@link placeOf}. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** The kind of a table entry; `Kind.other` for an index that is not there. */
export function kindAt(conversion: Conversion, index: number): number {
  return conversion.table.kinds[index] ?? Kind.other;
}

/** Where a table entry starts. */
export function startOf(conversion: Conversion, index: number): number {
  return conversion.table.starts[index] ?? 0;
}

/** Where a table entry ends (exclusive). */
export function endOf(conversion: Conversion, index: number): number {
  return conversion.table.ends[index] ?? 0;
}

/** The source text of a table entry. */
export function textAt(conversion: Conversion, index: number): string {
  return cutOut(conversion, startOf(conversion, index), endOf(conversion, index));
}

/** From so many characters on, what is cut out of a text is no copy in V8 but holds on to the whole of it. */
const MIN_HOLDING = 13;

function cutOut({ text }: Conversion, start: number, end: number): string {
  const part = text.slice(start, end);
  return end - start < MIN_HOLDING ? part : sharedText(part);
}

/** The index behind a table entry's last descendant. */
export function nextOf(conversion: Conversion, index: number): number {
  return conversion.table.nexts[index] ?? conversion.table.size;
}

/** The entry's children in textual order, without stretches that could not be parsed. */
export function childrenOf(conversion: Conversion, index: number): number[] {
  const { kinds, nexts } = conversion.table;
  const children: number[] = [];
  const end = nextOf(conversion, index);
  for (let child = index + 1; child < end; child = nexts[child] ?? end) {
    if (kinds[child] !== Kind.error) children.push(child);
  }
  return children;
}

/** The first child of one kind, or -1. */
export function childOfKind(conversion: Conversion, index: number, kind: Kind): number {
  const { kinds, nexts } = conversion.table;
  const end = nextOf(conversion, index);
  for (let child = index + 1; child < end; child = nexts[child] ?? end) {
    if (kinds[child] === kind) return child;
  }
  return -1;
}

/** A name at its place; the empty name at `place.end` when the source has none (`index` is -1). */
export function identifierAt(conversion: Conversion, index: number, place: Place): Identifier {
  if (index < 0) return { kind: 'Identifier', start: place.end, end: place.end, name: '' };
  const start = startOf(conversion, index);
  const end = endOf(conversion, index);
  return { kind: 'Identifier', start, end, name: cutOut(conversion, start, end) };
}

/** The place of a table entry. */
export function placeOf(conversion: Conversion, index: number): Place {
  return { start: startOf(conversion, index), end: endOf(conversion, index) };
}

/**
 * The names of a dotted name or type, joined by '.': no white space, comments, annotations or type arguments.
 * `this` and `super` count as names.
 */
export function dottedName(conversion: Conversion, index: number): string {
  const { kinds } = conversion.table;
  const end = nextOf(conversion, index);
  if (end === index + 1) return textAt(conversion, index);
  const names: string[] = [];
  for (let entry = index; entry < end; entry++) {
    const kind = kinds[entry];
    if (isName(kind)) names.push(textAt(conversion, entry));
    else if (isSkippedInNames(kind)) entry = nextOf(conversion, entry) - 1;
  }
  return sharedText(names.join('.'));
}

function isName(kind: number | undefined): boolean {
  return kind === Kind.identifier || kind === Kind.type_identifier || kind === Kind.this || kind === Kind.super;
}

function isSkippedInNames(kind: number | undefined): boolean {
  return (
    kind === Kind.type_arguments || kind === Kind.annotation || kind === Kind.marker_annotation || kind === Kind.error
  );
}

/**
 * Runs `convert` one level deeper, or gives what `tooDeep` makes of the place when the nesting limit is reached; the
 * first time that is reported as an error.
 */
export function nested<Result>(
  conversion: Conversion,
  index: number,
  convert: (conversion: Conversion, index: number) => Result,
  tooDeep: (place: Place) => Result,
): Result {
  if (conversion.depth >= MAX_NESTING) {
    const place = placeOf(conversion, index);
    if (!conversion.nestingReported) {
      conversion.errors.push({ ...place, message: `code is nested more than ${MAX_NESTING} levels deep` });
      conversion.nestingReported = true;
    }
    return tooDeep(place);
  }
  conversion.depth++;
  const result = convert(conversion, index);
  conversion.depth--;
  return result;
}
