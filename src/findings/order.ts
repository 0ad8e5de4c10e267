/** The one order in which findings and problems leave the tool. */
import type { Finding, Problem } from '../types.ts';
import { compareText } from '../util/compare.ts';

/** By file, line, column, rule; then by message and symbol, so that the order never depends on how they were found. */
export function compareFindings(left: Finding, right: Finding): number {
  return (
    compareText(left.file, right.file) ||
    left.range.start.line - right.range.start.line ||
    left.range.start.column - right.range.start.column ||
    compareText(left.ruleId, right.ruleId) ||
    compareText(left.message, right.message) ||
    compareText(left.symbol, right.symbol)
  );
}

/** By file, line, column, message. */
export function compareProblems(left: Problem, right: Problem): number {
  return (
    compareText(left.file, right.file) ||
    left.line - right.line ||
    left.column - right.column ||
    compareText(left.message, right.message)
  );
}
