import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import shortid from 'shortid';
export const id = shortid.generate(); // expect`,
    `import hyperid from 'hyperid';
export const nextId = hyperid(); // expect`,
    `import { v4 as uuidv4 } from 'uuid';
export const instanceId = uuidv4(); // expect`,
    `const uuid = require('uuid/v4');
exports.id = uuid(); // expect`,
    `import { nanoid } from 'nanoid';
const id = nanoid(); // expect
export const handler = () => id;`,
    `import { customAlphabet } from 'nanoid';
const newId = customAlphabet('abc', 8);
export const id = newId(); // expect`,
    `import { ulid } from 'ulid';
export const id = ulid(); // expect`,
    `import { createId } from '@paralleldrive/cuid2';
export const id = createId(); // expect`,
    `import { ObjectId } from 'mongodb';
export const id = new ObjectId(); // expect`,
    `import crypto from 'node:crypto';
const prefix = crypto.randomBytes(4).toString('hex'); // expect
export const handler = () => prefix;`,
    `import { randomInt } from 'node:crypto';
export const shard = randomInt(16) + 1; // expect`,
    `const bytes = crypto.getRandomValues(new Uint8Array(8)); // expect
export const handler = () => bytes;`,
    `import { randomUUID } from 'node:crypto';
const tags = new Map();
tags.set('instance', randomUUID()); // expect
export const handler = () => tags;`,
    `import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
export const log = new Logger({ persistentLogAttributes: { instance: randomUUID() } }); // expect`,
    `import { randomUUID } from 'node:crypto';
globalThis.instanceId = randomUUID(); // expect`,
    `import { randomUUID } from 'node:crypto';
process.env.INSTANCE_ID = randomUUID(); // expect`,
    `import { randomUUID } from 'node:crypto';
const [id, started] = await Promise.all([randomUUID(), 1]); // expect
export const handler = () => [id, started];`,
    {
      code: `import { randomUUID } from 'node:crypto';
export const id = randomUUID(); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `randomly(crypto.randomUUID()); // expect: workers
function randomly() {}`,
      settings: { target: 'workers' },
    },
  ],
  valid: [
    `import shortid from 'shortid';
export const handler = () => shortid.generate();`,
    `import { v5, v4 } from 'uuid';
export const namespace = v5('example.com', v5.DNS);
export const newId = v4;`,
    `import { customAlphabet } from 'nanoid';
export const newId = customAlphabet('abc', 8);`,
    `import { createHash } from 'node:crypto';
export const hash = createHash('sha256').update('a').digest('hex');`,
    `import { ObjectId } from './ids.js';
export const id = new ObjectId();`,
    `import { randomUUID } from 'node:crypto';
import { z } from 'zod';
export const schema = z.object({ id: z.string().default(() => randomUUID()) });`,
    `import { Schema } from 'mongoose';
import { v4 } from 'uuid';
export const schema = new Schema({ id: { type: String, default: v4 } });`,
    `import { randomUUID } from 'node:crypto';
const started = randomUUID();
logger.info({ started }, 'up');`,
  ],
};
