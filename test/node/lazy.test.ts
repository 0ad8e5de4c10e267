/** ESLint is loaded for handlers in JavaScript alone: a run over Java must not pay for it. */
import { expect, it, vi } from 'vitest';
import { briefly, reportOn } from '../helpers/tree.ts';

const loaded = vi.hoisted(() => [] as string[]);

vi.mock('eslint/universal', async (original) => {
  loaded.push('eslint');
  return original();
});
vi.mock('@typescript-eslint/parser', async (original) => {
  loaded.push('parser');
  // ESLint asks for this mark, and a mocked module must have what is asked for.
  return { ...(await original<object>()), [Symbol.for('eslint.RuleTester.parser')]: undefined };
});

it('loads ESLint with the first handler in JavaScript, and the compiler with the first in TypeScript', async () => {
  const java = { 'Orders.java': 'class Orders {}' };
  const seed = 'export const seed = Math.random();\nexport const handler = () => seed;\n';
  await reportOn({ ...java, 'lib/a.ts': seed, 'lib/b.js': seed });
  expect(loaded).toEqual([]);
  expect(briefly(await reportOn({ ...java, 'a.mjs': seed }, { handlers: ['a.mjs'] }))).toEqual([
    'a.mjs:1 prng-in-init unknown likely',
  ]);
  expect(loaded).toEqual(['eslint']);
  await reportOn({ ...java, 'a.ts': seed }, { handlers: ['a.ts'] });
  expect(loaded).toEqual(['eslint', 'parser']);
});
