import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import { Sequelize } from 'sequelize-typescript';
const sequelize = new Sequelize({ dialect: 'mysql' });
(async () => {
  await sequelize.authenticate(); // expect
})();
export default sequelize;`,
    `import { initialize } from 'unleash-client';
export const unleash = initialize({ url: 'https://flags', appName: 'a' }); // expect`,
    `import mariadb from 'mariadb';
export const pool = mariadb.createPool({ host: 'db' }); // expect`,
    `import { MikroORM } from '@mikro-orm/mysql';
export const orm = await MikroORM.init({ dbName: 'a' }); // expect`,
    {
      code: `const redis = require('redis');
const client = redis.createClient(process.env.REDIS_URL); // expect
exports.handler = () => client.get('a');`,
      settings: { versions: { redis: '^3.1.2' } },
    },
    {
      code: `import { Connection } from 'tedious';
export const db = new Connection({ server: 'db' }); // expect`,
      settings: { versions: { tedious: '8.3.1' } },
    },
    {
      code: `import { AppDataSource } from './data-source';
await AppDataSource.initialize(); // expect
export const handler = () => 1;`,
      settings: {
        importedLibraries: [
          {
            source: './data-source',
            name: 'AppDataSource',
            module: 'typeorm',
            path: ['DataSource'],
            isResult: true,
            tail: [],
          },
        ],
      },
    },
    `import pg from 'pg';
const client = new pg.Client();
await client.connect(); // expect
export const handler = () => client.query('select 1');`,
    `const { Pool } = require('pg');
const pool = new Pool();
const connection = pool.connect(); // expect
exports.handler = async () => (await connection).query('select 1');`,
    `import { Pool } from 'pg';
const pool = new Pool();
const settings = await pool.query('select * from settings'); // expect
export const handler = () => settings.rows;`,
    `import mysql from 'mysql2/promise';
const connection = await mysql.createConnection(process.env.DB); // expect
export const handler = () => connection.query('select 1');`,
    `const mysql = require('mysql2');
const connection = mysql.createConnection({ host: 'db' }); // expect
exports.handler = (event, context, done) => connection.query('select 1', done);`,
    `import Redis from 'ioredis';
const redis = new Redis(process.env.REDIS_URL); // expect
export const handler = () => redis.get('a');`,
    `import { Redis as Cache } from 'ioredis';
export const cache = new Cache({ host: 'cache', lazyConnect: false }); // expect`,
    `import { createClient } from 'redis';
const client = createClient().on('error', console.error);
await client.connect(); // expect
export const handler = () => client.get('a');`,
    `import { MongoClient } from 'mongodb';
const client = new MongoClient(process.env.URI);
const ready = client.connect(); // expect
export const handler = async () => (await ready).db('a');`,
    `import { MongoClient } from 'mongodb';
export const clientPromise = MongoClient.connect(process.env.URI); // expect`,
    `const mongoose = require('mongoose');
mongoose.connect(process.env.URI); // expect
exports.handler = async () => 1;`,
    `import { DataSource } from 'typeorm';
const source = new DataSource({ type: 'postgres' });
await source.initialize(); // expect
export { source };`,
    `import postgres from 'postgres';
const sql = postgres();
export const rows = await sql\`select 1\`; // expect`,
    `import knex from 'knex';
const db = knex({ client: 'pg' });
export const version = await db.raw('select version()'); // expect`,
    `import net from 'node:net';
const socket = net.connect(5432, 'db'); // expect
export const handler = () => socket.write('a');`,
    `const socket = new WebSocket('wss://example.com'); // expect
export const handler = () => socket.send('a');`,
    `import WebSocket from 'ws';
class Feed {
  constructor() {
    this.socket = new WebSocket('wss://example.com'); // expect
  }
}
const feed = new Feed();
export const handler = () => feed.socket.send('a');`,
    `import { Client } from 'pg';
const connect = async () => {
  const client = new Client();
  await client.connect(); // expect
  return client;
};
const client = await connect();
export const handler = () => client.query('select 1');`,
    {
      code: `import { Client } from 'pg';
const client = new Client();
client.connect(); // expect: startupSnapshot
export { client };`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `const socket = new WebSocket('wss://example.com'); // expect: workers
export { socket };`,
      settings: { target: 'workers' },
    },
    {
      code: `import tracer from 'dd-trace';
tracer.init(); // expect
export const handler = () => 1;`,
      options: { strict: true },
    },
    `import { Client } from 'pg';
const client = new Client();
await client.connect(); // expect
await client.query('set search_path to app');
export { client };`,
  ],
  valid: [
    `import { Sequelize } from 'sequelize-typescript';
export const sequelize = new Sequelize({ dialect: 'mysql' });`,
    `import { Connection } from 'tedious';
export const db = new Connection({ server: 'db' });`,
    {
      code: `const redis = require('redis');
const client = redis.createClient();
exports.handler = () => client;`,
      settings: { versions: { redis: '>=3' } },
    },
    {
      code: `const redis = require('redis');
const client = redis.createClient();
exports.handler = () => client;`,
      settings: { versions: { redis: '^4.0.0' } },
    },
    {
      code: `import { AppDataSource } from './data-source';
await AppDataSource.initialize();
export const handler = () => 1;`,
      settings: {
        importedLibraries: [
          {
            source: './other',
            name: 'AppDataSource',
            module: 'typeorm',
            path: ['DataSource'],
            isResult: true,
            tail: [],
          },
        ],
      },
    },
    `import { Pool } from 'pg';
const pool = new Pool();
pool.on('error', () => {});
export const handler = () => pool.query('select 1');`,
    `import { Client } from 'pg';
export const client = new Client();`,
    `import mysql from 'mysql2/promise';
const pool = mysql.createPool(process.env.DB);
export const handler = () => pool.query('select 1');`,
    `import Redis from 'ioredis';
const redis = new Redis({ host: 'cache', lazyConnect: true });
export const handler = () => redis.get('a');`,
    `import Redis from 'ioredis';
const options = { lazyConnect: true };
export const redis = new Redis(process.env.REDIS_URL, options);`,
    `import { createClient } from 'redis';
const client = createClient();
let ready;
const connected = () => (ready ??= client.connect());
export const handler = async () => (await connected()).get('a');`,
    `import { MongoClient } from 'mongodb';
const client = new MongoClient(process.env.URI);
export const handler = () => client.db('a').collection('b').findOne({});`,
    `import { Client } from 'pg';
const client = new Client();
await client.connect();
await client.query('select 1');
await client.end();
export const handler = () => 1;`,
    `import { Sequelize } from 'sequelize';
export const sequelize = new Sequelize('postgres://db');`,
    `import { PrismaClient } from '@prisma/client';
export const prisma = new PrismaClient();`,
    `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
const s3 = new S3Client({});
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
export const handler = () => [s3, documents];`,
    `const AWS = require('aws-sdk');
const s3 = new AWS.S3();
const db = new AWS.DynamoDB.DocumentClient();
exports.handler = () => s3.getObject({ Bucket: 'a', Key: 'b' }).promise().then(() => db);`,
    `import pino from 'pino';
import { Logger } from '@aws-lambda-powertools/logger';
export const logger = pino();
export const powertools = new Logger();`,
    `import { Redis } from './redis.js';
export const redis = new Redis();`,
    `import { Client } from 'discord.js';
const client = new Client();
await client.connect();`,
    `import tracer from 'dd-trace';
tracer.init();
export const handler = () => 1;`,
    `import { Client } from 'pg';
export class Repository {
  async open() {
    this.client = new Client();
    await this.client.connect();
  }
}`,
    `import http from 'node:http';
const agent = new http.Agent({ keepAlive: true });
export const handler = () => http.get('http://a', { agent });`,
  ],
};
