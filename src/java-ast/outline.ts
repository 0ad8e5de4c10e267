/**
 * The outline of a file: its text without the bodies of methods, so that a grammar reads declarations
 * at a fraction of the cost, and the words of the whole, so that most bodies need never be read.
 */
import { decodeLiteral } from './literals.ts';
import { CreationWatch } from './outline/creations.ts';
import { Token, Tokens } from './outline/tokens.ts';
import { MemberWatch } from './outline/members.ts';
import { NameWatch, type OutlineImport } from './outline/names.ts';
import { sharedText } from '../util/shared-text.ts';

/** A text with parts left out, and where its characters come from. */
export interface ReducedText {
  readonly text: string;
  /** For each character of `text` its offset in the original. */
  readonly offsets: Int32Array;
}

/** What one pass over the tokens of a file tells. */
export interface Outline {
  /** False where something does not end, or braces do not match. */
  readonly isSure: boolean;
  /**
   * The text without comments and without what stands between the braces of methods that declare no classes; null where that is not sure.
   * Made when it is asked for.
   */
  readonly reduced: ReducedText | null;
  /** Where the bodies end that were left out: the offset behind the closing brace, ascending. */
  readonly bodyEnds: readonly number[];
  /** Every identifier and keyword, and the value of every string and character, once each, in order of appearance. */
  readonly words: readonly string[];
  /** Simple names of the classes after `new` or before `::new`, once each. */
  readonly created: readonly string[];
  /** Qualified names of types, outer ones, once each: see `NameWatch`. */
  readonly qualified: readonly string[];
  /** '' for the unnamed package. */
  readonly packageName: string;
  readonly imports: readonly OutlineImport[];
  /** Simple names of the top level types that are declared. */
  readonly topLevel: readonly string[];
}

/** Reads the outline of `text` (without BOM, Unicode escapes translated). Takes any text; never throws. */
export function outlineOf(text: string): Outline {
  const tokens = new Tokens(text);
  const words = new Set<string>();
  const creations = new CreationWatch(text);
  const members = new MemberWatch(creations);
  const names = new NameWatch();
  for (let token = tokens.next(); token !== Token.end; token = tokens.next()) {
    const { start, end } = tokens;
    if (token === Token.word) {
      const word = text.slice(start, end);
      words.add(word);
      creations.word(word);
      members.word(word);
      names.word(word);
    } else if (token === Token.separator) {
      const char = text.charCodeAt(start);
      creations.separator(char, start);
      members.separator(char, start);
      names.separator(char);
    } else {
      if (token !== Token.number) words.add(literalValue(text.slice(start, end)));
      creations.other();
      members.other();
      names.other();
    }
  }
  const { created } = creations;
  const isSure = tokens.isWhole && members.isBalanced;
  let reduced: ReducedText | null = null;
  return {
    isSure,
    get reduced() {
      return isSure ? (reduced ??= reducedText(text, tokens.comments, members.bodies)) : null;
    },
    bodyEnds: isSure ? members.bodies.filter((_, index) => index % 2 === 1) : [],
    words: Array.from(words, sharedText),
    created: Array.from(created, sharedText),
    qualified: Array.from(names.qualified, sharedText),
    packageName: names.packageName,
    imports: names.imports,
    topLevel: members.topLevel,
  };
}

function literalValue(literal: string): string {
  if (!literal.includes('\\') && !literal.startsWith('"""')) return literal.slice(1, -1);
  return String(decodeLiteral('string', literal));
}

/** Leaves out comments and what is between the braces of bodies; both are pairs of start and end, ascending. */
function reducedText(text: string, comments: readonly number[], bodies: readonly number[]): ReducedText {
  const pieces: string[] = [];
  const offsets = new Int32Array(text.length + 1);
  let length = 0;
  let at = 0;
  const keepTo = (end: number): void => {
    pieces.push(text.slice(at, end));
    for (; at < end; at++) offsets[length++] = at;
  };
  const leaveOut = (start: number, end: number, instead: string): void => {
    if (start < at) return;
    keepTo(start);
    pieces.push(instead);
    if (instead !== '') offsets[length++] = start;
    at = end;
  };
  let comment = 0;
  const leaveOutCommentsTo = (offset: number): void => {
    // A comment parts tokens, as a space does.
    for (; (comments[comment] ?? Infinity) < offset; comment += 2) {
      leaveOut(comments[comment] ?? 0, comments[comment + 1] ?? 0, ' ');
    }
  };
  for (let body = 0; body < bodies.length; body += 2) {
    const start = (bodies[body] ?? 0) + 1;
    leaveOutCommentsTo(start);
    leaveOut(start, (bodies[body + 1] ?? 0) - 1, '');
  }
  leaveOutCommentsTo(text.length);
  keepTo(text.length);
  return { text: pieces.join(''), offsets: offsets.subarray(0, length) };
}
