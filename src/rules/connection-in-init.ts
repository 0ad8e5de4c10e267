import type { InitEvent } from '../graph/event.ts';
import type { Severity, Target } from '../types.ts';
import { defineEventRule, type Rule, type RuleContext, type RuleReport } from './rule.ts';
import { belongsInInit, callOf, connectsLater, openData, reopenRemedy } from './wording.ts';

const events = defineEventRule(
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
      borrows:
        '{call} runs SQL before the snapshot: the connection that it takes from the pool of the container goes back open, so ' +
        'every restored environment starts with this copy of it. Leave the query to the first request, or have the pool ' +
        'emptied before the snapshot (spring.datasource.hikari.allow-pool-suspension=true with org.crac on the class path).',
    },
    fixes: ['lazy', 'after-restore'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
      'https://github.com/CRaC/docs/blob/master/best-practices.md',
    ],
  },
  (event, { target }) => {
    const messageId = event.open && !belongsInInit(event) ? messageFor(event, target) : null;
    if (messageId === null) return null;
    const data = { call: callOf(event), ...openData(event), ...reopenRemedy(event, target) };
    return { messageId, data, severity: severityOf(event, target) };
  },
);

/** Helpers over a data source that a container makes: a pool, unless something else is configured. */
const OVER_A_POOL =
  /^org\.springframework\.(jdbc\.core\.(simple\.|namedparam\.)?\w*(JdbcTemplate|JdbcClient)|data\.jpa\.)/;

const rule: Rule = {
  meta: events.meta,
  *check(context) {
    yield* events.check(context);
    yield* borrowed(context);
  },
};

export default rule;

/** SQL that runs over the container's own pool. Said as information: whether the pool empties itself is not in the sources. */
function* borrowed({ init }: RuleContext): Iterable<RuleReport> {
  const opened = new Set(
    init.events.flatMap((event) =>
      event.entry.rule === 'connection-in-init' && event.open && event.handled === null ? event.roots : [],
    ),
  );
  for (const event of init.events) {
    if (!OVER_A_POOL.test(event.entry.type) || event.entry.effect !== 'connects-now') continue;
    // A pool made in the sources is reported where it is made.
    if (event.roots.some((root) => opened.has(root))) continue;
    yield { event, messageId: 'borrows', data: { call: callOf(event) }, severity: 'info' };
  }
}

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

/** A client that reconnects loses a first call; a bare socket is lost for good. A checkpoint fails on either. */
function severityOf(event: InitEvent, target: Target): Severity {
  if (target === 'crac') return 'error';
  const { effect, selfHeals } = event.entry;
  return selfHeals === true || effect === 'listens-now' || (connectsLater(event) && selfHeals === null)
    ? 'warning'
    : 'error';
}
