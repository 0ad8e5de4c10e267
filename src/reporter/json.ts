/** The machine-readable report: schema/report.schema.json, fields in its order and no others. */
import type { Finding, Position, Problem, Range, Report, Suggestion, TextEdit, TraceStep } from '../types.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';

export const json: Reporter = (report) => jsonText(ordered(report));

function ordered({ tool, target, summary, findings, problems, suppressed }: Report): Report {
  return {
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    target,
    summary: {
      files: summary.files,
      analyzed: summary.analyzed,
      findings: { error: summary.findings.error, warning: summary.findings.warning, info: summary.findings.info },
      suppressed: summary.suppressed,
      notSnapshotted: summary.notSnapshotted,
      problems: summary.problems,
    },
    findings: findings.map(orderedFinding),
    problems: problems.map(({ file, line, column, message }): Problem => ({ file, line, column, message })),
    ...(suppressed === undefined
      ? {}
      : {
          suppressed: suppressed.map(({ finding, by, reason }) => ({ finding: orderedFinding(finding), by, reason })),
        }),
  };
}

function orderedFinding(finding: Finding): Finding {
  return {
    ruleId: finding.ruleId,
    family: finding.family,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    file: finding.file,
    range: orderedRange(finding.range),
    symbol: finding.symbol,
    sink: { type: finding.sink.type, member: finding.sink.member },
    phase: finding.phase,
    trace: finding.trace.map(({ file, range, message }): TraceStep => ({ file, range: orderedRange(range), message })),
    roots: [...finding.roots],
    snapStart: finding.snapStart,
    suggestions: finding.suggestions.map(({ title, kind, safe, edits }): Suggestion => ({
      title,
      kind,
      safe,
      edits: edits.map(orderedEdit),
    })),
    fingerprint: finding.fingerprint,
    docsUrl: finding.docsUrl,
  };
}

function orderedEdit({ file, range, newText }: TextEdit): TextEdit {
  return { file, range: orderedRange(range), newText };
}

function orderedRange({ start, end }: Range): Range {
  const position = ({ line, column }: Position): Position => ({ line, column });
  return { start: position(start), end: position(end) };
}
