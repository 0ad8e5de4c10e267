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

/**
 * A brace, or the start of a line that begins like a member: no statement starts with these words. Comments, strings
 * and characters are passed over.
 */
const BRACE_OR_MEMBER = new RegExp(
  `${TOKEN.source}|[{}]|(?<=^|[\\r\\n])[ \\t]*(?=(?:public|protected|private|@Override)\\b)`,
  'g',
);

/**
 * Closes the braces that are still open in front of a member which is indented no deeper than the line that opened them:
 * the grammar would take all following members for statements. The braces take the place of the indentation.
 */
export function closeBraces(text: string): Repair {
  const errors: SyntaxError[] = [];
  const indentationOf = lineIndentations(text);
  const open: number[] = [];
  const closed = text.replace(BRACE_OR_MEMBER, (token: string, _quote: string | undefined, start: number) => {
    if (token === '{') open.push(indentationOf(start));
    else if (token === '}') open.pop();
    if (token.trim() !== '' || token.length === 0) return token;
    let count = 0;
    while (count < token.length && (open.at(-1) ?? -1) >= token.length) {
      open.pop();
      count++;
    }
    if (count === 0) return token;
    const end = start + token.length;
    errors.push({ start: end, end, message: "'}' expected in front of this declaration" });
    return '}'.repeat(count).padEnd(token.length);
  });
  return { text: errors.length === 0 ? text : closed, errors };
}

const INDENTATION = /[ \t]*/y;

/** Tells how far the line around an offset is indented, in characters. To be asked with ascending offsets: each line is looked at once. */
function lineIndentations(text: string): (offset: number) => number {
  let nextLine = 0;
  let indentation = 0;
  return (offset) => {
    while (nextLine >= 0 && nextLine <= offset) {
      INDENTATION.lastIndex = nextLine;
      indentation = INDENTATION.exec(text)?.[0].length ?? 0;
      nextLine = text.indexOf('\n', nextLine) + 1 || -1;
    }
    return indentation;
  };
}
