import { onlyMakesDelays } from './shared/field-uses.ts';
import { defineEventRule } from './rule.ts';
import { BELONGS_IN_INIT, belongsInInit, callOf, keptData } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'prng-in-init',
    family: 'randomness',
    title: 'Pseudo-random generators seeded before the snapshot and kept',
    severity: { snapstart: 'error', crac: 'error' },
    preset: 'recommended',
    messages: {
      kept:
        '{call} is seeded before the snapshot and kept in {place}: all environments restored from this snapshot continue ' +
        'the same sequence. Use SecureRandom, or create it per invocation or in afterRestore.',
      delays:
        '{call} is seeded before the snapshot and kept in {place}: all environments restored from this snapshot draw the same ' +
        'delays, so those that are to be spread out coincide. Use SecureRandom, or create it on first use.',
    },
    fixes: ['secure-random', 'after-restore'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html',
      'https://github.com/smithy-lang/smithy-kotlin/issues/1656',
    ],
  },
  (event, { project }) => {
    if (event.kept === null) return null;
    if (belongsInInit(event)) return BELONGS_IN_INIT;
    const data = { call: callOf(event), ...keptData(event.kept) };
    return onlyMakesDelays(project, event.kept)
      ? { messageId: 'delays', data, severity: 'warning' }
      : { messageId: 'kept', data };
  },
);
