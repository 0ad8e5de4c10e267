/** What a project says about members of its own and of libraries it knows better: data from its configuration. */
import type { CatalogueEntry, Effect } from './entry.ts';
import type { Family } from '../types.ts';
import type { reportingRuleIds } from './rule-ids.ts';

/** What a member does, as a configuration file has it. `rule` null: a call of it before the snapshot is right. */
export interface OwnMember {
  readonly type: string;
  readonly member: string;
  readonly rule: (typeof reportingRuleIds)[number] | null;
}

export interface OwnCatalogue {
  readonly members: readonly OwnMember[];
  /** Classes, and packages with `.*`, all of whose members are right before the snapshot. */
  readonly safeTypes: readonly string[];
}

/** What members that a rule reports have in common, in the catalogue's own data. */
const MEANING: Readonly<Record<(typeof reportingRuleIds)[number], readonly [family: Family, effect: Effect]>> = {
  'connection-in-init': ['connection', 'connects-now'],
  'messaging-client-in-init': ['connection', 'connects-now'],
  'http-call-in-init': ['connection', 'connects-now'],
  'secret-cached-in-init': ['secret', 'connects-now'],
  'token-cached-in-init': ['token', 'connects-now'],
  'credentials-resolved-in-init': ['credentials', 'connects-now'],
  'env-credentials': ['credentials', 'captures-now'],
  'prng-in-init': ['randomness', 'seeds-now'],
  'unique-value-in-init': ['randomness', 'draws-now'],
  'key-material-in-init': ['randomness', 'draws-now'],
  'timestamp-in-init': ['time', 'captures-now'],
  'host-identity-in-init': ['host', 'captures-now'],
  'thread-in-init': ['thread', 'spawns-now'],
  'timer-in-init': ['thread', 'schedules-task'],
  'open-file-in-init': ['file', 'opens-now'],
  'server-socket-in-init': ['connection', 'listens-now'],
  'remote-read-in-init': ['connection', 'connects-now'],
  'shared-prng-touched': ['randomness', 'draws-now'],
  'seeded-secure-random': ['randomness', 'seeds-now'],
  'dns-resolved-in-init': ['host', 'captures-now'],
  'monotonic-ttl-cache': ['config', 'none'],
  'env-captured': ['host', 'captures-now'],
  'orm-boot-touches-db': ['connection', 'connects-now'],
  'priming-side-effect': ['connection', 'connects-now'],
  'log-stream-env': ['host', 'captures-now'],
};

/** The catalogue entry of such a member, for any number of arguments. */
export function entryOfOwn({ type, member, rule }: OwnMember): CatalogueEntry {
  const [family, effect]: readonly [Family, Effect] = rule === null ? ['config', 'none'] : MEANING[rule];
  return {
    type,
    member,
    arity: null,
    isStatic: false,
    when: null,
    family,
    effect,
    verdict: rule === null ? 'ok' : 'unsafe',
    remedy: 'lazy',
    selfHeals: null,
    note: null,
    measured: false,
    library: 'the project',
    evidence: 'configuration',
    rule,
  };
}
