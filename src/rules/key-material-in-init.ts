import { defineEventRule } from './rule.ts';
import { callOf, keptData } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'key-material-in-init',
    family: 'randomness',
    title: 'Keys, salts and nonces generated before the snapshot and kept',
    severity: { snapstart: 'error', crac: 'error' },
    preset: 'recommended',
    messages: {
      kept:
        '{call} generates key material before the snapshot and it is kept in {place}: all environments restored from this ' +
        'snapshot share it, and it is stored in the snapshot. Generate it per invocation or in afterRestore, or load a ' +
        'managed key.',
    },
    fixes: ['after-restore', 'again'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-security.html',
    ],
  },
  (event) =>
    event.kept === null ? null : { messageId: 'kept', data: { call: callOf(event), ...keptData(event.kept) } },
);
