import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `import { Worker } from 'node:worker_threads';
const worker = new Worker('./worker.js'); // expect
export const handler = () => worker.postMessage(1);`,
    `const { spawn } = require('child_process');
const server = spawn('server', ['--port', '9000']); // expect
exports.handler = async () => server.pid;`,
    `import { fork } from 'node:child_process';
export const child = fork('./child.js'); // expect`,
    `import cluster from 'node:cluster';
cluster.fork(); // expect`,
    {
      code: `import { Worker } from 'node:worker_threads';
export const worker = new Worker('./worker.js'); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import { execSync } from 'node:child_process';
export const revision = execSync('git rev-parse HEAD'); // expect`,
      options: { strict: true },
    },
  ],
  valid: [
    `import { Worker } from 'node:worker_threads';
export const handler = () => new Worker('./worker.js');`,
    `import { Worker } from 'node:worker_threads';
const worker = new Worker('./worker.js');
await worker.terminate();
export const handler = () => 1;`,
    `import { execSync } from 'node:child_process';
export const revision = execSync('git rev-parse HEAD');`,
    `import { Worker } from './jobs.js';
export const worker = new Worker();`,
    `import { spawn } from 'node:child_process';
export const run = (command) => spawn(command);`,
  ],
};
