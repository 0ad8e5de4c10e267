import type { SyntaxError } from './cursor.ts';

/** Comments, text blocks and characters are passed over; a string ends at its quote or, unclosed, with its line. */
const TOKEN =
  /\/\/[^\r\n]*|\/\*[^]*?(?:\*\/|$)|"""(?:\\[^]|[^\\])*?(?:"""|$)|'(?:\\.|[^'\\\r\n])*'?|"(?:\\.|[^"\\\r\n])*("?)/g;

/** What closes a statement at the end of a line; in an unclosed string it is rather code that lost its quote. */
const CLOSING = /(?<![)\]};,\s])[)\]};,\s]*$/;

/** A text of the same length with something put right, and what was wrong with it; the same text when nothing was. */
export interface Repair {
  readonly text: string;
  readonly errors: readonly SyntaxError[];
}

/**
 * Closes the strings that have no closing quote on their line: the grammar would read on to the next quote anywhere
 * below and lose everything between. The text keeps its length, so the quote takes the place of the last character.
 */
export function closeStrings(text: string): Repair {
  const errors: SyntaxError[] = [];
  const closed = text.replace(TOKEN, (token: string, quote: string | undefined, start: number) => {
    if (quote === undefined || (quote === '"' && token.length > 1)) return token;
    const string = token.replace(CLOSING, '');
    const rest = token.slice(string.length);
    errors.push({ start, end: start + string.length, message: 'unclosed string literal' });
    return string.length === 1 ? `0${rest}` : `"${'x'.repeat(string.length - 2)}"${rest}`;
  });
  return { text: errors.length === 0 ? text : closed, errors };
}
