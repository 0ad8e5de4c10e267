/** How libraries are named and what their calls return, as data: what the catalogue's entries need to be found. */

/** Built-in modules that may be imported without `node:`, as far as the catalogue or the rules name them. */
const BUILTINS = new Set(
  (
    'assert async_hooks buffer child_process cluster crypto dgram dns dns/promises events fs fs/promises http http2 ' +
    'https inspector module net os path perf_hooks process querystring readline stream stream/promises timers ' +
    'timers/promises tls tty url util v8 vm worker_threads zlib'
  ).split(' '),
);

/** Modules that are another one under a second name, with the path of exports they begin at. */
const ALIASES: ReadonlyMap<string, { readonly module: string; readonly path: readonly string[] }> = new Map([
  ['node:process', { module: 'global', path: ['process'] }],
  ['node:timers', { module: 'global', path: [] }],
  ['lodash-es', { module: 'lodash', path: [] }],
  ['underscore', { module: 'lodash', path: [] }],
  ['mysql2/promise.js', { module: 'mysql2/promise', path: [] }],
  ['promise-mysql', { module: 'mysql2/promise', path: [] }],
  ['uuid/v1', { module: 'uuid', path: ['v1'] }],
  ['uuid/v4', { module: 'uuid', path: ['v4'] }],
  ['pg/lib', { module: 'pg', path: [] }],
  ['pg-pool', { module: 'pg', path: ['Pool'] }],
  ['nanoid/async', { module: 'nanoid', path: [] }],
  ['bullmq-pro', { module: 'bullmq', path: [] }],
  ['@redis/client', { module: 'redis', path: [] }],
  ['sequelize-typescript', { module: 'sequelize', path: [] }],
  ['aws-xray-sdk', { module: 'aws-xray-sdk-core', path: [] }],
]);

/** What `import x from` gives where the export has a name of its own in the catalogue. */
const DEFAULT_EXPORTS: ReadonlyMap<string, string> = new Map([
  ['ioredis', 'Redis'],
  ['iovalkey', 'Redis'],
  ['ws', 'WebSocket'],
  ['lru-cache', 'LRUCache'],
  ['random-js', 'Random'],
]);

/** Classes of `aws-sdk` (version 2) by the last part of `aws-sdk/clients/…`. */
const AWS_V2_CLIENTS: ReadonlyMap<string, string> = new Map(
  ['S3', 'DynamoDB', 'SecretsManager', 'SSM', 'KMS', 'STS', 'SQS', 'SNS', 'Lambda', 'RDS'].map((name) => [
    name.toLowerCase(),
    name,
  ]),
);

/** Where a member call gives an object of another type of the same library: `<export>#<member>` → export. */
const RETURNS: ReadonlyMap<string, string> = new Map([
  ['kafkajs|Kafka#producer', 'Producer'],
  ['kafkajs|Kafka#consumer', 'Consumer'],
  ['kafkajs|Kafka#admin', 'Admin'],
  ['mongodb|MongoClient#db', 'Db'],
  ['mongodb|MongoClient.connect', 'MongoClient'],
  ['mongodb|Db#collection', 'Collection'],
  ['nodemailer|createTransport', 'Transporter'],
  ['pg|Pool#connect', 'Client'],
  ['mysql2/promise|createPool#getConnection', 'createConnection'],
  ['node:dgram|createSocket', 'Socket'],
  ['node:net|connect', 'Socket'],
  ['node:net|createConnection', 'Socket'],
  ['node:https|createServer', 'createServer'],
  ['fastify|fastify', 'default'],
]);

/** Methods that give back the object they were called on, in every library that has them. */
const FLUENT = new Set(['on', 'once', 'off', 'addListener', 'prependListener', 'setMaxListeners', 'unref', 'ref']);

/** Calls that give back their first argument, or a function that does the same: `module|path`. */
const TRANSPARENT = new Set([
  'node:util|promisify',
  'node:util|callbackify',
  'aws-xray-sdk-core|captureAWSv3Client',
  'aws-xray-sdk-core|captureAWSClient',
  'aws-xray-sdk-core|captureAWS',
  'aws-xray-sdk-core|captureHTTPs',
  'global|Object.freeze',
  'global|Object.seal',
  'global|Promise.resolve',
]);

/** Functions that give a function which runs the given one on its first call, or on every call: `module|path`. */
const WRAPPERS = new Set([
  'lodash|once',
  'lodash|memoize',
  'lodash|partial',
  'lodash|throttle',
  'once|default',
  'onetime|default',
  'memoize|default',
  'memoize-one|default',
  'memoizee|default',
  'fast-memoize|default',
  'p-memoize|default',
  'mem|default',
  'moize|default',
]);

/** A library and the path of exports at which a module name begins. */
export interface ModuleName {
  readonly module: string;
  readonly path: readonly string[];
}

/** The catalogue's name of a module specifier: `crypto` is `node:crypto`, `lodash/random` the `random` of `lodash`. */
export function moduleNameOf(specifier: string): ModuleName {
  const name = BUILTINS.has(specifier) ? `node:${specifier}` : specifier.replace(/^npm:/u, '');
  const alias = ALIASES.get(name);
  if (alias !== undefined) return alias;
  const part = /^(?<library>lodash|lodash-es)[/.](?<member>\w+)(?:\.js)?$/u.exec(name)?.groups;
  if (part?.member !== undefined) return { module: 'lodash', path: [part.member] };
  const client = /^aws-sdk\/clients\/(?<client>\w+)$/u.exec(name)?.groups?.client;
  if (client !== undefined) return { module: 'aws-sdk', path: [AWS_V2_CLIENTS.get(client) ?? client] };
  return { module: name, path: [] };
}

/** The path under which the catalogue knows an export: without `default` in front, and the module itself as `default`. */
export function exportPathOf(module: string, path: readonly string[]): readonly string[] {
  if (module === 'global') {
    const [first] = path;
    const spelled = first === 'globalThis' || first === 'global' || first === 'window' || first === 'self';
    return spelled && path.length > 1 ? path.slice(1) : path;
  }
  const rest = path[0] === 'default' ? path.slice(1) : path;
  if (rest.length > 0) return rest;
  return [DEFAULT_EXPORTS.get(module) ?? 'default'];
}

/** The export whose members the result of a call has, when it is not the called one. */
export function returnedExport(module: string, callee: string): string | null {
  return RETURNS.get(`${module}|${callee}`) ?? null;
}

/** Whether a method returns the object it is called on. */
export function isFluent(method: string): boolean {
  return FLUENT.has(method);
}

/** Whether a call gives back its first argument. */
export function isTransparent(module: string, path: string): boolean {
  return TRANSPARENT.has(`${module}|${path}`);
}

/** Whether a call gives a function that runs its first argument when called. */
export function isWrapper(module: string, path: string): boolean {
  return WRAPPERS.has(`${module}|${path}`);
}
