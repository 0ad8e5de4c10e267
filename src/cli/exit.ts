/** The exit codes, and the one place that sets the process's. */
import { exceedsThreshold } from '../findings/threshold.ts';
import type { Report } from '../types.ts';

export const EXIT_CLEAN = 0;
/** Findings at or above the threshold. */
export const EXIT_FINDINGS = 1;
/** The run could not be made, or, with `--strict`, not in full. */
export const EXIT_FAILED = 2;

export type ExitCode = typeof EXIT_CLEAN | typeof EXIT_FINDINGS | typeof EXIT_FAILED;

export interface ExitRules {
  /** Warnings above this number fail the run. Infinity: warnings never do. */
  readonly maxWarnings: number;
  /** Findings never fail the run. */
  readonly exitZero: boolean;
  /** Problems fail the run. */
  readonly strict: boolean;
}

/** The exit code for a finished run: problems under `--strict` weigh more than findings, because what was found is not all there is. */
export function exitCodeOf(report: Report, rules: ExitRules): ExitCode {
  if (rules.strict && report.problems.length > 0) return EXIT_FAILED;
  return !rules.exitZero && exceedsThreshold(report, rules.maxWarnings) ? EXIT_FINDINGS : EXIT_CLEAN;
}

/** Lets the process end with `code` once everything written is flushed. */
export function leaveWith(code: ExitCode): void {
  process.exitCode = code;
}

/** Ends the process with `code` now, whatever it is doing. */
export function endNow(code: ExitCode): never {
  process.exit(code);
}
