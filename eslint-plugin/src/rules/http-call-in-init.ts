import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'http-call-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow HTTP responses fetched before the snapshot and kept',
      family: 'connection',
      preset: 'recommended',
      severity: 'warn',
      targets: ['snapstart', 'startup-snapshot', 'workers'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} runs before the snapshot{{path}} and its response is kept: every copy answers with what was true when the version was published. {{remedy}}',
      startupSnapshot:
        '{{call}} runs while the snapshot is built{{path}} and its response is kept: every start answers with what was true then. {{remedy}}',
      workers:
        '{{call}} runs at global scope{{path}}, where Workers allow no asynchronous I/O: deploying fails. Call it in the handler.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
