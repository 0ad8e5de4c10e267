import type { TSESTree } from '@typescript-eslint/utils';
import { analysisOf } from '../analysis/analysis.ts';
import { isFunction, memberName, nameOf, type Node } from '../analysis/syntax.ts';
import { isGuarded, isProcessEnv, takenProperties } from './any-phase.ts';
import { createRule } from './create-rule.ts';

/** Variables that are not set with SnapStart. */
const VARIABLES: ReadonlySet<string> = new Set(['AWS_LAMBDA_LOG_STREAM_NAME', 'AWS_LAMBDA_LOG_GROUP_NAME']);

/** The same, as properties of the handler's context. */
const PROPERTIES: ReadonlySet<string> = new Set(['logStreamName', 'logGroupName']);

/** Whether the value is needed: a member is taken of it, or it is passed on or put together with other text. */
function isNeeded(node: Node): boolean {
  const { parent } = node;
  if (isGuarded(node)) return false;
  switch (parent?.type) {
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return isNeeded(parent);
    case 'MemberExpression':
      return parent.object === node;
    default:
      return false;
  }
}

/** What a file has to contain for anything to be reported: most contain none of it. */
const MENTIONED = /AWS_LAMBDA_LOG_|logStreamName|logGroupName/u;

export default createRule({
  name: 'log-stream-env',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow log stream or group names taken for granted',
      family: 'host',
      preset: 'recommended',
      severity: 'warn',
      targets: ['snapstart'],
    },
    schema: [],
    messages: {
      absent:
        '{{call}} is not set under SnapStart, and this code takes a member of it: check for undefined, or use AWS_LAMBDA_FUNCTION_NAME and AWS_LAMBDA_FUNCTION_VERSION with an id of your own.',
      kept: '{{call}} is not set under SnapStart, and would be that of one environment: use AWS_LAMBDA_FUNCTION_NAME and AWS_LAMBDA_FUNCTION_VERSION with an id of your own.',
    },
  },
  create(context) {
    if (!MENTIONED.test(context.sourceCode.text)) return {};
    const analysis = analysisOf(context);
    if (analysis.settings.target !== 'snapstart') return {};

    /** The second parameter of a function, which the runtime passes its context to. */
    const isContext = (node: TSESTree.Node): boolean => {
      const variable = node.type === 'Identifier' ? analysis.variables.of(node) : null;
      const [definition] = variable?.defs ?? [];
      const fn = definition?.node as TSESTree.Node | undefined;
      return isFunction(fn) && fn.params[1] !== undefined && fn.params[1] === definition?.name;
    };
    return {
      MemberExpression(node) {
        const name = memberName(node) ?? '';
        if (PROPERTIES.has(name) && isNeeded(node) && isContext(node.object)) {
          context.report({ node, messageId: 'absent', data: { call: context.sourceCode.getText(node) } });
        }
        if (!VARIABLES.has(name) || !isProcessEnv(node.object, analysis)) return;
        if (isNeeded(node)) {
          context.report({ node, messageId: 'absent', data: { call: `process.env.${name}` } });
        } else if (!isGuarded(node) && analysis.phase.events.some((event) => isKept(event.node, node))) {
          context.report({ node, messageId: 'kept', data: { call: `process.env.${name}` } });
        }
      },
      VariableDeclarator({ id, init }) {
        if (id.type !== 'ObjectPattern' || init === null) return;
        for (const property of takenProperties(id, VARIABLES)) {
          if (property.value.type === 'AssignmentPattern' || !isProcessEnv(init, analysis)) continue;
          const call = `process.env.${nameOf(property.key, property.computed) ?? ''}`;
          if (analysis.phase.events.some((event) => isKept(event.node, property))) {
            context.report({ node: property, messageId: 'kept', data: { call } });
          }
        }
      },
    };

    function isKept(eventNode: Node, node: Node): boolean {
      if (eventNode !== node) return false;
      const event = analysis.phase.events.find((at) => at.node === node);
      return event !== undefined && analysis.keptBy(event) !== null;
    }
  },
});
