/** A summary in Markdown, for the summary page of a CI job or a comment: the counts, then a table, most severe first. */
import type { Finding, Report, TraceStep } from '../types.ts';
import { coverageText, findingCounts } from './coverage.ts';
import type { Reporter } from './reporter.ts';
import { mostSevereFirst } from './severity.ts';
import { counted, printable } from './terminal.ts';

/** GitHub cuts a summary at 1 MiB; nobody reads more than this in a table. */
const SHOWN_ROWS = 100;

export const markdown: Reporter = (report) =>
  [
    `### snapsafe: ${findingCounts(report)}`,
    '',
    `${coverageText(report)}.`,
    ...findingTable(report),
    ...problemList(report),
    '',
  ].join('\n');

function findingTable({ findings }: Report): string[] {
  if (findings.length === 0) return [];
  const shown = mostSevereFirst(findings).slice(0, SHOWN_ROWS);
  return [
    '',
    '| | Place | Rule | What |',
    '| --- | --- | --- | --- |',
    ...shown.map(findingRow),
    ...moreThan(findings.length - shown.length, 'finding'),
  ];
}

function findingRow({ severity, file, range, ruleId, docsUrl, message, trace }: Finding): string {
  const rule = /^https:\/\/[^\s()<>|]+$/.test(docsUrl) ? `[${plain(ruleId)}](${docsUrl})` : plain(ruleId);
  const chain = trace.length < 2 ? '' : `<br>${trace.map(hop).join(' → ')}`;
  return `| ${severity} | ${plain(file)}:${range.start.line} | ${rule} | ${plain(message)}${chain} |`;
}

function hop({ message }: TraceStep): string {
  return plain(message);
}

function problemList({ problems }: Report): string[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, SHOWN_ROWS);
  return [
    '',
    'Not fully understood:',
    '',
    ...shown.map(({ file, line, message }) => `- ${plain(file)}:${line} ${plain(message)}`),
    ...moreThan(problems.length - shown.length, 'problem'),
  ];
}

function moreThan(count: number, noun: string): string[] {
  return count === 0 ? [] : ['', `and ${counted(count, noun)} more.`];
}

/** Text that Markdown takes as it is: no markup, no HTML, no links, no mentions, on one line. */
function plain(text: string): string {
  return printable(text)
    .replace(/[\\`*_{}[\]|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@<!-- -->')
    .replace(/(?<=https?|ftp):/gi, ':<!-- -->');
}
