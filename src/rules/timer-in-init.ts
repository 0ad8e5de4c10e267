import type { InitEvent } from '../graph/event.ts';
import type { Target } from '../types.ts';
import { defineEventRule } from './rule.ts';
import { belongsInInit, callOf } from './wording.ts';

export default defineEventRule(
  {
    id: 'timer-in-init',
    family: 'thread',
    title: 'Timers and periodic tasks started before the snapshot',
    severity: { snapstart: 'warning', crac: 'warning' },
    preset: 'recommended',
    messages: {
      fixedRate:
        '{call} starts a fixed-rate schedule before the snapshot{where}: the runs missed until the restore can all fire at ' +
        'once then. Use a fixed delay, or cancel it in beforeCheckpoint and schedule it again in afterRestore.',
      scheduled:
        '{call} schedules work before the snapshot{where}: Lambda freezes an environment between invocations, so the work ' +
        'runs only while a request happens to be served. Do it per invocation, or schedule it in afterRestore.',
      overdue:
        '{call} schedules work before the checkpoint{where}: what falls due until the restore can fire right after it, in ' +
        'every restored process. Cancel it in beforeCheckpoint and schedule it again in afterRestore.',
    },
    fixes: ['fixed-delay'],
    sources: [
      'https://github.com/CRaC/docs/blob/master/best-practices.md',
      'https://github.com/spring-projects/spring-framework/issues/33490',
      'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html',
    ],
  },
  (event, { target }) => {
    if (!event.open || belongsInInit(event)) return null;
    if (runsOnce(event) && target === 'crac') return null;
    const where = event.kept === null ? '' : ` (kept in ${event.kept.description})`;
    const found = { messageId: messageFor(event, target), data: { call: callOf(event), where } };
    return runsOnce(event) ? { ...found, severity: 'info' } : found;
  },
);

/** A single delayed run of an executor: nothing piles up while the process is away. */
function runsOnce({ entry }: InitEvent): boolean {
  return entry.type === 'java.util.concurrent.ScheduledExecutorService' && entry.member === 'schedule';
}

function messageFor({ entry }: InitEvent, target: Target): string {
  if (entry.member === 'scheduleAtFixedRate') return 'fixedRate';
  return target === 'crac' ? 'overdue' : 'scheduled';
}
