import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'remote-read-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow remote data read before the snapshot and kept',
      family: 'connection',
      preset: 'strict',
      severity: 'warn',
      targets: ['snapstart', 'startup-snapshot', 'workers'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} reads remote data before the snapshot{{path}} and keeps it: every copy uses what was there when the version was published. Keep it only if it changes with a deployment; else read it in the handler.',
      startupSnapshot:
        '{{call}} reads remote data while the snapshot is built{{path}} and keeps it: every start uses what was there then. Keep it only if it changes with a build; else read it after the start.',
      workers:
        '{{call}} runs at global scope{{path}}, where Workers allow no asynchronous I/O: deploying fails. Call it in the handler.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
