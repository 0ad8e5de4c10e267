/**
 * Annotations for GitHub Actions (workflow commands in the log). GitHub shows 10 of each level per step, so the most severe
 * come first and the last line says how many were left out.
 */
import type { Finding, Problem, Report } from '../types.ts';
import { coverageText, findingCounts } from './coverage.ts';
import type { Reporter } from './reporter.ts';
import { mostSevereFirst } from './severity.ts';
import { printable } from './terminal.ts';

/** Per level and step, as GitHub's documentation of workflow commands has it. */
const SHOWN_PER_LEVEL = 10;

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly level: Level;
  readonly line: string;
}

export const github: Reporter = (report) => {
  const all = [...mostSevereFirst(report.findings).map(findingAnnotation), ...report.problems.map(problemAnnotation)];
  const shown = (['error', 'warning', 'notice'] as const).flatMap((level) =>
    all.filter((annotation) => annotation.level === level).slice(0, SHOWN_PER_LEVEL),
  );
  const lines = shown.map(({ line }) => `${line}\n`);
  return `${lines.join('')}${closing(report, all.length - shown.length)}\n`;
};

function findingAnnotation(finding: Finding): Annotation {
  const level: Level = finding.severity === 'info' ? 'notice' : finding.severity;
  const { start, end } = finding.range;
  const oneLine = start.line === end.line;
  const properties = {
    file: finding.file,
    line: start.line,
    endLine: end.line,
    // Columns of a range over several lines would be taken for columns of one line.
    ...(oneLine ? { col: start.column, endColumn: end.column } : {}),
    title: `snapsafe ${finding.ruleId}`,
  };
  const chain = finding.trace.map(
    (step, index) => `${index + 1}. ${step.file}:${step.range.start.line} ${step.message}`,
  );
  return { level, line: command(level, properties, [finding.message, ...chain, finding.docsUrl]) };
}

function problemAnnotation({ file, line, column, message }: Problem): Annotation {
  return {
    level: 'notice',
    line: command('notice', { file, line, col: column, title: 'snapsafe: not fully understood' }, [message]),
  };
}

function command(
  level: Level,
  properties: Readonly<Record<string, string | number>>,
  lines: readonly string[],
): string {
  const list = Object.entries(properties).map(([name, value]) => `${name}=${propertyText(String(value))}`);
  return `::${level} ${list.join(',')}::${lines.map(messageText).join('%0A')}`;
}

/** What ends or splits a command is written as the runner decodes it; line ends are shown like other control characters. */
function messageText(text: string): string {
  return printable(text).replaceAll('%', '%25');
}

function propertyText(text: string): string {
  return messageText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function closing(report: Report, left: number): string {
  const cut = left === 0 ? '' : `; ${left} not annotated here (GitHub shows ${SHOWN_PER_LEVEL} of each level)`;
  return `snapsafe: ${findingCounts(report)}; ${coverageText(report)}${cut}`;
}
