import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
const s3 = new S3Client({});
const object = await s3.send(new GetObjectCommand({ Bucket: 'a', Key: 'b' })); // expect
export const handler = () => object;`,
    `import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
const command = new GetItemCommand({});
export const item = client.send(command); // expect`,
    `import { STS } from '@aws-sdk/client-sts';
const { Account } = await new STS({}).getCallerIdentity({}); // expect
export const handler = () => Account;`,
    `const AWS = require('aws-sdk');
const s3 = new AWS.S3();
const settings = s3.getObject({ Bucket: 'a', Key: 'b' }).promise(); // expect
exports.handler = async () => settings;`,
  ],
  valid: [
    `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
const s3 = new S3Client({});
export const handler = () => s3.send(new GetObjectCommand({ Bucket: 'a', Key: 'b' }));`,
    `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
await new S3Client({}).send(new GetObjectCommand({ Bucket: 'a', Key: 'b' }));
export const handler = () => 1;`,
    `import { readFileSync } from 'node:fs';
export const table = readFileSync('table.json', 'utf8');`,
    `import { S3Client } from '@aws-sdk/client-s3';
export const s3 = new S3Client({});`,
    `import { GetObjectCommand } from './commands.js';
import { client } from './client.js';
export const object = await client.send(new GetObjectCommand());`,
  ],
};
