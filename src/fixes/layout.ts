/** How a file is laid out, so that new code looks like the code around it. */

/** White space habits of one file. */
export interface Layout {
  readonly lineEnd: '\n' | '\r\n' | '\r';
  /** What one level of indentation is. */
  readonly unit: string;
}

/** Reads the layout from a text; an empty one has LF and four blanks. */
export function layoutOf(text: string): Layout {
  const lineEnd = /\r\n|\n|\r/u.exec(text)?.[0] as Layout['lineEnd'] | undefined;
  return { lineEnd: lineEnd ?? '\n', unit: indentUnitOf(text) };
}

/** The smallest step by which a line is indented further than the one before it that opens a block. */
function indentUnitOf(text: string): string {
  const steps = new Map<string, number>();
  for (const [, outer = '', inner = ''] of text.matchAll(
    /^([ \t]*)\S.*\{[ \t]*(?:\r\n|\n|\r(?!\n))(?:[ \t]*(?:\r\n|\n|\r(?!\n)))*([ \t]+)\S/gmu,
  )) {
    if (!inner.startsWith(outer) || inner === outer) continue;
    const step = inner.slice(outer.length);
    steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  const [most] = [...steps].sort((left, right) => right[1] - left[1] || left[0].length - right[0].length);
  return most?.[0] ?? '    ';
}

/** The white space before the first other character of the line that holds `offset`. */
export function indentAt(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/u.exec(text.slice(start))?.[0] ?? '';
}

/** Where the line that holds `offset` begins. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}

/** Behind the last character of the line that holds `offset`, before its line end. */
export function lineEndAt(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  return end;
}

/** Behind the line end that follows `offset` when only blanks stand between, else `offset` itself. */
export function pastLineEnd(text: string, offset: number): number {
  return offset + (/^[ \t]*(?:\r\n|\n|\r)/u.exec(text.slice(offset))?.[0].length ?? 0);
}

/**
 * Writes code, given with LF and four blanks for each level, in a file's layout: each line that is not empty gets
 * `indent` before it, and the line ends are the file's.
 */
export function laidOut(code: string, indent: string, layout: Layout): string {
  return code
    .split('\n')
    .map((line) => {
      const levels = /^(?: {4})*/u.exec(line)?.[0].length ?? 0;
      return line === '' ? '' : indent + layout.unit.repeat(levels / 4) + line.slice(levels);
    })
    .join(layout.lineEnd);
}

/**
 * Code of the file, given the way {@link laidOut} takes it: with LF, without the indentation of the place it is taken from, and with
 * four blanks for each further level. The first line begins where the code begins.
 */
export function takenFrom(code: string, indent: string, layout: Layout): string {
  return code
    .split(/\r\n|\n|\r/u)
    .map((line, index) => {
      if (index === 0 || !line.startsWith(indent)) return index === 0 ? line : line.trimStart();
      let rest = line.slice(indent.length);
      let levels = 0;
      for (; rest.startsWith(layout.unit); levels++) rest = rest.slice(layout.unit.length);
      return ' '.repeat(4 * levels) + rest;
    })
    .join('\n');
}
