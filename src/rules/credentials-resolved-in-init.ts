import { defineEventRule } from './rule.ts';
import { callOf, keptData } from './wording.ts';

export default defineEventRule(
  {
    id: 'credentials-resolved-in-init',
    family: 'credentials',
    title: 'AWS credentials resolved before the snapshot and kept',
    severity: { snapstart: 'error', crac: 'error' },
    messages: {
      resolved:
        '{call} resolves credentials before the snapshot and they are kept in {place}: they expire, and nothing renews this ' +
        'copy after a restore. Keep the credentials provider (for a role StsAssumeRoleCredentialsProvider) and let the ' +
        'client resolve per request.',
      fixed:
        '{call} fixes credentials before the snapshot, kept in {place}: it never refreshes, so session credentials expire ' +
        'inside it. Use the default credentials chain, or a provider that refreshes.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html',
    ],
  },
  (event) => {
    if (event.kept === null) return null;
    // Wrapping is no defect by itself: the values may be long-lived keys of a test stack, so it weighs less.
    const wraps = event.entry.effect === 'none';
    const data = { call: callOf(event), ...keptData(event.kept) };
    return wraps ? { messageId: 'fixed', data, severity: 'warning' } : { messageId: 'resolved', data };
  },
);
