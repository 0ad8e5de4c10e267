/** Which findings count, and when they are too many. */
import type { Report } from '../types.ts';
import { countBySeverity } from './count.ts';

/** The report with its errors only. The summary counts what is left; problems stay. */
export function errorsOnly(report: Report): Report {
  const findings = report.findings.filter((finding) => finding.severity === 'error');
  return { ...report, summary: { ...report.summary, findings: countBySeverity(findings) }, findings };
}

/** True when the report must fail a build: any error, or more than `maxWarnings` warnings. `info` never counts. */
export function exceedsThreshold(report: Report, maxWarnings: number): boolean {
  const { error, warning } = report.summary.findings;
  return error > 0 || warning > maxWarnings;
}
