import { defineEventRule } from './rule.ts';
import { BELONGS_IN_INIT, belongsInInit, callOf } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'thread-in-init',
    family: 'thread',
    title: 'Threads started before the snapshot and not joined',
    severity: { snapstart: 'info', crac: 'warning' },
    preset: 'recommended',
    messages: {
      running:
        '{call} starts {work} before the snapshot, and nothing waits for it{where}: it races with the ' +
        'snapshot, which can catch it half done, with what it opened meanwhile. Wait for it before init ends, or start ' +
        'it in afterRestore.',
      runningAtCheckpoint:
        '{call} starts {work} before the checkpoint, and nothing waits for it{where}: it can use a resource ' +
        'while beforeCheckpoint closes it, or open one again. Wait for it, or pause it in beforeCheckpoint.',
    },
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
      'https://github.com/CRaC/docs/blob/master/best-practices.md',
    ],
  },
  (event, { target }) => {
    if (!event.open) return null;
    if (belongsInInit(event)) return BELONGS_IN_INIT;
    const work = event.entry.effect === 'spawns-now' ? 'another process' : 'work on another thread';
    const where = event.kept === null ? '' : ` (kept in ${event.kept.description})`;
    return {
      messageId: target === 'crac' ? 'runningAtCheckpoint' : 'running',
      data: { call: callOf(event), work, where },
    };
  },
);
