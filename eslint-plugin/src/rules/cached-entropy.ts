import { optionOf } from '../analysis/conditions.ts';
import type { Analysis } from '../analysis/analysis.ts';
import type { InitEvent } from '../analysis/events.ts';
import { suggestionMessages } from '../suggestions/messages.ts';
import { createRule } from './create-rule.ts';
import { reportEvents } from './report-events.ts';

/** A buffer that one draw fills: whose it is, and how many values of the next draws it then holds (measured on Node 20 to 26). */
interface Buffer {
  readonly source: string;
  readonly count: string;
}

const UUID: Buffer = { source: 'crypto.randomUUID()', count: '127' };

const BUFFERS: Readonly<Record<string, Buffer>> = {
  'crypto.randomUUID': UUID,
  'webcrypto.randomUUID': UUID,
  'crypto.randomInt': { source: 'crypto.randomInt()', count: '1023' },
  'nanoid.pool': { source: 'nanoid()', count: '127' },
};

function bufferOf({ entry }: InitEvent): Buffer | null {
  for (const draw of entry.draws ?? []) {
    const buffer = BUFFERS[draw];
    if (buffer !== undefined) return buffer;
  }
  return null;
}

/** Whether the call asks for a draw past the buffer. */
function isUncached({ node, frame }: InitEvent, { evaluate }: Analysis): boolean {
  if (node.type !== 'CallExpression') return false;
  const option = optionOf({ node, frame, evaluate }, 'disableEntropyCache');
  return option?.type === 'Literal' && option.value === true;
}

/** Whether a rule reports the call itself: taking it out of init takes the hidden draw with it. */
function isReportedOtherwise(event: InitEvent, analysis: Analysis): boolean {
  const { family, rule, strict } = event.entry;
  if (family === 'randomness' || rule === null || strict === true) return false;
  const isStrictRule = rule === 'remote-read-in-init';
  return !isStrictRule && (family === 'connection' || analysis.keptBy(event) !== null);
}

export default createRule({
  name: 'cached-entropy',
  meta: {
    type: 'problem',
    docs: {
      description: 'disallow draws before the snapshot that fill a buffer which later draws repeat from',
      family: 'randomness',
      preset: 'recommended',
      severity: 'error',
      targets: ['snapstart', 'startup-snapshot'],
    },
    hasSuggestions: true,
    schema: [],
    messages: {
      snapstart:
        '{{call}} draws before the snapshot{{path}} and fills the buffer of {{source}}: the next {{count}} values, also those that the handler draws, are the same in every copy. Draw nothing in init, or pass { disableEntropyCache: true }; under a memory snapshot that is necessary but not sufficient, as the generator is copied as well.',
      startupSnapshot:
        '{{call}} draws while the snapshot is built{{path}} and fills the buffer of {{source}}: the next {{count}} values, also those drawn after the start, are the same in every start. Draw nothing while building, or pass { disableEntropyCache: true }.',
      ...suggestionMessages,
    },
  },
  create(context, declared) {
    return reportEvents(context, declared, {
      defect: 'call',
      matches: (event, analysis) =>
        bufferOf(event) !== null && !isUncached(event, analysis) && !isReportedOtherwise(event, analysis),
      data: (event) => ({ ...(bufferOf(event) ?? UUID) }),
    });
  },
});
