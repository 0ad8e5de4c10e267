/**
 * Ids of the rules that a catalogue entry can be reported by. Those of `laterRuleIds` have no rule file yet: the entries
 * carry them so that the data need not change when the rule is written.
 */

/** Rules that exist. */
export const reportingRuleIds = [
  'connection-in-init',
  'messaging-client-in-init',
  'http-call-in-init',
  'secret-cached-in-init',
  'token-cached-in-init',
  'credentials-resolved-in-init',
  'env-credentials',
  'prng-in-init',
  'unique-value-in-init',
  'key-material-in-init',
  'timestamp-in-init',
  'host-identity-in-init',
  'thread-in-init',
  'timer-in-init',
  'open-file-in-init',
  'server-socket-in-init',
  'remote-read-in-init',
  'shared-prng-touched',
  'seeded-secure-random',
  'dns-resolved-in-init',
  'monotonic-ttl-cache',
  'env-captured',
  'orm-boot-touches-db',
  'log-stream-env',
] as const;

/** Rules that are planned. */
export const laterRuleIds = ['priming-side-effect'] as const;
