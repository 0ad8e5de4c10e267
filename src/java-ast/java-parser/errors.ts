import { RefusedSyntax } from './tokens.ts';
import type { Range } from './tokens.ts';

/** Why a text is refused, for a reader; offsets in UTF-16, `end` exclusive, both the text's length at the end of file. */
export interface SyntaxProblem extends Range {
  readonly message: string;
}

/** java-parser throws plain errors: what and where is only in their text. */
const LEXING = /^Sad sad panda, lexing errors detected in line: (\d+), column: (\d+)!\n([^]*)$/;
const PARSING = /^Sad sad panda, parsing errors detected in line: (\d+|NaN), column: (\d+|NaN)!\n([^]*?)!\n\t->/;

const MODULE_IMPORT = /^[ \t]*(import[ \t]+module[ \t]+[\w.]+[ \t]*;)/m;

/** More alternatives than this are no help to a reader. */
const MAX_NAMED_ALTERNATIVES = 3;

/** Puts whatever parsing or lowering `text` threw into words; what is no Error at all is rendered as text. */
export function describeProblem(error: unknown, text: string): SyntaxProblem {
  if (error instanceof RefusedSyntax) return { ...error.range, message: error.message };
  if (error instanceof RangeError) return wholeText(text, 'the code is nested too deeply for java-parser');
  const thrown = error instanceof Error ? error.message : String(error);
  const lexing = LEXING.exec(thrown);
  if (lexing) return describeLexing(offsetOf(text, lexing[1], lexing[2]), lexing[3] ?? '', text);
  const parsing = PARSING.exec(thrown);
  if (parsing) return describeParsing(offsetOf(text, parsing[1], parsing[2]), parsing[3] ?? '', text);
  return wholeText(text, `java-parser failed: ${thrown}`);
}

function wholeText(text: string, message: string): SyntaxProblem {
  return { start: 0, end: text.length, message };
}

/** The offset of a 1-based line and column; at the end of file, where java-parser counts NaN, the text's length. */
function offsetOf(text: string, line: string | undefined, column: string | undefined): number {
  if (line === 'NaN') return text.length;
  const terminators = text.matchAll(/\r\n?|\n/g);
  let start = 0;
  for (let current = 1; current < Number(line); current++) {
    const terminator = terminators.next().value;
    if (terminator === undefined) return text.length;
    start = terminator.index + terminator[0].length;
  }
  return start + Number(column) - 1;
}

function describeLexing(start: number, detail: string, text: string): SyntaxProblem {
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  const end = start + character.length;
  if (character === '"') return { start, end, message: 'string literal is not closed or has a wrong escape' };
  if (character === "'") return { start, end, message: 'character literal is not closed or has a wrong escape' };
  return {
    start,
    end,
    message: detail.startsWith('Unable to pop') ? "'}' closes nothing" : `unexpected character '${character}'`,
  };
}

function describeParsing(start: number, detail: string, text: string): SyntaxProblem {
  const moduleImport = MODULE_IMPORT.exec(text);
  if (detail.startsWith('Redundant input') && moduleImport?.[1] !== undefined) {
    const place = moduleImport.index + moduleImport[0].length - moduleImport[1].length;
    const message = `java-parser does not know module imports ('${moduleImport[1]}')`;
    return { start: place, end: place + moduleImport[1].length, message };
  }
  const comment = unclosedCommentAt(text, start);
  if (comment >= 0) return { start: comment, end: comment + 2, message: 'comment is not closed' };
  const found = foundText(detail);
  const end = start + (text.startsWith(found, start) ? found.length : 0);
  const foundName = found === '' ? 'end of file' : `'${found}'`;
  const expected = expectedTokens(detail);
  const message =
    expected.length > 0 && expected.length <= MAX_NAMED_ALTERNATIVES
      ? `expecting ${expected.join(' or ')} but found ${foundName}`
      : `unexpected ${foundName}`;
  return { start, end, message };
}

/** The lexer takes a comment without end for two operators, and the parser stumbles over either; -1 when it is none. */
function unclosedCommentAt(text: string, start: number): number {
  const candidates = [start, start - 1];
  return candidates.find((candidate) => text.startsWith('/*', candidate)) ?? -1;
}

/** The image of the token at which the parser gave up, '' at the end of file. */
function foundText(detail: string): string {
  const match = /but found --> '([^]*)' <--$/.exec(detail) ?? /but found: '([^]*)'$/.exec(detail);
  return match?.[1] ?? /^Redundant input, expecting EOF but found: ([^]*)$/.exec(detail)?.[1] ?? '';
}

/** What the parser names as acceptable, as far as that is a choice of single tokens; else nothing. */
function expectedTokens(detail: string): string[] {
  const single = /^Expecting --> ([^]*?) <-- but found/.exec(detail)?.[1];
  if (single !== undefined) return [single];
  const token = /^Expecting token of type --> (\w+) <-- but found/.exec(detail)?.[1];
  if (token !== undefined) return [readableToken(token)];
  const sequences = [...detail.matchAll(/^ {2}\d+\. \[(.*)\]$/gm)].map((match) => match[1] ?? '');
  return sequences.some((sequence) => sequence.includes(', ')) ? [] : sequences.map(readableToken);
}

function readableToken(name: string): string {
  if (name === 'Identifier') return 'a name';
  return name === "'underscore'" ? "'_'" : name;
}
