import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { strictOptions } from './strict-options.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'thread-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow workers and child processes started before the snapshot',
      family: 'thread',
      preset: 'recommended',
      severity: 'warn',
      targets: ['snapstart', 'startup-snapshot'],
    },
    hasSuggestions: true,
    schema: [strictOptions],
    defaultOptions: [{ strict: false }],
    messages: {
      snapstart:
        '{{call}} starts a worker or process before the snapshot{{path}}: the snapshot catches it in the middle of its work, and every copy goes on from there. Start it after the restore, or wait for its end.',
      startupSnapshot:
        '{{call}} starts a worker or process while the snapshot is built{{path}}: workers cannot be built into a snapshot, and a child process is gone after the start. Start it after the start.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'open' });
  },
});
