import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { stylish } from '../../src/reporter/stylish.ts';
import type { Finding, Target } from '../../src/types.ts';
import { context, finding, range, report } from './sample.ts';

describe('stylish', () => {
  it('shows place, message, code with carets, the call chain from root to sink, and a summary', () => {
    expect(stylish(report([finding()]), context())).toBe(
      [
        'src/Repository.java:4:40  error  connection-in-init  (unsafe if snapshotted)',
        '  DriverManager.getConnection runs before the snapshot.',
        '',
        '  3 | class Repository {',
        '  4 |     private final Connection connection = DriverManager.getConnection(URL);',
        '    |                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^',
        '',
        '  1. src/Handler.java:8  constructor of Handler',
        '  └─ 2. src/Handler.java:9  Handler creates Repository',
        '     └─ 3. src/Repository.java:4  field initialiser calls DriverManager.getConnection',
        '',
        '✖ 1 finding (1 error, 0 warnings) in 7 files (1 not analysed)',
        'Why, and how to mend it: snapsafe explain connection-in-init',
        '',
      ].join('\n'),
    );
  });

  it('says how sure it is, that SnapStart is off, who else reaches it, and what to do', () => {
    const text = stylish(
      report([
        finding({
          confidence: 'likely',
          snapStart: 'off',
          severity: 'info',
          roots: ['com.acme.A', 'com.acme.B$Inner', 'com.acme.C', 'com.acme.D', 'com.acme.Handler'],
          suggestions: [{ title: 'Open it on first use', kind: 'lazy', safe: false, edits: [] }],
        }),
      ]),
      context(),
    );
    expect(text).toContain('src/Repository.java:4:40  info  connection-in-init  (likely, SnapStart is off here)\n');
    expect(text).toContain('\n  also reached from 4 other classes: A, B$Inner, C, …\n');
    expect(text).toContain('\n  suggestion: Open it on first use\n');
    expect(text).toContain('✖ 1 finding (0 errors, 0 warnings, 1 info) in 7 files');
  });

  it('lists the files that were not understood', () => {
    const text = stylish(
      report([], [{ file: 'src/Bad.java', line: 3, column: 7, message: 'syntax error: expecting ;' }]),
      context(),
    );
    expect(text).toBe(
      'Not fully understood:\n  src/Bad.java:3:7  syntax error: expecting ;\n\n✔ No findings in 7 files (1 not analysed, 1 problem above)\n',
    );
  });

  it('is one line for a clean project, and nothing when there were no files', () => {
    expect(stylish(report([]), context())).toBe('✔ No findings in 7 files (1 not analysed)\n');
    const empty = report([]);
    expect(stylish({ ...empty, summary: { ...empty.summary, files: 0 } }, context())).toBe('');
  });

  it('says what the deployment means for a finding, under SnapStart', () => {
    const headline = (snapStart: Finding['snapStart'], target: Target): string | undefined =>
      stylish({ ...report([finding({ snapStart })]), target }, context()).split('\n')[0];
    expect(headline('on', 'snapstart')).toMatch(/connection-in-init {2}\(unsafe now\)$/);
    expect(headline('unknown', 'snapstart')).toMatch(/connection-in-init {2}\(unsafe if snapshotted\)$/);
    expect(headline('unknown', 'crac')).toMatch(/connection-in-init$/);
  });

  it('says how much it does not report because functions have no SnapStart', () => {
    const empty = report([]);
    const text = stylish({ ...empty, summary: { ...empty.summary, notSnapshotted: 3 } }, context());
    expect(text).toBe(
      '✔ No findings in 7 files (1 not analysed, 3 in functions without SnapStart, see --assume-snapstart)\n',
    );
  });

  it('wraps a long message at blanks', () => {
    const text = stylish(report([finding({ message: `${'word '.repeat(30)}${'x'.repeat(200)} end` })]), context());
    const lines = text.split('\n').slice(1, 5);
    expect(lines).toEqual([
      `  ${'word '.repeat(22).trim()}`,
      `  ${'word '.repeat(8).trim()}`,
      `  ${'x'.repeat(200)}`,
      '  end',
    ]);
  });

  it('does without the code when the source is not at hand or is shorter than the finding says', () => {
    expect(stylish(report([finding()]), context({ sources: new Map() }))).not.toContain(' | ');
    expect(stylish(report([finding({ range: range(99, 1, 2) })]), context())).not.toContain(' | ');
  });

  it('colours and links only when told to, and the text under the colours is the same', () => {
    const sample = report([finding({ severity: 'warning' })]);
    const plain = stylish(sample, context());
    const coloured = stylish(sample, context({ colour: true }));
    expect(plain).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[33mwarning\u001b[39m');
    expect(stripVTControlCharacters(coloured)).toBe(plain);
    const linked = stylish(sample, context({ colour: true, links: true }));
    expect(linked).toContain('\u001b]8;;https://example.test/docs/rules/connection-in-init.md\u001b\\');
  });

  it('lets no control character of a linted file through to the terminal', () => {
    const evil = 'x\u001b[2J\u009b\u202e\r\ny';
    const text = stylish(
      report(
        [
          finding({
            message: evil,
            file: evil,
            trace: [{ file: evil, range: range(1, 1, 2), message: evil }],
            roots: [evil, 'a.B'],
            range: range(1, 1, 3),
          }),
        ],
        [{ file: evil, line: 1, column: 1, message: evil }],
      ),
      context({ sources: new Map([[evil, 'a\u001b[31m\u0007b']]) }),
    );

    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e]/);
    expect(text).toContain('x\\u{1b}[2J\\u{9b}\\u{202e}\\u{d}\\u{a}y');
    expect(text).toContain('1 | a\\u{1b}[31m\\u{7}b');
  });
});
