import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'key-material-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow keys, salts and nonces generated before the snapshot and kept',
      family: 'randomness',
      preset: 'recommended',
      severity: 'error',
      targets: ['snapstart', 'startup-snapshot', 'workers'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} generates key material before the snapshot{{path}} and keeps it: all copies share the key, and it lies in the snapshot. Load keys from a key store. Generating it in the handler is necessary but not sufficient under a memory snapshot, where the generator is copied as well: mix in entropy of the operating system (read /dev/urandom) or the request id, unless the OpenSSL of the image is known to be snapshot-safe.',
      startupSnapshot:
        '{{call}} generates key material while the snapshot is built{{path}} and keeps it: every start shares the key, and a held key object ends the build. Generate it after the start.',
      workers:
        '{{call}} runs at global scope{{path}}, where Workers allow no random values: deploying fails. Draw the value in the handler.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
