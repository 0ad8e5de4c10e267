/** Counts of findings, for the report and whoever leaves some of it out. */
import type { Finding, Report } from '../types.ts';

/** How many findings there are of each severity. */
export function countBySeverity(findings: readonly Finding[]): Report['summary']['findings'] {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) counts[finding.severity] += 1;
  return counts;
}
