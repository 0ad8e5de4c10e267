/** The order of severities in formats that show the most severe first. */
import type { Finding, Severity } from '../types.ts';

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** The findings by severity, `error` first; within a severity in the order given. */
export function mostSevereFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((left, right) => RANK[left.severity] - RANK[right.severity]);
}
