import type { Position, Range } from '../types.ts';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/**
 * Gives the offset at which each line of `text` begins; the first entry is always 0. LF, CRLF and a lone CR end a line
 * (JLS 3.4). Offsets are UTF-16 code units.
 */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let offset = 0; offset < text.length; offset++) {
    const unit = text.charCodeAt(offset);
    if (unit === LINE_FEED || (unit === CARRIAGE_RETURN && text.charCodeAt(offset + 1) !== LINE_FEED)) {
      starts.push(offset + 1);
    }
  }
  // A list that grew has room to spare, which that of every file would keep.
  return starts.slice();
}

/**
 * Turns a UTF-16 offset into a 1-based line and a 1-based column counted in UTF-16 code units. A negative offset gives
 * the first position; an offset past the end is counted from the start of the last line.
 */
export function positionAt(lineStarts: readonly number[], offset: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: Math.max(0, offset - (lineStarts[low] ?? 0)) + 1 };
}

/** Turns a pair of UTF-16 offsets (`end` exclusive) into a range; see {@link positionAt} for offsets outside the text. */
export function rangeAt(lineStarts: readonly number[], start: number, end: number): Range {
  return { start: positionAt(lineStarts, start), end: positionAt(lineStarts, end) };
}
