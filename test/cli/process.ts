/** Runs the built command line as its users do; `npm test` builds it first. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const bin = fileURLToPath(new URL('../../bin/snapsafe.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `snapsafe` in `cwd` without a terminal and without the caller's colour settings. */
export function snapsafe(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input: string | Uint8Array = '',
): Finished {
  const result = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...env },
    input,
    encoding: 'utf8',
    timeout: 25_000,
    maxBuffer: 64 * 2 ** 20,
  });
  if (result.error !== undefined) throw result.error;
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** Makes a directory with these files (by path) and gives its path; the test removes it. */
export function project(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(tmpdir(), 'snapsafe-cli-'));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return root;
}

/** A handler with one error: a generator seeded before the snapshot, in line 6. */
export const prngHandler = `package com.acme;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Random;
public class CouponHandler implements RequestHandler<String, String> {
  private final Random random = new Random();
  public String handleRequest(String customer, Context context) {
    return customer + random.nextInt();
  }
}
`;

/** A handler with one warning: a time from the start, in line 5. */
export const timestampHandler = `package com.acme;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
public class ClockHandler implements RequestHandler<String, String> {
  private final java.time.Instant begin = java.time.Instant.now();
  public String handleRequest(String name, Context context) {
    return name + begin;
  }
}
`;
