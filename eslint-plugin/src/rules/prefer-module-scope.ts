import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { analysisOf, type Analysis } from '../analysis/analysis.ts';
import { handlersOf } from '../analysis/handlers.ts';
import {
  childrenOf,
  enclosingFunction,
  parentOf,
  staticString,
  type CallNode,
  type FunctionNode,
  type Node,
} from '../analysis/syntax.ts';
import { isExport, spellingOf, type Value } from '../analysis/values.ts';
import { suggestionMessages } from '../suggestions/messages.ts';
import { moduleScopeSuggestion, type MoveSuggestion } from '../suggestions/module-scope.ts';
import { createRule } from './create-rule.ts';

/** Whether calling or constructing this makes a client of the AWS SDK. */
function isAwsClient(callee: Value | null, node: CallNode): boolean {
  if (callee?.kind !== 'library' || callee.isResult) return false;
  const spelling = spellingOf(callee);
  if (isExport(callee, '@aws-sdk/lib-dynamodb', 'DynamoDBDocumentClient.from')) return true;
  if (node.type !== 'NewExpression') return false;
  if (callee.module === 'aws-sdk') return /^[A-Z]\w*(?:\.DocumentClient)?$/u.test(spelling);
  return callee.module.startsWith('@aws-sdk/client-') && spelling.endsWith('Client');
}

/** Whether an expression uses a name that is declared inside the function: it cannot move out of it. */
function dependsOn(node: Node, fn: FunctionNode, { variables, sourceCode }: Analysis): boolean {
  if (node.type === 'ThisExpression' || node.type === 'AwaitExpression') return true;
  const variable = node.type === 'Identifier' ? variables.of(node) : null;
  const [declared] = variable?.identifiers ?? [];
  if (declared !== undefined && declared.range[0] >= fn.range[0] && declared.range[1] <= fn.range[1]) return true;
  for (const child of childrenOf(node, sourceCode.visitorKeys)) {
    if (dependsOn(child, fn, { variables, sourceCode } as Analysis)) return true;
  }
  return false;
}

/** Whether the value is stored outside the function, as a lazy getter does. */
function isMemoised(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === 'AssignmentExpression') return true;
  return (parent?.type === 'LogicalExpression' || parent?.type === 'AwaitExpression') && isMemoised(parent);
}

/** The handler whose own body, not that of a function in it, holds the node. */
function handlerAround(node: Node, handlers: readonly FunctionNode[]): FunctionNode | null {
  const fn = enclosingFunction(node);
  return fn !== null && handlers.includes(fn) ? fn : null;
}

/** Whether the node runs on every call of the function: no branch or loop is around it. */
function isUnconditional(node: Node, fn: FunctionNode): boolean {
  for (let at: Node | null = node; at !== null && at !== fn; at = parentOf(at)) {
    if (/^(?:If|Switch|For|While|DoWhile|ForOf|ForIn)\w*Statement$|^Conditional|^Logical/u.test(at.type)) return false;
  }
  return true;
}

/** What a file has to contain for anything to be reported. */
const MENTIONED = /aws-sdk|\brequire\(|\bimport\(/u;

export default createRule({
  name: 'prefer-module-scope',
  meta: {
    type: 'suggestion',
    docs: {
      description: 'require SDK clients and packages at module scope instead of in every request',
      family: 'preload',
      preset: 'strict',
      severity: 'warn',
      targets: ['snapstart'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      client:
        '{{call}} builds a client of the AWS SDK for every request: create it at module scope, where it is built once, before the snapshot; it opens nothing until it is used.',
      module:
        "{{call}} loads '{{module}}' in the handler: load it at module scope, where it is done once, before the snapshot.",
      ...suggestionMessages,
    },
  },
  create(context) {
    if (!MENTIONED.test(context.sourceCode.text)) return {};
    const analysis = analysisOf(context);
    if (analysis.settings.target !== 'snapstart') return {};
    const handlers = handlersOf({ program: analysis.sourceCode.ast, ...analysis });
    if (handlers.length === 0) return {};

    const suggestionsFor = (node: Node, handler: FunctionNode): readonly MoveSuggestion[] => {
      const isCall = node.type === 'CallExpression' || node.type === 'NewExpression';
      const suggestion = isCall ? moduleScopeSuggestion(node, handler, analysis) : null;
      return suggestion === null ? [] : [suggestion];
    };
    const checkLoad = (node: Node, source: TSESTree.Node | undefined, call: string): void => {
      const module = staticString(source);
      const handler = handlerAround(node, handlers);
      if (module === null || handler === null || /^(?:\.|node:)/u.test(module)) return;
      if (!isUnconditional(node, handler)) return;
      context.report({ node, messageId: 'module', data: { call, module }, suggest: suggestionsFor(node, handler) });
    };
    const checkClient = (node: CallNode): void => {
      const handler = handlerAround(node, handlers);
      if (handler === null || isMemoised(node)) return;
      if (!isAwsClient(analysis.evaluate(node.callee, null), node)) return;
      if (node.arguments.some((argument) => dependsOn(argument, handler, analysis))) return;
      const call = `${node.type === 'NewExpression' ? 'new ' : ''}${context.sourceCode.getText(node.callee)}()`;
      context.report({ node, messageId: 'client', data: { call }, suggest: suggestionsFor(node, handler) });
    };
    const listener: TSESLint.RuleListener = {
      ImportExpression: (node) => checkLoad(node, node.source, 'import()'),
      NewExpression: checkClient,
      CallExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require') {
          if (analysis.variables.isGlobal(node.callee)) checkLoad(node, node.arguments[0], 'require()');
          return;
        }
        checkClient(node);
      },
    };
    return listener;
  },
});
