import type { KeptPlace } from '../graph/event.ts';
import { isReadAfterInit } from './field-uses.ts';
import { defineEventRule } from './rule.ts';
import { isMovedOn } from './time-marks.ts';
import { callOf, keptData } from './wording.ts';

/** Names of fields that say until when something holds: `expiresAt`, `tokenExpiry`, `deadline`, `cacheTtl`, `validUntil`. */
const DEADLINE_NAME = /expir|deadline|ttl|valid_?until|not_?after/iu;

export default defineEventRule(
  {
    id: 'timestamp-in-init',
    family: 'time',
    title: 'Clock readings taken before the snapshot and kept',
    severity: { snapstart: 'warning', crac: 'warning' },
    preset: 'recommended',
    messages: {
      kept:
        '{call} reads the clock before the snapshot and the value is kept in {place}: every restored environment goes on ' +
        'with the time of the snapshot, however old that is. Read the clock per invocation, or again in afterRestore.',
      deadline:
        '{call} reads the clock before the snapshot for {place}, a time limit by its name: it counts from the snapshot, so ' +
        'it can have passed before the first invocation after a restore. Set it on first use, or again in afterRestore.',
      nanoTime:
        '{call} is read before the snapshot and kept in {place}: System.nanoTime() was observed not to advance between a ' +
        'SnapStart snapshot and its restore, so times measured from this value leave that gap out. Read it per invocation, ' +
        'or again in afterRestore.',
    },
    fixes: ['after-restore', 'per-invocation'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      'https://github.com/DataDog/dd-trace-java/pull/11882',
      'https://github.com/openjdk/crac/pull/53',
    ],
  },
  (event, { project, target }) => {
    // What only the start-up reads (to log how long it took) is not seen after a restore.
    if (event.kept === null || !isReadAfterInit(project, event.kept)) return null;
    if (isMovedOn(project, event)) return null;
    const messageId = target === 'snapstart' && event.entry.member === 'nanoTime' ? 'nanoTime' : messageFor(event.kept);
    return { messageId, data: { call: callOf(event), ...keptData(event.kept) } };
  },
);

function messageFor(kept: KeptPlace): string {
  return kept.fieldName !== null && DEADLINE_NAME.test(kept.fieldName) ? 'deadline' : 'kept';
}
