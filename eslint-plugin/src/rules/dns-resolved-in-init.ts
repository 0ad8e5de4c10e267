import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'dns-resolved-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow host names resolved before the snapshot and the addresses kept',
      family: 'host',
      preset: 'recommended',
      severity: 'warn',
      targets: ['snapstart', 'startup-snapshot'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} resolves a name before the snapshot{{path}} and keeps the address: every copy goes on using it when the name has moved. Keep the name and resolve it in the handler.',
      startupSnapshot:
        '{{call}} resolves a name while the snapshot is built{{path}} and keeps the address: every start goes on using it. Keep the name and resolve it after the start.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
