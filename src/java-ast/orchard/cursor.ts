import type { Tree } from 'web-tree-sitter';
import type { Comment } from '../nodes.ts';
import type { GrammarKinds } from './kinds.ts';
import { DROPPED, Kind } from './kinds.ts';
import type { RawCursor } from './raw-cursor.ts';

/** A place the grammar could not understand; offsets into the text, `end` exclusive. */
export interface SyntaxError {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/**
 * The concrete tree as a table in textual order (parents before children): one pass with a cursor is several times
 * cheaper than asking the parser for each property of each node. The arrays are longer than `size` and are reused by
 * the next parse.
 */
export interface SyntaxTable {
  readonly text: string;
  readonly size: number;
  /** A `Kind` for each node. */
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The index behind the node's last descendant: its next sibling, when it has one. */
  readonly nexts: Int32Array;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxError[];
}

/** The growing arrays behind {@link SyntaxTable}; kept by a parser from file to file. */
export interface TableStorage {
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  nexts: Int32Array;
}

/** Gives empty storage with room for a usual file. */
export function tableStorage(): TableStorage {
  const room = 1 << 15;
  return {
    kinds: new Uint8Array(room),
    starts: new Int32Array(room),
    ends: new Int32Array(room),
    nexts: new Int32Array(room),
  };
}

/** What a tree is read with. */
export interface TableOptions {
  readonly cursor: RawCursor;
  readonly grammar: GrammarKinds;
  readonly storage: TableStorage;
  /** For each character that was parsed its offset in the text; null when it was the text. */
  readonly offsets: Int32Array | null;
}

/** So many errors of the grammar are kept at most: behind the first few they say nothing new. */
const MAX_ERRORS = 100;

const ERROR_TYPE_ID = 0xffff;

interface Walk {
  readonly cursor: RawCursor;
  readonly text: string;
  readonly grammar: GrammarKinds;
  readonly storage: TableStorage;
  /** Null: places in the tree are places in the text. */
  readonly offsets: Int32Array | null;
  readonly comments: Comment[];
  readonly errors: SyntaxError[];
  /** Errors are looked for only when the tree has some: each question crosses into wasm. */
  readonly hasError: boolean;
  /** Table indexes of the open ancestors, -1 for one that is not in the table. */
  readonly ancestors: number[];
  /** How many of the open ancestors are errors. */
  errorDepth: number;
  size: number;
}

/**
 * Reads the whole tree into a table.
 *
 * @param tree the parser's tree; the caller frees it
 * @param text what messages and ranges refer to
 */
export function readTable(tree: Tree, text: string, { cursor, grammar, storage, offsets }: TableOptions): SyntaxTable {
  const walk: Walk = {
    cursor,
    text,
    grammar,
    storage,
    offsets,
    comments: [],
    errors: [],
    hasError: tree.rootNode.hasError,
    ancestors: [],
    errorDepth: 0,
    size: 0,
  };
  cursor.over(tree, () => {
    walkTree(walk);
  });
  return { text, size: walk.size, ...walk.storage, comments: walk.comments, errors: walk.errors };
}

function walkTree(walk: Walk): void {
  const { cursor } = walk;
  for (;;) {
    const typeId = cursor.typeId();
    const index = enter(walk, typeId);
    const mayHaveChildren = typeId === ERROR_TYPE_ID || walk.hasError || walk.grammar.childless[typeId] !== 1;
    if (mayHaveChildren && cursor.gotoFirstChild()) {
      walk.ancestors.push(index);
      if (typeId === ERROR_TYPE_ID) walk.errorDepth++;
      continue;
    }
    while (!cursor.gotoNextSibling()) {
      if (walk.ancestors.length === 0 || !cursor.gotoParent()) return;
      leave(walk, walk.ancestors.pop() ?? -1);
      if (walk.ancestors.length === 0) return;
    }
  }
}

function startInText({ offsets, text }: Walk, start: number): number {
  return offsets === null ? start : (offsets[start] ?? text.length);
}

/** `end` is exclusive: it stays behind the character that it was behind. */
function endInText({ offsets }: Walk, end: number): number {
  return offsets === null || end === 0 ? end : (offsets[end - 1] ?? 0) + 1;
}

function leave(walk: Walk, index: number): void {
  if (index < 0) return;
  walk.storage.nexts[index] = walk.size;
  if (walk.storage.kinds[index] === Kind.error) walk.errorDepth--;
}

/** Adds the cursor's node to the table, the comments or the errors; gives its index or -1. */
function enter(walk: Walk, typeId: number): number {
  const kind = kindOf(walk, typeId);
  if (walk.hasError) noteError(walk, typeId, kind);
  if (kind === DROPPED) return -1;
  const start = startInText(walk, walk.cursor.startIndex());
  const end = endInText(walk, walk.cursor.endIndex());
  if (kind === Kind.line_comment || kind === Kind.block_comment) {
    walk.comments.push(commentOf(walk.text, kind, start, end));
    return -1;
  }
  const index = walk.size++;
  if (index === walk.storage.kinds.length) grow(walk.storage);
  const { kinds, starts, ends, nexts } = walk.storage;
  kinds[index] = kind;
  starts[index] = start;
  ends[index] = end;
  nexts[index] = index + 1;
  return index;
}

function kindOf(walk: Walk, typeId: number): number {
  if (typeId === ERROR_TYPE_ID) return Kind.error;
  const kind = walk.grammar.kinds[typeId] ?? Kind.other;
  return kind === DROPPED && walk.errorDepth > 0 ? Kind.token : kind;
}

function noteError(walk: Walk, typeId: number, kind: number): void {
  const { cursor, errors } = walk;
  if (errors.length >= MAX_ERRORS) return;
  if (kind === Kind.error) {
    if (walk.errorDepth === 0) errors.push(errorNear(walk.text, cursor.startIndex(), cursor.endIndex()));
  } else if (cursor.isMissing()) {
    const name = walk.grammar.names[typeId] ?? '';
    const expected = /^[a-z]+(_[a-z]+)+$|^identifier$/.test(name) ? name.replaceAll('_', ' ') : `'${name}'`;
    errors.push({ start: cursor.startIndex(), end: cursor.endIndex(), message: `${expected} expected` });
  }
}

const FIRST_TOKEN = /^(?:[\p{L}\p{N}_$]+|"[^"\n]*"?|[^\s\p{L}\p{N}]{1,3})/u;

function errorNear(text: string, start: number, end: number): SyntaxError {
  const token = FIRST_TOKEN.exec(text.slice(start, Math.min(end, start + 30)))?.[0];
  return { start, end, message: token === undefined ? 'syntax error' : `syntax error near '${token}'` };
}

/** The grammar ends a line comment at a line feed only; the carriage return in front of it is no part of it. */
function commentOf(text: string, kind: number, start: number, end: number): Comment {
  if (kind === Kind.block_comment) return { kind: 'Comment', start, end, style: 'block' };
  const isCrLf = text.charCodeAt(end - 1) === 13;
  return { kind: 'Comment', start, end: isCrLf ? end - 1 : end, style: 'line' };
}

function grow(storage: TableStorage): void {
  const room = storage.kinds.length * 2;
  const kinds = new Uint8Array(room);
  kinds.set(storage.kinds);
  storage.kinds = kinds;
  storage.starts = widened(storage.starts, room);
  storage.ends = widened(storage.ends, room);
  storage.nexts = widened(storage.nexts, room);
}

function widened(array: Int32Array, room: number): Int32Array {
  const wider = new Int32Array(room);
  wider.set(array);
  return wider;
}
