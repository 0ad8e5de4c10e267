import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    {
      code: `import { openSync } from 'node:fs';
const log = openSync('/tmp/log', 'a'); // expect: startupSnapshot
export const handler = () => log;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `const fs = require('fs');
const stream = fs.createWriteStream('/tmp/log'); // expect: startupSnapshot
exports.handler = async () => stream;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import { open } from 'node:fs/promises';
export const file = await open('/tmp/log'); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
  ],
  valid: [
    `import { createWriteStream } from 'node:fs';
export const stream = createWriteStream('/tmp/log');`,
    {
      code: `import { readFileSync } from 'node:fs';
export const text = readFileSync('a.txt', 'utf8');`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import { openSync } from 'node:fs';
export const handler = () => openSync('/tmp/log', 'a');`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import { open } from 'node:fs/promises';
const file = await open('/tmp/log');
await file.close();
export const handler = () => 1;`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import { openSync } from './virtual-files.js';
export const file = openSync('a');`,
      settings: { target: 'startup-snapshot' },
    },
  ],
};
