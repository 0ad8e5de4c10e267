import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { CatalogueEntry } from './knowledge/entry.ts';
import { frameName, pathOf, type InitEvent } from './analysis/events.ts';
import type { Frame } from './analysis/values.ts';

/** One call on the way to a finding. */
export interface ReportStep {
  /** The function that runs, as messages name it. */
  readonly name: string;
  /** Where it is called; the function itself when another file calls it. */
  readonly site: TSESTree.Node;
}

/** What a rule knows about a finding beyond its message: for tools that run the rules and want the path of calls. */
export interface Report {
  readonly rule: string;
  readonly node: TSESTree.Node;
  readonly entry: CatalogueEntry;
  /** What is called or read, as the message names it. */
  readonly call: string;
  /** First call first; empty for a call at module scope. */
  readonly steps: readonly ReportStep[];
}

/** The calls that lead to a frame; none for module scope. */
export function stepsOf(frame: Frame | null): readonly ReportStep[] {
  return pathOf(frame).map((at) => ({ name: frameName(at), site: at.site }));
}

const reports = new WeakMap<TSESTree.Program, Report[]>();

/** Remembers a finding of the file that a rule looks at. */
export function noteReport(
  context: Readonly<TSESLint.RuleContext<string, readonly unknown[]>>,
  { node, entry, frame }: InitEvent,
  rule: string,
  call: string,
): void {
  const { ast } = context.sourceCode;
  const known = reports.get(ast);
  const report: Report = { rule, node, entry, call, steps: stepsOf(frame) };
  if (known === undefined) reports.set(ast, [report]);
  else known.push(report);
}

/** What the rules found in a file, in the order of their reports; empty when they did not run on it. */
export function reportsOf(program: TSESTree.Program): readonly Report[] {
  return reports.get(program) ?? [];
}
