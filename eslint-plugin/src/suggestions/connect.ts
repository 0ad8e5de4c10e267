import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis/analysis.ts';
import type { InitEvent } from '../analysis/events.ts';
import { memberName } from '../analysis/syntax.ts';
import { derivedName, isNameTaken } from './declaration.ts';
import { handlersIn, prepend } from './handler.ts';
import type { Suggestion } from './suggest.ts';

/** The statement that a call alone makes up at module scope; null for any other place. */
function statementOf({ node }: InitEvent, program: TSESTree.Program): TSESTree.ExpressionStatement | null {
  const expression = node.parent?.type === 'AwaitExpression' ? node.parent : node;
  const statement = expression.parent;
  return statement?.type === 'ExpressionStatement' && statement.parent === program ? statement : null;
}

/** Suggests to make the call that opens a connection when the handler first runs, and not again. */
export function connectSuggestion(event: InitEvent, analysis: Analysis): Suggestion | null {
  const { node } = event;
  const { sourceCode } = analysis;
  const statement = statementOf(event, sourceCode.ast);
  if (statement === null || node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null;
  const { object } = node.callee;
  const [handler, ...others] = handlersIn(analysis);
  if (object.type !== 'Identifier' || handler?.async !== true || others.length > 0) return null;
  const method = memberName(node.callee) ?? 'connect';
  const flag = `${object.name}Ready`;
  const opener = derivedName(method, object.name);
  if (isNameTaken(flag, analysis) || isNameTaken(opener, analysis)) return null;
  const call = sourceCode.getText(node);
  const text = `let ${flag} = false;
const ${opener} = async () => {
  if (!${flag}) await ${call};
  ${flag} = true;
};`;
  return {
    messageId: 'connectOnUse',
    data: { call: sourceCode.getText(node.callee) },
    fix: (fixer) => [fixer.replaceText(statement, text), prepend(fixer, handler, `await ${opener}();`, analysis)],
  };
}
