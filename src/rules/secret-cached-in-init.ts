import type { InitEvent } from '../graph/event.ts';
import type { Target } from '../types.ts';
import { defineEventRule } from './rule.ts';
import { callOf, keptData } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'secret-cached-in-init',
    family: 'secret',
    title: 'Secrets and parameters read before the snapshot and kept',
    severity: { snapstart: 'warning', crac: 'warning' },
    preset: 'recommended',
    messages: {
      kept:
        '{call} reads a secret or parameter before the snapshot and its value is kept in {place}: frozen until the version ' +
        'is published again or Lambda re-initialises it; a rotation in between is not seen. Read it again in afterRestore, ' +
        'or through a cache that expires by the wall clock.',
      copied:
        '{call} runs before the snapshot and its value is kept in {place}: what it was asked of refreshes by itself, this ' +
        'copy does not, so a rotation is not seen until the version is published again or Lambda re-initialises it. ' +
        'Keep the cache or provider and ask it per invocation.',
      keptInImage:
        '{call} reads a secret or parameter before the checkpoint and its value is kept in {place}: frozen in the ' +
        'checkpoint image and on its disk; a rotation after the checkpoint is not seen. Read it again in afterRestore.',
    },
    fixes: ['after-restore', 'again'],
    sources: [
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/snapstart-security.html',
      'https://docs.spring.io/spring-framework/reference/integration/checkpoint-restore.html',
      'https://github.com/developmentseed/eoapi-cdk/issues/236',
    ],
  },
  (event, { target }) =>
    event.kept === null
      ? null
      : { messageId: messageFor(event, target), data: { call: callOf(event), ...keptData(event.kept) } },
);

function messageFor(event: InitEvent, target: Target): string {
  if (target === 'crac') return 'keptInImage';
  return event.entry.selfHeals === true ? 'copied' : 'kept';
}
