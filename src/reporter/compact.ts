/** One line per finding, as grep and compilers print: editors and scripts split it at the colons. */
import { coverageText } from './coverage.ts';
import type { Reporter } from './reporter.ts';
import { printable } from './terminal.ts';

export const compact: Reporter = (report) => {
  const findings = report.findings.map(({ file, range, severity, message, ruleId }) => {
    const place = `${printable(file)}:${range.start.line}:${range.start.column}`;
    return `${place}: ${severity}: ${printable(message)} [${printable(ruleId)}]\n`;
  });
  const problems = report.problems.map(
    ({ file, line, column, message }) =>
      `${printable(file)}:${line}:${column}: note: ${printable(message)} [problem]\n`,
  );
  const { files, analyzed } = report.summary;
  // No place: what splits the lines at their colons takes none of it for a finding.
  const coverage = analyzed === files ? '' : `snapsafe: note: ${coverageText(report)}\n`;
  return [...findings, ...problems, coverage].join('');
};
