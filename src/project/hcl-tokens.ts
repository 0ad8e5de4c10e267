/**
 * Tokens of HCL (Terraform). Of the packages on npm, those that parse HCL are a Go program compiled to ten megabytes of
 * WebAssembly or an unfinished grammar, and none of them gives lines with values; the part of the syntax that Terraform
 * files use is small (HCL native syntax specification, "Lexical Elements" and "Templates").
 */

/** A part of a template: literal text, or the source of an interpolation with the line it begins on. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly tokens: readonly HclToken[] }
  /** `%{ if … }`: what it gives is not worked out. */
  | { readonly kind: 'directive' };

export type HclToken =
  | { readonly kind: 'name' | 'number' | 'operator'; readonly text: string; readonly line: number }
  | { readonly kind: 'newline'; readonly text: '\n'; readonly line: number }
  | { readonly kind: 'template'; readonly text: ''; readonly parts: readonly TemplatePart[]; readonly line: number };

/** What cannot be read, with its 1-based line. */
export class HclError extends Error {
  readonly line: number;

  constructor(message: string, line: number) {
    super(message);
    this.line = line;
  }
}

const MAX_TEMPLATE_DEPTH = 20;
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const OPERATOR = /\.\.\.|=>|==|!=|<=|>=|&&|\|\||::|[-+*/%<>!?:=,.(){}[\]]/uy;
const HEREDOC = /<<(-?)([\p{L}_][\p{L}\p{N}_-]*)[^\S\n]*\r?\n/uy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

interface Cursor {
  readonly text: string;
  offset: number;
  line: number;
}

/** Splits HCL text into tokens. Comments are left out; newlines are tokens, as they end attributes. Throws {@link HclError}. */
export function hclTokens(text: string): readonly HclToken[] {
  return tokensUntil({ text, offset: 0, line: 1 }, null, 0);
}

/** Reads up to the end of the text, or up to the `}` that closes an interpolation. */
function tokensUntil(cursor: Cursor, close: '}' | null, depth: number): HclToken[] {
  const tokens: HclToken[] = [];
  let openBraces = 0;
  for (;;) {
    skipBlanks(cursor);
    if (cursor.offset >= cursor.text.length) {
      if (close !== null) throw new HclError('an interpolation is not closed', cursor.line);
      return tokens;
    }
    if (close !== null && cursor.text.startsWith('~}', cursor.offset)) cursor.offset++;
    const character = cursor.text[cursor.offset];
    if (character === '}' && close !== null && openBraces === 0) {
      cursor.offset++;
      return tokens;
    }
    if (character === '{') openBraces++;
    if (character === '}') openBraces--;
    tokens.push(nextToken(cursor, depth));
  }
}

/** Skips blanks and comments, but no newline. */
function skipBlanks(cursor: Cursor): void {
  const blank = /[^\S\n]+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\//uy;
  for (let match = matchAt(cursor, blank); match !== null; match = matchAt(cursor, blank)) {
    cursor.line += countNewlines(match[0]);
  }
}

function nextToken(cursor: Cursor, depth: number): HclToken {
  const { line } = cursor;
  const character = cursor.text[cursor.offset];
  if (character === '\n') {
    cursor.offset++;
    cursor.line++;
    return { kind: 'newline', text: '\n', line };
  }
  if (character === '"') {
    cursor.offset++;
    return { kind: 'template', text: '', parts: quotedParts(cursor, depth), line };
  }
  const heredoc = matchAt(cursor, HEREDOC);
  if (heredoc !== null) return heredocToken(cursor, heredoc, depth);
  const name = matchAt(cursor, NAME);
  if (name !== null) return { kind: 'name', text: name[0], line };
  const number = matchAt(cursor, NUMBER);
  if (number !== null) return { kind: 'number', text: number[0], line };
  const operator = matchAt(cursor, OPERATOR);
  if (operator !== null) return { kind: 'operator', text: operator[0], line };
  throw new HclError(`unexpected character '${character ?? ''}'`, line);
}

function quotedParts(cursor: Cursor, depth: number): TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (;;) {
    const character = cursor.text[cursor.offset];
    if (character === undefined || character === '\n') throw new HclError('a string is not closed', cursor.line);
    if (character === '"') {
      cursor.offset++;
      return parts;
    }
    parts.push(templatePart(cursor, /[^"\\$%\n]+/uy, depth, true));
  }
}

/** The text of a heredoc is a template of its own; `<<-` takes away the indentation that all lines share. */
function heredocToken(cursor: Cursor, [, dash, word = '']: RegExpExecArray, depth: number): HclToken {
  const { line } = cursor;
  const end = new RegExp(`^[^\\S\\n]*${word}[^\\S\\n]*$`, 'mu');
  const rest = cursor.text.slice(cursor.offset);
  const match = end.exec(rest);
  if (match === null) throw new HclError(`the heredoc ${word} is not closed`, line);
  const body = rest.slice(0, match.index);
  cursor.offset += match.index + match[0].length;
  cursor.line += 1 + countNewlines(body);
  const inner: Cursor = { text: dash === '-' ? withoutIndentation(body) : body, offset: 0, line: line + 1 };
  const parts: TemplatePart[] = [];
  while (inner.offset < inner.text.length) parts.push(templatePart(inner, /[^$%]+/uy, depth, false));
  return { kind: 'template', text: '', parts, line };
}

function withoutIndentation(body: string): string {
  const lines = body.split('\n');
  const indents = lines.filter((one) => one.trim() !== '').map((one) => /^[ \t]*/u.exec(one)?.[0].length ?? 0);
  const shared = indents.reduce((least, indent) => Math.min(least, indent), body.length);
  return lines.map((one) => one.slice(shared)).join('\n');
}

function templatePart(cursor: Cursor, literal: RegExp, depth: number, hasEscapes: boolean): TemplatePart {
  const { text, offset } = cursor;
  const plain = matchAt(cursor, literal);
  if (plain !== null) {
    cursor.line += countNewlines(plain[0]);
    return { kind: 'text', text: plain[0] };
  }
  if (hasEscapes && text[offset] === '\\') return escapePart(cursor);
  const marker = text.slice(offset, offset + 3);
  if (marker === '$${' || marker === '%%{') {
    cursor.offset += 3;
    return { kind: 'text', text: marker.slice(1) };
  }
  if (!/^[$%]\{/u.test(marker)) {
    cursor.offset++;
    return { kind: 'text', text: text[offset] ?? '' };
  }
  if (depth > MAX_TEMPLATE_DEPTH) throw new HclError('templates are nested too deeply', cursor.line);
  cursor.offset += 2;
  if (text[cursor.offset] === '~') cursor.offset++;
  const tokens = tokensUntil(cursor, '}', depth + 1);
  return marker.startsWith('%') ? { kind: 'directive' } : { kind: 'expression', tokens };
}

function escapePart(cursor: Cursor): TemplatePart {
  const { text, offset } = cursor;
  const unicode = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8}))/uy;
  const match = matchAt(cursor, unicode);
  if (match !== null) {
    const code = Number.parseInt(match[1] ?? match[2] ?? '', 16);
    return { kind: 'text', text: code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd' };
  }
  cursor.offset += 2;
  const escaped = text[offset + 1] ?? '';
  return { kind: 'text', text: ESCAPES[escaped] ?? escaped };
}

function matchAt(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.offset;
  const match = pattern.exec(cursor.text);
  if (match !== null) cursor.offset = pattern.lastIndex;
  return match;
}

function countNewlines(text: string): number {
  let count = 0;
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1)) count++;
  return count;
}
