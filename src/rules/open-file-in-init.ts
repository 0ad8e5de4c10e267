import { defineEventRule } from './rule.ts';
import { BELONGS_IN_INIT, belongsInInit, callOf, openData, reopenRemedy } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'open-file-in-init',
    family: 'file',
    title: 'Files left open at the checkpoint',
    // A SnapStart snapshot holds the disk too, so an open file is still the same file after the restore.
    severity: { snapstart: 'off', crac: 'error' },
    preset: 'recommended',
    messages: {
      checkpointFails:
        '{call} opens a file before the checkpoint, {state}: the checkpoint will fail with CheckpointOpenFileException ' +
        'unless a file descriptor policy covers it (-Djdk.crac.resource-policies). {remedy}',
      policies:
        '{call} opens a file before the checkpoint, {state}: the checkpoint fails with CheckpointOpenFileException unless a ' +
        'policy in {policies} covers it. {remedy}',
    },
    fixes: ['after-restore'],
    sources: [
      'https://github.com/CRaC/docs/blob/master/fd-policies.md',
      'https://github.com/CRaC/docs/blob/master/debugging.md',
    ],
  },
  (event, { target, facts }) => {
    if (!event.open) return null;
    if (belongsInInit(event)) return BELONGS_IN_INIT;
    const data = { call: callOf(event), ...openData(event), ...reopenRemedy(event, target) };
    const policies = facts.crac.uses.find(({ kind }) => kind === 'resource-policies')?.text.split('=')[1];
    return policies === undefined
      ? { messageId: 'checkpointFails', data }
      : { messageId: 'policies', data: { ...data, policies }, severity: 'info' };
  },
);
