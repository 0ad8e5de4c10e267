/**
 * The hash by which GitHub recognises a result in the next analysis (`primaryLocationLineHash`), as codeql-action computes
 * it where a file does not bring it along (src/fingerprints.ts there): a polynomial of base 37 modulo 2^64 over the 100
 * characters from the line's start that are neither space nor tab, with every line end as one line feed, U+FFFF after the
 * last character and zeros beyond; then a colon and how many lines so far have had these 100 characters.
 */

const WINDOW = 100;
const BASE = 37n;
const BITS = 64;
const END_OF_FILE = '\uffff';

/** Gives the hashes of `wanted` (1-based lines; lines that `text` does not have are left out). */
export function lineHashes(text: string, wanted: Iterable<number>): ReadonlyMap<number, string> {
  const lines = new Set(wanted);
  const last = Math.max(0, ...lines);
  const hashes = new Map<number, string>();
  const seen = new Map<string, number>();
  const characters = `${text.replace(/\r\n?/g, '\n').replace(/[ \t]/g, '')}${END_OF_FILE}`;
  let start = 0;
  for (let line = 1; line <= last; line++) {
    const window = characters.slice(start, start + WINDOW);
    const count = (seen.get(window) ?? 0) + 1;
    seen.set(window, count);
    if (lines.has(line)) hashes.set(line, `${polynomial(window).toString(16)}:${count}`);
    const end = characters.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  return hashes;
}

function polynomial(window: string): bigint {
  let hash = 0n;
  for (let index = 0; index < WINDOW; index++) {
    const code = index < window.length ? window.charCodeAt(index) : 0;
    hash = BigInt.asUintN(BITS, hash * BASE + BigInt(code));
  }
  return hash;
}
