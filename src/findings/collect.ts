/** From raw findings to the report: order, fingerprints, counts. */
import type { Finding, Problem, Report, SuppressedFinding, Target } from '../types.ts';
import { countBySeverity } from './count.ts';
import { withFingerprints } from './fingerprint.ts';
import { compareFindings, compareProblems } from './order.ts';

/** What a run found, in any order. Paths are final (relative, `/`). */
export interface RawResult {
  readonly toolVersion: string;
  readonly target: Target;
  /** Java files found. */
  readonly files: number;
  /** Files whose facts entered the analysis. */
  readonly analyzed: number;
  /** Findings that are left out by a suppression or the baseline, in order. */
  readonly suppressed: readonly SuppressedFinding[];
  /** Whether the report lists them; it counts them anyway. */
  readonly listsSuppressed?: boolean;
  /** Findings left out because their functions are not snapshotted. */
  readonly notSnapshotted: number;
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** Gives the report: findings and problems sorted, findings with fingerprints, equal problems once. */
export function collectReport(raw: RawResult): Report {
  const findings = withFingerprints([...raw.findings].sort(compareFindings));
  const problems = [...raw.problems].sort(compareProblems);
  const distinct = problems.filter((problem, index) => {
    const previous = problems[index - 1];
    return previous === undefined || compareProblems(previous, problem) !== 0;
  });
  return {
    schemaVersion: 1,
    tool: { name: 'snapsafe', version: raw.toolVersion },
    target: raw.target,
    summary: {
      files: raw.files,
      analyzed: raw.analyzed,
      findings: countBySeverity(findings),
      suppressed: raw.suppressed.length,
      notSnapshotted: raw.notSnapshotted,
      problems: distinct.length,
    },
    findings,
    problems: distinct,
    ...(raw.listsSuppressed === true ? { suppressed: raw.suppressed } : {}),
  };
}
