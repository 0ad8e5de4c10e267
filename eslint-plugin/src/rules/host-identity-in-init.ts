import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { strictOptions } from './strict-options.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'host-identity-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow host or process identity read before the snapshot and kept',
      family: 'host',
      preset: 'recommended',
      severity: 'warn',
      targets: ['snapstart', 'startup-snapshot'],
    },
    hasSuggestions: true,
    schema: [strictOptions],
    defaultOptions: [{ strict: false }],
    messages: {
      snapstart:
        '{{call}} identifies the host or process before the snapshot{{path}} and is kept: every copy claims the same identity. Read it in the handler, or use the request id.',
      startupSnapshot:
        '{{call}} identifies the host or process while the snapshot is built{{path}} and is kept: every start claims the identity of the build. Read it where it is used.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
