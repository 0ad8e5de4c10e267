/** The lines around a finding, with carets under it. */
import type { Range } from '../types.ts';
import { printable } from './terminal.ts';

const TAB_STOP = 4;
/** Cells of a line that are shown; longer lines are cut around the carets. */
const MAX_CELLS = 140;
const LEAD_CELLS = 40;
/** UTF-16 units of a line that are looked at; what can be shown is always among them. */
const NEAR_UNITS = 4_000;

export interface FrameStyle {
  readonly gutter: (text: string) => string;
  readonly caret: (text: string) => string;
}

/** One character as it appears: what is printed, how many cells it takes, and the UTF-16 column it came from (1-based). */
interface Cell {
  readonly shown: string;
  readonly width: number;
  readonly column: number;
}

/**
 * Gives the finding's first line under the line before it, with carets from the range's start to its end (to the end of
 * the line when the range goes on below). Tabs are shown as spaces up to the next stop of four, wide characters take two
 * cells, controls are escaped, long lines are cut. Gives no lines when the range begins outside of the text.
 */
export function codeFrame(lines: readonly string[], range: Range, style: FrameStyle): string[] {
  const text = lines[range.start.line - 1];
  if (text === undefined) return [];
  const cells = cellsOf(text, range.start.column);
  const lastColumn = range.end.line === range.start.line ? range.end.column : text.length + 1;
  const inRange = cells.map((cell) => cell.column >= range.start.column && cell.column < lastColumn);
  const first = inRange.indexOf(true);
  const from = cutStart(cells, first);
  const carets = cells.slice(from).map((cell, index) => (inRange[from + index] ? '^' : ' ').repeat(cell.width));
  const caretLine = first < 0 ? `${' '.repeat(widthOf(cells.slice(from)))}^` : carets.join('').trimEnd();

  const numberWidth = String(range.start.line).length;
  const row = (label: string, content: string): string =>
    `${style.gutter(`${label.padStart(numberWidth)} |`)} ${content}`.trimEnd();
  const before = lines[range.start.line - 2];
  const rows =
    before === undefined || before.trim() === ''
      ? []
      : [row(String(range.start.line - 1), cut(cellsOf(before, range.start.column), from))];
  rows.push(row(String(range.start.line), cut(cells, from)));
  rows.push(row('', style.caret(caretLine.slice(0, MAX_CELLS))));
  return rows;
}

/** Splits a text into lines as Java does: LF, CRLF or CR. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** The cells of a line; of a very long one only those near `column`, as no others can be shown. */
function cellsOf(line: string, nearColumn: number): Cell[] {
  const cells: Cell[] = [];
  const begin = line.length > NEAR_UNITS ? Math.max(0, nearColumn - 1 - MAX_CELLS) : 0;
  let column = begin + 1;
  let position = 0;
  for (const character of line.slice(begin, begin + NEAR_UNITS)) {
    const tab = character === '\t' ? TAB_STOP - (position % TAB_STOP) : 0;
    const shown = tab > 0 ? ' '.repeat(tab) : printable(character);
    const width = tab > 0 ? tab : shown === character ? characterWidth(character) : shown.length;
    cells.push({ shown, width, column });
    column += character.length;
    position += width;
  }
  return cells;
}

/** East Asian wide characters and emoji take two cells, combining marks none. */
function characterWidth(character: string): number {
  if (/^[\p{Mn}\p{Me}\u200b-\u200d]$/u.test(character)) return 0;
  return /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]$|^\p{Emoji_Presentation}$/u.test(
    character,
  )
    ? 2
    : 1;
}

/** Where a long line is cut on the left so that the carets are in view. */
function cutStart(cells: readonly Cell[], first: number): number {
  if (first < 0 || widthOf(cells.slice(0, first)) <= MAX_CELLS - LEAD_CELLS) return 0;
  return Math.max(0, first - LEAD_CELLS);
}

function cut(cells: readonly Cell[], from: number): string {
  let shown = '';
  let width = 0;
  for (const cell of cells.slice(from)) {
    width += cell.width;
    if (width > MAX_CELLS) return `${shown}…`;
    shown += cell.shown;
  }
  return shown;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}
