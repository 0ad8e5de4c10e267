import { defineEventRule } from './rule.ts';
import { BELONGS_IN_INIT, belongsInInit, callOf, keptData } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'remote-read-in-init',
    family: 'connection',
    title: 'Data read from a remote store before the snapshot and kept',
    severity: { snapstart: 'info', crac: 'info' },
    preset: 'recommended',
    messages: {
      kept:
        '{call} reads remote data before the snapshot and it is kept in {place}: every restored environment starts with this ' +
        'copy, as old as the snapshot. That is right for data that changes with a deployment only; read other data again in ' +
        'afterRestore, or let it expire by the wall clock. Publishing a version needs the data as well: what the same ' +
        'deployment makes later has to be read on first use.',
    },
    fixes: ['after-restore', 'lazy'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
    ],
  },
  (event) => {
    if (event.kept === null) return null;
    if (belongsInInit(event)) return BELONGS_IN_INIT;
    return { messageId: 'kept', data: { call: callOf(event), ...keptData(event.kept) } };
  },
);
