import type { InitEvent } from '../graph/event.ts';
import { defineEventRule } from './rule.ts';
import { callOf, keptData } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'token-cached-in-init',
    family: 'token',
    title: 'Tokens and signed URLs obtained before the snapshot and kept',
    severity: { snapstart: 'error', crac: 'error' },
    preset: 'recommended',
    messages: {
      obtained:
        '{call} obtains a token before the snapshot and it is kept in {place}: its lifetime runs from then, so an ' +
        'environment restored later can start with an expired one. Obtain it per invocation, or in afterRestore with a ' +
        'check of its expiry.',
      signed:
        '{call} signs a token or URL before the snapshot and it is kept in {place}: its lifetime runs from then, so an ' +
        'environment restored later can start with an expired one. Sign it per invocation.',
      copied:
        '{call} obtains a token before the snapshot and it is kept in {place}: the object that gave it renews its tokens, ' +
        'this copy stays as it is and expires. Keep that object and ask it per invocation.',
    },
    fixes: ['per-invocation', 'after-restore', 'again'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      'https://github.com/hashicorp/vault-lambda-extension/issues/113',
    ],
  },
  (event) => {
    if (event.kept === null) return null;
    if (isSource(event)) return { because: 'it is an object that asks for tokens and renews them, not a token' };
    return { messageId: messageFor(event), data: { call: callOf(event), ...keptData(event.kept) } };
  },
);

/** An object that asks for tokens and renews them is right in init; only what it gave goes stale. */
function isSource({ entry }: InitEvent): boolean {
  return entry.verdict === 'risky' && entry.selfHeals === true;
}

function messageFor({ entry }: InitEvent): string {
  if (entry.effect === 'mints-now') return 'signed';
  return entry.selfHeals === true ? 'copied' : 'obtained';
}
