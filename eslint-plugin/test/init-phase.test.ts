/** What runs before the snapshot: the shapes of code that do, beside those that look alike and do not. */
import { runCases } from './helpers/cases.ts';

const draw = `import { randomUUID } from 'node:crypto';\n`;

runCases('unique-value-in-init', {
  invalid: [
    // Top-level statements and expressions.
    `${draw}export const id = randomUUID(); // expect`,
    `${draw}const id = randomUUID(); // expect
export const handler = async () => id;`,
    `${draw}let id;
id = randomUUID(); // expect
export const handler = async () => id;`,
    `${draw}let id;
if (process.env.STAGE) {
  id = randomUUID(); // expect
}
export const handler = () => id;`,
    `${draw}let id;
try {
  id = randomUUID(); // expect
} catch {}
export const handler = () => id;`,
    // Top-level await.
    `const { randomUUID } = await import('node:crypto');
export const id = randomUUID(); // expect`,
    // Class static blocks and fields.
    `${draw}export class Handler {
  static id = randomUUID(); // expect
}`,
    `${draw}class Handler {
  static {
    this.id = randomUUID(); // expect
  }
}
export const handler = () => Handler.id;`,
    `${draw}let id;
class Setup {
  static {
    id = randomUUID(); // expect
  }
}
export const handler = () => [id, Setup];`,
    // IIFEs.
    `${draw}const id = (() => randomUUID())(); // expect
export const handler = () => id;`,
    `${draw}let id;
(async function () {
  id = randomUUID(); // expect
})();
export const handler = () => id;`,
    `${draw}let id;
void (async () => {
  id = randomUUID(); // expect
})();
export const handler = () => id;`,
    // Callbacks that run at once.
    `${draw}const ids = ['a', 'b'].map((name) => name + randomUUID()); // expect
export const handler = () => ids;`,
    `${draw}const ids = {};
['a', 'b'].forEach((name) => {
  ids[name] = randomUUID(); // expect
});
export const handler = () => ids;`,
    `${draw}const ids = Object.fromEntries(Object.keys({ a: 1 }).map((key) => [key, randomUUID()])); // expect
export const handler = () => ids;`,
    `${draw}let id;
Promise.resolve().then(() => {
  id = randomUUID(); // expect
});
export const handler = () => id;`,
    `${draw}const ready = new Promise((resolve) => {
  resolve(1);
}).then(() => randomUUID()); // expect
export const handler = () => ready;`,
    `${draw}const list = Array.from({ length: 2 }, () => randomUUID()); // expect
export const handler = () => list;`,
    `import once from 'once';
${draw}let id;
const setUp = once(() => {
  id = randomUUID(); // expect
});
setUp();
export const handler = () => id;`,
    `import { once } from 'lodash';
${draw}const getId = once(() => randomUUID()); // expect
export const id = getId();`,
    // Functions and constructors, to any depth.
    `${draw}function newId() {
  return randomUUID(); // expect
}
const id = newId();
export const handler = () => id;`,
    `${draw}const inner = () => randomUUID(); // expect
const middle = () => inner();
function outer() {
  return { id: middle() };
}
const config = outer();
export const handler = () => config.id;`,
    `${draw}class Writer {
  constructor() {
    this.id = randomUUID(); // expect
  }
}
const writer = new Writer();
export const handler = () => writer.id;`,
    `${draw}class Writer {
  id = randomUUID(); // expect
}
const writer = new Writer();
export const handler = () => writer;`,
    `${draw}class Base {
  constructor() {
    this.id = this.newId();
  }
  newId() {
    return randomUUID(); // expect
  }
}
class Writer extends Base {}
const writer = new Writer();
export const handler = () => writer.id;`,
    `${draw}class Store {
  open() {
    this.id = randomUUID(); // expect
  }
}
const store = new Store();
store.open();
export const handler = () => store.id;`,
    `${draw}const tools = {
  make() {
    return randomUUID(); // expect
  },
};
const id = tools.make();
export const handler = () => id;`,
    // A function that calls the function it is given.
    `${draw}const timed = (work) => work();
const id = timed(() => randomUUID()); // expect
export const handler = () => id;`,
    `${draw}function lazily(make) {
  let value;
  return () => (value ??= make());
}
const getId = lazily(() => randomUUID()); // expect
const id = getId();
export const handler = () => id;`,
    `${draw}function first(list, fallback = randomUUID()) { // expect
  return list[0] ?? fallback;
}
const id = first([]);
export const handler = () => id;`,
    // CommonJS.
    `const crypto = require('crypto');
const id = crypto.randomUUID(); // expect
exports.handler = async () => id;`,
    `const { randomUUID: uuid } = require('node:crypto');
module.exports.id = uuid(); // expect`,
    `const { randomUUID } = require('crypto');
module.exports = { id: randomUUID() }; // expect`,
    `exports.id = require('crypto').randomUUID(); // expect`,
    // Renames, namespaces, destructuring, dynamic import.
    `import { randomUUID as uuid } from 'crypto';
export const id = uuid(); // expect`,
    `import * as crypto from 'node:crypto';
export const id = crypto.randomUUID(); // expect`,
    `import crypto from 'node:crypto';
const { randomUUID } = crypto;
export const id = randomUUID(); // expect`,
    `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const { v4 } = require('uuid');
export const id = v4(); // expect`,
    `export const id = crypto.randomUUID(); // expect`,
    `export const id = globalThis.crypto.randomUUID(); // expect`,
    `const { randomUUID } = process.getBuiltinModule('crypto');
export const id = randomUUID(); // expect`,
    // Re-exported.
    `${draw}const id = randomUUID(); // expect
export { id };`,
    `${draw}const id = randomUUID(); // expect
export { id as default };`,
    `${draw}export default randomUUID(); // expect`,
    // TypeScript.
    `import crypto = require('crypto');
export const id: string = crypto.randomUUID(); // expect`,
    `${draw}export const id = randomUUID() as string; // expect`,
    `${draw}@Service({ id: randomUUID() }) // expect
export class Handler {}`,
    `${draw}export class Handler {
  private static readonly id: string = randomUUID(); // expect
}`,
    `${draw}namespace Ids {
  export const id = randomUUID(); // expect
}
export const handler = () => Ids.id;`,
    `${draw}const id = randomUUID()!; // expect
export const handler = async (event: unknown): Promise<string> => id;`,
    // Exports that other files call while they are loaded.
    {
      code: `${draw}let id;
export function setUp() {
  id = randomUUID(); // expect
}
export const read = () => id;`,
      settings: { calledExports: ['setUp'] },
    },
  ],
  valid: [
    // Handlers and stored functions.
    `${draw}export const handler = async () => randomUUID();`,
    `${draw}export default async function () { return randomUUID(); }`,
    `const { randomUUID } = require('crypto');
exports.handler = async () => ({ id: randomUUID() });`,
    `${draw}export const newId = () => randomUUID();`,
    `${draw}export const newId = randomUUID;`,
    `${draw}export const tools = { newId: () => randomUUID(), make() { return randomUUID(); } };`,
    `${draw}import middy from '@middy/core';
export const handler = middy(async () => randomUUID());`,
    `${draw}import express from 'express';
const app = express();
app.get('/', (request, response) => response.send(randomUUID()));
export { app };`,
    `${draw}class Service {
  id = randomUUID();
}
export const handler = () => new Service();`,
    `${draw}export class Service {
  constructor() {
    this.id = randomUUID();
  }
}`,
    // Memoised getters first used in a handler.
    `${draw}let id;
const getId = () => (id ??= randomUUID());
export const handler = () => getId();`,
    `import once from 'once';
${draw}const getId = once(() => randomUUID());
export const handler = () => getId();`,
    `${draw}function lazily(make) {
  let value;
  return () => (value ??= make());
}
const getId = lazily(() => randomUUID());
export const handler = () => getId();`,
    // Callbacks that only tests run, or that nobody has run yet.
    `${draw}let id;
beforeEach(() => {
  id = randomUUID();
});
export const read = () => id;`,
    `${draw}const ids = [];
process.on('exit', () => ids.push(randomUUID()));
export { ids };`,
    `${draw}import { Effect } from 'effect';
export const program = Effect.map(Effect.succeed(1), () => randomUUID());`,
    // A generator's body runs when it is asked.
    `${draw}function* ids() { yield randomUUID(); }
export const source = ids();`,
    // Types only.
    `${draw}export type Id = ReturnType<typeof randomUUID>;`,
    `import type { randomUUID } from 'node:crypto';
export declare const make: typeof randomUUID;`,
    `${draw}declare const id: string;
export class Handler { declare id: string; }`,
    // Other functions of that name.
    `import { randomUUID } from './fixed-ids.js';
export const id = randomUUID();`,
    `const crypto = { randomUUID: () => 'fixed' };
export const id = crypto.randomUUID();`,
    `function v4() { return 4; }
export const id = v4();`,
    // Programs and what only runs on a developer's machine.
    `#!/usr/bin/env node
const { randomUUID } = require('crypto');
exports.id = randomUUID();`,
    `const { randomUUID } = require('crypto');
if (require.main === module) {
  exports.id = randomUUID();
}`,
    `${draw}export let id;
if (process.env.IS_OFFLINE) id = randomUUID();`,
    `${draw}export let id;
if (process.env.NODE_ENV === 'test') id = randomUUID();`,
    `${draw}export const id = process.env.NODE_ENV !== 'test' ? undefined : randomUUID();`,
    `${draw}import { fileURLToPath } from 'node:url';
export let id;
if (process.argv[1] === fileURLToPath(import.meta.url)) id = randomUUID();`,
    `${draw}import { isMain } from './is-main.js';
export let id;
if (isMain(import.meta.url)) id = randomUUID();`,
    // Dropped before the snapshot.
    `${draw}console.log(randomUUID());`,
    `${draw}randomUUID();`,
    `${draw}const id = randomUUID();
console.log('starting', id);`,
    `${draw}function warmUp() {
  const id = randomUUID();
  return id.length > 0;
}
warmUp();
export const handler = () => 1;`,
    `${draw}const isLong = randomUUID().length > 10;
export const handler = () => isLong;`,
    // Renewed after each restore.
    `${draw}import v8 from 'node:v8';
let id = randomUUID();
v8.startupSnapshot.addDeserializeCallback(() => {
  id = randomUUID();
});
export const handler = () => id;`,
    {
      code: `${draw}import { onRestore } from './hooks.js';
let id = randomUUID();
onRestore(() => {
  id = randomUUID();
});
export const handler = () => id;`,
      settings: { afterRestore: 'onRestore' },
    },
    // After a restore barrier.
    {
      code: `${draw}import { awaitRestore } from './runtime.js';
await awaitRestore();
export const id = randomUUID();`,
      settings: { restoreBarrier: ['awaitRestore'] },
    },
    {
      code: `${draw}import { awaitRestore as restored } from './runtime.js';
async function start() {
  await restored();
}
await start();
export const id = randomUUID();`,
      settings: { restoreBarrier: ['awaitRestore'] },
    },
    {
      code: `${draw}import * as runtime from './runtime.js';
let id;
(async () => {
  await runtime.awaitRestore();
  id = randomUUID();
})();
export const handler = () => id;`,
      settings: { restoreBarrier: ['runtime.awaitRestore'] },
    },
    // Said to be harmless by the project.
    { code: `${draw}export const id = randomUUID();`, settings: { allow: ['node:crypto'] } },
    { code: `${draw}export const id = randomUUID();`, settings: { allow: ['node:crypto#randomUUID'] } },
  ],
});

runCases('unique-value-in-init', {
  invalid: [
    // What a barrier does not cover: what is before it, and what does not wait for it.
    {
      code: `${draw}import { awaitRestore } from './runtime.js';
export const id = randomUUID(); // expect
await awaitRestore();`,
      settings: { restoreBarrier: ['awaitRestore'] },
    },
    {
      code: `${draw}import { awaitRestore } from './runtime.js';
(async () => {
  await awaitRestore();
})();
export const id = randomUUID(); // expect`,
      settings: { restoreBarrier: ['awaitRestore'] },
    },
    {
      code: `${draw}import { awaitRestore } from './runtime.js';
await awaitRestore;
export const id = randomUUID(); // expect`,
      settings: { restoreBarrier: ['awaitRestore'] },
    },
    // Written again only while it is empty: never again.
    `${draw}let id = randomUUID(); // expect
export const handler = () => {
  if (!id) id = randomUUID();
  return id;
};`,
  ],
  valid: [`${draw}export const handler = () => randomUUID();`],
});
