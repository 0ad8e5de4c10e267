/** A real editor: Neovim opens a project, shows what the server found, and applies one of its actions. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const NUMBERS = 'src/main/java/com/example/orders/OrderNumbers.java';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-neovim-'));
  cpSync(resolve('examples/orders'), root, { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

it('shows the diagnostics of a file and applies a quick fix', () => {
  const result = join(root, 'result.json');
  execFileSync('nvim', ['--headless', '-u', 'NONE', '-n', NUMBERS, '-S', resolve('test/tools/neovim.lua')], {
    cwd: root,
    env: {
      ...process.env,
      HOME: root,
      SNAPSAFE_SERVER: resolve('bin/snapsafe.js'),
      SNAPSAFE_ACTION: 'Use SecureRandom instead of new Random()',
      SNAPSAFE_RESULT: result,
    },
    timeout: 120_000,
    stdio: 'pipe',
  });
  const seen = JSON.parse(readFileSync(result, 'utf8')) as Readonly<Record<string, unknown>>;
  expect(seen).toMatchObject({ before: ['prng-in-init'], after: [] });
  expect(readFileSync(join(root, NUMBERS), 'utf8')).toContain('new SecureRandom()');
});
