import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `const startedAt = Date.now(); // expect
export const handler = () => ({ uptime: Date.now() - startedAt });`,
    `const started = new Date(); // expect
exports.handler = async () => started.toISOString();`,
    `export const expires = Date.now() + 60_000; // expect`,
    `const today = new Date().toISOString().slice(0, 10); // expect
export const handler = () => today;`,
    `const state = { lastRefresh: Date.now() }; // expect
export const handler = () => state;`,
    `const origin = performance.now(); // expect
export const handler = () => performance.now() - origin;`,
    `import { performance } from 'node:perf_hooks';
const { timeOrigin } = performance; // not a reading that the catalogue knows of perf_hooks
export const origin = performance.now(); // expect
export { timeOrigin };`,
    `const start = process.hrtime.bigint(); // expect
export const handler = () => process.hrtime.bigint() - start;`,
    `import dayjs from 'dayjs';
export const started = dayjs(); // expect`,
    `import { DateTime } from 'luxon';
export const started = DateTime.now().toISO(); // expect`,
    `import { z } from 'zod';
export const schema = z.date().max(new Date()); // expect`,
    {
      code: `export const builtAt = new Date(); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
  ],
  valid: [
    `const start = Date.now();
await import('./warm-up.js');
console.log('init took', Date.now() - start);
export const handler = () => 1;`,
    `const start = performance.now();
const duration = performance.now() - start;
export const handler = () => duration;`,
    `export const epoch = new Date(0);
export const release = new Date('2026-01-01');`,
    `export const now = () => Date.now();`,
    `import { Schema } from 'mongoose';
export const schema = new Schema({ created: { type: Date, default: Date.now } });`,
    `console.time('init');
console.timeEnd('init');
export const handler = () => new Date();`,
    `import moment from './moment.js';
export const started = moment();`,
    `let lastCall = Date.now();
export const handler = () => {
  lastCall = Date.now();
  return lastCall;
};`,
  ],
};
