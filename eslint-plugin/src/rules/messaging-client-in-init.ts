import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'messaging-client-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow messaging clients that connect before the snapshot',
      family: 'connection',
      preset: 'recommended',
      severity: 'warn',
      targets: ['snapstart', 'startup-snapshot', 'workers'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} connects to a broker before the snapshot{{path}}: AWS does not guarantee connections after a restore, and every copy would share this dead or duplicated socket. {{remedy}}',
      startupSnapshot:
        '{{call}} connects to a broker while the snapshot is built{{path}}: an open handle keeps the build from ending, or is dead in every copy. {{remedy}}',
      workers:
        '{{call}} runs at global scope{{path}}, where Workers allow no asynchronous I/O: deploying fails. Call it in the handler.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'open' });
  },
});
