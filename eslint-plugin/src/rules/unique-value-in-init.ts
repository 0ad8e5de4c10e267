import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'unique-value-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow values meant to be unique, drawn before the snapshot and kept',
      family: 'randomness',
      preset: 'recommended',
      severity: 'error',
      targets: ['snapstart', 'startup-snapshot', 'workers'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} runs before the snapshot{{path}} and its value is kept: all copies restored from it share this value. Drawing it in the handler is necessary but not sufficient under a memory snapshot, where the generator is copied as well: mix in entropy of the operating system (read /dev/urandom) or the request id, unless the OpenSSL of the image is known to be snapshot-safe.',
      startupSnapshot:
        '{{call}} runs while the snapshot is built{{path}} and its value is kept: every start shares this value. Draw it on first use, or in a deserialize callback.',
      workers:
        '{{call}} runs at global scope{{path}}, where Workers allow no random values: deploying fails. Draw the value in the handler.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
