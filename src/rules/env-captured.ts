import { defineEventRule } from './rule.ts';
import { belongsInInit, callOf, keptData } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'env-captured',
    family: 'host',
    title: 'Settings of the host read before the checkpoint and kept',
    // Lambda gives all environments of a version the same variables.
    severity: { snapstart: 'off', crac: 'info' },
    preset: 'recommended',
    messages: {
      kept:
        '{call} reads a setting of the host before the checkpoint and its value is kept in {place}: where the process is ' +
        'restored it can have another value. Read it again in afterRestore.',
    },
    fixes: ['after-restore'],
    sources: ['https://github.com/CRaC/docs/blob/master/STEP-BY-STEP.md'],
  },
  (event) =>
    event.kept === null || belongsInInit(event)
      ? null
      : { messageId: 'kept', data: { call: callOf(event), ...keptData(event.kept) } },
);
