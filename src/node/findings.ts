/** From ESLint's messages to findings: the same shape as those of Java. */
import { posix } from 'node:path';
import { underDeployment } from '../findings/under-deployment.ts';
import { textEditsOf } from '../fixes/text-edits.ts';
import { rangeAt } from '../java-ast/line-table.ts';
import { combined } from '../project/snap-start.ts';
import type { FunctionFact } from '../project/types.ts';
import type { Finding, Severity, SnapStartState, Suggestion } from '../types.ts';
import type { LintedScript } from './lint-script.ts';
import { partOf, rangeOf, traceOf, type Reach } from './reach.ts';
import type { ScriptModule } from './program.ts';
import type { ScriptRoot } from './roots.ts';
import type { ScriptRule } from './rules.ts';

type Message = Extract<LintedScript, { ok: true }>['messages'][number];
type Report = Extract<LintedScript, { ok: true }>['reports'][number];

/** How a rule weighs in a file. */
export interface Weight {
  readonly rule: ScriptRule;
  readonly severity: Severity;
  /** Whether the user chose the severity. */
  readonly isChosen: boolean;
}

export interface FindingInput {
  readonly reach: Reach;
  /** Null for a rule that is off in the file. */
  readonly weightOf: (ruleId: string) => Weight | null;
  readonly stateOf: (declared: FunctionFact) => SnapStartState;
  readonly assumeSnapStart: boolean;
  /** The name of the module in symbols: its path below its package, without the ending. */
  readonly moduleName: string;
}

/** What suggestions do, by the id of their message. */
const KINDS: Readonly<Record<string, Suggestion['kind']>> = {
  useGetter: 'lazy',
  connectOnUse: 'lazy',
  moveIntoHandler: 'per-invocation',
  renewAfterRestore: 'after-restore',
  addOption: 'replace',
  moveToModuleScope: 'preload',
};

/** The findings of one module; null in the place of each that is in functions without snapshots. */
export function findingsOf(module: ScriptModule, input: FindingInput): readonly (Finding | null)[] {
  const reports = new Map(module.linted.reports.map((report) => [placeOf(report), report]));
  return module.linted.messages.flatMap((message) => {
    const ruleId = (message.ruleId ?? '').replace(/^snapsafe\//u, '');
    const weight = input.weightOf(ruleId);
    if (weight === null) return [];
    const start = module.linted.sourceCode.getIndexFromLoc({ line: message.line, column: message.column - 1 });
    const finding = findingOf(module, message, weight, reports.get(`${ruleId}:${start}`) ?? null, input);
    return finding === undefined ? [] : [finding];
  });
}

function placeOf({ rule, node }: Report): string {
  return `${rule}:${node.range[0]}`;
}

/** Undefined when no handler reaches the place. */
function findingOf(
  module: ScriptModule,
  message: Message,
  { rule, severity, isChosen }: Weight,
  report: Report | null,
  input: FindingInput,
): Finding | null | undefined {
  const { file, lineStarts, linted, text } = module;
  const { part, steps } = partOf(module, report?.steps ?? []);
  const reached = input.reach(part);
  if (reached === null) return undefined;
  const range = report === null ? rangeOfMessage(message, module) : rangeOf(lineStarts, report.node);
  const call = report?.call ?? snippet(text, linted, message);
  const declared = reached.roots.map(({ functions }) => combined(functions.map(input.stateOf)));
  const finding: Finding = {
    ruleId: rule.id,
    family: rule.family,
    severity,
    confidence: 'definite',
    message: message.message,
    file,
    range,
    symbol: `${input.moduleName}#${steps.at(-1)?.name ?? part.called ?? '<module>'}`,
    sink: sinkOf(report, call),
    phase: report === null ? 'any' : 'module-scope',
    trace: [...reached.trace, ...traceOf(module, steps), { file, range, message: call }],
    roots: [...new Set(reached.roots.map(rootName))].sort(),
    snapStart: 'unknown',
    suggestions: suggestionsOf(message, module),
    fingerprint: '',
    docsUrl: rule.docsUrl,
  };
  return underDeployment(finding, combined(declared), {
    target: 'snapstart',
    assumeSnapStart: input.assumeSnapStart,
    isDeploymentRead: true,
    isChance: rule.isOpportunity && !isChosen,
  });
}

/** The module of a handler with its export, as a template names it: `src/app.handler`. */
function rootName({ file, handler }: ScriptRoot): string {
  const module = file.slice(0, -posix.extname(file).length);
  return handler === null ? module : `${module}.${handler}`;
}

function sinkOf(report: Report | null, call: string): Finding['sink'] {
  if (report === null) return { type: '', member: call };
  const { module, export: name, member } = report.entry;
  return { type: module, member: member === null ? name : `${name}.${member}` };
}

function rangeOfMessage({ line, column, endLine, endColumn }: Message, module: ScriptModule): Finding['range'] {
  const { sourceCode } = module.linted;
  const start = sourceCode.getIndexFromLoc({ line, column: column - 1 });
  const end = sourceCode.getIndexFromLoc({ line: endLine ?? line, column: (endColumn ?? column) - 1 });
  return rangeAt(module.lineStarts, start, end);
}

/** The code that a message is about, in one line. */
function snippet(text: string, { sourceCode }: ScriptModule['linted'], message: Message): string {
  const { line, column, endLine, endColumn } = message;
  const start = sourceCode.getIndexFromLoc({ line, column: column - 1 });
  const end = sourceCode.getIndexFromLoc({ line: endLine ?? line, column: (endColumn ?? column) - 1 });
  return text.slice(start, end).replaceAll(/\s+/gu, ' ').slice(0, 80);
}

function suggestionsOf({ suggestions = [] }: Message, { file, text }: ScriptModule): readonly Suggestion[] {
  return suggestions.map(({ desc, messageId, fix }) => {
    const [start, end] = fix.range;
    const edits = textEditsOf(file, text, [{ start, end, newText: fix.text }]);
    return { title: desc.replace(/\.$/u, ''), kind: KINDS[messageId ?? ''] ?? 'replace', safe: false, edits };
  });
}
