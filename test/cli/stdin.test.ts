import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prngHandler, project, snapsafe, timestampHandler } from './process.ts';

let root: string;
beforeAll(() => {
  root = project({ 'src/CouponHandler.java': prngHandler, 'src/ClockHandler.java': timestampHandler });
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** What is found with this text of a file, as `file:line rule`, and the exit code. */
function run(text: string | Uint8Array, ...args: readonly string[]): readonly unknown[] {
  const { code, stdout, stderr } = snapsafe(root, ['--stdin', '--format', 'json', ...args], {}, text);
  if (stdout === '') return [code, stderr];
  const { findings } = JSON.parse(stdout) as {
    findings: { file: string; ruleId: string; range: { start: { line: number } } }[];
  };
  return [code, ...findings.map(({ file, ruleId, range }) => `${file}:${String(range.start.line)} ${ruleId}`)];
}

describe('--stdin', () => {
  it('stands for what the file holds', () => {
    const at = ['--stdin-filename', 'src/CouponHandler.java', 'src/CouponHandler.java'];
    expect(run(`\n${prngHandler}`, ...at)).toEqual([1, 'src/CouponHandler.java:7 prng-in-init']);
    expect(run(prngHandler.replace('new Random()', 'new java.security.SecureRandom()'), ...at)).toEqual([0]);
    expect(run(`\ufeff${prngHandler}`, ...at)).toEqual([1, 'src/CouponHandler.java:6 prng-in-init']);
  });

  it('takes an absolute name, and reports what leads through the file as well; the rest of the project is as on disk', () => {
    const name = ['--stdin-filename', join(root, 'src/CouponHandler.java')];
    expect(run(prngHandler, ...name)).toEqual([1, 'src/CouponHandler.java:6 prng-in-init']);
    const other = prngHandler
      .replace('new Random()', 'ClockHandler.random()')
      .replace('Random random', 'Object random');
    const clock = timestampHandler.replace(
      /\}\s*$/,
      '  static Object random() { return new java.util.Random(); }\n}\n',
    );
    writeFileSync(join(root, 'src/ClockHandler.java'), clock);
    expect(run(other, ...name)).toEqual([1, 'src/ClockHandler.java:9 prng-in-init']);
    writeFileSync(join(root, 'src/ClockHandler.java'), timestampHandler);
  });

  it('shows repairs as differences and writes none', () => {
    const args = ['--stdin', '--stdin-filename', 'src/CouponHandler.java', '--unsafe-fixes'];
    expect(snapsafe(root, args, {}, prngHandler)).toMatchObject({
      code: 2,
      stderr: 'snapsafe: --fix writes files, and --stdin is none: use --diff\n',
    });
    const { stdout } = snapsafe(root, [...args, '--diff'], {}, `\n${prngHandler}`);
    expect(stdout).toMatch(/^-.*new Random\(\)/m);
    expect(stdout).toMatch(/^\+.*new SecureRandom\(\)/m);
    expect(readFileSync(join(root, 'src/CouponHandler.java'), 'utf8')).toBe(prngHandler);
  });

  it.each([
    ['--stdin alone', ['--stdin'], '--stdin needs --stdin-filename, the file that it is the text of'],
    ['a name alone', ['--stdin-filename', 'A.java'], '--stdin-filename is for --stdin'],
  ])('is refused: %s', (_, args, message) => {
    expect(snapsafe(root, args)).toMatchObject({ code: 2, stdout: '', stderr: `snapsafe: ${message}\n` });
  });

  it('takes any bytes', () => {
    for (const bytes of [new Uint8Array([0, 255, 254, 1]), new Uint8Array(0)]) {
      expect(run(bytes, '--stdin-filename', 'src/CouponHandler.java', 'src/CouponHandler.java')[0]).toBe(0);
    }
  });
});
