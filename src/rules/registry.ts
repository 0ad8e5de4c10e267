/** All rules, sorted by id. Written by scripts/generate-registry.mjs: do not edit. */
import connectionInInit from './connection-in-init.ts';
import credentialsResolvedInInit from './credentials-resolved-in-init.ts';
import envCredentials from './env-credentials.ts';
import hostIdentityInInit from './host-identity-in-init.ts';
import httpCallInInit from './http-call-in-init.ts';
import keyMaterialInInit from './key-material-in-init.ts';
import messagingClientInInit from './messaging-client-in-init.ts';
import openFileInInit from './open-file-in-init.ts';
import prngInInit from './prng-in-init.ts';
import secretCachedInInit from './secret-cached-in-init.ts';
import threadInInit from './thread-in-init.ts';
import timerInInit from './timer-in-init.ts';
import timestampInInit from './timestamp-in-init.ts';
import tokenCachedInInit from './token-cached-in-init.ts';
import uniqueValueInInit from './unique-value-in-init.ts';
import weakResource from './weak-resource.ts';
import type { Rule } from './rule.ts';

export const rules: readonly Rule[] = [
  connectionInInit,
  credentialsResolvedInInit,
  envCredentials,
  hostIdentityInInit,
  httpCallInInit,
  keyMaterialInInit,
  messagingClientInInit,
  openFileInInit,
  prngInInit,
  secretCachedInInit,
  threadInInit,
  timerInInit,
  timestampInInit,
  tokenCachedInInit,
  uniqueValueInInit,
  weakResource,
];
