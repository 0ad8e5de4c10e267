/**
 * Tokens and statements of Gradle build scripts. No maintained JavaScript package parses Groovy or Kotlin; a build script
 * is code, and what is literal in it has a small syntax that both languages share: calls, blocks, strings, assignments.
 */

export type GradleToken =
  | { readonly kind: 'name' | 'symbol'; readonly text: string; readonly line: number }
  | { readonly kind: 'string'; readonly text: ''; readonly parts: readonly StringPart[]; readonly line: number };

/** Literal text, or the tokens of an interpolation. */
export type StringPart = string | readonly GradleToken[];

/** Tokens up to the end of a statement, and the blocks (closures, lambdas) in it in order. */
export interface GradleStatement {
  readonly tokens: readonly GradleToken[];
  readonly blocks: readonly (readonly GradleStatement[])[];
  /** 1-based. */
  readonly line: number;
}

const MAX_DEPTH = 60;
const SKIPPED = /(?:[^\S\n]+|\\\r?\n|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/uy;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const NUMBER = /\d[\w.]*/uy;

interface Cursor {
  readonly text: string;
  offset: number;
  line: number;
}

/**
 * Splits a script into statements. Never throws: a string or block that is not closed ends with the text, and blocks nested
 * deeper than any build script are left out.
 */
export function gradleStatements(text: string): readonly GradleStatement[] {
  return statements({ text, offset: 0, line: 1 }, 0);
}

function statements(cursor: Cursor, depth: number): GradleStatement[] {
  const result: GradleStatement[] = [];
  let tokens: GradleToken[] = [];
  let blocks: (readonly GradleStatement[])[] = [];
  let openParentheses = 0;
  const finish = (): void => {
    const line = tokens[0]?.line ?? cursor.line;
    if (tokens.length > 0 || blocks.length > 0) result.push({ tokens, blocks, line });
    tokens = [];
    blocks = [];
  };
  while (cursor.offset < cursor.text.length) {
    const character = cursor.text[cursor.offset];
    if (character === '\n' || character === ';') {
      cursor.offset++;
      if (character === '\n') cursor.line++;
      if (openParentheses === 0 && !isContinued(cursor, tokens)) finish();
    } else if (character === '{') {
      cursor.offset++;
      const block = depth >= MAX_DEPTH ? skipBlock(cursor) : statements(cursor, depth + 1);
      blocks.push(block);
    } else if (character === '}') {
      cursor.offset++;
      if (depth > 0) break;
    } else {
      const token = nextToken(cursor, depth);
      if (token === null) continue;
      if (token.kind === 'symbol' && '(['.includes(token.text)) openParentheses++;
      if (token.kind === 'symbol' && ')]'.includes(token.text)) openParentheses = Math.max(0, openParentheses - 1);
      tokens.push(token);
    }
  }
  finish();
  return result;
}

/** A line that ends with `,`, `=`, `+` or `.`, or is followed by one that begins with `.`, goes on. */
function isContinued(cursor: Cursor, tokens: readonly GradleToken[]): boolean {
  const last = tokens.at(-1);
  if (last?.kind === 'symbol' && ',=+.:'.includes(last.text)) return true;
  return /\s*(?:\.|\?\.)[\p{L}_]/uy.test(cursor.text.slice(cursor.offset, cursor.offset + 200));
}

function skipBlock(cursor: Cursor): readonly GradleStatement[] {
  for (let open = 1; open > 0 && cursor.offset < cursor.text.length; cursor.offset++) {
    const character = cursor.text[cursor.offset];
    if (character === '{') open++;
    else if (character === '}') open--;
    else if (character === '\n') cursor.line++;
  }
  return [];
}

function nextToken(cursor: Cursor, depth: number): GradleToken | null {
  const skipped = matchAt(cursor, SKIPPED);
  if (skipped !== null) {
    cursor.line += countNewlines(skipped);
    return null;
  }
  const { line } = cursor;
  const name = matchAt(cursor, NAME) ?? matchAt(cursor, NUMBER);
  if (name !== null) return { kind: 'name', text: name, line };
  const delimiter = /"""|'''|["'`]/uy;
  const opening = matchAt(cursor, delimiter);
  if (opening !== null) return { kind: 'string', text: '', parts: stringParts(cursor, opening, depth), line };
  const character = String.fromCodePoint(cursor.text.codePointAt(cursor.offset) ?? 0);
  cursor.offset += character.length;
  return { kind: 'symbol', text: character, line };
}

/** A string in single quotes has no interpolation in Groovy, and is one character in Kotlin. */
function stringParts(cursor: Cursor, delimiter: string, depth: number): StringPart[] {
  const parts: StringPart[] = [];
  let text = '';
  const isMultiline = delimiter.length === 3;
  while (cursor.offset < cursor.text.length) {
    const character = cursor.text[cursor.offset] ?? '';
    if (cursor.text.startsWith(delimiter, cursor.offset)) {
      cursor.offset += delimiter.length;
      break;
    }
    if (character === '\n' && !isMultiline) break;
    if (character === '\n') cursor.line++;
    const interpolation = delimiter.startsWith('"') ? interpolationAt(cursor, depth) : null;
    if (interpolation !== null) {
      parts.push(text, interpolation);
      text = '';
    } else if (character === '\\') {
      text += cursor.text[cursor.offset + 1] ?? '';
      cursor.offset += 2;
    } else {
      text += character;
      cursor.offset++;
    }
  }
  return [...parts, text].filter((part) => part !== '');
}

/** `$name.part` or `${expression}`. */
function interpolationAt(cursor: Cursor, depth: number): readonly GradleToken[] | null {
  const simple = /\$([\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)*)/uy;
  const { line } = cursor;
  const start = cursor.offset;
  const name = matchAt(cursor, simple);
  if (name !== null) return tokensOf(name.slice(1), line, depth);
  if (!cursor.text.startsWith('${', start)) return null;
  let end = start + 2;
  for (let open = 1; open > 0 && end < cursor.text.length && cursor.text[end] !== '\n'; end++) {
    if (cursor.text[end] === '{') open++;
    if (cursor.text[end] === '}') open--;
  }
  cursor.offset = end;
  return tokensOf(cursor.text.slice(start + 2, end - 1), line, depth);
}

function tokensOf(text: string, line: number, depth: number): readonly GradleToken[] {
  if (depth >= MAX_DEPTH) return [];
  const inner: Cursor = { text, offset: 0, line };
  const tokens: GradleToken[] = [];
  while (inner.offset < text.length) {
    const token = nextToken(inner, depth + 1);
    if (token !== null) tokens.push(token);
  }
  return tokens;
}

function matchAt(cursor: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = cursor.offset;
  const match = pattern.exec(cursor.text);
  if (match === null) return null;
  cursor.offset = pattern.lastIndex;
  return match[0];
}

function countNewlines(text: string): number {
  return text.split('\n').length - 1;
}
