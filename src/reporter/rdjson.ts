/**
 * Reviewdog's diagnostic format (rdjson). Its columns count UTF-8 bytes, so the text of a file is needed to convert them.
 * Suggestions there are alternatives of one edit each; a change of several places would be applied in parts and is left out.
 */
import type { Finding, Position, Problem, Range, Report, Severity, Suggestion } from '../types.ts';
import { linesOf } from './code-frame.ts';
import { coverageText } from './coverage.ts';
import { jsonText } from './json-text.ts';
import type { ReportContext, Reporter } from './reporter.ts';

/** Gives a place in a file with its column in bytes. */
type ByteRange = (file: string, range: Range) => Range;

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

export const rdjson: Reporter = (report, context) => {
  const inBytes = byteRanges(context.sources);
  return jsonText({
    source: { name: 'snapsafe', url: 'https://github.com/snapsafe/snapsafe' },
    diagnostics: [
      ...report.findings.map((finding) => findingDiagnostic(finding, inBytes)),
      ...report.problems.map((problem) => problemDiagnostic(problem, report)),
    ],
  });
};

function byteRanges(sources: ReportContext['sources']): ByteRange {
  const lines = new Map([...sources].map(([file, text]) => [file, linesOf(text)]));
  const inBytes = (file: string, { line, column }: Position): Position => {
    const before = lines.get(file)?.[line - 1]?.slice(0, column - 1);
    return { line, column: before === undefined ? column : new TextEncoder().encode(before).length + 1 };
  };
  return (file, { start, end }) => ({ start: inBytes(file, start), end: inBytes(file, end) });
}

function findingDiagnostic(finding: Finding, inBytes: ByteRange): object {
  const suggestions = finding.suggestions.flatMap((suggestion) => replacement(suggestion, finding.file, inBytes));
  return {
    message: finding.message,
    location: { path: finding.file, range: inBytes(finding.file, finding.range) },
    severity: SEVERITIES[finding.severity],
    code: { value: finding.ruleId, url: finding.docsUrl },
    ...(suggestions.length === 0 ? {} : { suggestions }),
    related_locations: finding.trace.map((step) => ({
      message: step.message,
      location: { path: step.file, range: inBytes(step.file, step.range) },
    })),
  };
}

function replacement({ edits }: Suggestion, file: string, inBytes: ByteRange): object[] {
  const [edit] = edits;
  if (edit === undefined || edits.length > 1 || edit.file !== file) return [];
  return [{ range: inBytes(file, edit.range), text: edit.newText }];
}

function problemDiagnostic({ file, line, column, message }: Problem, report: Report): object {
  return {
    message: `Not fully understood: ${message} (${coverageText(report)})`,
    location: { path: file, range: { start: { line, column } } },
    severity: 'INFO',
    code: { value: 'not-fully-understood' },
  };
}
