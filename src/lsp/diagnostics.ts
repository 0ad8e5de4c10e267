/** From a report to the protocol's diagnostics. */
import { resolve } from 'node:path';
import { DiagnosticSeverity, type Diagnostic, type Range as ProtocolRange } from 'vscode-languageserver';
import type { Finding, Problem, Range, Report, Severity } from '../types.ts';
import { uriOf } from './projects.ts';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** What the client can show of a diagnostic. */
export interface DiagnosticSupport {
  readonly relatedInformation: boolean;
  readonly codeDescription: boolean;
}

/** Our ranges are 1-based, the protocol's 0-based; both count UTF-16 units and exclude the end. */
export function protocolRange({ start, end }: Range): ProtocolRange {
  return {
    start: { line: start.line - 1, character: start.column - 1 },
    end: { line: end.line - 1, character: end.column - 1 },
  };
}

/** The diagnostics of each file that has some, by URI. `root` is what the report's paths are relative to. */
export function diagnosticsOf(
  report: Report,
  root: string,
  support: DiagnosticSupport,
): ReadonlyMap<string, readonly Diagnostic[]> {
  const byUri = new Map<string, Diagnostic[]>();
  const add = (file: string, diagnostic: Diagnostic): void => {
    const uri = uriOf(resolve(root, file));
    const known = byUri.get(uri);
    if (known === undefined) byUri.set(uri, [diagnostic]);
    else known.push(diagnostic);
  };
  for (const finding of report.findings) add(finding.file, ofFinding(finding, root, support));
  for (const problem of report.problems) add(problem.file, ofProblem(problem));
  return byUri;
}

function ofFinding(finding: Finding, root: string, support: DiagnosticSupport): Diagnostic {
  const { ruleId, severity, message, range, docsUrl, trace, fingerprint } = finding;
  const related = trace.map((step) => ({
    location: { uri: uriOf(resolve(root, step.file)), range: protocolRange(step.range) },
    message: step.message,
  }));
  return {
    range: protocolRange(range),
    severity: SEVERITIES[severity],
    code: ruleId,
    source: 'snapsafe',
    message,
    data: { fingerprint },
    ...(support.codeDescription ? { codeDescription: { href: docsUrl } } : {}),
    ...(support.relatedInformation && related.length > 0 ? { relatedInformation: related } : {}),
  };
}

/** A place that was not understood: what is found elsewhere stands, what is here may be missing. */
function ofProblem({ line, column, message }: Problem): Diagnostic {
  const position = { line: line - 1, character: column - 1 };
  return {
    range: { start: position, end: position },
    severity: DiagnosticSeverity.Information,
    code: 'not-analysed',
    source: 'snapsafe',
    message: `Not fully analysed: ${message}`,
  };
}
