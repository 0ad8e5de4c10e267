import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';

/** What becomes of `node --build-snapshot`, as measured. */
const OUTCOME = {
  abort: 'node --build-snapshot aborts on its native handle',
  hang: 'node --build-snapshot does not end',
  error: 'node --build-snapshot ends with an error',
} as const;

export default createRule({
  name: 'unsnapshottable-object',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow objects that a Node startup snapshot cannot hold',
      family: 'config',
      preset: 'recommended',
      severity: 'error',
      targets: ['startup-snapshot'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      startupSnapshot: '{{call}} makes an object that a startup snapshot cannot hold{{path}}: {{outcome}}. {{advice}}',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, {
      defect: 'kept',
      matches: ({ entry }) => entry.startupSnapshot !== undefined && entry.rule === null,
      data: ({ entry }) => ({
        outcome: OUTCOME[entry.startupSnapshot ?? 'abort'],
        advice: 'Create it after the start, in a deserialize callback or on first use.',
      }),
    });
  },
});
