import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis/analysis.ts';
import { handlersOf } from '../analysis/handlers.ts';
import { childrenOf, parentOf, type FunctionNode, type Node } from '../analysis/syntax.ts';
import type { ModuleValue } from './declaration.ts';
import type { Suggestion } from './suggest.ts';

/** Whether a node stands inside a function. */
function isInside(node: Node, fn: FunctionNode): boolean {
  for (let at: Node | null = node; at !== null; at = parentOf(at)) if (at === fn) return true;
  return false;
}

/** The handlers of the analysed file. */
export function handlersIn(analysis: Analysis): readonly FunctionNode[] {
  return handlersOf({ program: analysis.sourceCode.ast, ...analysis });
}

/** Whether a name that the expression uses means something else inside the function. */
function isHidden(expression: Node, fn: FunctionNode, analysis: Analysis): boolean {
  const { sourceCode } = analysis;
  if (expression.type === 'Identifier' && sourceCode.scopeManager?.acquire(fn)?.set.has(expression.name) === true) {
    return true;
  }
  for (const child of childrenOf(expression, sourceCode.visitorKeys)) {
    if (isHidden(child, fn, analysis)) return true;
  }
  return false;
}

/** The white space that a line begins with. */
export function indentOf(node: Node, { sourceCode }: Analysis): string {
  const line = sourceCode.lines[node.loc.start.line - 1] ?? '';
  return /^\s*/u.exec(line)?.[0] ?? '';
}

/** Puts a statement at the beginning of a function. */
export function prepend(
  fixer: TSESLint.RuleFixer,
  fn: FunctionNode,
  statement: string,
  analysis: Analysis,
): TSESLint.RuleFix {
  const { sourceCode } = analysis;
  const { body } = fn;
  const indent = indentOf(fn, analysis);
  if (body.type === 'BlockStatement') {
    const [first] = body.body;
    const inner = first === undefined ? `${indent}  ` : indentOf(first, analysis);
    const start = body.range[0] + 1;
    return fixer.insertTextAfterRange(
      [start, start],
      `\n${inner}${statement}${first === undefined ? `\n${indent}` : ''}`,
    );
  }
  const arrow = sourceCode.getTokenBefore(body, (token) => token.value === '=>');
  const from = arrow?.range[1] ?? body.range[0];
  const returned = `{\n${indent}  ${statement}\n${indent}  return ${sourceCode.getText(body)};\n${indent}}`;
  return fixer.replaceTextRange([from, fn.range[1]], ` ${returned}`);
}

/** Removes a statement with the line it stands on. */
export function removeStatement(fixer: TSESLint.RuleFixer, node: Node, { sourceCode }: Analysis): TSESLint.RuleFix {
  const { text } = sourceCode;
  const end = text.charAt(node.range[1]) === '\n' ? node.range[1] + 1 : node.range[1];
  return fixer.removeRange([node.range[0], end]);
}

/** Suggests to make the value in the only handler that uses it; null where it is used elsewhere as well. */
export function moveSuggestion(value: ModuleValue, analysis: Analysis): Suggestion | null {
  const handler = handlersIn(analysis).find((fn) => value.reads.every((read) => isInside(read, fn)));
  if (handler === undefined || handler.generator || (value.isAwaited && !handler.async)) return null;
  if (isHidden(value.expression, handler, analysis)) return null;
  const { sourceCode } = analysis;
  const declaration: TSESTree.VariableDeclarator = value.declarator;
  const statement = `${value.statement.kind} ${sourceCode.getText(declaration)};`;
  return {
    messageId: 'moveIntoHandler',
    data: { name: value.name },
    fix: (fixer) => [removeStatement(fixer, value.statement, analysis), prepend(fixer, handler, statement, analysis)],
  };
}
