import type { Literal } from './nodes.ts';

/** Java's escape sequences of one letter (JLS 3.10.7). */
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  s: ' ',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** What `Character.isWhitespace` accepts, without the line feed: the incidental white space of text blocks (JLS 3.10.6). */
const WHITE_SPACE = '[\\t\\v\\f\\r\\x1c-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]';
const LEADING_WHITE_SPACE = new RegExp(`^${WHITE_SPACE}*`);
const TRAILING_WHITE_SPACE = new RegExp(`${WHITE_SPACE}+$`);

/**
 * The value of a literal.
 *
 * @param type the literal's kind; a text block is a 'string'
 * @param literalText its source text with delimiters; Unicode escapes may be there or already be translated
 * @returns the decoded text of strings, text blocks and characters, a boolean for booleans, null for everything else.
 *   Escapes that Java does not know stay as they are written; a missing closing delimiter is no error.
 */
export function decodeLiteral(type: Literal['type'], literalText: string): string | boolean | null {
  switch (type) {
    case 'boolean':
      return literalText === 'true';
    case 'string':
    case 'char':
      return literalText.startsWith('"""')
        ? textBlockValue(literalText)
        : interpretEscapes(withoutDelimiters(translateUnicodeEscapes(literalText), 1));
    default:
      return null;
  }
}

/**
 * The string a text block stands for (JLS 3.10.6): line terminators become line feeds, incidental white space goes,
 * then escape sequences are interpreted.
 *
 * @param literalText the source text from the opening to the closing `"""`, both included; what is between the opening
 *   delimiter and the first line terminator is ignored, a text without line terminator is taken as one line
 */
export function textBlockValue(literalText: string): string {
  const inner = withoutDelimiters(translateUnicodeEscapes(literalText), 3).replace(/\r\n?/g, '\n');
  return interpretEscapes(stripIndentation(inner.slice(inner.indexOf('\n') + 1)));
}

function withoutDelimiters(literalText: string, delimiterLength: number): string {
  const delimiter = literalText.slice(0, delimiterLength);
  const isClosed = literalText.length >= 2 * delimiterLength && literalText.endsWith(delimiter);
  return literalText.slice(delimiterLength, isClosed ? -delimiterLength : undefined);
}

/** JLS 3.3. Taking backslashes in pairs keeps the second of `\\` from starting an escape. */
function translateUnicodeEscapes(text: string): string {
  return text.replace(/\\(?:u+([\da-fA-F]{4})|[^])/g, (written, digits: string | undefined) =>
    digits === undefined ? written : String.fromCharCode(parseInt(digits, 16)),
  );
}

function interpretEscapes(text: string): string {
  return text.replace(/\\(?:[0-3][0-7]{0,2}|[4-7][0-7]?|[^])/g, (written) => {
    const escaped = written.slice(1);
    if (/^[0-7]/.test(escaped)) return String.fromCharCode(parseInt(escaped, 8));
    if (escaped === '\n') return '';
    return ESCAPES[escaped] ?? written;
  });
}

/** The last line counts for the indentation even when blank: the closing delimiter's place is significant. */
function stripIndentation(text: string): string {
  const lines = text.split('\n');
  const indentations = lines
    .filter((line, index) => index === lines.length - 1 || indentationOf(line) < line.length)
    .map(indentationOf);
  const indentation = Math.min(...indentations);
  return lines.map((line) => line.slice(indentation).replace(TRAILING_WHITE_SPACE, '')).join('\n');
}

function indentationOf(line: string): number {
  return LEADING_WHITE_SPACE.exec(line)?.[0].length ?? 0;
}
