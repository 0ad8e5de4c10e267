/** Calls that need more than a typed receiver: the object that a void member changes, and the partner of half a finding. */
import type { CatalogueEntry } from '../../../src/knowledge/entry.ts';

/** What stands around the call of one member. */
export interface SpecialCall {
  /** Expression for the receiver, instead of one that is only typed. */
  readonly receiver?: string;
  /** Statements after the call, which is `result`, and the expression to keep then. */
  readonly then?: { readonly statements: readonly string[]; readonly kept: string };
}

/** An expiry is reported where the cache it is given to is filled and kept. */
const filled = (receiver: string | null): SpecialCall => ({
  ...(receiver === null ? {} : { receiver }),
  then: { statements: ['var cache = result.build();', 'cache.put("key", "value");'], kept: 'cache' },
});

const specialCalls: Readonly<Record<string, SpecialCall>> = {
  'com.auth0.jwk.JwkProviderBuilder#build': {
    receiver: 'new JwkProviderBuilder("example.com")',
    then: { statements: ['result.get("key");'], kept: 'result' },
  },
  'com.github.benmanes.caffeine.cache.Caffeine#expireAfter': filled('Caffeine.newBuilder()'),
  'com.github.benmanes.caffeine.cache.Caffeine#expireAfterAccess': filled('Caffeine.newBuilder()'),
  'com.github.benmanes.caffeine.cache.Caffeine#expireAfterWrite': filled('Caffeine.newBuilder()'),
  'com.google.common.base.Suppliers#memoizeWithExpiration': {
    then: { statements: ['result.get();'], kept: 'result' },
  },
  'com.google.common.cache.CacheBuilder#expireAfterAccess': filled('CacheBuilder.newBuilder()'),
  'com.google.common.cache.CacheBuilder#expireAfterWrite': filled('CacheBuilder.newBuilder()'),
  'com.nimbusds.jose.JWSObject#sign': { receiver: 'new JWSObject(argument(), argument())' },
  'java.net.URLConnection#connect': { receiver: 'new java.net.URL("https://example.com/").openConnection()' },
  'net.jodah.expiringmap.ExpiringMap.Builder#expiration': filled('net.jodah.expiringmap.ExpiringMap.builder()'),
  'org.apache.commons.lang3.time.StopWatch#start': { receiver: 'new StopWatch()' },
  'org.springframework.util.StopWatch#start': { receiver: 'new StopWatch()' },
};

/** Null for a member that needs nothing special. */
export function specialCallOf({ type, member }: CatalogueEntry): SpecialCall | null {
  return specialCalls[`${type}#${member}`] ?? null;
}
