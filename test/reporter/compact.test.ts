import { expect, it } from 'vitest';
import { compact } from '../../src/reporter/compact.ts';
import { context, finding, report } from './sample.ts';

it('prints one line per finding and per problem', () => {
  const text = compact(
    report(
      [finding(), finding({ file: 'src/A.java', severity: 'warning', message: 'two\nlines' })],
      [{ file: 'B.java', line: 1, column: 2, message: 'bad' }],
    ),
    context(),
  );
  expect(text).toBe(
    [
      'src/A.java:4:40: warning: two\\u{a}lines [connection-in-init]',
      'src/Repository.java:4:40: error: DriverManager.getConnection runs before the snapshot. [connection-in-init]',
      'B.java:1:2: note: bad [problem]',
      'snapsafe: note: 6 of 7 files analysed, 1 problem',
      '',
    ].join('\n'),
  );
});

it('prints nothing for a clean report', () => {
  const clean = report([]);
  const summary = { ...clean.summary, analyzed: clean.summary.files };
  expect(compact({ ...clean, summary }, context())).toBe('');
});
