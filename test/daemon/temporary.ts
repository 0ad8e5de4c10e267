/** Directories and sockets for tests of the daemon; all of them are gone afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Owner } from '../../src/daemon/place.ts';

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

/** A new directory that only its user can enter. */
export function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'snapsafe-d-'));
  made.push(directory);
  return directory;
}

/** The user of this process, whose run-time directory is `runtime`. */
export function ownerIn(runtime: string): Owner {
  return { platform: process.platform, uid: process.getuid?.(), env: { XDG_RUNTIME_DIR: runtime } };
}
