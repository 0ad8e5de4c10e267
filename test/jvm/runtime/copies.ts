/** What two copies of a function answer that were restored from one memory image (test/jvm/java/MemoryImage.java). */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FixtureFile } from '../../helpers/fixtures.ts';
import type { Compilers } from '../support/compilers.ts';
import { programOf } from '../support/jdks.ts';
import type { Workshop } from '../support/setup.ts';
import { handlerOf } from './handler.ts';

const run = promisify(execFile);

/**
 * Compiles a program and restores it twice. Gives one line for each copy, the answers of its two invocations, and throws the
 * errors of the compiler or what the program failed with.
 */
export async function answersOfCopies(
  program: readonly FixtureFile[],
  { jdks, jars, classes }: Workshop,
  compilers: Compilers,
): Promise<readonly string[]> {
  const taskRoot = mkdtempSync(join(tmpdir(), 'snapsafe-copies-'));
  try {
    const errors = await compilers.compile(program, taskRoot);
    if (errors.length > 0) throw new Error(errors.join('\n'));
    const handler = handlerOf(program);
    const others = binaryNamesIn(taskRoot).filter((name) => name !== handler);
    const classPath = [classes, taskRoot, ...jars].join(':');
    const options = ['-XX:+UseSerialGC', '-Xint', '-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac'];
    const { stdout } = await run(programOf(jdks.base, 'java'), [
      ...options,
      '-cp',
      classPath,
      'MemoryImage',
      handler,
      ...others,
    ]);
    return stdout.trim().split('\n');
  } finally {
    rmSync(taskRoot, { recursive: true, force: true });
  }
}

function binaryNamesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.class'))
    .map((file) => file.replace(/\.class$/u, '').replaceAll('/', '.'));
}
