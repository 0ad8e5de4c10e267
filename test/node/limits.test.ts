/** Scripts that are nested without end cost their own findings only. */
import { expect, it } from 'vitest';
import { lintScript } from '../../src/node/lint-script.ts';

it.each([
  ['a chain of calls', 'index.js', `b${'.c()'.repeat(100_000)}`],
  ['a chain of calls in TypeScript', 'index.ts', `b${'.c()'.repeat(100_000)}`],
  ['lists in lists', 'index.js', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
])('%s is refused with a sentence', async (_what, file, expression) => {
  const text = `exports.handler = () => 1;\nconst a = ${expression};\n`;
  const linted = await lintScript(file, text, { settings: {}, rules: new Map([['prng-in-init', { strict: false }]]) });
  expect(linted).toMatchObject({
    ok: false,
    message: expect.stringMatching(/nested too deeply|call stack/u) as string,
  });
});
