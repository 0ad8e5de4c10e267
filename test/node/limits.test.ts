/** Scripts that are nested without end cost their own findings only, and ways between modules are not gone one by one. */
import { expect, it } from 'vitest';
import { lintScript } from '../../src/node/lint-script.ts';
import { reportOn } from '../helpers/tree.ts';

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

it('barrels that lead to one file in any number of ways are asked once each', async () => {
  const depth = 24;
  const tree: Record<string, string> = {
    'app.ts': `import { pool } from './l0a';\nawait pool.query('select 1');\nexport const handler = () => pool.query('select 2');\n`,
    [`l${String(depth)}a.ts`]: `import { Pool } from 'pg';\nexport const pool = new Pool();\n`,
    [`l${String(depth)}b.ts`]: `export * from './l${String(depth)}a';\n`,
  };
  for (let level = 0; level < depth; level += 1) {
    const next = `l${String(level + 1)}`;
    for (const side of ['a', 'b']) {
      tree[`l${String(level)}${side}.ts`] = `export * from './${next}a';\nexport * from './${next}b';\n`;
    }
  }
  const { findings, problems } = await reportOn(tree, { handlers: ['app.ts'] });
  expect(problems).toEqual([]);
  expect(findings.map(({ file, ruleId, range }) => [file, range.start.line, ruleId])).toEqual([
    ['app.ts', 2, 'connection-in-init'],
  ]);
});
