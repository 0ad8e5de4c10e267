import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis/analysis.ts';
import { childrenOf, parentOf, type CallNode, type FunctionNode, type Node } from '../analysis/syntax.ts';
import { isNameTaken } from './declaration.ts';

/** A suggestion of the one rule that moves code out of the handler. */
export type MoveSuggestion = TSESLint.SuggestionReportDescriptor<'moveToModuleScope'>;

/** The statement of the module that a node is part of. */
function moduleStatement(node: Node): Node {
  let at = node;
  for (let parent = parentOf(at); parent !== null && parent.type !== 'Program'; parent = parentOf(at)) at = parent;
  return at;
}

/** Where a statement can stand in front of another one with its comments. */
function startWithComments(statement: Node, { sourceCode }: Analysis): number {
  let start = statement.range[0];
  for (const comment of sourceCode.getCommentsBefore(statement).toReversed()) {
    if (/\n\s*\n/u.test(sourceCode.text.slice(comment.range[1], start))) break;
    start = comment.range[0];
  }
  return start;
}

/**
 * Whether an expression gives the same once before all requests as in each: it calls nothing, and every name in it is there
 * before the given offset.
 */
function isFixed(node: Node, before: number, analysis: Analysis): boolean {
  if (/^(?:Call|Await|Yield|Update|Assignment|Import|TaggedTemplate)/u.test(node.type)) return false;
  const variable = node.type === 'Identifier' ? analysis.variables.of(node) : null;
  if (variable?.defs.some(({ type }) => /^(?:Variable|ClassName)$/u.test(type)) === true) {
    if (variable.defs.some(({ node: declared }) => declared.range[0] >= before)) return false;
    // What is written again later may be another value by then.
    if (variable.references.some((one) => one.isWrite() && one.init !== true)) return false;
  }
  return [...childrenOf(node, analysis.sourceCode.visitorKeys)].every((child) => isFixed(child, before, analysis));
}

/** `const name = …;` directly in the handler's body, holding the made value alone; null for any other place. */
function ownDeclaration(
  node: CallNode,
  handler: FunctionNode,
): { readonly statement: TSESTree.VariableDeclaration; readonly id: TSESTree.BindingName } | null {
  const declarator = node.parent;
  if (declarator.type !== 'VariableDeclarator' || declarator.init !== node) return null;
  const statement = declarator.parent;
  const isAlone = statement.kind === 'const' && statement.declarations.length === 1;
  return isAlone && statement.parent === handler.body ? { statement, id: declarator.id } : null;
}

/** A statement with the white space before it and the end of its line. */
function linesOf({ range: [from, to] }: Node, { sourceCode: { text } }: Analysis): [start: number, end: number] {
  const start = from - (/(?<![ \t])[ \t]*$/u.exec(text.slice(0, from))?.[0].length ?? 0);
  return [start, text.charAt(to) === '\n' ? to + 1 : to];
}

/** The names that a declaration introduces; null when it is not plain names. */
function declaredNames(id: TSESTree.BindingName): readonly string[] | null {
  if (id.type === 'Identifier') return [id.name];
  if (id.type !== 'ObjectPattern') return null;
  const names = id.properties.map((one) =>
    one.type === 'Property' && one.value.type === 'Identifier' ? one.value.name : null,
  );
  const known = names.filter((name) => name !== null);
  return known.length === names.length && known.length > 0 ? known : null;
}

/** Whether only one scope of the file declares the name. */
function isUnique(name: string, { sourceCode }: Analysis): boolean {
  const scopes = sourceCode.scopeManager?.scopes ?? [];
  return scopes.filter((scope) => (scope.set.get(name)?.defs.length ?? 0) > 0).length === 1;
}

/** `s3Client` for `new S3Client()`. */
function nameFor({ callee }: CallNode): string | null {
  const last = callee.type === 'MemberExpression' ? callee.property : callee;
  return last.type === 'Identifier' ? `${last.name.charAt(0).toLowerCase()}${last.name.slice(1)}` : null;
}

/**
 * Suggests to make a value at module scope that a handler makes for every request; null where its making depends on
 * something that is not there yet, or its name would mean something else.
 */
export function moduleScopeSuggestion(
  node: CallNode,
  handler: FunctionNode,
  analysis: Analysis,
): MoveSuggestion | null {
  const { sourceCode } = analysis;
  const place = startWithComments(moduleStatement(handler), analysis);
  if (!node.arguments.every((argument) => isFixed(argument, place, analysis))) return null;
  const own = ownDeclaration(node, handler);
  if (own !== null) {
    const names = declaredNames(own.id);
    if (names?.every((name) => isUnique(name, analysis)) !== true) return null;
    return {
      messageId: 'moveToModuleScope',
      data: { name: names.join(', ') },
      fix: (fixer) => [
        fixer.insertTextBeforeRange([place, place], `${sourceCode.getText(own.statement)}\n\n`),
        fixer.removeRange(linesOf(own.statement, analysis)),
      ],
    };
  }
  const name = nameFor(node);
  if (node.type !== 'NewExpression' || name === null || isNameTaken(name, analysis)) return null;
  return {
    messageId: 'moveToModuleScope',
    data: { name },
    fix: (fixer) => [
      fixer.insertTextBeforeRange([place, place], `const ${name} = ${sourceCode.getText(node)};\n\n`),
      fixer.replaceText(node, name),
    ],
  };
}
