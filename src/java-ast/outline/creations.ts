/** Recognises class instance creations and constructor references in a stream of tokens (JLS 15.9, 15.13). */

const OPEN = 40; // (
const CLOSE = 41; // )
const COMMA = 44; // ,
const DOT = 46; // .
const COLON = 58; // :
const LESS = 60; // <
const GREATER = 62; // >
const AT = 64; // @
const BRACKET = 91; // [
const BRACE = 123; // {

/** Separators that may stand in the type after `new`: dots, and what type arguments and annotations have. */
const IN_TYPE = new Set([DOT, COMMA, LESS, GREATER, AT, 63 /* ? */, 38 /* & */, BRACKET, 93 /* ] */]);

/** A name, perhaps with type arguments, and nothing behind. Each name is tried from its first letter only. */
const NAME_AT_END = /(?<![\p{L}\p{N}_$])([\p{L}\p{Nl}_$][\p{L}\p{N}_$]*)(?![\p{L}\p{N}_$])(?:\s*<[^()]*>)?\s*$/u;

export class CreationWatch {
  /** Simple names of the classes that are created. */
  readonly created = new Set<string>();
  /** Whether the `{` that was seen last begins the body of an anonymous class. */
  opensAnonymousClass = false;
  private readonly text: string;
  /** Behind `new`: how deep in type arguments; -1 elsewhere. */
  private depth = -1;
  /** The last name of the type after `new`, outside of type arguments. */
  private name = '';
  /** Whether the name that comes is one of an annotation. */
  private isAnnotation = false;
  /** For each open parenthesis, whether it holds the arguments of a creation. */
  private readonly parentheses: boolean[] = [];
  /** Whether the token before closed the arguments of a creation. */
  private isCreated = false;
  /** Where `::` was seen directly before; -1 elsewhere. */
  private reference = -1;
  private colon = -1;

  constructor(text: string) {
    this.text = text;
  }

  word(word: string): void {
    if (word === 'new') {
      if (this.reference >= 0) this.addReferenced(this.reference);
      else {
        this.depth = 0;
        this.name = '';
        this.isAnnotation = false;
      }
    } else if (this.depth === 0) {
      if (this.isAnnotation) this.isAnnotation = false;
      else this.name = word;
    }
    this.settle();
  }

  separator(char: number, start: number): void {
    const isCreated = this.isCreated;
    const secondColon = char === COLON && this.colon === start - 1;
    this.settle();
    if (char === COLON) {
      if (secondColon) this.reference = start - 1;
      else this.colon = start;
    }
    this.opensAnonymousClass = char === BRACE && isCreated;
    if (char === OPEN) {
      const creates = this.depth === 0 && this.name !== '';
      if (creates) this.created.add(this.name);
      this.parentheses.push(creates);
      this.depth = -1;
    } else if (char === CLOSE) this.isCreated = this.parentheses.pop() === true;
    else if (this.depth >= 0) this.inType(char);
  }

  /** A literal. */
  other(): void {
    this.settle();
    this.depth = -1;
  }

  private settle(): void {
    this.isCreated = false;
    this.reference = -1;
    this.colon = -1;
  }

  private inType(char: number): void {
    if (char === LESS) this.depth++;
    else if (char === GREATER) this.depth--;
    else if (char === AT) this.isAnnotation = true;
    else if (this.depth === 0 && (char === BRACKET || char === COMMA)) this.depth = -1;
    else if (!IN_TYPE.has(char)) this.depth = -1;
  }

  /** The class type before `::`, whose last name stands before its type arguments. An array type is none. */
  private addReferenced(end: number): void {
    const before = this.text.slice(Math.max(0, end - 300), end);
    const name = NAME_AT_END.exec(before)?.[1];
    if (name !== undefined) this.created.add(name);
  }
}
