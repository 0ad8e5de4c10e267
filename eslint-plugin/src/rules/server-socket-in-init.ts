import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'server-socket-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow sockets that listen before the snapshot',
      family: 'connection',
      preset: 'recommended',
      severity: 'warn',
      targets: ['snapstart', 'startup-snapshot'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} opens a listening socket before the snapshot{{path}}: every copy is restored with it. A function behind a handler needs none; else listen after the restore.',
      startupSnapshot:
        '{{call}} opens a listening socket while the snapshot is built{{path}}: the build does not end. Listen in the main function of the snapshot.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'open' });
  },
});
