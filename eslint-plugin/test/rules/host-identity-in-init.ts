import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import os from 'node:os';
const host = os.hostname(); // expect
export const handler = () => host;`,
    `const { hostname } = require('os');
exports.instance = hostname(); // expect`,
    `export const pid = process.pid; // expect`,
    `const { pid } = process; // expect
export const handler = () => pid;`,
    `import { networkInterfaces } from 'node:os';
const address = Object.values(networkInterfaces()); // expect
export const handler = () => address;`,
    `const host = process.env.HOSTNAME; // expect
export const handler = () => host;`,
    `import os from 'node:os';
import { Logger } from './logger.js';
export const logger = new Logger({ host: os.hostname() }); // expect`,
  ],
  valid: [
    `import os from 'node:os';
console.log('on', os.hostname());
export const handler = () => os.hostname();`,
    `import os from 'node:os';
export const workers = os.cpus().length;
export const temporary = os.tmpdir();`,
    `import { hostname } from './config.js';
export const host = hostname();`,
    `export const handler = () => process.pid;`,
    `export const region = process.env.AWS_REGION;
export const table = process.env.TABLE_NAME;`,
    `const process = { pid: 1 };
export const pid = process.pid;`,
  ],
};
