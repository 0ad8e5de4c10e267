/** Names and texts of a project that would be obeyed by whatever shows them: a terminal, a CI server, a browser, a parser. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseXml } from '@rgrove/parse-xml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prngHandler, project, snapsafe } from '../cli/process.ts';
import type { Finished } from '../cli/process.ts';

/** What a name can hold besides: ends lines, begins workflow commands, clears the screen, sets the title, turns the reading direction, closes tags and quotes. */
const NAME =
  'a\n::error::forged\r\u001b[2J\u001b]0;owned\u0007\u009b31m\u202e\'"<img src=x onerror=alert(1)>&amp;]]>%0A|`$(id)`';
/** The same without line ends: files of such names are analysed. */
const FILE = NAME.replaceAll(/[\n\r]/gu, '');
const FORMATS = ['stylish', 'compact', 'json', 'sarif', 'github', 'gitlab', 'junit', 'checkstyle', 'rdjson', 'html'];

let root = '';
beforeAll(() => {
  root = project({
    [`src/${NAME}/Lost.java`]: prngHandler,
    [`src/${FILE}/CouponHandler.java`]: prngHandler.replace('"', `"\u001b[31m\\u001b`),
    [`src/${FILE}/Broken${FILE}.java`]: `class Broken { String s = \u001b[2J\u009b \n::error::forged }`,
    [`${FILE}/template.yaml`]: `Resources:\n  "\u001b[2J": [\n::error::forged\n`,
    [`${FILE}/pom.xml`]: '<project><\u001b[2J</project>',
    [`${FILE}/application.yml`]: 'spring: "\u001b[2J\n::error::forged',
    'plain/template.yaml': `Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: "com.acme.CouponHandler\\x1b[2J\\n::error::forged"
      Runtime: java21
      SnapStart: {ApplyOn: PublishedVersions}
`,
  });
});
afterAll(() => rmSync(root, { recursive: true }));

/** Nothing but line feeds, and no bare character that turns the reading direction. */

const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** A line that GitHub's runner would take for a command, in front of which nothing stands. */
const forged = ({ stdout, stderr }: Finished): string[] =>
  (stdout + stderr)
    .split('\n')
    .filter((line) => /^\s*(?:::|##\[)[a-z-]+.*forged/iu.test(line) && !line.includes('snapsafe'));

function expectHarmless(finished: Finished): void {
  expect(finished.stdout).not.toMatch(OBEYED);
  expect(finished.stderr).not.toMatch(OBEYED);
  expect(forged(finished)).toEqual([]);
  expect(finished.stderr).not.toContain('internal error');
}

describe.each(FORMATS)('format %s', (format) => {
  it('passes nothing of it on to be obeyed', () => {
    const finished = snapsafe(root, ['--format', format]);
    expect(finished.code).toBe(1);
    expect(finished.stdout).toContain('CouponHandler');
    expectHarmless(finished);
    if (format === 'html') expect(finished.stdout).not.toContain('<img src=x');
    if (format === 'junit' || format === 'checkstyle') parseXml(finished.stdout);
    if (['json', 'sarif', 'gitlab', 'rdjson'].includes(format)) {
      expect(JSON.stringify(JSON.parse(finished.stdout))).toContain('forged');
    }
    if (format === 'github') {
      // The runner would take it for a line end.
      expect(finished.stdout).not.toContain('%0A|');
      const commands = finished.stdout.trim().split('\n').slice(0, -1);
      expect(commands.filter((line) => !/^::(?:error|warning|notice) file=[^,:]*,/u.test(line))).toEqual([]);
    }
  });
});

it('a directory whose name has a line end is told of, since it is not looked into', () => {
  const { stdout } = snapsafe(root, ['--format', 'json']);
  const { problems } = JSON.parse(stdout) as { problems: { file: string; message: string }[] };
  expect(problems).toContainEqual({
    file: `src/${NAME}`,
    line: 1,
    column: 1,
    message: 'was not looked into: its name has a line end',
  });
  expect(snapsafe(root, ['--strict']).code).toBe(2);
});

describe('other output', () => {
  it.each([
    ['with colour', ['--color', '--format', 'stylish']],
    ['statistics', ['--stats']],
    ['doctor', ['doctor']],
    ['why a line is reported', ['--why', `src/${FILE}/CouponHandler.java:6`]],
    ['why, of a file that is not there', ['--why', `${NAME}:6`]],
    ['a path that does not exist', [NAME]],
    ['an unknown rule', ['--rule', `${NAME}: error`]],
    ['an unknown rule to explain', ['explain', NAME]],
    ['the settings of a file', ['--print-config', `src/${FILE}/CouponHandler.java`]],
    ['edits', ['--diff', '--unsafe-fixes']],
    ['a baseline that does not exist', ['--baseline', NAME]],
    ['a commit that does not exist', ['--new-from', NAME]],
    ['a configuration that does not exist', ['--config', NAME]],
    ['a report that does not exist', ['report', '--from', NAME]],
  ])('%s', (_what, args) => {
    const finished = snapsafe(root, args);
    // What colours are made of is ours.

    const plain = (text: string): string => (args.includes('--color') ? text.replace(/\u001b\[\d*m/gu, '') : text);
    expectHarmless({ ...finished, stdout: plain(finished.stdout), stderr: plain(finished.stderr) });
  });

  it('of a configuration that is not valid', () => {
    const bad = join(root, 'bad');
    for (const [name, text] of Object.entries({
      'json/snapsafe.config.json': JSON.stringify({ [NAME]: 1, rules: { [NAME]: 'error' } }),
      'yaml/snapsafe.config.yaml': `rules: {"\\e[2J\\n::error::forged": error}\n"\\e[2J": 1\n`,
      'base/snapsafe-baseline.json': JSON.stringify({
        schemaVersion: 1,
        findings: [{ rule: NAME, file: NAME, symbol: NAME, shape: NAME }],
      }),
      'package/package.json': JSON.stringify({ snapsafe: { target: NAME } }),
    })) {
      mkdirSync(dirname(join(bad, name)), { recursive: true });
      writeFileSync(join(bad, name), text);
      writeFileSync(join(bad, dirname(name), 'A.java'), 'class A { }\n');
    }
    for (const name of ['json', 'yaml', 'base', 'package']) {
      for (const args of [[], ['config', 'verify'], ['doctor']]) expectHarmless(snapsafe(join(bad, name), args));
    }
    rmSync(bad, { recursive: true });
  });
});

describe('a configuration that is code', () => {
  it('is not run', () => {
    const ran = join(root, 'ran.txt');
    const code = `require('fs').writeFileSync(${JSON.stringify(ran)}, 'x');\nmodule.exports = {};\n`;
    const names = [
      'snapsafe.config.js',
      'snapsafe.config.cjs',
      'snapsafe.config.mjs',
      'snapsafe.config.ts',
      '.snapsaferc.js',
    ];
    for (const name of names) writeFileSync(join(root, name), code);
    const yaml = `rules: !!js/function "function () { require('fs').writeFileSync('${ran}', 'x') }"\n`;
    writeFileSync(join(root, 'own.config.yaml'), yaml);
    snapsafe(root, []);
    snapsafe(root, ['--config', 'own.config.yaml']);
    const { code: exit } = snapsafe(root, ['--config', 'snapsafe.config.js']);
    expect(exit).toBe(2);
    expect(execFileSync('ls', { cwd: root, encoding: 'utf8' }).split('\n')).not.toContain('ran.txt');
    for (const name of [...names, 'own.config.yaml']) rmSync(join(root, name));
  });

  it('cannot reach the prototypes of objects', () => {
    const evil = '{"__proto__": {"severity": "off"}, "rules": {"__proto__": "off", "constructor": "off"}}';
    writeFileSync(join(root, 'snapsafe.config.json'), evil);
    const finished = snapsafe(root, ['--format', 'json']);
    expect(finished.code).toBe(2);
    expect(finished.stderr).toContain('snapsafe.config.json:1:');
    rmSync(join(root, 'snapsafe.config.json'));
    expect(readFileSync(join(root, 'plain/template.yaml'), 'utf8')).toContain('SnapStart');
  });
});
