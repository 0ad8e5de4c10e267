/** However many threads parse, whatever was kept and wherever parts were made: the same bytes, in every format. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateProject } from '../../bench/generate.mjs';
import { formatNames } from '../../src/reporter/index.ts';
import { prngHandler, snapsafe, type Finished } from './process.ts';

let home = '';
let project = '';
let expected: ReadonlyMap<string, string>;

/** Texts that go other ways than most: the second opinion, other encodings, escapes, comments that count, bodies with errors. */
const SPECIAL: Readonly<Record<string, string | Uint8Array>> = {
  'Broken.java': 'class Broken { void f( { }',
  'BrokenBody.java': 'class BrokenBody { void never() { if ( } }',
  'Latin.java': Buffer.from('class Latin { String s = "caf\u00e9"; }', 'latin1'),
  'Binary.java': Uint8Array.of(0xca, 0xfe, 0, 0),
  'Escaped.java': prngHandler.replaceAll('CouponHandler', 'Escaped').replace('private', '\\u0070rivate'),
  'Suppressed.java': prngHandler
    .replaceAll('CouponHandler', 'Suppressed')
    .replace('  private', '  // snapsafe-disable-next-line prng-in-init -- of no value\n  private'),
  'Deep.java': `class Deep { int a = ${'('.repeat(3000)}1${')'.repeat(3000)}; }`,
  'module-info.java': 'module com.acme { }',
};

const FORMATS = formatNames.flatMap((name) => ['--format', `${name}=${name}.out`]);

/** The report in every format, by format, and what was said beside it. */
function reports(...args: readonly string[]): ReadonlyMap<string, string> {
  const { code, stderr } = run('--preset', 'all', ...FORMATS, ...args);
  expect(code).toBe(1);
  const texts = formatNames.map((name) => [name, readFileSync(join(project, `${name}.out`), 'utf8')] as const);
  return new Map([...texts, ['stderr', stderr]]);
}

function run(...args: readonly string[]): Finished {
  return snapsafe(project, args, { XDG_CACHE_HOME: join(home, 'caches') });
}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'snapsafe-threads-'));
  project = join(home, 'project');
  generateProject(project, { modules: 2, handlers: 3, depth: 3, files: 40, lines: 160 });
  for (const [file, text] of Object.entries(SPECIAL)) writeFileSync(join(project, file), text);
  expected = reports('--no-cache', '--threads', '1');
  const { summary } = JSON.parse(expected.get('json') ?? '') as { summary: unknown };
  expect(summary).toMatchObject({ files: 88, suppressed: 1 });
});
afterAll(() => rmSync(home, { recursive: true }));

describe.each([1, 2, 4])('%i threads', { timeout: 120_000 }, (count) => {
  const threads = ['--threads', String(count)];

  it('report what one does, without a cache, with an empty one and with a full one', () => {
    const cache = ['--cache-location', join(home, `cache-${count}`)];
    expect(reports('--no-cache', ...threads)).toEqual(expected);
    expect(reports(...cache, ...threads)).toEqual(expected);
    expect(reports(...cache, ...threads)).toEqual(expected);
    expect(reports(...cache, '--threads', '1')).toEqual(expected);
  });

  it('make parts that one run puts together', () => {
    const parts = [1, 2].map((part) => join(home, `part-${count}-${part}`));
    for (const [index, directory] of parts.entries()) {
      const { code, stderr } = run('facts', '--shard', `${index + 1}/2`, '--out', directory, ...threads);
      expect([code, stderr]).toEqual([0, '']);
      expect(readdirSync(directory)).toHaveLength(1);
    }
    const from = parts.flatMap((directory) => ['--facts', directory]);
    const merged = new Map(reports('--no-cache', ...from, ...threads));
    // Files with doubtful bytes are no part of what is kept; that is said, and the rest is the same.
    const [note = '', ...said] = (merged.get('stderr') ?? '').split('\n');
    expect(note).toMatch(/^snapsafe: 2 of 88 files were parsed/);
    expect(merged.set('stderr', said.join('\n'))).toEqual(expected);
  });

  it('read every body when they are told to', () => {
    const whole = ['--strict', '--no-cache', '--format', 'json'];
    expect(run(...whole, ...threads)).toEqual(run(...whole, '--threads', '1'));
  });

  it('are those that ran', () => {
    expect(run('--no-cache', '--stats', ...threads).stderr).toMatch(count === 1 ? /^files/m : /^threads +[24]$/m);
  });
});

it('small projects are parsed by one thread, unless another number is asked for', () => {
  expect(run('--no-cache', '--stats').stderr).not.toMatch(/^threads +[2-9]/m);
});

it.each(['0', '-1', 'many', '1.5'])('refuses --threads %s', (count) => {
  const { code, stderr } = run('--threads', count);
  expect(code).toBe(2);
  expect(stderr).toContain('Give a whole number, 1 or more');
});
