import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import { S3Client } from '@aws-sdk/client-s3';
const credentials = {
  accessKeyId: process.env.AWS_ACCESS_KEY_ID, // expect: variable
  secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
  sessionToken: process.env.AWS_SESSION_TOKEN,
};
export const s3 = new S3Client({ credentials });`,
    `exports.handler = async () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env; // expect: variable
  return AWS_ACCESS_KEY_ID + AWS_SECRET_ACCESS_KEY;
};`,
    `import { env } from 'node:process';
export const handler = () => env.AWS_SESSION_TOKEN; // expect: variable`,
    `export const handler = () => fetch('http://localhost:2773', {
  headers: { 'X-Aws-Parameters-Secrets-Token': process.env.AWS_SESSION_TOKEN! }, // expect: variable
});`,
    `import { fromEnv } from '@aws-sdk/credential-providers';
import { S3Client } from '@aws-sdk/client-s3';
export const s3 = new S3Client({ credentials: fromEnv() }); // expect: provider`,
    `const AWS = require('aws-sdk');
AWS.config.credentials = new AWS.EnvironmentCredentials('AWS'); // expect: provider
exports.handler = async () => 1;`,
  ],
  valid: [
    `import { S3Client } from '@aws-sdk/client-s3';
export const s3 = new S3Client({});`,
    `export const key = process.env.AWS_ACCESS_KEY_ID ?? 'local';`,
    `if (process.env.AWS_ACCESS_KEY_ID) console.log('keys are set');
export const handler = () => 1;`,
    `process.env.AWS_ACCESS_KEY_ID = 'test';
process.env.AWS_SECRET_ACCESS_KEY = 'test';`,
    `import { chain, fromEnv, fromContainerMetadata } from '@aws-sdk/credential-providers';
export const provider = chain(fromEnv(), fromContainerMetadata());`,
    `import { S3Client } from '@aws-sdk/client-s3';
export const s3 = process.env.IS_OFFLINE
  ? new S3Client({ credentials: { accessKeyId: process.env.AWS_ACCESS_KEY_ID } })
  : new S3Client({});`,
    `import { fromEnv } from './config.js';
export const config = fromEnv();`,
    {
      code: `export const key = process.env.AWS_ACCESS_KEY_ID;`,
      settings: { target: 'startup-snapshot' },
    },
  ],
};
