import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    {
      code: `import http from 'node:http';
const agent = new http.Agent({ keepAlive: true }); // expect: startupSnapshot
export const handler = () => agent;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export const client = new DynamoDBClient({}); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import { S3Client } from '@aws-sdk/client-s3';
export const client = new S3Client({}); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `const format = new Intl.DateTimeFormat('en'); // expect: startupSnapshot
export const handler = () => format.format();`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import { createHash } from 'node:crypto';
export const hash = createHash('sha256'); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import zlib from 'node:zlib';
export const gzip = zlib.createGzip(); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import mysql from 'mysql2';
export const pool = mysql.createPool('mysql://db'); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
  ],
  valid: [
    `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
export const client = new DynamoDBClient({});`,
    {
      code: `import { createHash } from 'node:crypto';
createHash('sha256').update('a');
export const handler = () => 1;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import pg from 'pg';
export const pool = new pg.Pool();`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `export const handler = () => new Intl.DateTimeFormat('en');`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import pino from 'pino';
export const logger = pino();`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `export const decoder = new TextDecoder();
export const controller = new AbortController();`,
      settings: { target: 'startup-snapshot' },
    },
  ],
};
