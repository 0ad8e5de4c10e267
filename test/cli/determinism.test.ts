/** The same project gives the same bytes, wherever it lies and whatever surrounds the run; and every format tells what was not seen. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatNames } from '../../src/reporter/index.ts';
import { prngHandler, project, snapsafe, timestampHandler } from './process.ts';

/** Names that locales, and orders of creation, would sort in other ways. */
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'src/zeta/CouponHandler.java': prngHandler,
  'src/Zeta/ClockHandler.java': timestampHandler.replace('com.acme', 'com.acme.zeta'),
  'src/\u00e4/UmlautHandler.java': prngHandler.replaceAll('CouponHandler', 'UmlautHandler'),
  'src/a-b/DashHandler.java': prngHandler.replaceAll('CouponHandler', 'DashHandler'),
  'src/ab/IHandler.java': timestampHandler.replaceAll('ClockHandler', 'IHandler'),
  'src/\u0130/iHandler.java': timestampHandler.replaceAll('ClockHandler', 'iHandler'),
  'src/Broken.java': 'class Broken {\n  int a = ;\n}\n',
  'src/Binary.java': Uint8Array.of(0xca, 0xfe, 0, 0),
  'src/Latin.java': Buffer.from('class Latin { String s = "caf\u00e9"; }', 'latin1'),
  'template.yaml': 'Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: [\n',
};

let here = '';
let there = '';

beforeAll(() => {
  here = project(FILES);
  const home = mkdtempSync(join(tmpdir(), 'snapsafe-another-place-with-a-longer-name-'));
  there = join(home, 'deeper/\u00fc ber/b');
  // Created in the opposite order, which is the order in which some file systems list them.
  const reversed = project(Object.fromEntries(Object.entries(FILES).reverse()));
  cpSync(reversed, there, { recursive: true });
  rmSync(reversed, { recursive: true });
});
afterAll(() => {
  for (const directory of [here, there]) rmSync(directory, { recursive: true });
});

const SURROUNDINGS: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['C and UTC', { LC_ALL: 'C', LANG: 'C', TZ: 'UTC' }],
  ['Turkish and Kiritimati', { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' }],
  ['Swedish, Chatham and a narrow terminal', { LC_ALL: 'sv_SE.UTF-8', TZ: 'Pacific/Chatham', COLUMNS: '20' }],
];

describe.each(formatNames)('format %s', (format) => {
  it('gives the same bytes in another place, locale, time zone, and order of files', () => {
    const expected = snapsafe(here, ['--format', format, '.'], SURROUNDINGS[0]?.[1]);
    expect(expected.code).toBe(1);
    for (const [name, env] of SURROUNDINGS.slice(1)) {
      expect(snapsafe(there, ['--format', format, 'template.yaml', 'src', '.'], env), name).toEqual(expected);
    }
    expect(expected.stdout).not.toContain(here);
  });

  it('names every file that was not fully understood', () => {
    const { stdout } = snapsafe(here, ['--format', format]);
    for (const file of ['src/Broken.java', 'src/Binary.java', 'src/Latin.java', 'template.yaml']) {
      expect(stdout).toContain(file);
    }
  });
});

it('a report in a file is the same as on stdout', () => {
  const { stdout } = snapsafe(here, ['--format', 'json']);
  snapsafe(here, ['--format', 'json=out.json', '--format', 'compact']);
  expect(readFileSync(join(here, 'out.json'), 'utf8')).toBe(stdout);
  rmSync(join(here, 'out.json'));
});

it('--strict makes each kind of them a run that failed', () => {
  for (const paths of [['src/Broken.java'], ['src/Binary.java'], ['src/Latin.java'], ['.']]) {
    expect(snapsafe(here, ['--strict', ...paths]).code, paths.join()).toBe(2);
  }
  const understood = project({ 'CouponHandler.java': prngHandler });
  expect(snapsafe(understood, ['--strict']).code).toBe(1);
  rmSync(understood, { recursive: true });
});
