/** HCL text to bodies, blocks and expressions (HCL native syntax specification). */
import type { Problem } from '../types.ts';
import { HclError, hclTokens } from './hcl-tokens.ts';
import type { HclToken, TemplatePart } from './hcl-tokens.ts';

export interface HclBody {
  readonly attributes: ReadonlyMap<string, HclAttribute>;
  readonly blocks: readonly HclBlock[];
}

export interface HclAttribute {
  readonly value: HclExpression;
  /** 1-based. */
  readonly line: number;
}

/** `type "label" … { body }`. */
export interface HclBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
  readonly line: number;
}

export type HclExpression =
  | { readonly kind: 'literal'; readonly value: number | boolean | null; readonly line: number }
  | { readonly kind: 'template'; readonly parts: readonly (string | HclExpression)[]; readonly line: number }
  /** `var.name.attribute`, `each.value["key"]`. */
  | { readonly kind: 'reference'; readonly path: readonly string[]; readonly line: number }
  | { readonly kind: 'list'; readonly items: readonly HclExpression[]; readonly line: number }
  | { readonly kind: 'object'; readonly entries: readonly HclObjectEntry[]; readonly line: number }
  | {
      readonly kind: 'conditional';
      readonly condition: HclExpression;
      readonly whenTrue: HclExpression;
      readonly whenFalse: HclExpression;
      readonly line: number;
    }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: HclExpression;
      readonly right: HclExpression;
      readonly line: number;
    }
  | { readonly kind: 'not'; readonly operand: HclExpression; readonly line: number }
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly arguments: readonly HclExpression[];
      readonly line: number;
    }
  /** `for` expressions, splats, directives: not worked out. */
  | { readonly kind: 'unknown'; readonly line: number };

export interface HclObjectEntry {
  readonly key: HclExpression;
  readonly value: HclExpression;
}

export interface HclRead {
  /** Null when the text could not be understood, for the reason in `problem`. */
  readonly body: HclBody | null;
  readonly problem: Problem | null;
}

const MAX_DEPTH = 100;

/** Parses a `.tf` or `.tfvars` file. A syntax error gives a problem and no body. */
export function readHcl(text: string, file: string): HclRead {
  try {
    return { body: new Parser(hclTokens(text)).file(), problem: null };
  } catch (error) {
    if (!(error instanceof HclError)) throw error;
    return { body: null, problem: { file, line: error.line, column: 1, message: `not valid HCL: ${error.message}` } };
  }
}

const BINARY_OPERATORS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

/** A class for the position in the tokens, which all its methods move on. */
class Parser {
  readonly tokens: readonly HclToken[];
  position = 0;
  depth = 0;

  constructor(tokens: readonly HclToken[]) {
    this.tokens = tokens;
  }

  file(): HclBody {
    const body = this.body();
    if (this.position < this.tokens.length) throw this.unexpected();
    return body;
  }

  /** A template's interpolation: newlines mean nothing in it. */
  only(): HclExpression {
    const value = this.expression();
    this.skipNewlines();
    if (this.position < this.tokens.length) throw this.unexpected();
    return value;
  }

  private body(): HclBody {
    return this.nested(() => {
      const attributes = new Map<string, HclAttribute>();
      const blocks: HclBlock[] = [];
      this.skipNewlines();
      while (this.peek()?.kind === 'name') {
        const { text, line } = this.next();
        if (this.accept('=')) attributes.set(text, { value: this.expression(), line });
        else blocks.push(this.block(text, line));
        this.skipNewlines();
      }
      return { attributes, blocks };
    });
  }

  private block(type: string, line: number): HclBlock {
    const labels: string[] = [];
    for (let token = this.next(); token.text !== '{' || token.kind !== 'operator'; token = this.next()) {
      if (token.kind === 'template') labels.push(plainText(token.parts) ?? '');
      else if (token.kind === 'name') labels.push(token.text);
      else throw new HclError(`expected a block or '=' after ${type}`, token.line);
    }
    const body = this.body();
    this.expect('}');
    return { type, labels, body, line };
  }

  private expression(): HclExpression {
    return this.nested(() => {
      this.skipNewlinesInBrackets();
      const condition = this.binary(0);
      if (!this.acceptAfterNewlines('?')) return condition;
      const whenTrue = this.expressionAfterNewlines();
      this.skipNewlines();
      this.expect(':');
      const whenFalse = this.expressionAfterNewlines();
      return { kind: 'conditional', condition, whenTrue, whenFalse, line: condition.line };
    });
  }

  private expressionAfterNewlines(): HclExpression {
    this.skipNewlines();
    return this.expression();
  }

  private binary(level: number): HclExpression {
    const operators = BINARY_OPERATORS[level];
    if (operators === undefined) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((one) => this.acceptAfterNewlines(one));
      if (operator === undefined) return left;
      this.skipNewlines();
      const right = this.binary(level + 1);
      left = { kind: 'binary', operator, left, right, line: left.line };
    }
  }

  private unary(): HclExpression {
    const { line } = this.current();
    if (this.accept('!')) return this.nested(() => ({ kind: 'not', operand: this.unary(), line }));
    if (this.accept('-')) {
      const operand = this.nested(() => this.unary());
      if (operand.kind !== 'literal' || typeof operand.value !== 'number') return { kind: 'unknown', line };
      return { ...operand, value: -operand.value };
    }
    return this.postfix(this.primary());
  }

  private postfix(start: HclExpression): HclExpression {
    let value = start;
    for (;;) {
      if (this.accept('.')) {
        const part = this.next();
        value = part.kind === 'operator' ? unknown(value) : selected(value, part.text);
      } else if (this.accept('[')) {
        if (this.accept('*')) value = unknown(value);
        else value = indexed(value, this.expressionAfterNewlines());
        this.skipNewlines();
        this.expect(']');
      } else return value;
    }
  }

  private primary(): HclExpression {
    const token = this.next();
    const { line } = token;
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.text), line };
    if (token.kind === 'template') return { kind: 'template', parts: token.parts.map(partOf), line };
    if (token.kind === 'name') return this.named(token.text, line);
    if (token.text === '(') {
      this.bracketDepth++;
      const value = this.expressionAfterNewlines();
      this.skipNewlines();
      this.expect(')');
      this.bracketDepth--;
      return value;
    }
    if (token.text === '[') return this.list(line);
    if (token.text === '{') return this.object(line);
    throw new HclError(`unexpected ${token.kind === 'newline' ? 'end of line' : `'${token.text}'`}`, line);
  }

  /** How many parentheses are open: newlines mean nothing in them, so operators may stand on the next line. */
  private bracketDepth = 0;

  private named(name: string, line: number): HclExpression {
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true', line };
    if (name === 'null') return { kind: 'literal', value: null, line };
    let isNamespaced = false;
    while (this.accept('::')) {
      this.next();
      isNamespaced = true;
    }
    if (!this.accept('(')) return { kind: 'reference', path: [name], line };
    const values = this.sequence(')');
    return isNamespaced ? { kind: 'unknown', line } : { kind: 'call', name, arguments: values, line };
  }

  private list(line: number): HclExpression {
    if (this.isForExpression()) return this.skipFor(']', line);
    return { kind: 'list', items: this.sequence(']'), line };
  }

  /** Values with commas up to the closing bracket; `...` after the last one is passed over. */
  private sequence(close: string): HclExpression[] {
    const items: HclExpression[] = [];
    this.bracketDepth++;
    this.skipNewlines();
    while (!this.accept(close)) {
      items.push(this.expression());
      this.skipNewlines();
      this.accept('...');
      this.skipNewlines();
      if (!this.accept(',') && !this.isAt(close)) throw this.unexpected();
      this.skipNewlines();
    }
    this.bracketDepth--;
    return items;
  }

  private object(line: number): HclExpression {
    if (this.isForExpression()) return this.skipFor('}', line);
    const entries: HclObjectEntry[] = [];
    const outside = this.bracketDepth;
    this.bracketDepth = 0;
    this.skipNewlines();
    while (!this.accept('}')) {
      const key = this.expression();
      if (!this.accept('=')) this.expect(':');
      entries.push({ key, value: this.expressionAfterNewlines() });
      this.accept(',');
      this.skipNewlines();
    }
    this.bracketDepth = outside;
    return { kind: 'object', entries, line };
  }

  private isForExpression(): boolean {
    let index = this.position;
    while (this.tokens[index]?.kind === 'newline') index++;
    const [first, second] = [this.tokens[index], this.tokens[index + 1]];
    return first?.kind === 'name' && first.text === 'for' && second?.kind === 'name';
  }

  private skipFor(close: string, line: number): HclExpression {
    let open = 1;
    while (open > 0) {
      const token = this.next();
      if (token.kind !== 'operator') continue;
      if ('([{'.includes(token.text)) open++;
      else if (')]}'.includes(token.text)) open--;
      if (open === 0 && token.text !== close) throw this.unexpected();
    }
    return { kind: 'unknown', line };
  }

  private nested<T>(parse: () => T): T {
    if (++this.depth > MAX_DEPTH) throw new HclError('nested too deeply', this.current().line);
    const value = parse();
    this.depth--;
    return value;
  }

  private peek(): HclToken | undefined {
    return this.tokens[this.position];
  }

  private current(): { readonly line: number } {
    return this.peek() ?? this.tokens.at(-1) ?? { line: 1 };
  }

  private next(): HclToken {
    const token = this.peek();
    if (token === undefined) throw new HclError('unexpected end of file', this.current().line);
    this.position++;
    return token;
  }

  private isAt(operator: string): boolean {
    const token = this.peek();
    return token?.kind === 'operator' && token.text === operator;
  }

  private accept(operator: string): boolean {
    if (!this.isAt(operator)) return false;
    this.position++;
    return true;
  }

  private expect(operator: string): void {
    if (!this.accept(operator)) throw this.unexpected();
  }

  /** Inside of brackets an operator may stand on the next line; elsewhere a newline ends the expression. */
  private acceptAfterNewlines(operator: string): boolean {
    const { position } = this;
    this.skipNewlinesInBrackets();
    if (this.accept(operator)) return true;
    this.position = position;
    return false;
  }

  private skipNewlinesInBrackets(): void {
    if (this.bracketDepth > 0) this.skipNewlines();
  }

  private skipNewlines(): void {
    while (this.peek()?.kind === 'newline') this.position++;
  }

  private unexpected(): HclError {
    const token = this.peek();
    const what = token === undefined ? 'end of file' : token.kind === 'newline' ? 'end of line' : `'${token.text}'`;
    return new HclError(`unexpected ${what}`, this.current().line);
  }
}

function partOf(part: TemplatePart): string | HclExpression {
  if (part.kind === 'text') return part.text;
  return part.kind === 'directive' ? { kind: 'unknown', line: 1 } : new Parser(part.tokens).only();
}

function plainText(parts: readonly TemplatePart[]): string | null {
  return parts.every((part) => part.kind === 'text') ? parts.map((part) => part.text).join('') : null;
}

function unknown({ line }: HclExpression): HclExpression {
  return { kind: 'unknown', line };
}

/** No reference has so many parts; each part copies those before it. */
const MAX_PATH = 200;

function selected(value: HclExpression, name: string): HclExpression {
  return value.kind === 'reference' && value.path.length < MAX_PATH
    ? { ...value, path: [...value.path, name] }
    : unknown(value);
}

function indexed(value: HclExpression, index: HclExpression): HclExpression {
  if (value.kind !== 'reference') return unknown(value);
  if (index.kind === 'literal' && index.value !== null) return selected(value, String(index.value));
  const isText = index.kind === 'template' && index.parts.every((part) => typeof part === 'string');
  return isText ? selected(value, index.parts.join('')) : unknown(value);
}
