/** The package's programming interface. */
export { analyze } from './api.ts';
export type { AnalyzeOptions, AnalyzeOutcome } from './api.ts';
export { applyEdits } from './fixes/text-edits.ts';
export type {
  Confidence,
  Family,
  Finding,
  Phase,
  Position,
  Preset,
  Problem,
  Range,
  Report,
  RuleSeverity,
  Severity,
  SnapStartState,
  Suggestion,
  Target,
  TextEdit,
  TraceStep,
} from './types.ts';
export { version } from './version.ts';
