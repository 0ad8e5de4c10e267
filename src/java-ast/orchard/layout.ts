import { Token, Tokens } from '../outline/tokens.ts';
import type { SyntaxError } from './cursor.ts';
import type { Repair } from './repairs.ts';

/** An open bracket. */
interface Open {
  readonly bracket: string;
  /** How far the line is indented on which the statement or declaration around it begins. */
  readonly indentation: number;
  /** The word in front of it: behind `for` and `try`, parentheses hold semicolons. */
  readonly word: string;
  semicolons: number;
}

const CLOSERS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/** So many brackets are looked through for the one that a brace closes. */
const MAX_LEFT_OPEN = 50;

/** Statements that go on with a block behind their parentheses. */
const BEFORE_BLOCKS: ReadonlySet<string> = new Set(['try', 'switch', 'catch', 'synchronized']);

/**
 * Closes brackets that are still open where the indentation shows that the next statement or member begins: at a word that is
 * indented no deeper than the line on which what they belong to begins, and at a brace that closes something further out. The
 * grammar would read on and lose what follows. The text keeps its length: closing brackets take the place of white space.
 */
export function closeBrackets(text: string): Repair {
  const closing = new BracketClosing(text);
  return closing.run() ? closing.repair() : { text, errors: [] };
}

class BracketClosing {
  private readonly text: string;
  private readonly tokens: Tokens;
  private readonly errors: SyntaxError[] = [];
  private readonly pieces: string[] = [];
  private copied = 0;
  private readonly open: Open[] = [];
  /** Of the line that the statement begins on; null in front of one. */
  private statement: number | null = null;
  /** Of the line that is read. */
  private indentation = 0;
  private previous = '';
  /** Behind the previous token, and how many ends of comments are in front of that. */
  private tokenEnd = 0;
  private commentsBefore = 0;
  /** Where the last line between the previous token and this one begins, from the end of the former; 0 without one. */
  private lineStart = 0;
  private braces = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = new Tokens(text);
  }

  /** False for a text whose indentation says nothing. */
  run(): boolean {
    const { tokens, text } = this;
    for (let token = tokens.next(); token !== Token.end; token = tokens.next()) {
      this.lineStart = text.slice(this.tokenEnd, tokens.start).lastIndexOf('\n') + 1;
      const isFirst = this.lineStart > 0 || this.tokenEnd === 0;
      if (isFirst) this.indentation = tokens.start - this.tokenEnd - this.lineStart;
      const word = text.slice(tokens.start, tokens.end);
      if (isFirst && (token === Token.word || word === '@')) {
        if (this.isFlat()) return false;
        this.beginLine(word);
      }
      if (token === Token.separator) this.separator(word, isFirst);
      this.statement ??= this.indentation;
      if (word === ';' || word === '{' || word === '}') this.endStatement(word);
      this.previous = word;
      this.tokenEnd = tokens.end;
      this.commentsBefore = tokens.comments.length;
    }
    return true;
  }

  repair(): Repair {
    const { errors, pieces, text, copied } = this;
    return { text: errors.length === 0 ? text : pieces.join('') + text.slice(copied), errors };
  }

  /** Whether the first member of a type begins no deeper than the type. */
  private isFlat(): boolean {
    const [type, inner] = this.open;
    return this.previous === '{' && inner === undefined && type !== undefined && type.indentation >= this.indentation;
  }

  private separator(char: string, isFirst: boolean): void {
    if (CLOSERS[char] !== undefined) {
      const indentation = this.statement ?? this.indentation;
      this.open.push({ bracket: char, indentation, word: this.previous, semicolons: 0 });
      if (char === '{') this.braces++;
    } else if (char === '}') this.closeBrace(isFirst);
    else if ((char === ')' || char === ']') && CLOSERS[this.open.at(-1)?.bracket ?? ''] === char) this.open.pop();
  }

  /** A statement or a member may begin here. */
  private beginLine(word: string): void {
    // Labels of a `switch` are not indented in some styles.
    const isLabel = word === 'case' || word === 'default';
    const least = isLabel ? this.indentation + 1 : this.indentation;
    this.closeWhile(({ indentation }) => indentation >= least);
  }

  private closeBrace(isFirst: boolean): void {
    if (this.braces === 0) return;
    const isMeant = ({ bracket, indentation }: Open): boolean => bracket === '{' && indentation === this.indentation;
    const hasPlace = isFirst && this.open.slice(-MAX_LEFT_OPEN).some(isMeant);
    this.closeWhile((one) => one.bracket !== '{' || (hasPlace && one.indentation > this.indentation));
    this.pop();
  }

  private endStatement(char: string): void {
    this.statement = null;
    if (char !== ';') return;
    // Parentheses that the statement left open in its own line are not waited for.
    while (this.open.length > 0 && !mayHoldSemicolon(this.open.at(-1))) this.open.pop();
    const top = this.open.at(-1);
    if (top === undefined || top.bracket === '{') return;
    top.semicolons++;
    this.statement = top.indentation;
  }

  private pop(): void {
    if (this.open.pop()?.bracket === '{') this.braces--;
  }

  /** Closes the innermost brackets for which `isLeftOpen` holds, in front of the token. */
  private closeWhile(isLeftOpen: (open: Open) => boolean): void {
    let closers = '';
    for (let top = this.open.at(-1); top !== undefined && isLeftOpen(top); top = this.open.at(-1)) {
      this.pop();
      if (closers === '' && this.isInStatement(top)) closers = ';';
      if (top.word === 'for') closers += ';'.repeat(2 - top.semicolons);
      closers += CLOSERS[top.bracket] ?? '';
      const endsStatement = top.bracket !== '{' && (this.open.at(-1)?.bracket ?? '{') === '{';
      if (endsStatement) closers += BEFORE_BLOCKS.has(top.word) ? '{}' : ';';
    }
    if (closers === '') return;
    this.statement = null;
    this.put(closers);
  }

  /** Whether a statement in braces has no end; the values of an array have none. */
  private isInStatement({ bracket, word }: Open): boolean {
    return bracket === '{' && word !== '=' && word !== ']' && !/^[;{}]$/.test(this.previous);
  }

  /** Where there is white space enough: behind the previous token, or in front of this one. */
  private put(closers: string): void {
    const { text, tokens, tokenEnd, commentsBefore } = this;
    const comment = tokens.comments[commentsBefore];
    const [from, end] =
      comment === undefined || comment - tokenEnd >= closers.length
        ? [tokenEnd, comment ?? tokens.start]
        : [Math.max(tokenEnd + this.lineStart, tokens.comments.at(-1) ?? 0), tokens.start];
    if (end - from < closers.length) return;
    this.pieces.push(text.slice(this.copied, from), closers);
    this.copied = from + closers.length;
    const isBrace = /^;?\}/.test(closers);
    const at = isBrace ? tokens.start : tokenEnd;
    const message = isBrace ? "'}' expected in front of this line" : `'${closers.slice(0, 1)}' expected`;
    this.errors.push({ start: at, end: at, message });
  }
}

function mayHoldSemicolon(open: Open | undefined): boolean {
  if (open === undefined || open.bracket === '{' || open.word === 'try') return true;
  return open.word === 'for' && open.semicolons < 2;
}
