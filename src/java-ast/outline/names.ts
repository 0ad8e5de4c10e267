/** Recognises the names of packages and types in a stream of tokens: what declarations of imports say, and qualified names. */
import type { ImportDeclaration } from '../nodes.ts';

const STAR = 42; // *
const SEMICOLON = 59; // ;
const DOT = 46; // .
const AT = 64; // @
const UPPER_A = 65;
const UPPER_Z = 90;

/** As the tree has it, without its place. */
export type OutlineImport = Pick<ImportDeclaration, 'form' | 'name' | 'onDemand'>;

export class NameWatch {
  /** '' for the unnamed package. */
  packageName = '';
  readonly imports: OutlineImport[] = [];
  /**
   * Qualified names of types: `java.sql.Date`, as types alone begin with a capital by custom (JLS 6.1). From the package to the
   * first part with a capital, and what only looks like one (`A.b.C` gives `b.C`). `java.sql.*` for a name whose type is
   * annotated (`java.sql.@Stale Date`). What declarations of imports and of the package say is left out.
   */
  readonly qualified = new Set<string>();
  /** The parts before, joined by dots; '' where none can go on. */
  private chain = '';
  private isBehindDot = false;
  private declaration: 'import' | 'package' | null = null;
  private form: OutlineImport['form'] = 'type';
  private isOnDemand = false;

  word(word: string): void {
    if (this.declaration !== null) this.declared(word);
    else if (word === 'import' || word === 'package') this.begin(word);
    else {
      const first = word.charCodeAt(0);
      const isType = first >= UPPER_A && first <= UPPER_Z;
      const name = this.isBehindDot ? `${this.chain}.${word}` : word;
      if (isType && this.isBehindDot) this.qualified.add(name);
      this.chain = isType ? '' : name;
    }
    this.isBehindDot = false;
  }

  separator(char: number): void {
    if (this.declaration !== null) this.inDeclaration(char);
    else {
      if (char === AT && this.isBehindDot) this.qualified.add(`${this.chain}.*`);
      this.isBehindDot = char === DOT && this.chain !== '' && !this.isBehindDot;
      if (!this.isBehindDot) this.chain = '';
    }
  }

  /** A literal or a number. */
  other(): void {
    this.chain = '';
    this.isBehindDot = false;
  }

  private begin(declaration: 'import' | 'package'): void {
    this.declaration = declaration;
    this.form = 'type';
    this.isOnDemand = false;
    this.chain = '';
  }

  private declared(word: string): void {
    if (this.isBehindDot) this.chain += `.${word}`;
    else {
      // `static` and `module` are no parts of a name where another word follows.
      if (this.chain === 'static' || this.chain === 'module') this.form = this.chain;
      this.chain = word;
    }
  }

  private inDeclaration(char: number): void {
    this.isBehindDot = char === DOT;
    if (char === STAR) this.isOnDemand = true;
    if (char !== SEMICOLON) return;
    if (this.declaration === 'package') this.packageName = this.chain;
    else this.imports.push({ form: this.form, name: this.chain, onDemand: this.isOnDemand });
    this.declaration = null;
    this.chain = '';
  }
}
