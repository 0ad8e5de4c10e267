/** A carriage return without line feed, a trailing SUB character (JLS 3.5), NUL, or half of a surrogate pair. */
const NEEDS_WORK = /\r(?!\n)|\x1a$|[\0\ud800-\udfff]/;
const SPECIAL = /\r(?!\n)|\x1a$|[\ud800-\udbff][\udc00-\udfff]|[\0\ud800-\udfff]/g;
const IDENTIFIER_PART = /^\p{ID_Continue}$/u;

/**
 * Gives a text of the same length, to be parsed in place of the real one, where the grammar reads less than Java allows:
 * it ends lines at a line feed only, ends the file at a NUL (from `\u0000`) and refuses characters outside the basic plane in strings. Names keep being names
 * and other characters stay what no name contains; literals and names are read from the real text.
 */
export function parserText(text: string): string {
  return NEEDS_WORK.test(text) ? text.replace(SPECIAL, replacement) : text;
}

function replacement(special: string): string {
  if (special === '\r') return '\n';
  if (special === '\x1a') return ' ';
  if (special.length === 2 && IDENTIFIER_PART.test(special)) return 'aa';
  return '\u2620'.repeat(special.length);
}
