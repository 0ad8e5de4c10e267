import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

export default createRule({
  name: 'prng-in-init',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow pseudo-random numbers and generators made before the snapshot and kept',
      family: 'randomness',
      preset: 'recommended',
      severity: 'error',
      targets: ['snapstart', 'startup-snapshot', 'workers'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} runs before the snapshot{{path}} and its value is kept: all copies share it. Moving it into the handler is necessary but not sufficient: under a memory snapshot Math.random() goes on with the same sequence in every copy, so use numbers that entropy of the operating system or the request id went into.',
      startupSnapshot:
        '{{call}} runs while the snapshot is built{{path}} and its value is kept: every start shares it. Draw it on first use, or in a deserialize callback.',
      workers:
        '{{call}} runs at global scope{{path}}, where Workers allow no random values: deploying fails. Draw the value in the handler.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, { defect: 'kept' });
  },
});
