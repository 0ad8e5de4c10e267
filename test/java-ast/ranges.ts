import type { Node } from '../../src/java-ast/nodes.ts';
import { childrenOf, walk } from '../../src/java-ast/walk.ts';

/** What stands at the two ends of a node of a kind, as its text must show. */
interface Ends {
  readonly first?: RegExp;
  readonly last?: RegExp;
}

const BRACES: Ends = { first: /^\{/, last: /\}$/ };

/** `last` of a statement is not given where a compact form or a header leaves the semicolon out. */
const ENDS: Readonly<Record<string, Ends>> = {
  Annotation: { first: /^@/ },
  AnnotationInterfaceDeclaration: { last: /\}$/ },
  ArrayAccess: { last: /\]$/ },
  ArrayCreation: { first: /^new\b/, last: /[\]}]$/ },
  ArrayInitializer: BRACES,
  AssertStatement: { first: /^assert\b/, last: /;$/ },
  Block: BRACES,
  BreakStatement: { first: /^break\b/, last: /;$/ },
  CastExpression: { first: /^\(/ },
  CatchClause: { first: /^catch\b/, last: /\}$/ },
  ClassBody: BRACES,
  ClassDeclaration: { last: /\}$/ },
  ClassInstanceCreation: { last: /[)}]$/ },
  ClassLiteral: { last: /\bclass$/ },
  CompactConstructorDeclaration: { last: /\}$/ },
  ConstructorDeclaration: { last: /\}$/ },
  ContinueStatement: { first: /^continue\b/, last: /;$/ },
  DoStatement: { first: /^do\b/, last: /;$/ },
  EmptyStatement: { first: /^;$/ },
  EnhancedForStatement: { first: /^for\b/ },
  EnumDeclaration: { last: /\}$/ },
  ExplicitConstructorInvocation: { last: /;$/ },
  FieldDeclaration: { last: /;$/ },
  ForStatement: { first: /^for\b/ },
  IfStatement: { first: /^if\b/ },
  ImportDeclaration: { first: /^import\b/, last: /;$/ },
  Initializer: { first: /^(?:static\b|\{)/, last: /\}$/ },
  InterfaceDeclaration: { last: /\}$/ },
  MatchAllPattern: { first: /^_$/ },
  MethodDeclaration: { last: /[;}]$/ },
  MethodInvocation: { last: /\)$/ },
  RecordDeclaration: { last: /\}$/ },
  RecordPattern: { last: /\)$/ },
  ReturnStatement: { first: /^return\b/, last: /;$/ },
  SuperExpression: { last: /\bsuper$/ },
  SwitchCase: { first: /^(?:case|default)\b/ },
  SwitchExpression: { first: /^switch\b/, last: /\}$/ },
  SwitchStatement: { first: /^switch\b/, last: /\}$/ },
  SynchronizedStatement: { first: /^synchronized\b/, last: /\}$/ },
  ThisExpression: { last: /\bthis$/ },
  ThrowStatement: { first: /^throw\b/, last: /;$/ },
  TryStatement: { first: /^try\b/, last: /\}$/ },
  VarType: { first: /^var$/ },
  WhileStatement: { first: /^while\b/ },
  Wildcard: { first: /^[?@]/ },
  YieldStatement: { first: /^yield\b/, last: /;$/ },
};

/** So much of each end is looked at. */
const END_LENGTH = 20;

/**
 * Where the ranges of a tree do not hold what its nodes say: a child outside its parent, siblings that overlap, a name,
 * literal or operator that stands elsewhere, a statement that does not begin with its keyword. `text` is what the offsets
 * point into.
 */
export function rangeFaults(root: Node, text: string): string[] {
  const faults: string[] = [];
  walk(root, (node) => {
    for (const fault of [...nestingFaults(node), ...endFaults(node, text), ...wordFaults(node, text)]) {
      faults.push(`${node.kind} ${node.start}-${node.end}: ${fault}`);
    }
  });
  return faults;
}

function nestingFaults(node: Node): string[] {
  const faults: string[] = [];
  let last = node.start;
  for (const child of childrenOf(node)) {
    if (child.start < last || child.end > node.end) {
      faults.push(`${child.kind} ${child.start}-${child.end} is not in its place`);
    }
    last = child.end;
  }
  return faults;
}

function endFaults(node: Node, text: string): string[] {
  const shown = text.slice(node.start, Math.min(node.end, node.start + END_LENGTH));
  const closing = text.slice(Math.max(node.start, node.end - END_LENGTH), node.end);
  const { first, last } = ENDS[node.kind] ?? {};
  const faults: string[] = [];
  if (node.kind !== 'CompilationUnit' && shown.trim() !== shown.slice(0, shown.trim().length)) {
    faults.push('begins with a blank');
  }
  if (first?.test(shown) === false) faults.push(`begins with ${JSON.stringify(shown)}`);
  if (last?.test(closing) === false) faults.push(`ends with ${JSON.stringify(closing)}`);
  return faults;
}

/** Words of the node that must stand in its range, at the place where the grammar has them. */
function wordFaults(node: Node, text: string): string[] {
  const own = node as Node & Readonly<Record<string, unknown>>;
  const range = text.slice(node.start, node.end);
  if (node.kind === 'Identifier' && range !== own.name) return [`is ${JSON.stringify(range)}, not ${String(own.name)}`];
  if (node.kind === 'Literal' && range !== own.literal) return [`is ${JSON.stringify(range)}`];
  if (node.kind === 'PrimitiveType' && range !== own.name) {
    return [`is ${JSON.stringify(range)}, not ${String(own.name)}`];
  }
  if (node.kind === 'BinaryExpression' || node.kind === 'Assignment') {
    const { left, right, operator } = own as unknown as { left: Node; right: Node; operator: string };
    if (!text.slice(left.end, right.start).includes(operator)) return [`has no ${operator} between its operands`];
  }
  if (node.kind === 'UnaryExpression') {
    const { operator, prefix } = own as unknown as { operator: string; prefix: boolean };
    if (!(prefix ? range.startsWith(operator) : range.endsWith(operator))) return [`has no ${operator} at its end`];
  }
  return [];
}
