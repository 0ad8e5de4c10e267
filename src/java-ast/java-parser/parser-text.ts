/** What this function has to work on: a trailing SUB character (JLS 3.5), line and paragraph separators, hexadecimal floats. */
const SPECIAL = /\x1a$|[\u2028\u2029]|(?<![\p{ID_Continue}$])0[xX][\da-fA-F_]*(?:\.[\da-fA-F_]*)?[pP](?=[+-]?\d)/gu;

/**
 * Gives a text of the same length, to be parsed in place of the real one, where java-parser's lexer reads less than Java
 * allows: it refuses the separators in strings, where they are no line terminators to Java (they often come from escapes),
 * and underscores in hexadecimal floats. Names are not changed; literals are read from the real text.
 */
export function parserText(text: string): string {
  return text.replace(SPECIAL, (special) => {
    if (special === '\x1a') return ' ';
    if (special.length === 1) return '\u2620';
    return special.replaceAll('_', '0');
  });
}
