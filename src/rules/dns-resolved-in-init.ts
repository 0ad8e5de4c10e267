import type { InitEvent } from '../graph/event.ts';
import type { InitPhase } from '../graph/init-phase.ts';
import { defineEventRule } from './rule.ts';
import { BELONGS_IN_INIT, belongsInInit, callOf, keptData } from './shared/wording.ts';

export default defineEventRule(
  {
    id: 'dns-resolved-in-init',
    family: 'host',
    title: 'Host names resolved before the snapshot and the addresses kept',
    severity: { snapstart: 'warning', crac: 'warning' },
    preset: 'recommended',
    messages: {
      kept:
        '{call} resolves a host name before the snapshot and the address is kept in {place}: clearing the DNS cache does not ' +
        'reach it, so every restored environment goes on with this address when the name has moved. Keep the name, or ' +
        'InetSocketAddress.createUnresolved, and let each connection resolve it.',
    },
    fixes: ['per-invocation', 'after-restore'],
    sources: ['https://docs.aws.amazon.com/lambda/latest/dg/snapstart-best-practices.html'],
  },
  (event, { init }) => {
    if (event.kept === null) return null;
    if (belongsInInit(event)) return BELONGS_IN_INIT;
    if (isPartOfConnection(event, init)) return { because: 'it is an address of a connection that is open itself' };
    return { messageId: 'kept', data: { call: callOf(event), ...keptData(event.kept) } };
  },
);

const CONNECTING = ['connection-in-init', 'messaging-client-in-init', 'server-socket-in-init'];

/** An address made for a connection that is itself open is looked up again where that connection is repaired. */
function isPartOfConnection({ site }: InitEvent, init: InitPhase): boolean {
  const around = CONNECTING.flatMap((rule) => init.eventsOf(rule)).filter((event) => event.open);
  return around.some(
    (event) => event.site.file === site.file && event.site.span[0] < site.span[0] && site.span[1] <= event.site.span[1],
  );
}
