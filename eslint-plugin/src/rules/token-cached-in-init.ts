import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'token-cached-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow tokens and signed URLs made before the snapshot and kept',
      family: 'token',
      preset: 'recommended',
      severity: 'error',
      targets: ['snapstart', 'startup-snapshot'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} makes a token or signature before the snapshot{{path}} and keeps it: it has expired, or is the same in every copy, after a restore. {{remedy}}',
      startupSnapshot:
        '{{call}} makes a token or signature while the snapshot is built{{path}} and keeps it: it has expired when the program starts. {{remedy}}',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
