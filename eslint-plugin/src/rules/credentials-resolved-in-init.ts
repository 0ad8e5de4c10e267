import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'credentials-resolved-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow AWS credentials resolved before the snapshot and kept',
      family: 'credentials',
      preset: 'recommended',
      severity: 'error',
      targets: ['snapstart', 'startup-snapshot'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} resolves credentials before the snapshot{{path}} and keeps them: they expire, and every copy goes on using them. Give the client the provider itself: it resolves when a request is signed.',
      startupSnapshot:
        '{{call}} resolves credentials while the snapshot is built{{path}} and keeps them: they are written into the snapshot file and have expired when the program starts. Give the client the provider itself.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
