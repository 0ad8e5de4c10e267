import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis/analysis.ts';
import { isExported } from '../analysis/variables.ts';

type Variable = TSESLint.Scope.Variable;

/** A value that a statement of its own keeps at module scope: what a suggestion can move or wrap. */
export interface ModuleValue {
  readonly variable: Variable;
  readonly name: string;
  readonly statement: TSESTree.VariableDeclaration;
  readonly declarator: TSESTree.VariableDeclarator;
  /** The value as written, without `await`. */
  readonly expression: TSESTree.Expression;
  readonly isAwaited: boolean;
  /** Where code that does not run in init reads it. */
  readonly reads: readonly TSESTree.Identifier[];
}

/** The reads of a variable when they are its only uses and none of them is a type; null otherwise. */
function readsOf(variable: Variable): readonly TSESTree.Identifier[] | null {
  const reads: TSESTree.Identifier[] = [];
  for (const reference of variable.references) {
    if (reference.init === true) continue;
    const { identifier } = reference;
    const isPlain = reference.isRead() && !reference.isWrite() && identifier.type === 'Identifier';
    // `typeof x` in a type: it would have to name the getter's result.
    if (!isPlain || reference.isTypeReference) return null;
    reads.push(identifier);
  }
  return reads.length === 0 ? null : reads;
}

/**
 * The declaration that keeps a value, when it is one that can be rewritten: `const name = expression;` at module scope,
 * not exported, and read only. Null for every other shape.
 */
export function moduleValueOf(variable: Variable | null, { sourceCode }: Analysis): ModuleValue | null {
  const [definition] = variable?.defs ?? [];
  const declarator = definition?.node as TSESTree.Node | undefined;
  if (variable === null || declarator?.type !== 'VariableDeclarator' || variable.defs.length !== 1) return null;
  const statement = declarator.parent;
  if (statement.parent !== sourceCode.ast) return null;
  if (statement.declarations.length !== 1 || declarator.id.type !== 'Identifier' || declarator.init === null) {
    return null;
  }
  const reads = isExported(variable) ? null : readsOf(variable);
  if (reads === null) return null;
  const isAwaited = declarator.init.type === 'AwaitExpression';
  const expression = declarator.init.type === 'AwaitExpression' ? declarator.init.argument : declarator.init;
  return { variable, name: declarator.id.name, statement, declarator, expression, isAwaited, reads };
}

/** Whether a file is TypeScript by its name. */
export function isTypeScript(filename: string): boolean {
  return /\.[cm]?tsx?$/u.test(filename);
}

/** Whether any scope of the file declares the name: a new variable of that name could hide it, or be hidden. */
export function isNameTaken(name: string, { sourceCode }: Analysis): boolean {
  return (sourceCode.scopeManager?.scopes ?? []).some((scope) => {
    const variable = scope.set.get(name);
    return variable !== undefined && variable.defs.length > 0;
  });
}

/** `getClient` for `client`. */
export function derivedName(verb: string, name: string): string {
  return `${verb}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
