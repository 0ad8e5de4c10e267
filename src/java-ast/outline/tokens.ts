/** Java's tokens (JLS 3) as far as an outline needs them: much cheaper than a grammar, and never wrong about where one ends. */

/** `literal` is a string, a text block or a character. */
export const Token = { end: 0, word: 1, number: 2, literal: 3, separator: 4 } as const;
export type Token = (typeof Token)[keyof typeof Token];

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const DOLLAR = 36;
const APOSTROPHE = 39;
const STAR = 42;
const SLASH = 47;
const DIGIT_0 = 48;
const DIGIT_9 = 57;
const UPPER_A = 65;
const UPPER_Z = 90;
const BACKSLASH = 92;
const UNDERSCORE = 95;
const LOWER_A = 97;
const LOWER_Z = 122;
const ASCII = 128;

/**
 * Steps through a text without BOM whose Unicode escapes are translated. After `next`, the token is at `start` to `end`
 * (exclusive). Comments are left out and noted.
 */
export class Tokens {
  readonly text: string;
  start = 0;
  end = 0;
  /** False once a string, a character or a comment did not end: then what follows is a guess. */
  isWhole = true;
  /** Start and end of each comment, one after the other. */
  readonly comments: number[] = [];

  constructor(text: string) {
    this.text = text;
  }

  next(): Token {
    this.skipSpace();
    const { text } = this;
    const at = this.end;
    this.start = at;
    if (at >= text.length) return Token.end;
    const char = text.charCodeAt(at);
    if (isWordStart(char)) {
      this.end = wordEnd(text, at + 1);
      return Token.word;
    }
    if (char === QUOTE) return this.literal(text.startsWith('"""', at) ? '"""' : '"');
    if (char === APOSTROPHE) return this.literal("'");
    if (char >= DIGIT_0 && char <= DIGIT_9) {
      this.end = wordEnd(text, at + 1);
      return Token.number;
    }
    this.end = at + 1;
    return Token.separator;
  }

  private skipSpace(): void {
    const { text } = this;
    let at = this.end;
    for (;;) {
      const char = text.charCodeAt(at);
      if (char <= SPACE) at++;
      else if (char === SLASH && text.charCodeAt(at + 1) === SLASH) at = this.comment(at, lineEnd(text, at));
      else if (char === SLASH && text.charCodeAt(at + 1) === STAR) {
        const close = text.indexOf('*/', at + 2);
        if (close < 0) this.isWhole = false;
        at = this.comment(at, close < 0 ? text.length : close + 2);
      } else break;
    }
    this.end = at;
  }

  private comment(start: number, end: number): number {
    this.comments.push(start, end);
    return end;
  }

  /** Only a text block, whose delimiter is the long one, goes on behind its line. */
  private literal(delimiter: string): Token {
    const { text } = this;
    const isBlock = delimiter.length > 1;
    let at = this.start + delimiter.length;
    for (;;) {
      const char = text.charCodeAt(at);
      if (char === BACKSLASH) at += 2;
      else if (text.startsWith(delimiter, at)) break;
      else if (at >= text.length || (!isBlock && isLineEnd(char))) {
        this.isWhole = false;
        this.end = at;
        return Token.literal;
      } else at++;
    }
    this.end = at + delimiter.length;
    return Token.literal;
  }
}

function isLineEnd(char: number): boolean {
  return char === LINE_FEED || char === CARRIAGE_RETURN;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
  return at;
}

function isWordStart(char: number): boolean {
  return (
    (char >= LOWER_A && char <= LOWER_Z) ||
    (char >= UPPER_A && char <= UPPER_Z) ||
    char === UNDERSCORE ||
    char === DOLLAR ||
    char >= ASCII
  );
}

/** Behind the last letter or digit; anything outside of ASCII counts as a letter. */
function wordEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const char = text.charCodeAt(at);
    if (!isWordStart(char) && !(char >= DIGIT_0 && char <= DIGIT_9)) return at;
    at++;
  }
}
