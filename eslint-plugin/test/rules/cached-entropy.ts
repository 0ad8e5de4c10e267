import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import { randomUUID } from 'node:crypto';
export const id = randomUUID(); // expect`,
    `const { randomInt } = require('crypto');
console.log(randomInt(10)); // expect`,
    `import { v4 } from 'uuid';
v4(); // expect
export const handler = () => v4();`,
    `import { nanoid } from 'nanoid';
const id = nanoid(); // expect
console.log(id);`,
    `crypto.randomUUID(); // expect`,
    `import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
await client.send(new PutItemCommand({})); // expect
export const handler = () => 1;`,
    `import { SQS } from '@aws-sdk/client-sqs';
import { send } from './clients.js';
const sqs = new SQS({});
await sqs.sendMessage({}); // expect
export { send };`,
    `import { DefaultAzureCredential } from '@azure/identity';
export const credential = new DefaultAzureCredential(); // expect`,
    `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
await new S3Client({}).send(new GetObjectCommand({})); // expect`,
    {
      code: `import { randomUUID } from 'node:crypto';
randomUUID(); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
    `import { randomUUID } from 'node:crypto';
export const id = randomUUID({ disableEntropyCache: false }); // expect`,
  ],
  valid: [
    `import { randomUUID } from 'node:crypto';
export const id = randomUUID({ disableEntropyCache: true });`,
    `import { randomUUID } from 'node:crypto';
const options = { disableEntropyCache: true };
export const id = randomUUID(options.disableEntropyCache ? { disableEntropyCache: true } : {});`,
    `import { randomUUID } from 'node:crypto';
export const handler = () => randomUUID();`,
    `import { randomBytes, getRandomValues } from 'node:crypto';
export const bytes = randomBytes(8);
export const more = getRandomValues(new Uint8Array(8));`,
    `import { ulid } from 'ulid';
import { v7 } from 'uuid';
export const ids = [ulid(), v7()];`,
    `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export const client = new DynamoDBClient({});`,
    `export const seed = Math.random();`,
    {
      code: `export const id = crypto.randomUUID();`,
      settings: { target: 'workers' },
    },
  ],
};
