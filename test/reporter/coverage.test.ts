/** Every format says how much it speaks for: what was analysed, what was not understood, what was left out on purpose. */
import { describe, expect, it } from 'vitest';
import { coverageText, findingCounts } from '../../src/reporter/coverage.ts';
import { formatNames, loadReporter } from '../../src/reporter/index.ts';
import type { Report } from '../../src/types.ts';
import { context, finding, report } from './sample.ts';

const problem = { file: 'src/Bad.java', line: 3, column: 7, message: 'unexpected end of file' };

function withSummary(changes: Partial<Report['summary']>): Report {
  const clean = report([]);
  return { ...clean, summary: { ...clean.summary, ...changes } };
}

describe('coverage in words', () => {
  it('is short when all is well, and names everything that is not', () => {
    expect(coverageText(withSummary({ files: 1, analyzed: 1 }))).toBe('1 file analysed');
    expect(coverageText(withSummary({ problems: 2, suppressed: 3, notSnapshotted: 4 }))).toBe(
      '6 of 7 files analysed, 2 problems, 3 suppressed, 4 left out where SnapStart is off',
    );
  });

  it('counts findings by severity', () => {
    expect(findingCounts(report([]))).toBe('no findings');
    expect(findingCounts(report([finding(), finding({ severity: 'info' })]))).toBe('1 error, 1 info');
  });
});

describe.each(formatNames)('%s', (name) => {
  it('shows each problem with its file, and that a file was not analysed', async () => {
    const text = (await loadReporter(name))(report([finding()], [problem]), context());
    expect(text).toContain('Bad.java');
    expect(text).toContain('unexpected end of file');
    expect(text).toMatch(/6 of 7 files|1 not analysed|"analyzed": 6/);
  });
});
