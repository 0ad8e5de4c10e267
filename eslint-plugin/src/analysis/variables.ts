import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Node } from './syntax.ts';

type Variable = TSESLint.Scope.Variable;
type Reference = TSESLint.Scope.Reference;

/** Which variable an identifier means. Built once per file from ESLint's scopes. */
export interface Variables {
  /** The variable that an identifier reads, writes or declares; null for a global or an unknown one. */
  readonly of: (identifier: Node) => Variable | null;
  /** Whether an identifier means a global: nothing in the file declares it. */
  readonly isGlobal: (identifier: Node) => boolean;
  /** The expression that alone gives the variable its value; null when there is none or more than one. */
  readonly onlyValue: (variable: Variable) => Node | null;
}

function hasDefinition(variable: Variable | null): variable is Variable {
  return variable !== null && variable.defs.length > 0;
}

/** The right side of a write: not what a loop or a pattern takes apart. */
function writtenValue({ writeExpr, identifier }: Reference): Node | null {
  const { parent } = identifier;
  if (writeExpr === null || writeExpr === undefined) return null;
  if (parent.type === 'VariableDeclarator') {
    return parent.init === writeExpr && parent.id === identifier ? writeExpr : null;
  }
  if (parent.type === 'AssignmentExpression') return parent.left === identifier ? writeExpr : null;
  return null;
}

/** Nullish starting values say nothing about what a variable holds later. */
function isNothing(node: Node): boolean {
  return (node.type === 'Literal' && node.value === null) || (node.type === 'Identifier' && node.name === 'undefined');
}

/**
 * Indexes the references of a file.
 * @param scopes all scopes of ESLint's scope manager
 */
export function indexVariables(scopes: readonly TSESLint.Scope.Scope[]): Variables {
  const byIdentifier = new Map<Node, Variable | null>();
  for (const scope of scopes) {
    for (const reference of scope.references) byIdentifier.set(reference.identifier, reference.resolved);
    for (const variable of scope.variables) for (const name of variable.identifiers) byIdentifier.set(name, variable);
  }
  const of = (identifier: Node): Variable | null => {
    const variable = byIdentifier.get(identifier) ?? null;
    return hasDefinition(variable) ? variable : null;
  };
  return {
    of,
    isGlobal: (identifier) => identifier.type === 'Identifier' && of(identifier) === null,
    onlyValue: (variable) => {
      const writes = variable.references.filter((reference) => reference.isWrite());
      const values = writes.map(writtenValue).filter((value) => value === null || !isNothing(value));
      return values.length === 1 ? (values[0] ?? null) : null;
    },
  };
}

/** Whether other modules can read the variable: `export const x`, `export { x }`, `export default x`. */
export function isExported(variable: Variable): boolean {
  const declared = variable.defs.some(({ node }) => {
    const declaration = node.type === 'VariableDeclarator' ? node.parent : node;
    const kind = (declaration as TSESTree.Node).parent?.type;
    return kind === 'ExportNamedDeclaration' || kind === 'ExportDefaultDeclaration';
  });
  return (
    declared ||
    variable.references.some(({ identifier }) => {
      const kind = identifier.parent.type;
      return kind === 'ExportSpecifier' || kind === 'ExportDefaultDeclaration';
    })
  );
}
