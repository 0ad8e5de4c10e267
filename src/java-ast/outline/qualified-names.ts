/** Recognises qualified type names in a stream of tokens: `java.sql.Date`, as types alone begin with a capital by custom (JLS 6.1). */

const SEMICOLON = 59; // ;
const DOT = 46; // .
const AT = 64; // @
const UPPER_A = 65;
const UPPER_Z = 90;

export class QualifiedNameWatch {
  /**
   * From the package to the first part with a capital, and what only looks like one (`A.b.C` gives `b.C`). `java.sql.*` for a name whose type is annotated (`java.sql.@Stale Date`).
   * What declarations of imports and of the package say is left out.
   */
  readonly names = new Set<string>();
  /** The parts before, joined by dots; '' where none can go on. */
  private chain = '';
  private isBehindDot = false;
  private isInDeclaration = false;

  word(word: string): void {
    if (word === 'import' || word === 'package') this.isInDeclaration = true;
    if (this.isInDeclaration) return;
    const first = word.charCodeAt(0);
    const isType = first >= UPPER_A && first <= UPPER_Z;
    const name = this.isBehindDot ? `${this.chain}.${word}` : word;
    if (isType && this.isBehindDot) this.names.add(name);
    this.chain = isType ? '' : name;
    this.isBehindDot = false;
  }

  separator(char: number): void {
    if (char === SEMICOLON) this.isInDeclaration = false;
    if (char === AT && this.isBehindDot) this.names.add(`${this.chain}.*`);
    this.isBehindDot = char === DOT && this.chain !== '' && !this.isBehindDot;
    if (!this.isBehindDot) this.chain = '';
  }

  /** A literal or a number. */
  other(): void {
    this.chain = '';
    this.isBehindDot = false;
  }
}
