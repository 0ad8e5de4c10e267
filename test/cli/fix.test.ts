import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { OutputStream } from '../../src/cli/terminal.ts';
import { prngHandler, project, snapsafe, timestampHandler } from './process.ts';

let root: string;

beforeEach(() => {
  root = project({ 'src/CouponHandler.java': prngHandler, 'src/ClockHandler.java': timestampHandler });
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

describe('--fix', () => {
  it('applies what is safe, says so, and reports what is left', () => {
    const { code, stdout, stderr } = snapsafe(root, ['--fix', '-f', 'compact']);
    expect(stderr).toBe('snapsafe: 1 finding in 1 file mended, 1 finding left\n');
    expect(stdout).toContain('timestamp-in-init');
    expect(stdout).not.toContain('prng-in-init');
    expect(code).toBe(1);
    expect(read('src/CouponHandler.java')).toContain('private final Random random = new SecureRandom();\n');
    expect(read('src/CouponHandler.java')).toContain('import java.security.SecureRandom;\n');
    expect(read('src/ClockHandler.java')).toBe(timestampHandler);
  });

  it('leaves no other file behind and keeps the mode', () => {
    chmodSync(join(root, 'src/CouponHandler.java'), 0o640);
    snapsafe(root, ['--fix']);
    expect(readdirSync(join(root, 'src')).sort()).toEqual(['ClockHandler.java', 'CouponHandler.java']);
    expect(statSync(join(root, 'src/CouponHandler.java')).mode & 0o777).toBe(0o640);
  });

  it('keeps CRLF and a byte order mark', () => {
    const mark = '\ufeff';
    const windows = project({ 'CouponHandler.java': mark + prngHandler.replaceAll('\n', '\r\n') });
    snapsafe(windows, ['--fix']);
    const text = readFileSync(join(windows, 'CouponHandler.java'), 'utf8');
    expect(text).toContain('import java.security.SecureRandom;\r\n');
    expect(text.startsWith(`${mark}package`)).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    rmSync(windows, { recursive: true });
  });

  it('says that there is nothing to do', () => {
    const { stderr } = snapsafe(root, ['--fix', '--rule', 'prng-in-init:off', '--rule', 'timestamp-in-init:off']);
    expect(stderr).toBe('snapsafe: nothing mended\n');
  });

  it('writes nothing outside the working directory', () => {
    const inner = join(root, 'inner');
    mkdirSync(inner);
    const { code, stderr } = snapsafe(inner, ['--fix', '../src/CouponHandler.java']);
    expect(code).toBe(2);
    expect(stderr).toBe('snapsafe: left as it was: ../src/CouponHandler.java lies outside the working directory\n');
    expect(read('src/CouponHandler.java')).toBe(prngHandler);
  });

  it('writes nothing into a file that is not UTF-8', () => {
    const bytes = Buffer.from(`${prngHandler}// caf\u00e9\n`, 'latin1');
    writeFileSync(join(root, 'src/CouponHandler.java'), bytes);
    const { code, stderr } = snapsafe(root, ['--fix']);
    expect(code).toBe(2);
    expect(stderr).toContain('left as it was: src/CouponHandler.java is not UTF-8\n');
    expect(readFileSync(join(root, 'src/CouponHandler.java'))).toEqual(bytes);
  });

  it('writes nothing through a link', () => {
    const outside = project({ 'CouponHandler.java': prngHandler });
    symlinkSync(join(outside, 'CouponHandler.java'), join(root, 'LinkedHandler.java'));
    const { code, stderr } = snapsafe(root, ['--fix', 'LinkedHandler.java']);
    expect(code).toBe(2);
    expect(stderr).toBe('snapsafe: left as it was: LinkedHandler.java is reached through a link\n');
    expect(readFileSync(join(outside, 'CouponHandler.java'), 'utf8')).toBe(prngHandler);
    rmSync(outside, { recursive: true });
  });
});

describe('what is no Java source', () => {
  const boot = (version: string): string =>
    `<project><modelVersion>4.0.0</modelVersion><groupId>shop</groupId><artifactId>orders</artifactId><version>1</version>
  <parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>${version}</version></parent>
  <dependencies>
    <dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-jdbc</artifactId></dependency>
    <dependency><groupId>org.crac</groupId><artifactId>crac</artifactId><version>1.5.0</version></dependency>
  </dependencies>
</project>\n`;
  const settings = 'src/main/resources/application.properties';

  it('is mended, and analysed again as it is then', () => {
    const shop = project({
      'src/main/java/shop/Order.java': 'package shop;\n\nrecord Order(String item) {}\n',
      'pom.xml': boot('3.3.0'),
      [settings]: 'spring.datasource.url=jdbc:postgresql://db/shop\n',
    });
    expect(snapsafe(shop, ['--unsafe-fixes']).stderr).toBe('snapsafe: 1 finding in 1 file mended\n');
    expect(readFileSync(join(shop, settings), 'utf8')).toBe(
      'spring.datasource.url=jdbc:postgresql://db/shop\nspring.datasource.hikari.allow-pool-suspension=true\n',
    );
    rmSync(shop, { recursive: true });
  });
});

describe('--diff', () => {
  it.each(['--diff', '--fix-dry-run'])('%s prints a unified diff, exits 1 and writes nothing', (option) => {
    const { code, stdout, stderr } = snapsafe(root, [option]);
    expect(code).toBe(1);
    expect(stderr).toBe('snapsafe: 1 finding in 1 file would be mended, 1 finding left\n');
    expect(stdout).toContain('--- a/src/CouponHandler.java\n+++ b/src/CouponHandler.java\n@@ ');
    expect(stdout).toContain(
      '\n-  private final Random random = new Random();\n+  private final Random random = new SecureRandom();\n',
    );
    expect(read('src/CouponHandler.java')).toBe(prngHandler);
  });

  it('prints nothing and exits 0 when nothing would change', () => {
    expect(snapsafe(root, ['--diff', 'src/ClockHandler.java'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'snapsafe: nothing would be mended, 1 finding left\n',
    });
  });

  it('gives a program the lines as they are, and a terminal nothing to obey', async () => {
    const [plain, shown] = ['// \u001b[2J\u202e', '// \\u{1b}[2J\\u{202e}'];
    const line = '  private final Random random = new Random();';
    writeFileSync(join(root, 'src/CouponHandler.java'), prngHandler.replace(line, `\t${plain}\r\n${line}`));
    expect(snapsafe(root, ['--diff']).stdout).toContain(`\n \t${plain}\r\n-${line}\n`);
    const said: string[] = [];
    const stream = (isTTY: boolean): OutputStream => ({ isTTY, write: (text) => (isTTY ? said.push(text) : 0) });
    const readInput = (): Promise<string> => Promise.resolve('');
    const code = await main(['--diff', '--no-cache'], {
      ...{ cwd: root, env: {}, readInput },
      ...{ stdout: stream(true), stderr: stream(false) },
    });
    expect(said.join('')).toContain(`\n \t${shown}\n-${line}\n`);
    expect(code).toBe(1);
  });

  it('ends with a usable code when the run cannot be made', () => {
    expect(snapsafe(root, ['--diff', 'nowhere'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'snapsafe: no such file or directory: nowhere\n',
    });
  });
});
