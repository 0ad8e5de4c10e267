import type { InitEvent } from '../graph/event.ts';
import type { InitPhase } from '../graph/init-phase.ts';
import { isOnOtherThread } from './shared/other-threads.ts';
import { defineEventRule } from './rule.ts';
import { callOf, keptData } from './shared/wording.ts';

const RULE = 'monotonic-ttl-cache';
const EXPIRY_MEMBERS = /^(expireAfter\w*|expiration|memoizeWithExpiration)$/;
/** Members of builders, in the catalogue for what they say about the cache. */
const NO_FILL = new Set(['ticker', 'build']);
const JWK_PROVIDER = 'com.auth0.jwk.JwkProvider';
const JWK_BUILDER = `${JWK_PROVIDER}Builder`;

export default defineEventRule(
  {
    id: RULE,
    family: 'time',
    title: 'Caches filled before the snapshot whose entries expire by System.nanoTime()',
    severity: { snapstart: 'warning', crac: 'info' },
    preset: 'recommended',
    messages: {
      filled:
        '{call} gives the cache kept in {place} its expiry, and {fill} fills it before the snapshot. Expiry uses ' +
        'System.nanoTime(), observed not to advance across a SnapStart restore; the entry may outlive its TTL by the ' +
        "snapshot's age. Call invalidateAll() in afterRestore, give the cache a wall-clock ticker, or do not fill it in init.",
      filledBeforeCheckpoint:
        '{call} gives the cache kept in {place} its expiry, and {fill} fills it before the checkpoint. The expiry uses ' +
        'System.nanoTime(): a CRaC JDK corrects that clock after a restore, other JVMs leave out the time between, and the ' +
        'entry may then outlive its TTL. Call invalidateAll() in afterRestore.',
    },
    fixes: ['after-restore'],
    sources: [
      'https://github.com/aws/aws-lambda-snapstart-java-rules/issues/37',
      'https://github.com/DataDog/dd-trace-java/pull/11882',
      'https://github.com/openjdk/crac/pull/53',
      'https://github.com/eclipse-openj9/openj9/pull/15016',
    ],
  },
  (event, { init, target }) => {
    const { kept, entry } = event;
    if (kept === null) return null;
    const events = init.eventsOf(RULE);
    if (events.some((other) => other.entry.member === 'ticker' && isSamePlace(other, event))) {
      return { because: 'the cache has a clock of its own' };
    }
    const fill =
      entry.type === JWK_BUILDER
        ? keyLoad(event, init.events)
        : EXPIRY_MEMBERS.test(entry.member)
          ? fillOf(event, init)
          : null;
    if (fill === null) {
      return EXPIRY_MEMBERS.test(entry.member) || entry.type === JWK_BUILDER
        ? { because: 'nothing is put into the cache before the snapshot' }
        : { because: 'the rule speaks where the expiry of the cache is set' };
    }
    if (!isFirstExpiry(event, events)) return { because: 'one expiry of a cache stands for all of them' };
    const data = { call: callOf(event), fill: callOf(fill), ...keptData(kept) };
    return { messageId: target === 'crac' ? 'filledBeforeCheckpoint' : 'filled', data };
  },
);

/** A call that puts something into the cache that is kept in the same place. */
function fillOf(expiry: InitEvent, init: InitPhase): InitEvent | null {
  const fills = init
    .eventsOf(RULE)
    .filter(({ entry }) => !EXPIRY_MEMBERS.test(entry.member) && !NO_FILL.has(entry.member));
  // A thread that init starts fills a cache when it has something to do, and that comes with requests.
  return fills.find((fill) => isSamePlace(fill, expiry) && !isOnOtherThread(fill, init)) ?? null;
}

/** Keys looked up in the start-up that keeps the provider. */
function keyLoad(built: InitEvent, events: readonly InitEvent[]): InitEvent | null {
  const loads = events.filter(({ entry }) => entry.type === JWK_PROVIDER && entry.member === 'get');
  return loads.find(({ roots }) => roots.some((root) => built.roots.includes(root))) ?? null;
}

function isSamePlace(a: InitEvent, b: InitEvent): boolean {
  return a.kept !== null && a.kept.description === b.kept?.description;
}

/** A cache with two expiries is one finding. */
function isFirstExpiry(event: InitEvent, events: readonly InitEvent[]): boolean {
  const others = events.filter(
    (other) =>
      EXPIRY_MEMBERS.test(other.entry.member) && isSamePlace(other, event) && other.site.file === event.site.file,
  );
  return others.every((other) => other === event || other.site.span[1] > event.site.span[1]);
}
