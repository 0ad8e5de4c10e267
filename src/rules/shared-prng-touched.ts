import type { InitEvent } from '../graph/event.ts';
import type { InitPhase } from '../graph/init-phase.ts';
import type { Rule } from './rule.ts';
import { mayRecord } from './shared/before-parsing.ts';
import { callOf } from './shared/wording.ts';

const RULE = 'shared-prng-touched';

/** `Math.random()`: a value that is kept is `unique-value-in-init`'s; here it matters that the generator was used at all. */
const SHARED_DRAWS = new Set(['java.lang.Math', 'java.lang.StrictMath']);

const rule: Rule = {
  meta: {
    id: RULE,
    family: 'randomness',
    title: 'Random generators of the whole process used before the snapshot',
    severity: { snapstart: 'info', crac: 'info' },
    preset: 'recommended',
    messages: {
      touched:
        '{call} runs before the snapshot: the generator behind it belongs to the whole process, its seed is now part of the ' +
        'snapshot, and later draws in the restored environments can repeat each other. Use SecureRandom for values that ' +
        'must differ.',
    },
    fixes: ['secure-shuffle'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html',
      'https://github.com/quarkusio/quarkus/pull/3540',
    ],
  },
  spares: (event, { init }) =>
    isReportedAsValue(init, event) ? 'the value that the same code draws and keeps is what is reported' : null,
  mayReport: mayRecord,
  *check({ init }) {
    for (const event of init.events) {
      const touches =
        event.entry.rule === RULE || (SHARED_DRAWS.has(event.entry.type) && event.entry.member === 'random');
      if (!touches || isReportedAsValue(init, event)) continue;
      yield { event, messageId: 'touched', data: { call: callOf(event) } };
    }
  },
};

export default rule;

/** A kept value drawn by the same code is the weightier finding, and says the same of the generator. */
function isReportedAsValue(init: InitPhase, event: InitEvent): boolean {
  return init
    .eventsOf('unique-value-in-init')
    .some((drawn) => drawn.kept !== null && drawn.symbol === event.symbol && drawn.site.file === event.site.file);
}
