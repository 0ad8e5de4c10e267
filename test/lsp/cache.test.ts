/** The server keeps facts where the command line says, and nowhere where it says so. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startClient } from './client.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-lsp-cache-'));
  for (let index = 0; index < 20; index++) {
    const name = `Numbers${String(index)}`;
    writeFileSync(
      join(root, `${name}.java`),
      `class ${name} { static final java.util.UUID ID = java.util.UUID.randomUUID(); }`,
    );
  }
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Opens the project and closes it; gives how many files it found something in. */
async function openAndClose(...args: readonly string[]): Promise<number> {
  const client = await startClient(root, undefined, undefined, undefined, args);
  await client.until((pushed) => pushed.size === 20);
  const { size } = client.pushed;
  expect(await client.stop()).toBe(0);
  return size;
}

it('keeps facts in the directory that is named, when the client ends', async () => {
  const directory = join(root, 'node_modules', 'facts');
  expect(await openAndClose('--cache-location', directory)).toBe(20);
  expect(readdirSync(directory)).toHaveLength(1);
  expect(await openAndClose('--cache-location', directory)).toBe(20);
  expect(readdirSync(directory)).toHaveLength(1);
});

it('keeps none with --no-cache', async () => {
  const directory = join(root, 'node_modules', 'facts');
  expect(await openAndClose('--cache-location', directory, '--no-cache')).toBe(20);
  expect(existsSync(directory)).toBe(false);
});
