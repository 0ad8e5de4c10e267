/**
 * Finds the bodies of methods in a stream of tokens: what stands in braces behind parameters in a class body. Those of
 * constructors are passed over: they are short, and most of what is asked about.
 */
import type { CreationWatch } from './creations.ts';

const OPEN = 40; // (
const CLOSE = 41; // )
const DOT = 46; // .
const SEMICOLON = 59; // ;
const EQUALS = 61; // =
const AT = 64; // @
const OPEN_BRACE = 123; // {
const CLOSE_BRACE = 125; // }

/** What a pair of braces is; `value` stands for all that belongs to the value of a field, an annotation or an enum constant. */
type Brace = 'type' | 'enum' | 'body' | 'constructor' | 'initializer' | 'value';

/** How far the name of an annotation was read. */
type AnnotationState = 'none' | 'at' | 'name';

export class MemberWatch {
  /** Start and end (exclusive) of the braces of each body that declares no class, one after the other, ascending. */
  readonly bodies: number[] = [];
  /** The names of the types that are declared outside of others. */
  readonly topLevel: string[] = [];
  private readonly creations: CreationWatch;
  /** Of types around, and of what is open in the member that is read. */
  private readonly braces: Brace[] = [];
  /** The names of the types around. */
  private readonly typeNames: string[] = [];
  private isWrong = false;
  /** How many braces of code are open: in it, nothing but braces counts. */
  private code = 0;
  private bodyStart = 0;
  private hasClasses = false;
  private previous = '';
  // Of the member that is read, as far as its braces:
  private parentheses = 0;
  private declares: 'type' | 'enum' | null = null;
  private declaredName = '';
  private hasValue = false;
  private hasParameters = false;
  /** The last name before the parameters. */
  private name = '';
  private annotation: AnnotationState = 'none';
  private isOfAnnotation = false;

  constructor(creations: CreationWatch) {
    this.creations = creations;
  }

  /** Whether all braces of the text, and the parentheses of its declarations, were closed in their place. */
  get isBalanced(): boolean {
    return !this.isWrong && this.braces.length === 0 && this.parentheses === 0;
  }

  word(word: string): void {
    const { previous } = this;
    this.previous = word;
    const declares = declaredBy(word, previous);
    if (this.code > 0) this.hasClasses ||= declares !== null;
    else if (this.parentheses === 0 && !this.hasValue) {
      if (this.declares !== null) this.declaredName ||= word;
      else if (declares !== null) {
        this.declares = declares;
        if (previous === 'record') this.declaredName = word;
      } else if (this.annotation === 'at' || (this.annotation === 'name' && previous === '.')) this.annotation = 'name';
      else this.memberWord(word);
    }
  }

  private memberWord(word: string): void {
    this.annotation = 'none';
    // The default of an annotation's element.
    if (word === 'default' && this.hasParameters) this.hasValue = true;
    else if (word !== 'static' && !this.hasParameters) this.name = word;
  }

  /** A literal. */
  other(): void {
    this.previous = '';
  }

  separator(char: number, start: number): void {
    this.previous = char === DOT ? '.' : '';
    if (char === OPEN_BRACE) this.open(start);
    else if (char === CLOSE_BRACE) this.close(start);
    else if (this.code > 0) return;
    else if (char === OPEN) this.openParenthesis();
    else if (char === CLOSE) this.closeParenthesis();
    else if (this.parentheses > 0) return;
    else if (char === SEMICOLON) this.endAtSemicolon();
    else if (char === EQUALS) this.hasValue = true;
    else if (char === AT) this.annotation = 'at';
  }

  private openParenthesis(): void {
    if (this.parentheses === 0) this.isOfAnnotation = this.annotation === 'name';
    this.parentheses++;
    this.annotation = 'none';
  }

  private closeParenthesis(): void {
    if (this.parentheses === 0) this.isWrong = true;
    else if (--this.parentheses === 0 && !this.isOfAnnotation) this.hasParameters = true;
  }

  private open(start: number): void {
    if (this.code > 0) {
      this.hasClasses ||= this.creations.opensAnonymousClass;
      this.code++;
      return;
    }
    const brace = this.nextBrace();
    this.braces.push(brace);
    if (brace === 'type' || brace === 'enum') {
      if (this.typeNames.length === 0) this.topLevel.push(this.declaredName);
      this.typeNames.push(this.declaredName);
      this.beginMember();
    } else {
      this.code = 1;
      this.bodyStart = start;
      this.hasClasses = false;
    }
  }

  private nextBrace(): Brace {
    if (this.parentheses > 0 || this.hasValue) return 'value';
    if (this.declares !== null) return this.declares;
    if (this.braces.at(-1) === 'enum') return 'value';
    if (!this.hasParameters) return this.name === '' ? 'initializer' : 'constructor';
    return this.name === this.typeNames.at(-1) ? 'constructor' : 'body';
  }

  private close(start: number): void {
    if (this.code > 1) {
      this.code--;
      return;
    }
    this.code = 0;
    const brace = this.braces.pop();
    if (brace === undefined || (this.parentheses > 0 && brace !== 'value')) this.isWrong = true;
    if (brace === 'type' || brace === 'enum') this.typeNames.pop();
    if (brace === 'body' && !this.hasClasses) this.bodies.push(this.bodyStart, start + 1);
    if (brace !== 'value') this.beginMember();
  }

  private endAtSemicolon(): void {
    // Behind the first one in an enum's body, members follow.
    if (this.braces.at(-1) === 'enum') this.braces[this.braces.length - 1] = 'type';
    this.beginMember();
  }

  private beginMember(): void {
    this.parentheses = 0;
    this.declares = null;
    this.declaredName = '';
    this.hasValue = false;
    this.hasParameters = false;
    this.name = '';
    this.annotation = 'none';
  }
}

function declaredBy(word: string, previous: string): 'type' | 'enum' | null {
  if (previous === '.') return null;
  if (word === 'enum') return 'enum';
  return word === 'class' || word === 'interface' || previous === 'record' ? 'type' : null;
}
