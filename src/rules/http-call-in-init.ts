import { defineEventRule } from './rule.ts';
import { callOf, keptData } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'http-call-in-init',
    family: 'connection',
    title: 'HTTP responses fetched before the snapshot and kept',
    severity: { snapstart: 'warning', crac: 'warning' },
    preset: 'recommended',
    messages: {
      kept:
        '{call} runs before the snapshot and what it brought is kept in {place}: every restored environment starts with ' +
        'this copy, as old as the snapshot. Fetch it on first use or again in afterRestore, or let it expire by the wall clock.',
    },
    fixes: ['after-restore', 'lazy'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
    ],
  },
  (event) =>
    event.kept === null ? null : { messageId: 'kept', data: { call: callOf(event), ...keptData(event.kept) } },
);
