/** The package's programming interface. */
export { applyEdits } from './fixes/text-edits.ts';
export { analyze } from './run.ts';
export type { AnalyzeOptions, Outcome, RunEvent, StageName } from './run.ts';
export type {
  Confidence,
  Family,
  Finding,
  Phase,
  Position,
  Problem,
  Range,
  Report,
  Severity,
  SnapStartState,
  Suggestion,
  Target,
  TextEdit,
  TraceStep,
} from './types.ts';
export { version } from './version.ts';
