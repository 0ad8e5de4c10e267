import type { InitEvent } from '../graph/event.ts';
import type { Target } from '../types.ts';
import { defineEventRule } from './rule.ts';
import { BELONGS_IN_INIT, belongsInInit, callOf, openData, reopenRemedy } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'server-socket-in-init',
    family: 'connection',
    title: 'Listening sockets and local ports bound before the snapshot',
    severity: { snapstart: 'warning', crac: 'error' },
    preset: 'recommended',
    messages: {
      listens:
        '{call} binds a listening socket before the snapshot, {state}. Every restored environment would start with this ' +
        'copy of it. {remedy}',
      binds:
        '{call} binds a local port before the snapshot, {state}. Every restored environment would start with this copy of ' +
        'the socket; AWS advises against fixed source ports in a snapshot. {remedy}',
      checkpointFails:
        '{call} binds a socket before the checkpoint, {state}: the checkpoint will fail with CheckpointOpenSocketException. {remedy}',
    },
    fixes: ['after-restore', 'again'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
      'https://github.com/CRaC/docs/blob/master/STEP-BY-STEP.md',
    ],
  },
  (event, { target }) => {
    if (!event.open) return null;
    if (belongsInInit(event)) return BELONGS_IN_INIT;
    if (target === 'snapstart' && event.entry.verdict === 'risky') {
      return { because: "a datagram socket on any free port only sends: its copies do not get in each other's way" };
    }
    return {
      messageId: messageFor(event, target),
      data: { call: callOf(event), ...openData(event), ...reopenRemedy(event, target) },
    };
  },
);

function messageFor({ entry }: InitEvent, target: Target): string {
  if (target === 'crac') return 'checkpointFails';
  return entry.effect === 'listens-now' ? 'listens' : 'binds';
}
