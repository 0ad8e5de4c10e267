/**
 * The programming interface's one function, with options and results that are declared here alone: the declarations that
 * go into the package lead to no module behind it.
 */
import { analyze as analyzeProject } from './run/run.ts';
import type { Preset, Report, RuleSeverity, Target } from './types.ts';

/** What to analyse and how. What is left out is as the project's configuration says. */
export interface AnalyzeOptions {
  /** Absolute. What `paths` and the report's file names are relative to. */
  readonly cwd: string;
  /** Files, directories and globs. None means `cwd`. */
  readonly paths?: readonly string[];
  /** Globs that are left out, relative to `cwd`. */
  readonly ignorePatterns?: readonly string[];
  /** Where configuration comes from: the nearest file upward from each linted file when left out. */
  readonly config?: 'nearest' | 'none' | { readonly file: string };
  readonly target?: Target;
  readonly preset?: Preset;
  /** Severities by rule id. */
  readonly severities?: ReadonlyMap<string, RuleSeverity>;
  readonly includeTests?: boolean;
  readonly includeInfrastructure?: boolean;
  readonly assumeSnapStart?: boolean;
  /** A baseline file relative to `cwd` for everything; false for none. */
  readonly baseline?: string | false;
  /** A commit: only findings are reported that lie on, or lead through, a line that changed since. */
  readonly newFrom?: string;
  /** Whether the report lists the findings that are suppressed; the default is no. */
  readonly includeSuppressed?: boolean;
  /** Whether findings get suggestions; the default is yes. */
  readonly suggestions?: boolean;
  /** Texts (without byte order mark), by report path, that stand for what the files on disk hold. */
  readonly texts?: ReadonlyMap<string, string>;
}

/** `ok: false`: the run could not begin, for the reason in the sentence `problem` (no such path, unknown rule). */
export type AnalyzeOutcome =
  { readonly ok: true; readonly report: Report } | { readonly ok: false; readonly problem: string };

/**
 * Analyses the Java files that the options name and gives the report, sorted and free of absolute paths. Problems of
 * single files are part of the report; bad input never makes it reject.
 */
export function analyze(options: AnalyzeOptions): Promise<AnalyzeOutcome> {
  return analyzeProject(options);
}
