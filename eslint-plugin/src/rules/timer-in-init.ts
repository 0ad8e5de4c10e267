import { enclosingFunction, type Node } from '../analysis/syntax.ts';
import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { strictOptions } from './strict-options.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

/** `new Promise((resolve) => setTimeout(resolve, …))`: somebody waits for the end of it. */
function isSleep(node: Node): boolean {
  const executor = enclosingFunction(node);
  const promise = executor?.parent;
  return promise?.type === 'NewExpression' && promise.callee.type === 'Identifier' && promise.callee.name === 'Promise';
}

export default createRule({
  name: 'timer-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow timers started before the snapshot',
      family: 'thread',
      preset: 'recommended',
      severity: 'warn',
      targets: ['snapstart', 'startup-snapshot', 'workers'],
    },
    hasSuggestions: true,
    schema: [strictOptions],
    defaultOptions: [{ strict: false }],
    messages: {
      snapstart:
        '{{call}} starts a timer before the snapshot{{path}}: it goes on by a clock that stood still, and fires in every copy between requests or not at all. {{remedy}}',
      startupSnapshot:
        '{{call}} starts a timer while the snapshot is built{{path}}: a running interval keeps the build from ending, and what is unreferenced is lost. {{remedy}}',
      workers:
        '{{call}} sets a timer at global scope{{path}}, where Workers allow none: deploying fails. Set it in the handler.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, {
      defect: 'open',
      matches: (event, analysis) =>
        event.entry.rule === 'timer-in-init' && (analysis.settings.target === 'workers' || !isSleep(event.node)),
    });
  },
});
