/** A real editor: Emacs opens a project, shows what the server found, and applies one of its actions. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mustRun } from './program.ts';

const NUMBERS = 'src/main/java/com/example/orders/OrderNumbers.java';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-emacs-'));
  cpSync(resolve('examples/orders'), root, { recursive: true });
  mustRun('git', ['init', '--quiet'], { cwd: root });
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

it.each([
  ['eglot', expect.stringContaining('[prng-in-init]: new Random() is seeded before the snapshot')],
  ['lsp-mode', 'prng-in-init'],
])('shows the diagnostics of a file and applies a quick fix with %s', (client, shown) => {
  const result = join(root, 'result.json');
  mustRun('emacs', ['--batch', '--load', resolve(`test/tools/${client}.el`)], {
    cwd: root,
    env: {
      HOME: root,
      SNAPSAFE_SETUP: resolve('editors/emacs/snapsafe.el'),
      SNAPSAFE_NODE: process.execPath,
      SNAPSAFE_SERVER: resolve('bin/snapsafe.js'),
      SNAPSAFE_FILE: NUMBERS,
      SNAPSAFE_AT: 'new Random()',
      SNAPSAFE_ACTION: 'Use SecureRandom instead of new Random()',
      SNAPSAFE_RESULT: result,
    },
  });
  const { before, after } = JSON.parse(readFileSync(result, 'utf8')) as { before: string[]; after: string[] };
  expect(before).toEqual([shown]);
  expect(after).toEqual([]);
  expect(readFileSync(join(root, NUMBERS), 'utf8')).toContain('new SecureRandom()');
});
