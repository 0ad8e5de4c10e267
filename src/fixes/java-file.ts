/** A source file that is being edited: its text, its tree, and ways through the tree that fixes need. */
import { lineStartsOf } from '../java-ast/line-table.ts';
import type {
  ClassBody,
  ClassInstanceCreation,
  CompilationUnit,
  ConstructorDeclaration,
  Initializer,
  LambdaExpression,
  MethodDeclaration,
  MethodInvocation,
  Node,
  TypeDeclaration,
} from '../java-ast/nodes.ts';
import { parseJava } from '../java-ast/parse.ts';
import { childrenOf, walk } from '../java-ast/walk.ts';
import type { Range } from '../types.ts';
import { is, type Kind, type NodeOf } from './kinds.ts';
import { offsetAt } from './text-edits.ts';

/** What can hold statements and expressions of its own. */
export type Body = MethodDeclaration | ConstructorDeclaration | Initializer | LambdaExpression;

const TYPE_KINDS: ReadonlySet<string> = new Set([
  'ClassDeclaration',
  'InterfaceDeclaration',
  'EnumDeclaration',
  'RecordDeclaration',
  'AnnotationInterfaceDeclaration',
]);

const BODY_KINDS: ReadonlySet<string> = new Set([
  'MethodDeclaration',
  'ConstructorDeclaration',
  'CompactConstructorDeclaration',
  'Initializer',
  'LambdaExpression',
]);

/** One parsed file. Lives as long as suggestions for one report are made. */
export class JavaFile {
  readonly path: string;
  readonly text: string;
  readonly unit: CompilationUnit;
  private readonly parents = new Map<Node, Node>();

  private constructor(path: string, text: string, unit: CompilationUnit) {
    this.path = path;
    this.text = text;
    this.unit = unit;
    walk(unit, (node) => {
      for (const child of childrenOf(node)) this.parents.set(child, node);
    });
  }

  /** Null when the text has a syntax error: what is not understood is not edited. */
  static async parse(path: string, text: string): Promise<JavaFile | null> {
    const { unit, errors } = await parseJava(text, { parser: 'orchard' });
    return errors.length > 0 ? null : new JavaFile(path, text, unit);
  }

  /** The source text of a node. */
  textOf(node: Pick<Node, 'start' | 'end'>): string {
    return this.text.slice(node.start, node.end);
  }

  parentOf(node: Node): Node | null {
    return this.parents.get(node) ?? null;
  }

  /** The call or creation that has exactly this range: what a finding or a hop of its path points at. */
  callAt(range: Range): MethodInvocation | ClassInstanceCreation | null {
    return this.nodesAt(range).find((node) => is(node, 'MethodInvocation', 'ClassInstanceCreation')) ?? null;
  }

  /** The node's ancestors, nearest first. */
  *ancestorsOf(node: Node): Iterable<Node> {
    for (let current = this.parentOf(node); current !== null; current = this.parentOf(current)) yield current;
  }

  /** The nodes that have exactly this range, outermost first; parentheses make no node. */
  nodesAt(range: Range): Node[] {
    const lineStarts = lineStartsOf(this.text);
    const start = offsetAt(range.start, lineStarts, this.text);
    const end = offsetAt(range.end, lineStarts, this.text);
    const found: Node[] = [];
    walk(this.unit, (node) => {
      if (node.start === start && node.end === end) found.push(node);
      return node.start <= start && node.end >= end;
    });
    return found;
  }

  /** The innermost named type around a node, or null at the top and inside an anonymous class. */
  typeAround(node: Node): TypeDeclaration | null {
    const around = this.classBodyAround(node);
    return around === null || around.kind === 'ClassBody' ? null : around;
  }

  /** The innermost named type or anonymous class body around a node. */
  classBodyAround(node: Node): TypeDeclaration | ClassBody | null {
    for (const ancestor of this.ancestorsOf(node)) {
      if (isTypeDeclaration(ancestor) || ancestor.kind === 'ClassBody') return ancestor as TypeDeclaration | ClassBody;
    }
    return null;
  }

  /** The innermost method, constructor, initialiser or lambda around a node; null in a field's initialiser. */
  bodyAround(node: Node): Body | null {
    for (const ancestor of this.ancestorsOf(node)) {
      if (BODY_KINDS.has(ancestor.kind)) return ancestor as Body;
      if (isTypeDeclaration(ancestor) || ancestor.kind === 'ClassBody') return null;
    }
    return null;
  }
}

export function isTypeDeclaration(node: Node): node is TypeDeclaration {
  return TYPE_KINDS.has(node.kind);
}

/** All nodes of some kinds below a node (itself included), in textual order. */
export function nodesBelow<K extends Kind>(node: Node, ...kinds: readonly K[]): NodeOf<K>[] {
  const found: NodeOf<K>[] = [];
  walk(node, (current) => {
    if (is(current, ...kinds)) found.push(current);
  });
  return found;
}
