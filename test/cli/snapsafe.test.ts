import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Ajv } from 'ajv';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/types.ts';
import { project, prngHandler, snapsafe, timestampHandler } from './process.ts';

const schema = JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8')) as object;
const isReport = new Ajv({ strict: true }).compile(schema);

let shop: string;
let warned: string;
let clean: string;

beforeAll(() => {
  shop = project({
    'src/main/java/com/acme/CouponHandler.java': prngHandler,
    'src/test/java/com/acme/CopyHandler.java': prngHandler,
  });
  warned = project({ 'ClockHandler.java': timestampHandler });
  clean = project({ 'Plain.java': 'class Plain {}\n' });
});

afterAll(() => {
  for (const root of [shop, warned, clean]) rmSync(root, { recursive: true, force: true });
});

const handler = 'src/main/java/com/acme/CouponHandler.java';

describe('exit code and output', () => {
  it('exits 1 on an error and shows it with its call chain', () => {
    const { code, stdout, stderr } = snapsafe(shop, []);
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toContain(`${handler}:6:33  error  prng-in-init  (likely, unsafe if snapshotted)\n`);
    expect(stdout).toContain('6 |   private final Random random = new Random();\n');
    expect(stdout).toMatch(
      /\n {2}1\. \S+CouponHandler\.java:5 {2}constructor of CouponHandler\n {2}└─ 2\. \S+:6 {2}.*new Random/,
    );
    expect(stdout).toContain('✖ 1 finding (1 error, 0 warnings) in 1 file\n');
  });

  it('exits 0 on a clean project and says so in one line', () => {
    expect(snapsafe(clean, [])).toEqual({ code: 0, stdout: '✔ No findings in 1 file\n', stderr: '' });
    expect(snapsafe(clean, ['--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('exits 1 on warnings, unless --max-warnings, --quiet or --exit-zero lets them pass', () => {
    expect(snapsafe(warned, ['-f', 'compact'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(': warning: ') as string,
    });
    expect(snapsafe(warned, ['--max-warnings', '1']).code).toBe(0);
    expect(snapsafe(warned, ['--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(snapsafe(warned, ['--quiet', '--max-warnings', '0']).code).toBe(1);
    expect(snapsafe(warned, ['--exit-zero']).code).toBe(0);
  });

  it('sets severities and the target', () => {
    expect(snapsafe(shop, ['--rule', 'prng-in-init:off'])).toMatchObject({
      code: 0,
      stdout: '✔ No findings in 1 file\n',
    });
    expect(snapsafe(shop, ['--rule', 'prng-in-init:info', '-f', 'compact'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(': info: ') as string,
    });
    expect(snapsafe(shop, ['--target', 'crac']).code).toBe(1);
  });

  it('analyses test sources when asked to', () => {
    const { stdout } = snapsafe(shop, ['--include-tests', '-f', 'compact']);
    expect(stdout.trim().split('\n')).toHaveLength(2);
  });

  it('exits 0 where there are no Java files, and says that once', () => {
    const empty = project({ 'README.md': '# nothing' });
    const line = 'snapsafe: no Java files and no Node handlers found (ignored files and test sources are left out)\n';
    expect(snapsafe(empty, [])).toEqual({ code: 0, stdout: '', stderr: line });
    expect(snapsafe(empty, ['README.md']).stderr).toContain('no Java files and no Node handlers found in README.md');
    rmSync(empty, { recursive: true });
  });

  it('says nothing about named files that are left out, as hooks name them', () => {
    expect(snapsafe(shop, ['src/test/java/com/acme/CopyHandler.java'])).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

describe('json', () => {
  it('prints one valid document and nothing else', () => {
    const { code, stdout, stderr } = snapsafe(shop, ['--format', 'json']);
    const report = JSON.parse(stdout) as Report;
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
    expect(report.findings[0]).toMatchObject({
      ruleId: 'prng-in-init',
      family: 'randomness',
      severity: 'error',
      file: handler,
      range: { start: { line: 6, column: 33 }, end: { line: 6, column: 45 } },
      sink: { type: 'java.util.Random', member: '<init>' },
      phase: 'instance-field',
      roots: ['com.acme.CouponHandler'],
    });
  });

  it('is the same from run to run, wherever the project lies, and holds no absolute path', () => {
    const copy = project({ [handler]: prngHandler });
    const { stdout } = snapsafe(copy, ['-f', 'json']);
    expect(stdout).toBe(snapsafe(shop, ['-f', 'json']).stdout);
    expect(stdout).not.toContain(copy);
    rmSync(copy, { recursive: true });
  });

  it('accepts --no-cache and --assume-snapstart', () => {
    const report = JSON.parse(snapsafe(shop, ['-f', 'json', '--no-cache', '--assume-snapstart', '.']).stdout) as Report;
    expect(report.findings.map((finding) => finding.snapStart)).toEqual(['on']);
  });

  it('gives the same findings with the other parser', () => {
    expect(snapsafe(shop, ['-f', 'json', '--parser', 'java-parser']).stdout).toBe(
      snapsafe(shop, ['-f', 'json']).stdout,
    );
  });
});

describe('several formats', () => {
  it('writes files, making their directories, beside what goes to stdout', () => {
    const { stdout } = snapsafe(shop, ['-f', 'json=out/deep/report.json', '-f', 'compact', '--color']);
    expect(stdout).toMatch(/: error: .* \[prng-in-init\]\n$/);
    const written = readFileSync(join(shop, 'out/deep/report.json'), 'utf8');
    expect(written).toBe(snapsafe(shop, ['-f', 'json']).stdout);
  });

  it('exits 2 with one line when a file cannot be written', () => {
    const { code, stderr } = snapsafe(shop, ['-f', 'json=src']);
    expect(code).toBe(2);
    expect(stderr).toBe('snapsafe: cannot write src: it is a directory\n');
  });
});

describe('colour', () => {
  it('is off without a terminal, on with FORCE_COLOR or --color, and changes no text', () => {
    const plain = snapsafe(shop, []).stdout;
    const forced = snapsafe(shop, [], { FORCE_COLOR: '1' }).stdout;
    expect(plain).not.toContain('\u001b');
    expect(forced).toContain('\u001b[31m');
    expect(stripVTControlCharacters(forced)).toBe(plain);
    expect(snapsafe(shop, ['--color']).stdout).toBe(forced);
    expect(snapsafe(shop, ['--no-color'], { FORCE_COLOR: '1' }).stdout).toBe(plain);
  });
});

describe('what cannot be run', () => {
  it.each([
    [['nope'], 'snapsafe: no such file or directory: nope\n'],
    [['--formt', 'json'], "snapsafe: unknown option '--formt' (Did you mean --format?)\n"],
    [['--rule', 'prng-in-int:off'], "snapsafe: unknown rule 'prng-in-int' (did you mean 'prng-in-init'?)\n"],
    [['explain', 'prng'], "snapsafe: unknown rule 'prng' (did you mean 'prng-in-init'?)\n"],
    [['--why', 'Nope.java:1'], 'snapsafe: Nope.java is not among the analysed Java files\n'],
  ])('%j exits 2 with one line on stderr and nothing on stdout', (args, line) => {
    expect(snapsafe(shop, args)).toEqual({ code: 2, stdout: '', stderr: line });
  });
});

describe('explain, why, stats', () => {
  it('lists the rules, and prints the page of one', () => {
    expect(snapsafe(clean, ['explain']).stdout).toMatch(/^prng-in-init +\S.*\(error\)$/m);
    const { code, stdout } = snapsafe(clean, ['explain', 'prng-in-init']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^prng-in-init\n/);
    expect(stdout).not.toContain('<!--');
    expect(stdout).toContain('    import java.util.Random;\n');
  });

  it('prints why a line runs before the snapshot', () => {
    const { code, stdout } = snapsafe(shop, ['--why', `${handler}:6`]);
    expect(code).toBe(0);
    expect(stdout).toContain('constructor of CouponHandler');
  });

  it('prints stage times and memory to stderr', () => {
    const { stderr } = snapsafe(shop, ['--stats', '-f', 'json']);
    expect(stderr).toMatch(
      /^discover +\d+ ms\ncache +\d+ ms\nread +\d+ ms\nparse +\d+ ms\nproject +\d+ ms\nanalyze +\d+ ms\nscripts +\d+ ms\nsuppress +\d+ ms\ncollect +\d+ ms\nsuggest +\d+ ms\ntotal +\d+ ms\nfiles +1\npeak RSS +\d+ MB\n(?:[a-z-]+ +\d+ ms\n)*$/,
    );
  });
});
