import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'open-file-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow files left open when the snapshot is built',
      family: 'file',
      preset: 'recommended',
      severity: 'warn',
      targets: ['startup-snapshot'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      startupSnapshot:
        '{{call}} opens a file while the snapshot is built{{path}}: its descriptor is closed in every start (EBADF), or the open handle ends the build. Open it after the start.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'open' });
  },
});
