import type { Cases } from '../helpers/cases.ts';

export const cases: Cases = {
  invalid: [
    `setInterval(() => refresh(), 60_000); // expect
export const handler = () => 1;`,
    `const timer = setInterval(refresh, 60_000); // expect
timer.unref();
export const handler = () => 1;`,
    `import cron from 'node-cron';
cron.schedule('* * * * *', () => {}); // expect`,
    `class Poller {
  start() {
    this.timer = setInterval(() => this.poll(), 1000); // expect
  }
  poll() {}
}
export const poller = new Poller();
poller.start();`,
    `setTimeout(refresh, 5000); // expect
export const handler = () => 1;`,
    {
      code: `setTimeout(refresh, 0); // expect: workers`,
      settings: { target: 'workers' },
    },
    {
      code: `export const timer = setInterval(refresh, 1000).unref(); // expect: startupSnapshot`,
      settings: { target: 'startup-snapshot' },
    },
    {
      code: `import NodeCache from 'node-cache';
export const cache = new NodeCache(); // expect`,
      options: { strict: true },
    },
  ],
  valid: [
    `export const handler = () => setTimeout(() => {}, 10);`,
    `await new Promise((resolve) => setTimeout(resolve, 10));
export const handler = () => 1;`,
    `const timer = setInterval(refresh, 1000);
clearInterval(timer);
export const handler = () => 1;`,
    `import { setTimeout } from 'node:timers/promises';
await setTimeout(10);
export const handler = () => 1;`,
    `const setInterval = (work) => work;
setInterval(() => 1);`,
    `setImmediate(() => {});
export const handler = () => 1;`,
    `import NodeCache from 'node-cache';
export const cache = new NodeCache();`,
    `import { promisify } from 'node:util';
export const sleep = promisify(setTimeout);`,
  ],
};
