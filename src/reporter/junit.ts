/**
 * JUnit's XML: a suite per file, a case per finding. Errors and warnings are failures; `info` passes, as it does in the exit
 * code; a problem is a skipped case. The first suite holds the counts and one passing case, so that a clean run is not an
 * empty one, which some servers take for a failure.
 */
import type { Finding, Problem, Report } from '../types.ts';
import { groupBy } from '../util/group.ts';
import { coverageText } from './coverage.ts';
import type { Reporter } from './reporter.ts';
import { xmlAttributes, xmlText } from './xml.ts';

export const junit: Reporter = (report) => {
  const files = [...new Set([...report.findings, ...report.problems].map(({ file }) => file))];
  const findings = groupBy(report.findings, ({ file }) => file);
  const problems = groupBy(report.problems, ({ file }) => file);
  const suites = files.map((file) => fileSuite(file, findings.get(file) ?? [], problems.get(file) ?? []));
  const totals = xmlAttributes({
    name: 'snapsafe',
    tests: report.findings.length + report.problems.length + 1,
    failures: report.findings.filter(isFailure).length,
    errors: 0,
  });
  const content = [analysisSuite(report), ...suites].join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${totals}>\n${content}</testsuites>\n`;
};

function isFailure(finding: Finding): boolean {
  return finding.severity !== 'info';
}

function analysisSuite(report: Report): string {
  const { files, analyzed, problems, suppressed, notSnapshotted } = report.summary;
  const properties = Object.entries({
    version: report.tool.version,
    files,
    analyzed,
    problems,
    suppressed,
    notSnapshotted,
  });
  return [
    `  <testsuite${xmlAttributes({ name: 'analysis', tests: 1, failures: 0, errors: 0, skipped: 0 })}>`,
    '    <properties>',
    ...properties.map(([name, value]) => `      <property${xmlAttributes({ name, value })}/>`),
    '    </properties>',
    `    <testcase${xmlAttributes({ name: coverageText(report), classname: 'snapsafe' })}/>`,
    '  </testsuite>\n',
  ].join('\n');
}

function fileSuite(file: string, findings: readonly Finding[], problems: readonly Problem[]): string {
  const counts = {
    name: file,
    tests: findings.length + problems.length,
    failures: findings.filter(isFailure).length,
    errors: 0,
    skipped: problems.length,
  };
  const cases = [...findings.map(findingCase), ...problems.map(problemCase)];
  return `  <testsuite${xmlAttributes(counts)}>\n${cases.join('')}  </testsuite>\n`;
}

function findingCase(finding: Finding): string {
  const { file, range, message, ruleId, severity, docsUrl, trace } = finding;
  const place = `${range.start.line}:${range.start.column}`;
  const detail = [
    `${file}:${place}`,
    message,
    ...trace.map((step, index) => `${index + 1}. ${step.file}:${step.range.start.line}  ${step.message}`),
    docsUrl,
  ]
    .map(xmlText)
    .join('\n');
  const body = isFailure(finding)
    ? `      <failure${xmlAttributes({ message, type: severity })}>${detail}</failure>\n`
    : `      <system-out>${detail}</system-out>\n`;
  return `    <testcase${xmlAttributes({ name: `${ruleId} (${place})`, classname: file })}>\n${body}    </testcase>\n`;
}

function problemCase({ file, line, column, message }: Problem): string {
  const attributes = xmlAttributes({ name: `not fully understood (${line}:${column})`, classname: file });
  return `    <testcase${attributes}>\n      <skipped${xmlAttributes({ message })}/>\n    </testcase>\n`;
}
