/** All rules, sorted by id. Written by scripts/generate-registry.mjs: do not edit. */
import asymmetricHooks from './asymmetric-hooks.ts';
import connectionInInit from './connection-in-init.ts';
import cracDependency from './crac-dependency.ts';
import credentialsByInitType from './credentials-by-init-type.ts';
import credentialsResolvedInInit from './credentials-resolved-in-init.ts';
import dnsResolvedInInit from './dns-resolved-in-init.ts';
import dnsTtlForever from './dns-ttl-forever.ts';
import envCaptured from './env-captured.ts';
import envCredentials from './env-credentials.ts';
import equalResources from './equal-resources.ts';
import hikariNoSuspension from './hikari-no-suspension.ts';
import holderDefeated from './holder-defeated.ts';
import hookSwallows from './hook-swallows.ts';
import hooksNotDelivered from './hooks-not-delivered.ts';
import hostIdentityInInit from './host-identity-in-init.ts';
import httpCallInInit from './http-call-in-init.ts';
import ineffectiveClose from './ineffective-close.ts';
import keyMaterialInInit from './key-material-in-init.ts';
import lateRegistration from './late-registration.ts';
import logStreamEnv from './log-stream-env.ts';
import messagingClientInInit from './messaging-client-in-init.ts';
import monotonicTtlCache from './monotonic-ttl-cache.ts';
import noPriming from './no-priming.ts';
import openFileInInit from './open-file-in-init.ts';
import ormBootTouchesDb from './orm-boot-touches-db.ts';
import preferStaticInit from './prefer-static-init.ts';
import primedLazyState from './primed-lazy-state.ts';
import primingIneffective from './priming-ineffective.ts';
import primingSideEffect from './priming-side-effect.ts';
import prngInInit from './prng-in-init.ts';
import remoteReadInInit from './remote-read-in-init.ts';
import resourceNotRegistered from './resource-not-registered.ts';
import restoreBudget from './restore-budget.ts';
import rightInInit from './right-in-init.ts';
import secretCachedInInit from './secret-cached-in-init.ts';
import secretsExtension from './secrets-extension.ts';
import seededSecureRandom from './seeded-secure-random.ts';
import serverSocketInInit from './server-socket-in-init.ts';
import sharedPrngTouched from './shared-prng-touched.ts';
import snapstartConfig from './snapstart-config.ts';
import threadInInit from './thread-in-init.ts';
import timerInInit from './timer-in-init.ts';
import timestampInInit from './timestamp-in-init.ts';
import tokenCachedInInit from './token-cached-in-init.ts';
import uniqueValueInInit from './unique-value-in-init.ts';
import weakResource from './weak-resource.ts';
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [
  asymmetricHooks,
  connectionInInit,
  cracDependency,
  credentialsByInitType,
  credentialsResolvedInInit,
  dnsResolvedInInit,
  dnsTtlForever,
  envCaptured,
  envCredentials,
  equalResources,
  hikariNoSuspension,
  holderDefeated,
  hookSwallows,
  hooksNotDelivered,
  hostIdentityInInit,
  httpCallInInit,
  ineffectiveClose,
  keyMaterialInInit,
  lateRegistration,
  logStreamEnv,
  messagingClientInInit,
  monotonicTtlCache,
  noPriming,
  openFileInInit,
  ormBootTouchesDb,
  preferStaticInit,
  primedLazyState,
  primingIneffective,
  primingSideEffect,
  prngInInit,
  remoteReadInInit,
  resourceNotRegistered,
  restoreBudget,
  rightInInit,
  secretCachedInInit,
  secretsExtension,
  seededSecureRandom,
  serverSocketInInit,
  sharedPrngTouched,
  snapstartConfig,
  threadInInit,
  timerInInit,
  timestampInInit,
  tokenCachedInInit,
  uniqueValueInInit,
  weakResource,
];
