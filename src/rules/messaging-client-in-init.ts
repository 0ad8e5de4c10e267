import type { InitEvent } from '../graph/event.ts';
import type { Target } from '../types.ts';
import { defineEventRule } from './rule.ts';
import { BELONGS_IN_INIT, belongsInInit, callOf, connectsLater, openData, reopenRemedy } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'messaging-client-in-init',
    family: 'connection',
    title: 'Messaging clients connected before the snapshot',
    severity: { snapstart: 'warning', crac: 'error' },
    preset: 'recommended',
    messages: {
      connects:
        '{call} connects to the message broker before the snapshot, {state}. AWS does not guarantee connections after a ' +
        'restore, and the broker may have dropped this session long before. {remedy}',
      connectsLater:
        '{call} starts network threads that connect to the message broker before the snapshot, {state}. AWS does not ' +
        'guarantee connections after a restore: the first messages can fail or wait on the old socket. {remedy}',
      checkpointFails:
        '{call} connects to the message broker before the checkpoint, {state}: the checkpoint will fail with ' +
        'CheckpointOpenSocketException. {remedy}',
      checkpointMayFail:
        '{call} starts network threads that connect to the message broker before the checkpoint, {state}: with a socket ' +
        'open, the checkpoint fails with CheckpointOpenSocketException. {remedy}',
    },
    fixes: ['lazy', 'after-restore', 'again'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      'https://github.com/quarkusio/quarkus/issues/42286',
      'https://github.com/CRaC/docs/blob/master/best-practices.md',
    ],
  },
  (event, { target }) => {
    if (!event.open) return null;
    if (belongsInInit(event)) return BELONGS_IN_INIT;
    if (!reachesBroker(event)) return { because: 'it has no connection to the broker before its first use' };
    const data = { call: callOf(event), ...openData(event), ...reopenRemedy(event, target) };
    return { messageId: messageFor(event, target), data };
  },
);

/** A consumer that was never polled, or a factory, has no socket yet. */
function reachesBroker(event: InitEvent): boolean {
  const { effect, verdict } = event.entry;
  return (
    effect === 'connects-now' ||
    effect === 'connects-in-background' ||
    (effect === 'starts-threads' && verdict === 'unsafe')
  );
}

function messageFor(event: InitEvent, target: Target): string {
  if (target === 'crac') return connectsLater(event) ? 'checkpointMayFail' : 'checkpointFails';
  return connectsLater(event) ? 'connectsLater' : 'connects';
}
