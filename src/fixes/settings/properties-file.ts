/** Adds a setting to a `.properties` file. */
import { layoutOf, lineEndAt } from '../layout.ts';
import type { OffsetEdit } from '../text-edits.ts';

/** Behind the last setting with the most leading segments in common, else at the end of the file. */
export function inProperties(text: string, key: string, value: string): OffsetEdit {
  const { lineEnd } = layoutOf(text);
  const best = { shared: 0, end: -1, separator: '=' };
  for (const match of text.matchAll(/^[ \t]*(?<key>[^\s#!=:][^\s=:]*)(?<separator>[ \t]*[=:][ \t]*)[^\r\n]*/gmu)) {
    const { key: other = '', separator = '=' } = match.groups ?? {};
    const shared = sharedSegments(key, other);
    if (shared === 0 || shared < best.shared) continue;
    Object.assign(best, { shared, end: endOfEntry(text, match.index), separator });
  }
  const line = `${key}${best.separator}${value}`;
  if (best.end >= 0) return { start: best.end, end: best.end, newText: lineEnd + line };
  const isClosed = text === '' || /[\r\n]$/u.test(text);
  return { start: text.length, end: text.length, newText: (isClosed ? '' : lineEnd) + line + lineEnd };
}

function sharedSegments(key: string, other: string): number {
  const segments = key.split('.');
  const others = other.split('.');
  const differ = segments.findIndex((segment, index) => segment !== others[index]);
  return differ < 0 ? segments.length : differ;
}

/** A line that ends with a backslash goes on. */
function endOfEntry(text: string, offset: number): number {
  let end = lineEndAt(text, offset);
  while (text[end - 1] === '\\' && end < text.length) {
    end = lineEndAt(text, end + (text.startsWith('\r\n', end) ? 2 : 1));
  }
  return end;
}
