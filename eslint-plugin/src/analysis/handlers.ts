import type { TSESTree } from '@typescript-eslint/utils';
import type { Settings } from '../settings.ts';
import type { Evaluate } from './evaluate.ts';
import { exportsOf } from './exports.ts';
import { isFunction, unwrap, type FunctionNode, type Node } from './syntax.ts';

/** What finding the handlers of a file needs. */
export interface HandlerInput {
  readonly program: TSESTree.Program;
  readonly settings: Settings;
  readonly evaluate: Evaluate;
}

/** A function, or the one that wrappers such as `middy(fn)` are given. */
function handlerIn(node: Node, evaluate: Evaluate, depth = 0): FunctionNode | null {
  const expression = unwrap(node);
  const value = evaluate(expression, null);
  if (value?.kind === 'function') return value.node;
  if (isFunction(expression)) return expression;
  if (depth > 4) return null;
  if (expression.type === 'Identifier' || expression.type !== 'CallExpression') return null;
  // `middy(fn).use(…)`: the wrapped function is at the start of the chain.
  const chained =
    expression.callee.type === 'MemberExpression' ? handlerIn(expression.callee.object, evaluate, depth + 1) : null;
  if (chained !== null) return chained;
  for (const argument of expression.arguments) {
    const found = handlerIn(argument, evaluate, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Names that deployment templates and their generators give to handlers. */
const HANDLER_NAMES: readonly string[] = ['handler', 'lambdaHandler'];

/** The functions that the runtime calls with events: exports named `handler`, or as the settings name them. */
export function handlersOf({ program, settings, evaluate }: HandlerInput): readonly FunctionNode[] {
  const names = settings.handlers.length > 0 ? settings.handlers : HANDLER_NAMES;
  const found = new Set<FunctionNode>();
  for (const [name, node] of exportsOf(program)) {
    const handler = names.includes(name) ? handlerIn(node, evaluate) : null;
    if (handler !== null) found.add(handler);
  }
  return [...found];
}
