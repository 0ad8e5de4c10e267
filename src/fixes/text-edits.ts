/** Text edits: from offsets to ranges and back, and their application to a text. */
import { lineStartsOf, rangeAt } from '../java-ast/line-table.ts';
import type { Position, Range, TextEdit } from '../types.ts';

/** A replacement by UTF-16 offsets into the text without its byte order mark; `end` is exclusive. */
export interface OffsetEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/**
 * Applies edits of one file to its text (without a byte order mark). Edits may be in any order; insertions at one place
 * are put in the order given. Throws a RangeError when two edits overlap or one lies outside the text.
 */
export function applyEdits(text: string, edits: readonly Pick<TextEdit, 'range' | 'newText'>[]): string {
  const lineStarts = lineStartsOf(text);
  return applyOffsetEdits(
    text,
    edits.map(({ range, newText }) => ({ ...offsetsOf(range, lineStarts, text), newText })),
  );
}

function applyOffsetEdits(text: string, edits: readonly OffsetEdit[]): string {
  let done = 0;
  let result = '';
  for (const { start, end, newText } of sorted(edits)) {
    if (start < done) throw new RangeError('edits overlap');
    result += text.slice(done, start) + newText;
    done = end;
  }
  return result + text.slice(done);
}

function sorted(edits: readonly OffsetEdit[]): readonly OffsetEdit[] {
  return [...edits].sort((left, right) => left.start - right.start || left.end - right.end);
}

/** The 1-based ranges of offset edits in a text, sorted; insertions at one place become one edit. */
export function textEditsOf(file: string, text: string, edits: readonly OffsetEdit[]): TextEdit[] {
  const lineStarts = lineStartsOf(text);
  return merged(edits).map(({ start, end, newText }) => ({ file, range: rangeAt(lineStarts, start, end), newText }));
}

/** Joins insertions at one place, and an insertion with the replacement that begins there. */
function merged(edits: readonly OffsetEdit[]): OffsetEdit[] {
  const result: OffsetEdit[] = [];
  for (const edit of sorted(edits)) {
    const last = result.at(-1);
    if (last?.start === edit.start && last.end === edit.start) {
      result[result.length - 1] = { start: edit.start, end: edit.end, newText: last.newText + edit.newText };
    } else {
      result.push(edit);
    }
  }
  return result;
}

function offsetsOf(range: Range, lineStarts: readonly number[], text: string): { start: number; end: number } {
  const start = offsetAt(range.start, lineStarts, text);
  const end = offsetAt(range.end, lineStarts, text);
  if (end < start) throw new RangeError('an edit ends before it begins');
  return { start, end };
}

/** The UTF-16 offset of a 1-based position. Throws a RangeError for a place outside the text. */
export function offsetAt({ line, column }: Position, lineStarts: readonly number[], text: string): number {
  const lineStart = lineStarts[line - 1];
  const offset = lineStart === undefined ? NaN : lineStart + column - 1;
  if (!(offset >= 0 && offset <= text.length)) throw new RangeError(`no line ${line}, column ${column} in the text`);
  return offset;
}

/** Whether any edit of one list touches what an edit of the other replaces, or inserts at the same place. */
export function conflict(left: readonly TextEdit[], right: readonly TextEdit[]): boolean {
  return left.some((one) => right.some((other) => one.file === other.file && touches(one.range, other.range)));
}

function touches(left: Range, right: Range): boolean {
  return comparePositions(left.start, right.end) <= 0 && comparePositions(right.start, left.end) <= 0;
}

function comparePositions(left: Position, right: Position): number {
  return left.line - right.line || left.column - right.column;
}
