import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'env-captured',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow environment variables copied into constants when the snapshot is built',
      family: 'host',
      preset: 'recommended',
      severity: 'warn',
      targets: ['startup-snapshot'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      startupSnapshot:
        '{{call}} is copied while the snapshot is built{{path}}: every start keeps the value of the build machine, while process.env itself is fresh. Read process.env where the value is used.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
