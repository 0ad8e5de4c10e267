import { defineEventRule } from './rule.ts';
import { belongsInInit, callOf, keptData } from './wording.ts';

export default defineEventRule(
  {
    id: 'prng-in-init',
    family: 'randomness',
    title: 'Pseudo-random generators seeded before the snapshot and kept',
    severity: { snapstart: 'error', crac: 'error' },
    messages: {
      kept:
        '{call} is seeded before the snapshot and kept in {place}: all environments restored from this snapshot continue ' +
        'the same sequence. Use SecureRandom, or create it per invocation or in afterRestore.',
      secureVariant:
        '{call} is kept in {place} from before the snapshot: this generator keeps its state in the heap, and copies of it ' +
        'were seen to give equal output. Use the platform default, new SecureRandom().',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html',
      'https://github.com/smithy-lang/smithy-kotlin/issues/1656',
      'https://github.com/openjdk/crac/pull/7',
    ],
  },
  (event, { target }) => {
    if (event.kept === null || belongsInInit(event)) return null;
    const data = { call: callOf(event), ...keptData(event.kept) };
    if (event.entry.type !== 'java.security.SecureRandom') return { messageId: 'kept', data };
    // CRaC JDKs reseed the default-seeded ones; what AWS reseeds is documented for the default generator only.
    return { messageId: 'secureVariant', data, severity: target === 'crac' ? 'warning' : 'info' };
  },
);
