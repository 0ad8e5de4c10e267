/**
 * The shared vocabulary: what a finding, a range and a problem are. A leaf module: it imports nothing.
 * The JSON shape of the report (schema/report.schema.json) is built from these names.
 */

/** A place in a text: 1-based line, 1-based column counted in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A stretch of text; `end` is exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** How loud a finding is. `error` and `warning` count for the exit code, `info` never does. */
export type Severity = 'error' | 'warning' | 'info';

/** How sure the analysis is: `definite` every hop was resolved; `likely` one hop was inferred; `possible` no known root reaches it. */
export type Confidence = 'definite' | 'likely' | 'possible';

/** What kind of state is unsafe. Several rules can share a family. */
export type Family =
  | 'connection'
  | 'secret'
  | 'token'
  | 'credentials'
  | 'randomness'
  | 'time'
  | 'host'
  | 'thread'
  | 'file'
  | 'hook'
  | 'preload'
  | 'config';

/** In which part of the program's start the sink runs. `any` is for rules that hold in every phase. */
export type Phase =
  | 'static-initializer'
  | 'constructor'
  | 'instance-field'
  | 'bean'
  | 'before-checkpoint'
  | 'main'
  | 'module-scope'
  | 'any';

/** Whether the function is known to be snapshotted. */
export type SnapStartState = 'on' | 'off' | 'unknown';

/** What the code is run under: Lambda SnapStart or a CRaC JVM. Rules have a severity for each. */
export type Target = 'snapstart' | 'crac';

/** Which rules are on. Each contains the one before; a rule names the smallest preset that contains it. */
export type Preset = 'recommended' | 'strict' | 'all';

/** What users set for a rule: `on` is the rule's own severity, also where the preset leaves the rule out. */
export type RuleSeverity = Severity | 'off' | 'on';

/** What a rule lets users set, as data: the configuration's validation, its JSON Schema and the documentation are made from it. */
export type RuleOptionSpec = { readonly description: string } & (
  | { readonly type: 'number'; readonly default: number; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'boolean'; readonly default: boolean }
  | { readonly type: 'choice'; readonly default: string; readonly choices: readonly string[] }
  | { readonly type: 'names'; readonly default: readonly string[] }
);

export type RuleOptionValue = number | boolean | string | readonly string[];

/** One hop of a witness path. `file` is project-relative with `/`. */
export interface TraceStep {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

/** A text replacement; several edits of one suggestion never overlap. */
export interface TextEdit {
  readonly file: string;
  readonly range: Range;
  readonly newText: string;
}

/** A proposed change of the sources. `safe` says that it cannot change what the program does otherwise. */
export interface Suggestion {
  readonly title: string;
  readonly kind: 'after-restore' | 'lazy' | 'per-invocation' | 'preload' | 'replace';
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

/** One reported defect, as plain JSON. */
export interface Finding {
  readonly ruleId: string;
  readonly family: Family;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly file: string;
  readonly range: Range;
  /** `com.acme.Outer$Inner#member`; `#<clinit>` and `#<init>` name initialisers and constructors. */
  readonly symbol: string;
  readonly sink: { readonly type: string; readonly member: string };
  readonly phase: Phase;
  /** Root first, sink last. */
  readonly trace: readonly TraceStep[];
  /** Binary names of the classes from whose start-up the sink is reached, sorted. */
  readonly roots: readonly string[];
  readonly snapStart: SnapStartState;
  readonly suggestions: readonly Suggestion[];
  readonly fingerprint: string;
  readonly docsUrl: string;
}

/** A finding that is not reported, and what says so: a comment or annotation in the sources, or the baseline. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly by: 'comment' | 'annotation' | 'baseline';
  /** As written after `--`; null when no reason is given. */
  readonly reason: string | null;
}

/** A file, or a place in it, that was not fully understood; the rest of the run went on. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What a run gives: the whole report, independent of any output format. */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'snapsafe'; readonly version: string };
  /** What the findings are judged for. */
  readonly target: Target;
  readonly summary: {
    /** Java files found. */
    readonly files: number;
    /** Files whose facts entered the analysis. */
    readonly analyzed: number;
    readonly findings: { readonly error: number; readonly warning: number; readonly info: number };
    readonly suppressed: number;
    /** Findings left out because the functions they concern are known not to be snapshotted. */
    readonly notSnapshotted: number;
    readonly problems: number;
  };
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** In the order of findings. Only there when the run was asked to include them. */
  readonly suppressed?: readonly SuppressedFinding[] | undefined;
}
