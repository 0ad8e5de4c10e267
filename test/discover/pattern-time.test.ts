/** Patterns that take without end are given up and told of. Here the clock runs a hundred times as fast. */
import { execFileSync } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { discoverFiles } from '../../src/discover/files.ts';
import { EndlessPatterns, fileFilter } from '../../src/discover/patterns.ts';
import { analyze } from '../../src/run/run.ts';
import { inTree, type Tree } from '../helpers/tree.ts';

vi.mock(import('../../src/util/within-time.ts'), async (original) => {
  const { withinTime } = await original();
  return { withinTime: (milliseconds, step) => withinTime(Math.ceil(milliseconds / 100), step) };
});

const ENDLESS = '**/a/'.repeat(20);
const DEEP = `${'a/'.repeat(60)}A.java`;

const found = (tree: Tree): Promise<Awaited<ReturnType<typeof discoverFiles>>> =>
  inTree(tree, (cwd) => {
    execFileSync('git', ['init', '-q'], { cwd });
    return discoverFiles({ cwd, paths: [], ignorePatterns: [], includeTests: true });
  });

it.each([
  ['in one of them', `${ENDLESS}b\n`],
  ['in a hundred thousand', Array.from({ length: 100_000 }, (_, n) => `/*x${String(n)}*y\n`).join('')],
])('those of a .gitignore exclude nothing, others do: %s', async (_what, text) => {
  const result = await found({
    '.gitignore': text,
    [DEEP]: '',
    'b/.gitignore': 'B.java\n',
    'b/B.java': '',
    'b/C.java': '',
  });
  const message = 'its patterns take too long, and exclude nothing';
  expect(result).toMatchObject({
    problems: [{ file: '.gitignore', line: 1, column: 1, message }],
    files: [{ file: DEEP }, { file: 'b/C.java' }],
  });
});

it('those that a path matches in one way only are asked', async () => {
  const tree = { '.gitignore': '**/b/**\n**/c/**/D.java\n', 'a/b/B.java': '', 'c/x/D.java': '', 'c/E.java': '' };
  expect(await found({ ...tree, [DEEP]: '' })).toMatchObject({
    problems: [],
    files: [{ file: DEEP }, { file: 'c/E.java' }],
  });
});

it('those of a configuration keep the run from beginning', async () => {
  const filter = fileFilter({ directory: '/repo', include: null, exclude: [`${ENDLESS}b`] });
  expect(() => filter(`/repo/${DEEP}`)).toThrow(EndlessPatterns);
  for (const key of ['exclude', 'include']) {
    const config = JSON.stringify({ [key]: [`${ENDLESS}b`] });
    const outcome = await inTree({ 'snapsafe.config.json': config, [DEEP]: '' }, (cwd) => analyze({ cwd }));
    expect(outcome).toEqual({
      ok: false,
      problem: 'patterns of files take too long; ** in several places of one pattern does that',
    });
  }
});
