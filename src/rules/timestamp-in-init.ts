import type { InitEvent, KeptPlace } from '../graph/event.ts';
import { mentions } from '../model/mentions.ts';
import type { ProjectModel } from '../model/project.ts';
import { fieldUsesOf, isReadAfterInit } from './shared/field-uses.ts';
import { defineEventRule } from './rule.ts';
import { isMovedOn } from './shared/time-marks.ts';
import { callOf, keptData } from './shared/wording.ts';

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
      anchor:
        '{call} is read before the snapshot and kept in {place}, beside {wall}, and the code makes times of the two: ' +
        'System.nanoTime() was observed not to advance between a SnapStart snapshot and its restore, so every time that is ' +
        "made of them is too early by the snapshot's age. Take both again in afterRestore, or read the wall clock.",
    },
    fixes: ['after-restore', 'per-invocation', 'again'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      'https://github.com/DataDog/dd-trace-java/pull/11882',
      'https://github.com/openjdk/crac/pull/53',
    ],
  },
  (event, { project, init, target }) => {
    if (event.kept === null) return null;
    // What only the start-up reads (to log how long it took) is not seen after a restore.
    if (!isReadAfterInit(project, event.kept)) {
      return { because: `only the start-up reads ${event.kept.description}, and nothing does after a restore` };
    }
    if (isMovedOn(project, event)) {
      return {
        because:
          `${event.kept.description} is a mark of progress: the code that reads it sets it again, so it goes on where it ` +
          'ended, however late that is',
      };
    }
    const data = { call: callOf(event), ...keptData(event.kept) };
    // CRaC JDKs correct System.nanoTime().
    if (target === 'crac' || event.entry.member !== 'nanoTime') return { messageId: messageFor(event.kept), data };
    const wall = wallAnchorOf(project, event, init.eventsOf('timestamp-in-init'));
    if (wall === null) return { messageId: 'nanoTime', data };
    return { messageId: 'anchor', data: { ...data, wall: wall.description }, severity: 'error' };
  },
);

/**
 * Where the wall clock is kept that the reading of `System.nanoTime()` belongs to: both are fields of one class, and code
 * that asks `System.nanoTime()` again reads both. Times that are made so were seen to be hours early (dd-trace-java#11882).
 */
function wallAnchorOf(project: ProjectModel, nano: InitEvent, readings: readonly InitEvent[]): KeptPlace | null {
  const bodies = (nano.kept === null ? null : fieldUsesOf(project, nano.kept))?.map(({ body }) => body.body) ?? [];
  const measuring = bodies.filter((body) => mentions(body, ['nanoTime']));
  const wall = readings.find(({ entry, kept }) => {
    if (
      kept?.fieldName === undefined ||
      kept.fieldName === null ||
      entry.member === 'nanoTime' ||
      kept.declaring !== nano.kept?.declaring
    ) {
      return false;
    }
    const { fieldName } = kept;
    return measuring.some((body) => mentions(body, [fieldName]));
  });
  return wall?.kept ?? null;
}

function messageFor(kept: KeptPlace): string {
  return kept.fieldName !== null && DEADLINE_NAME.test(kept.fieldName) ? 'deadline' : 'kept';
}
