import type { InitEvent } from '../graph/event.ts';
import type { Target } from '../types.ts';
import { defineEventRule } from './rule.ts';
import { callOf, keptData } from './shared/wording.ts';

const RULE = 'seeded-secure-random';

export default defineEventRule(
  {
    id: RULE,
    family: 'randomness',
    title: 'Secure random generators with a seed of their own, kept in the snapshot',
    severity: { snapstart: 'info', crac: 'warning' },
    preset: 'recommended',
    messages: {
      ownState:
        '{call} gives a generator that draws from a seed of its own and is kept in {place}: used before the snapshot, it can ' +
        'continue the same sequence in all restored environments. Use new SecureRandom().',
      seeded:
        '{call} gives a generator that is seeded by setSeed before the snapshot and kept in {place}: all environments ' +
        'restored from this snapshot continue the same sequence. Use new SecureRandom(), without a seed.',
    },
    fixes: ['native-algorithm'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-uniqueness.html',
      'https://github.com/openjdk/crac/pull/7',
    ],
  },
  (event, { init, target }) => {
    if (event.kept === null) return null;
    if (event.entry.member === 'setSeed') return { because: 'what is reported is the generator that it seeds' };
    const isSeeded = init.eventsOf(RULE).some((seeding) => seeds(seeding, event)) && !isUsedFirst(event, init.events);
    const data = { call: callOf(event), ...keptData(event.kept) };
    return { messageId: isSeeded ? 'seeded' : 'ownState', data, severity: severityOf(isSeeded, target) };
  },
);

function severityOf(isSeeded: boolean, target: Target): 'warning' | 'info' {
  return isSeeded || target === 'crac' ? 'warning' : 'info';
}

/** `setSeed` in the code that makes the generator, on what is kept in the same place. */
function seeds(seeding: InitEvent, made: InitEvent): boolean {
  return (
    seeding.entry.member === 'setSeed' && follows(seeding, made) && seeding.kept?.description === made.kept?.description
  );
}

function follows(later: InitEvent, earlier: InitEvent): boolean {
  return (
    later.symbol === earlier.symbol &&
    later.site.file === earlier.site.file &&
    later.site.span[0] > earlier.site.span[0]
  );
}

/** A generator that was used before `setSeed` has seeded itself: the call only adds to that. */
function isUsedFirst(made: InitEvent, events: readonly InitEvent[]): boolean {
  const draws = events.filter(
    ({ entry }) => entry.type === 'java.security.SecureRandom' && entry.effect === 'draws-now',
  );
  const seedings = events.filter((event) => seeds(event, made));
  return draws.some((draw) => follows(draw, made) && seedings.every((seeding) => follows(seeding, draw)));
}
