import { defineEventRule } from './rule.ts';
import { BELONGS_IN_INIT, belongsInInit, callOf, keptData } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'host-identity-in-init',
    family: 'host',
    title: 'Host or process identity read before the snapshot and kept',
    severity: { snapstart: 'warning', crac: 'warning' },
    preset: 'recommended',
    messages: {
      shared:
        '{call} runs before the snapshot and its value is kept in {place}: it describes the environment the snapshot was ' +
        'taken in, so all restored environments give the same answer and it tells none of them apart. Ask for it when it ' +
        'is needed, or again in afterRestore.',
      moved:
        '{call} runs before the checkpoint and its value is kept in {place}: it describes the machine and process of the ' +
        'checkpoint, and the process may be restored on another one, more than once. Ask for it again in afterRestore.',
    },
    fixes: ['after-restore', 'lazy', 'again'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html',
      'https://github.com/CRaC/docs/blob/master/STEP-BY-STEP.md',
    ],
  },
  (event, { target }) => {
    if (event.kept === null) return null;
    if (belongsInInit(event)) return BELONGS_IN_INIT;
    return {
      messageId: target === 'crac' ? 'moved' : 'shared',
      data: { call: callOf(event), ...keptData(event.kept) },
    };
  },
);
