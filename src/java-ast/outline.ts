/**
 * The outline of a file: its text with the bodies of methods and constructors left blank, so that a grammar reads declarations
 * at a fraction of the cost, and the words of the whole, so that most bodies need never be read.
 */
import { decodeLiteral } from './literals.ts';
import { CreationWatch } from './outline/creations.ts';
import { Token, Tokens } from './outline/tokens.ts';
import { MemberWatch } from './outline/members.ts';

/** What one pass over the tokens of a file tells. */
export interface Outline {
  /**
   * The text, of the same length, with blanks for comments and for what stands between the braces of methods and constructors
   * that declare no classes. Null where that is not sure: something does not end, or braces do not match.
   */
  readonly text: string | null;
  /** Where the bodies end that were left blank: the offset behind the closing brace, ascending. */
  readonly blankEnds: readonly number[];
  /** Every identifier and keyword, and the value of every string and character, once each, in order of appearance. */
  readonly words: readonly string[];
  /** Simple names of the classes after `new` or before `::new`, once each. */
  readonly created: readonly string[];
}

/** Reads the outline of `text` (without BOM, Unicode escapes translated). Takes any text; never throws. */
export function outlineOf(text: string): Outline {
  const tokens = new Tokens(text);
  const words = new Set<string>();
  const creations = new CreationWatch(text);
  const members = new MemberWatch(creations);
  for (let token = tokens.next(); token !== Token.end; token = tokens.next()) {
    const { start, end } = tokens;
    if (token === Token.word) {
      const word = text.slice(start, end);
      words.add(word);
      creations.word(word);
      members.word(word);
    } else if (token === Token.separator) {
      const char = text.charCodeAt(start);
      creations.separator(char, start);
      members.separator(char, start);
    } else {
      if (token !== Token.number) words.add(literalValue(text.slice(start, end)));
      creations.other();
      members.other();
    }
  }
  const { created } = creations;
  const isSure = tokens.isWhole && members.isBalanced;
  return {
    text: isSure ? blanked(text, tokens.comments, members.bodies) : null,
    blankEnds: isSure ? members.bodies.filter((_, index) => index % 2 === 1) : [],
    words: [...words],
    created: [...created],
  };
}

function literalValue(literal: string): string {
  if (!literal.includes('\\') && !literal.startsWith('"""')) return literal.slice(1, -1);
  return String(decodeLiteral('string', literal));
}

/** The text with blanks in place of comments and of what is between the braces of bodies; both are pairs of start and end, ascending. */
function blanked(text: string, comments: readonly number[], bodies: readonly number[]): string {
  const pieces: string[] = [];
  let at = 0;
  const blank = (start: number, end: number): void => {
    if (end <= at) return;
    const from = Math.max(start, at);
    pieces.push(text.slice(at, from), ' '.repeat(end - from));
    at = end;
  };
  let comment = 0;
  for (let body = 0; body <= bodies.length; body += 2) {
    const bodyStart = bodies[body] ?? text.length;
    for (; (comments[comment] ?? text.length) < bodyStart; comment += 2) {
      blank(comments[comment] ?? 0, comments[comment + 1] ?? 0);
    }
    if (body < bodies.length) blank(bodyStart + 1, (bodies[body + 1] ?? 0) - 1);
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}
