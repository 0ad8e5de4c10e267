import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { strictOptions } from './strict-options.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'timestamp-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow clock readings taken before the snapshot and kept',
      family: 'time',
      preset: 'recommended',
      severity: 'warn',
      targets: ['snapstart', 'startup-snapshot', 'workers'],
    },
    hasSuggestions: true,
    schema: [strictOptions],
    defaultOptions: [{ strict: false }],
    messages: {
      snapstart:
        '{{call}} reads a clock before the snapshot{{path}} and keeps the time: in every copy it is the time at which the version was published, hours or days ago. Read the clock in the handler.',
      startupSnapshot:
        '{{call}} reads a clock while the snapshot is built{{path}} and keeps the time: in every start it is the time of the build. Read the clock where the time is used.',
      workers:
        '{{call}} reads the clock at global scope{{path}}, where it does not run: the time is not that of a request. Read the clock in the handler.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
