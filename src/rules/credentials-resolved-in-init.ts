import { defineEventRule } from './rule.ts';
import { callOf, keptData } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'credentials-resolved-in-init',
    family: 'credentials',
    title: 'AWS credentials resolved before the snapshot and kept',
    severity: { snapstart: 'error', crac: 'error' },
    preset: 'recommended',
    messages: {
      resolved:
        '{call} resolves credentials before the snapshot and they are kept in {place}: they expire, and nothing renews this ' +
        'copy after a restore. Keep the credentials provider (for a role StsAssumeRoleCredentialsProvider) and let the ' +
        'client resolve per request.',
    },
    fixes: ['live-provider', 'per-invocation', 'after-restore'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html',
    ],
  },
  (event) =>
    event.kept === null ? null : { messageId: 'resolved', data: { call: callOf(event), ...keptData(event.kept) } },
);
