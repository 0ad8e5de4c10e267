/** What the suggestions write, one of each kind and form. */
import { RuleTester } from '@typescript-eslint/rule-tester';
import { rules } from '../src/rules/index.ts';
import './helpers/setup.ts';

const tester = new RuleTester();

interface Expected {
  readonly rule: keyof typeof rules;
  readonly code: string;
  readonly filename?: string;
  readonly settings?: object;
  /** Id of the finding's message, where it is not that of the target. */
  readonly reported?: string;
  /** Message and text of every suggestion, in order. */
  readonly outputs: readonly (readonly [messageId: string, output: string])[];
}

/** One finding with all its suggestions. */
function check(title: string, { rule, code, filename = 'file.js', settings = {}, outputs, reported }: Expected): void {
  const { target } = { target: 'snapstart', ...settings };
  const suggestions = outputs.map(([messageId, output]) => ({ messageId, output }));
  const messageId = reported ?? (target === 'startup-snapshot' ? 'startupSnapshot' : 'snapstart');
  tester.run(`${title} (${rule})`, rules[rule] as never, {
    valid: [],
    invalid: [{ code, filename, settings: { snapsafe: settings }, errors: [{ messageId, suggestions }] }],
  });
}

check('a getter that waits', {
  rule: 'connection-in-init',
  code: `import mysql from 'mysql2/promise';
const connection = await mysql.createConnection(process.env.DB);
export const handler = async () => {
  const [rows] = await connection.query('select 1');
  return { rows, connection };
};`,
  outputs: [
    [
      'useGetter',
      `import mysql from 'mysql2/promise';
let connection;
const getConnection = async () => (connection ??= await mysql.createConnection(process.env.DB));
export const handler = async () => {
  const [rows] = await (await getConnection()).query('select 1');
  return { rows, connection: await getConnection() };
};`,
    ],
  ],
});

check('a getter in TypeScript', {
  rule: 'secret-cached-in-init',
  filename: 'file.ts',
  code: `import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
const password = await getSecret('db');
export const handler = async () => password;`,
  outputs: [
    [
      'useGetter',
      `import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
const createPassword = () => getSecret('db');
let password: Awaited<ReturnType<typeof createPassword>> | undefined;
const getPassword = async () => (password ??= await createPassword());
export const handler = async () => await getPassword();`,
    ],
  ],
});

check('no getter where its name is taken', {
  rule: 'secret-cached-in-init',
  code: `import { getSecret } from '@aws-lambda-powertools/parameters/secrets';
const secret = await getSecret('db');
export const handler = async () => secret;`,
  outputs: [],
});

check('the handler', {
  rule: 'timestamp-in-init',
  code: `const started = Date.now();
exports.handler = async (event) => {
  return { started, event };
};`,
  outputs: [
    [
      'moveIntoHandler',
      `exports.handler = async (event) => {
  const started = Date.now();
  return { started, event };
};`,
    ],
  ],
});

check('a handler that is an expression', {
  rule: 'host-identity-in-init',
  code: `import os from 'node:os';
const host = os.hostname();
export const handler = async () => ({ host });`,
  outputs: [
    [
      'useGetter',
      `import os from 'node:os';
let host;
const getHost = () => (host ??= os.hostname());
export const handler = async () => ({ host: getHost() });`,
    ],
    [
      'moveIntoHandler',
      `import os from 'node:os';
export const handler = async () => {
  const host = os.hostname();
  return { host };
};`,
    ],
  ],
});

check('a call past the buffer', {
  rule: 'cached-entropy',
  code: `import { randomUUID } from 'node:crypto';
console.log(randomUUID());`,
  outputs: [
    [
      'addOption',
      `import { randomUUID } from 'node:crypto';
console.log(randomUUID({ disableEntropyCache: true }));`,
    ],
  ],
});

check('a client that connects on its first command', {
  rule: 'connection-in-init',
  code: `import Redis from 'ioredis';
export const redis = new Redis(process.env.REDIS_URL);`,
  outputs: [
    [
      'addOption',
      `import Redis from 'ioredis';
export const redis = new Redis(process.env.REDIS_URL, { lazyConnect: true });`,
    ],
  ],
});

check('a call that connects', {
  rule: 'connection-in-init',
  code: `import { createClient } from 'redis';
const client = createClient();
await client.connect();
export const handler = async () => {
  return client.get('a');
};`,
  outputs: [
    [
      'connectOnUse',
      `import { createClient } from 'redis';
const client = createClient();
let clientReady = false;
const connectClient = async () => {
  if (!clientReady) await client.connect();
  clientReady = true;
};
export const handler = async () => {
  await connectClient();
  return client.get('a');
};`,
    ],
  ],
});

check("Node's callback", {
  rule: 'timestamp-in-init',
  settings: { target: 'startup-snapshot' },
  code: `const started = Date.now();
exports.read = () => started;`,
  outputs: [
    [
      'renewAfterRestore',
      `const v8 = require('node:v8');
let started = Date.now();
v8.startupSnapshot.addDeserializeCallback(() => {
  started = Date.now();
});
exports.read = () => started;`,
    ],
  ],
});

check('the hook of the project', {
  rule: 'token-cached-in-init',
  settings: { afterRestore: { name: 'afterRestore', from: './snapshot-hooks.js' } },
  code: `import { Signer } from '@aws-sdk/rds-signer';
const token = await new Signer({ hostname: 'db' }).getAuthToken();
export const read = () => token;`,
  outputs: [
    [
      'renewAfterRestore',
      `import { afterRestore } from './snapshot-hooks.js';
import { Signer } from '@aws-sdk/rds-signer';
let token = await new Signer({ hostname: 'db' }).getAuthToken();
afterRestore(async () => {
  token = await new Signer({ hostname: 'db' }).getAuthToken();
});
export const read = () => token;`,
    ],
  ],
});

check('a client of its own statement, in front of the comments of the handler', {
  rule: 'prefer-module-scope',
  reported: 'client',
  code: `import { S3Client } from '@aws-sdk/client-s3';
const region = 'eu-west-1';

/** Lists. */
export const handler = async () => {
  const s3 = new S3Client({ region });
  return s3;
};`,
  outputs: [
    [
      'moveToModuleScope',
      `import { S3Client } from '@aws-sdk/client-s3';
const region = 'eu-west-1';

const s3 = new S3Client({ region });

/** Lists. */
export const handler = async () => {
  return s3;
};`,
    ],
  ],
});

check('a client without a name', {
  rule: 'prefer-module-scope',
  reported: 'client',
  code: `import { S3Client } from '@aws-sdk/client-s3';
export const handler = async () => new S3Client({});`,
  outputs: [
    [
      'moveToModuleScope',
      `import { S3Client } from '@aws-sdk/client-s3';
const s3Client = new S3Client({});

export const handler = async () => s3Client;`,
    ],
  ],
});

check('no client whose settings come later', {
  rule: 'prefer-module-scope',
  reported: 'client',
  code: `import { S3Client } from '@aws-sdk/client-s3';
export async function handler() {
  return new S3Client({ region });
}
const region = 'eu-west-1';`,
  outputs: [],
});

check('no client whose settings are asked for', {
  rule: 'prefer-module-scope',
  reported: 'client',
  code: `import { S3Client } from '@aws-sdk/client-s3';
import { regionOf } from './regions.js';
export const handler = async () => new S3Client({ region: regionOf() });`,
  outputs: [],
});

check('no client whose name means something else outside', {
  rule: 'prefer-module-scope',
  reported: 'client',
  code: `import { S3Client } from '@aws-sdk/client-s3';
const s3 = 'bucket';
export const handler = async () => {
  const s3 = new S3Client({});
  return s3;
};
export { s3 };`,
  outputs: [],
});
