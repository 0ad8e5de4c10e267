import { defineEventRule } from './rule.ts';
import { callOf, keptData } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'unique-value-in-init',
    family: 'randomness',
    title: 'Values meant to be unique, drawn before the snapshot and kept',
    severity: { snapstart: 'error', crac: 'error' },
    preset: 'recommended',
    messages: {
      kept:
        '{call} runs before the snapshot and its value is kept in {place}: all environments restored from this snapshot share this value. ' +
        'Draw it on first use after the restore, or again in afterRestore.',
    },
    fixes: ['after-restore', 'lazy', 'again'],
    sources: ['https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html'],
  },
  (event) =>
    event.kept === null ? null : { messageId: 'kept', data: { call: callOf(event), ...keptData(event.kept) } },
);
