import { lineStartsOf, positionAt } from './line-table.ts';

/**
 * Files above this size are not parsed. The largest sources of the JDK, tables of characters, have 0.8 MB; parsing takes
 * about a second and 200 MB of memory for each megabyte.
 */
export const MAX_SOURCE_BYTES = 5_000_000;

/** What is wrong with a file's bytes, with its place: 1-based line and column (UTF-16), 1:1 when it is the file as a whole. */
export interface SourceProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/**
 * A file's text, or why there is none. `text` has no BOM and all offsets count from behind it. `note` is set when the
 * text is usable but was not read as the file claims (undecodable UTF-8).
 */
export type SourceText =
  | { readonly ok: true; readonly text: string; readonly hasBom: boolean; readonly note: SourceProblem | null }
  | { readonly ok: false; readonly problem: SourceProblem };

const NUL = 0;
const LINE_FEED = 10;

/**
 * Decodes the bytes of a Java file: UTF-8 (with or without a BOM), UTF-16 when a BOM says so, and windows-1252 when the
 * bytes are not UTF-8, as in many old repositories. Refuses binary files and files above {@link MAX_SOURCE_BYTES}.
 * Never throws.
 */
export function decodeSource(bytes: Uint8Array): SourceText {
  if (bytes.length > MAX_SOURCE_BYTES) {
    return refuse(1, 1, `file is too large to analyse (${bytes.length} bytes, the limit is ${MAX_SOURCE_BYTES})`);
  }
  const wide = utf16EncodingOf(bytes);
  if (wide !== null) return decodeUtf16(bytes.subarray(2), wide);
  const hasBom = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const content = hasBom ? bytes.subarray(3) : bytes;
  const nul = content.indexOf(NUL);
  if (nul >= 0) return refuseBinary(content, nul);
  const text = decodeStrictly('utf-8', content);
  if (text !== null) return { ok: true, text, hasBom, note: null };
  return { ok: true, text: decodeWindows1252(content), hasBom, note: firstInvalidUtf8(content) };
}

function utf16EncodingOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

function decodeUtf16(content: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): SourceText {
  const text = decodeStrictly(encoding, content);
  if (text === null) {
    return refuse(1, 1, `file has a ${encoding.toUpperCase()} byte order mark but is not valid UTF-16`);
  }
  const nul = text.indexOf('\0');
  if (nul < 0) return { ok: true, text, hasBom: true, note: null };
  const place = positionAt(lineStartsOf(text), nul);
  return refuse(place.line, place.column, 'file contains a NUL character; it looks binary');
}

function decodeStrictly(encoding: string, content: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

/** What windows-1252 has at 0x80 to 0x9f; the five unused ones stay control characters. The rest is as in Unicode. */
const WINDOWS_1252_SPECIALS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** By hand, because Node 20 decodes what it calls windows-1252 as ISO-8859-1. */
function decodeWindows1252(content: Uint8Array): string {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('latin1');
  return text.replace(
    /[\x80-\x9f]/g,
    (character) => WINDOWS_1252_SPECIALS[character.charCodeAt(0) - 0x80] ?? character,
  );
}

function refuse(line: number, column: number, message: string): SourceText {
  return { ok: false, problem: { line, column, message } };
}

function refuseBinary(content: Uint8Array, nul: number): SourceText {
  const before = new TextDecoder('utf-8').decode(content.subarray(0, nul));
  const place = positionAt(lineStartsOf(before), before.length);
  return refuse(place.line, place.column, 'file contains a NUL byte; it looks binary');
}

/** Decodes line by line, since a line feed byte never is part of a longer UTF-8 sequence; gives the first line that fails. */
function firstInvalidUtf8(content: Uint8Array): SourceProblem {
  const message = 'file is not valid UTF-8; read as windows-1252';
  let line = 1;
  for (let start = 0; start <= content.length; line++) {
    const lineFeed = content.indexOf(LINE_FEED, start);
    const end = lineFeed < 0 ? content.length : lineFeed + 1;
    const bytes = content.subarray(start, end);
    if (decodeStrictly('utf-8', bytes) === null) {
      const column = new TextDecoder('utf-8').decode(bytes).indexOf('\ufffd') + 1;
      return { line, column: Math.max(1, column), message };
    }
    start = end;
    if (lineFeed < 0) break;
  }
  return { line: 1, column: 1, message };
}
