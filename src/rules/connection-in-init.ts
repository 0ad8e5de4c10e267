import type { InitEvent } from '../graph/event.ts';
import type { Severity, Target } from '../types.ts';
import { defineEventRule } from './rule.ts';
import { BELONGS_IN_INIT, belongsInInit, callOf, connectsLater, openData, reopenRemedy } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'connection-in-init',
    family: 'connection',
    title: 'Connections and eager pools opened before the snapshot',
    severity: { snapstart: 'error', crac: 'error' },
    preset: 'recommended',
    messages: {
      opens:
        '{call} opens a connection before the snapshot, {state}. AWS does not guarantee connections after a restore: ' +
        'every restored environment would share this dead or duplicated socket. {remedy}',
      reconnects:
        '{call} connects before the snapshot, {state}. AWS does not guarantee connections after a restore. This client ' +
        'was seen to reconnect by itself, but the first calls after a restore can fail or wait on the old socket. {remedy}',
      connectsLater:
        '{call} starts connecting in the background before the snapshot, {state}. AWS does not guarantee connections ' +
        'after a restore, and what the snapshot holds depends on how far it came. {remedy}',
      listens:
        '{call} binds a listening socket before the snapshot, {state}. Every restored environment would start with this ' +
        'copy of it. {remedy}',
      checkpointFails:
        '{call} opens a socket before the checkpoint, {state}: the checkpoint will fail with CheckpointOpenSocketException. {remedy}',
      checkpointMayFail:
        '{call} starts connecting in the background before the checkpoint, {state}: with the socket open, the checkpoint ' +
        'fails with CheckpointOpenSocketException. {remedy}',
    },
    fixes: ['lazy', 'after-restore', 'open-use-close', 'again'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
      'https://github.com/CRaC/docs/blob/master/best-practices.md',
      'https://github.com/quarkusio/quarkus/issues/31401',
    ],
  },
  (event, { target }) => {
    if (!event.open) return null;
    if (belongsInInit(event)) return BELONGS_IN_INIT;
    const messageId = messageFor(event, target);
    if (messageId === null) return { because: whyNothingOpens(event) };
    const data = { call: callOf(event), ...openData(event), ...reopenRemedy(event, target) };
    return { messageId, data, severity: severityOf(event, target) };
  },
);

/** Null for what opens nothing by itself: idle clients, selector threads, work on a connection reported where it was opened. */
function messageFor(event: InitEvent, target: Target): string | null {
  const { effect, verdict, selfHeals } = event.entry;
  const opens = effect === 'connects-now' || effect === 'listens-now' || effect === 'opens-now';
  const startsToConnect = effect === 'connects-in-background' || (effect === 'starts-threads' && verdict === 'unsafe');
  if (!opens && !startsToConnect) return null;
  if (target === 'crac') return startsToConnect ? 'checkpointMayFail' : 'checkpointFails';
  if (effect === 'opens-now' && verdict === 'risky') return null;
  if (effect === 'listens-now') return 'listens';
  if (startsToConnect) return 'connectsLater';
  return selfHeals === true ? 'reconnects' : 'opens';
}

function whyNothingOpens({ entry }: InitEvent): string {
  if (entry.effect === 'uses-connection') return 'it works on a connection that is reported where it was opened';
  if (entry.effect === 'opens-now') {
    return 'SnapStart keeps what it opens, and the catalogue knows of no harm from that';
  }
  return 'it opens nothing over the network by itself';
}

/** A client that reconnects loses a first call; a bare socket is lost for good. A checkpoint fails on either. */
function severityOf(event: InitEvent, target: Target): Severity {
  if (target === 'crac') return 'error';
  const { effect, selfHeals } = event.entry;
  return selfHeals === true || effect === 'listens-now' || (connectsLater(event) && selfHeals === null)
    ? 'warning'
    : 'error';
}
