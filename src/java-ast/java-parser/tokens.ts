import type { CstNode, IToken } from 'java-parser';
import type { Identifier } from '../nodes.ts';

/** A half-open stretch of the text, in UTF-16 offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What a syntax tree's children are: nodes of a production, or tokens. */
export type CstChild = CstNode | IToken;

/** The union of everything a production's children can be; nodes are told apart by their `name`. */
export type ChildOf<Children> = Children extends unknown
  ? NonNullable<Children[keyof Children]> extends readonly (infer Child)[]
    ? Child
    : never
  : never;

/** Thrown while lowering, for text that java-parser's grammar lets pass and Java does not. Caught in java-parser.ts. */
export class RefusedSyntax extends Error {
  readonly range: Range;

  /** `message` is for the user; `range` is the text it is about. */
  constructor(message: string, { start, end }: Range) {
    super(message);
    this.range = { start, end };
  }
}

/** The first offset of a node or token. */
export function startOf(child: CstChild): number {
  return isToken(child) ? child.startOffset : child.location.startOffset;
}

/** The offset after the last character of a node or token. java-parser's own ends are inclusive. */
export function endOf(child: CstChild): number {
  return (isToken(child) ? child.endOffset : child.location.endOffset) + 1;
}

/** Start and end of a node or token. A production that matched nothing has no place: do not ask. */
export function rangeOf(child: CstChild): Range {
  return { start: startOf(child), end: endOf(child) };
}

/** Tells a token from a production's node. */
export function isToken(child: CstChild): child is IToken {
  return 'tokenType' in child;
}

/** What the grammar says is there; throws when it is not, which is a bug here. */
export function required<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new TypeError('java-parser gave a node without its required child');
  return item;
}

/** The first of a list that the grammar says is not empty; throws when it is, which is a bug here. */
export function first<Item>(list: readonly Item[] | undefined): Item {
  return required(list?.[0]);
}

/** The last of a list that the grammar says is not empty; throws when it is, which is a bug here. */
export function last<Item>(list: readonly Item[] | undefined): Item {
  return required(list?.at(-1));
}

/** A node's children in textual order; java-parser keeps them grouped by production and token. */
export function childrenInOrder<Children extends object>(node: { children: Children }): ChildOf<Children>[] {
  const children = (Object.values(node.children) as CstChild[][]).flat();
  return children.sort((a, b) => startOf(a) - startOf(b)) as ChildOf<Children>[];
}

/** The child of a production that is a mere choice; throws when there is none, which is a bug here. */
export function onlyChild<Node extends { children: object }>(node: Node): ChildOf<Node['children']> {
  return first(first(Object.values(node.children) as ChildOf<Node['children']>[][]));
}

/** A name token as an AST node. */
export function identifierOf(token: IToken): Identifier {
  return { kind: 'Identifier', ...rangeOf(token), name: token.image };
}

/** `a.b.c` from its name tokens, without whatever white space and comments stand between them. */
export function dottedName(tokens: readonly IToken[]): string {
  return tokens.map((token) => token.image).join('.');
}
