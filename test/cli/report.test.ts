/** `snapsafe report`, and a run whose files are a filter of the report. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concerning } from '../../src/cli/report-filter.ts';
import { finding, range, report } from '../reporter/sample.ts';
import { prngHandler, project, snapsafe, timestampHandler } from './process.ts';

let root = '';

beforeAll(() => {
  root = project({
    'src/CouponHandler.java': prngHandler,
    'src/ClockHandler.java': timestampHandler,
    'src/Plain.java': 'class Plain {}\n',
    'docs/note.md': 'nothing\n',
  });
});
afterAll(() => rmSync(root, { recursive: true }));

describe('snapsafe report', () => {
  it('writes a saved report as the run itself would have, with the same exit code', () => {
    const formats = ['sarif', 'html', 'junit', 'stylish'];
    const direct = snapsafe(root, [
      '-f',
      'json=r.json',
      ...formats.flatMap((name) => ['-f', `${name}=direct.${name}`]),
    ]);
    const again = snapsafe(root, [
      'report',
      '--from',
      'r.json',
      ...formats.flatMap((name) => ['-f', `${name}=again.${name}`]),
    ]);
    expect([direct.code, again.code]).toEqual([1, 1]);
    for (const name of formats) {
      expect(readFileSync(join(root, `again.${name}`), 'utf8')).toBe(
        readFileSync(join(root, `direct.${name}`), 'utf8'),
      );
    }
    expect(snapsafe(root, ['report', '--from', 'r.json', '--exit-zero', '-f', 'compact']).code).toBe(0);
  });

  it('shows no file outside of the working directory, whatever the report names', () => {
    const outside = join(root, 'secret.txt');
    writeFileSync(outside, 'the secret\n');
    mkdirSync(join(root, 'inner'), { recursive: true });
    for (const file of ['../secret.txt', outside]) {
      const stolen = finding({ file, range: range(1, 1, 4), trace: [{ file, range: range(1, 1, 4), message: 'hop' }] });
      writeFileSync(join(root, 'inner/r.json'), JSON.stringify(report([stolen])));
      const { code, stdout } = snapsafe(join(root, 'inner'), ['report', '--from', 'r.json']);
      expect([code, stdout.includes('the secret')]).toEqual([1, false]);
    }
    writeFileSync(
      join(root, 'r.json'),
      JSON.stringify(report([finding({ file: 'secret.txt', range: range(1, 1, 4) })])),
    );
    expect(snapsafe(root, ['report', '--from', 'r.json']).stdout).toContain('the secret');
  });

  it.each([
    ['missing.json', 'missing.json: cannot be read: it does not exist'],
    ['docs/note.md', 'docs/note.md: is no JSON: '],
    ['wrong.json', 'wrong.json: is no snapsafe report (at schemaVersion): '],
  ])('says why %s cannot be used', (from, message) => {
    writeFileSync(join(root, 'wrong.json'), JSON.stringify({ ...report([]), schemaVersion: 9 }));
    const { code, stdout, stderr } = snapsafe(root, ['report', '--from', from]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^snapsafe: .*\n$/);
    expect(stderr).toContain(message);
  });
});

describe('--files-as-filter', () => {
  it('reports what concerns the files given, of a project that was analysed as a whole', () => {
    const { code, stdout } = snapsafe(root, [
      '--files-as-filter',
      '-f',
      'json',
      'src/CouponHandler.java',
      'docs/note.md',
    ]);
    const { findings, summary } = JSON.parse(stdout) as ReturnType<typeof report>;
    expect(code).toBe(1);
    expect(findings.map(({ file }) => file)).toEqual(['src/CouponHandler.java']);
    expect(summary).toMatchObject({ files: 3, findings: { error: 1, warning: 0, info: 0 } });
  });

  it.each([[['src/Plain.java']], [['docs/note.md', 'gone.java']], [[]]])('says nothing about %j', (files) => {
    expect(snapsafe(root, ['--files-as-filter', '--', ...files])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  it('keeps a finding when any hop of its chain is in one of the files, and problems of these files', () => {
    const problems = [
      { file: 'src/Handler.java', line: 1, column: 1, message: 'a' },
      { file: 'src/Other.java', line: 1, column: 1, message: 'b' },
    ];
    const whole = report([finding(), finding({ file: 'src/Other.java', trace: [] })], problems);
    const narrowed = concerning(whole, new Set(['src/Handler.java']));
    expect(narrowed.findings.map(({ file }) => file)).toEqual(['src/Repository.java']);
    expect(narrowed.problems.map(({ message }) => message)).toEqual(['a']);
    expect(narrowed.summary).toMatchObject({ files: 7, findings: { error: 1 }, problems: 1 });
    expect(concerning(whole, new Set()).findings).toEqual([]);
  });
});
