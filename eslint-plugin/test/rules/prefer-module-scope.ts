import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import { S3Client } from '@aws-sdk/client-s3';
export const handler = async () => {
  const s3 = new S3Client({}); // expect: client
  return s3;
};`,
    `const AWS = require('aws-sdk');
exports.handler = async (event) => {
  const db = new AWS.DynamoDB.DocumentClient(); // expect: client
  return db.get({ Key: event.id }).promise();
};`,
    `export const handler = async () => {
  const { S3Client } = await import('@aws-sdk/client-s3'); // expect: module
  return S3Client;
};`,
    `exports.handler = async () => {
  const sharp = require('sharp'); // expect: module
  return sharp;
};`,
    `import middy from '@middy/core';
import { S3Client } from '@aws-sdk/client-s3';
export const handler = middy(async () => new S3Client({ region: 'eu-west-1' })); // expect: client`,
    {
      code: `import { S3Client } from '@aws-sdk/client-s3';
export async function run() {
  return new S3Client({}); // expect: client
}`,
      settings: { handlers: ['run'] },
    },
  ],
  valid: [
    `import { S3Client } from '@aws-sdk/client-s3';
const s3 = new S3Client({});
export const handler = () => s3;`,
    `import { S3Client } from '@aws-sdk/client-s3';
export const handler = async (event) => new S3Client({ region: event.region });`,
    `import { S3Client } from '@aws-sdk/client-s3';
let s3;
export const handler = async () => {
  s3 ??= new S3Client({});
  return s3;
};`,
    `import { S3Client } from '@aws-sdk/client-s3';
export const create = () => new S3Client({});`,
    `exports.handler = async (event) => {
  if (event.image) {
    const sharp = require('sharp');
    return sharp;
  }
  return null;
};`,
    `import { S3Client } from '@aws-sdk/client-s3';
export const handler = async () => {
  const credentials = await assume();
  return new S3Client({ credentials });
};`,
    {
      code: `import { S3Client } from '@aws-sdk/client-s3';
export const handler = async () => new S3Client({});`,
      settings: { target: 'startup-snapshot' },
    },
  ],
};
