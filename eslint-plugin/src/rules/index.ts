/** All rules by name. Written by scripts/generate-node-rules.mjs: do not edit. */
import cachedEntropy from './cached-entropy.ts';
import connectionInInit from './connection-in-init.ts';
import credentialsResolvedInInit from './credentials-resolved-in-init.ts';
import dnsResolvedInInit from './dns-resolved-in-init.ts';
import envCaptured from './env-captured.ts';
import envCredentials from './env-credentials.ts';
import hostIdentityInInit from './host-identity-in-init.ts';
import httpCallInInit from './http-call-in-init.ts';
import keyMaterialInInit from './key-material-in-init.ts';
import logStreamEnv from './log-stream-env.ts';
import messagingClientInInit from './messaging-client-in-init.ts';
import openFileInInit from './open-file-in-init.ts';
import preferModuleScope from './prefer-module-scope.ts';
import prngInInit from './prng-in-init.ts';
import remoteReadInInit from './remote-read-in-init.ts';
import secretCachedInInit from './secret-cached-in-init.ts';
import serverSocketInInit from './server-socket-in-init.ts';
import threadInInit from './thread-in-init.ts';
import timerInInit from './timer-in-init.ts';
import timestampInInit from './timestamp-in-init.ts';
import tokenCachedInInit from './token-cached-in-init.ts';
import uniqueValueInInit from './unique-value-in-init.ts';
import unsnapshottableObject from './unsnapshottable-object.ts';

export const rules = {
  'cached-entropy': cachedEntropy,
  'connection-in-init': connectionInInit,
  'credentials-resolved-in-init': credentialsResolvedInInit,
  'dns-resolved-in-init': dnsResolvedInInit,
  'env-captured': envCaptured,
  'env-credentials': envCredentials,
  'host-identity-in-init': hostIdentityInInit,
  'http-call-in-init': httpCallInInit,
  'key-material-in-init': keyMaterialInInit,
  'log-stream-env': logStreamEnv,
  'messaging-client-in-init': messagingClientInInit,
  'open-file-in-init': openFileInInit,
  'prefer-module-scope': preferModuleScope,
  'prng-in-init': prngInInit,
  'remote-read-in-init': remoteReadInInit,
  'secret-cached-in-init': secretCachedInInit,
  'server-socket-in-init': serverSocketInInit,
  'thread-in-init': threadInInit,
  'timer-in-init': timerInInit,
  'timestamp-in-init': timestampInInit,
  'token-cached-in-init': tokenCachedInInit,
  'unique-value-in-init': uniqueValueInInit,
  'unsnapshottable-object': unsnapshottableObject,
} as const;
