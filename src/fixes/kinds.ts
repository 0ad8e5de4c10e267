/** Telling nodes of the tree apart. */
import type {
  Annotation,
  CatchClause,
  ClassBody,
  CompilationUnit,
  Expression,
  FormalParameter,
  MemberDeclaration,
  Node,
  Pattern,
  Statement,
  SwitchCase,
  Type,
  VariableDeclarator,
} from '../java-ast/nodes.ts';

type AnyNode =
  | Annotation
  | CatchClause
  | ClassBody
  | CompilationUnit
  | Expression
  | FormalParameter
  | MemberDeclaration
  | Pattern
  | Statement
  | SwitchCase
  | Type
  | VariableDeclarator;

/** Any kind of node that fixes look at. */
export type Kind = AnyNode['kind'];

/** The node type of a kind. */
export type NodeOf<K extends Kind> = Extract<AnyNode, { readonly kind: K }>;

/** Whether a node is of one of some kinds; null is of none. */
export function is<K extends Kind>(node: Node | null | undefined, ...kinds: readonly K[]): node is NodeOf<K> {
  return node !== null && node !== undefined && (kinds as readonly string[]).includes(node.kind);
}
