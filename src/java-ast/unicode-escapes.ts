/**
 * JLS 3.3: `\u0041` anywhere in a source file stands for the character, before anything else is read. The front ends see
 * the translated text; {@link originalOffset} leads their offsets back.
 */
export interface TranslatedText {
  readonly text: string;
  /** Null when the text had no escape: offsets are the original's. */
  readonly offsets: OffsetMap | null;
}

/** For each translated escape, in order: where its character is in the translated text, and how far the original is ahead behind it. */
export interface OffsetMap {
  readonly escapedAt: readonly number[];
  readonly shiftAfter: readonly number[];
}

/** From the first backslash of a run: looked for from each of them, a long run would take the square of its length. */
const ESCAPE = /(?<!\\)\\+u+[0-9a-fA-F]{4}/g;
const BACKSLASH = 92;

/**
 * Translates every eligible Unicode escape of `original`: a backslash behind an even number of backslashes, one or more
 * `u`, four hexadecimal digits. A malformed escape stays as it is. Without an escape the text itself is given back.
 */
export function translateUnicodeEscapes(original: string): TranslatedText {
  if (!original.includes('\\u')) return { text: original, offsets: null };
  const escapedAt: number[] = [];
  const shiftAfter: number[] = [];
  const pieces: string[] = [];
  let copied = 0;
  let length = 0;
  for (const match of original.matchAll(ESCAPE)) {
    const backslashes = leadingBackslashes(match[0]);
    if (backslashes % 2 === 0) continue;
    const start = match.index + backslashes - 1;
    const end = match.index + match[0].length;
    const before = original.slice(copied, start);
    const character = String.fromCharCode(Number.parseInt(match[0].slice(-4), 16));
    pieces.push(before, character);
    length += before.length + 1;
    escapedAt.push(length - 1);
    shiftAfter.push(end - length);
    copied = end;
  }
  if (escapedAt.length === 0) return { text: original, offsets: null };
  pieces.push(original.slice(copied));
  return { text: pieces.join(''), offsets: { escapedAt, shiftAfter } };
}

function leadingBackslashes(text: string): number {
  let count = 0;
  while (text.charCodeAt(count) === BACKSLASH) count++;
  return count;
}

/**
 * Gives the original offset of an offset in the translated text. The start of an escaped character leads to its
 * backslash, its end to behind the last digit, so that start and (exclusive) end offsets both map with this one function.
 */
export function originalOffset(map: OffsetMap, offset: number): number {
  let low = 0;
  let high = map.escapedAt.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((map.escapedAt[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? offset : offset + (map.shiftAfter[low - 1] ?? 0);
}
