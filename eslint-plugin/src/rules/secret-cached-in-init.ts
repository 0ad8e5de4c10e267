import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'secret-cached-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow secrets and parameters read before the snapshot and kept',
      family: 'secret',
      preset: 'recommended',
      severity: 'warn',
      targets: ['snapstart', 'startup-snapshot', 'workers'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} reads a secret or parameter before the snapshot{{path}} and keeps it: it stays as it was until the version is published again, and a rotation is not seen. {{remedy}}',
      startupSnapshot:
        '{{call}} reads a secret or parameter while the snapshot is built{{path}} and keeps it: it is written into the snapshot file, and a rotation is not seen. Read it after the start.',
      workers:
        '{{call}} runs at global scope{{path}}, where Workers allow no asynchronous I/O: deploying fails. Call it in the handler.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
