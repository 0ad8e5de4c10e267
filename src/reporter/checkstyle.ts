/** Checkstyle's XML, which many servers and editors read. Problems are entries of their files with the source `snapsafe.problem`. */
import { groupBy } from '../util/group.ts';
import { coverageText } from './coverage.ts';
import type { Reporter } from './reporter.ts';
import { xmlAttributes } from './xml.ts';

interface Entry {
  readonly file: string;
  readonly attributes: Readonly<Record<string, string | number>>;
}

export const checkstyle: Reporter = (report) => {
  const findings = report.findings.map(({ file, range, severity, message, ruleId }): Entry => ({
    file,
    attributes: {
      line: range.start.line,
      column: range.start.column,
      severity,
      message,
      source: `snapsafe.${ruleId}`,
    },
  }));
  const problems = report.problems.map(({ file, line, column, message }): Entry => ({
    file,
    attributes: { line, column, severity: 'info', message, source: 'snapsafe.problem' },
  }));
  const byFile = groupBy([...findings, ...problems], (entry) => entry.file);
  const files = [...byFile].map(([file, entries]) => {
    const errors = entries.map(({ attributes }) => `    <error${xmlAttributes(attributes)}/>\n`);
    return `  <file${xmlAttributes({ name: file })}>\n${errors.join('')}  </file>\n`;
  });
  // The format has no place for counts; a comment keeps them with the file.
  const coverage = `<!-- ${coverageText(report)} -->\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${coverage}<checkstyle version="8.0">\n${files.join('')}</checkstyle>\n`;
};
