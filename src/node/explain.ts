/** `--why FILE:LINE` for JavaScript: whether a line runs before the snapshot, on which way, and what follows from that. */
import { positionAt } from '../java-ast/line-table.ts';
import type { Finding, TraceStep } from '../types.ts';
import type { LinkNode, ScriptModule } from './program.ts';
import { partOf, traceOf, type Reach, type Reached } from './reach.ts';

type Known = ReturnType<ScriptModule['linted']['known']>;
type KnownEvent = Known['events'][number];
type Steps = KnownEvent['steps'];

/** A node of the module's tree, as far as it is looked at. */
interface Node extends LinkNode {
  readonly type: string;
  readonly parent?: Node | null;
  readonly id?: { readonly name?: string } | null;
  readonly key?: { readonly name?: string };
}

/** Text for people, several lines. `line` is 1-based; `findings` are those of the module. */
export function explainScriptLine(
  module: ScriptModule,
  line: number,
  { reach, findings }: { readonly reach: Reach; readonly findings: readonly Finding[] },
): string {
  const known = module.linted.known();
  const events = known.events.filter(({ node }) => covers(module, node, line));
  const texts = events.flatMap((event) => {
    const reached = waysOf(module, event.steps, reach);
    return reached === null ? [] : [explainEvent(module, event, reached, findings)];
  });
  return texts.length > 0 ? [...new Set(texts)].join('\n\n') : explainCode(module, line, known, reach);
}

function explainEvent(
  module: ScriptModule,
  { node, call, entry, steps, isKept }: KnownEvent,
  reached: Reached,
  findings: readonly Finding[],
): string {
  const { line, column } = positionAt(module.lineStarts, node.range[0]);
  const reported = findings.filter(({ range }) => range.start.line === line && range.start.column === column);
  const way = [`${call} runs before the snapshot:`, ...wayLines(module, steps, reached)];
  if (reported.length > 0) {
    return [...way, ...reported.map(({ ruleId, message }) => `${ruleId}: ${message}`)].join('\n');
  }
  return [...way, reasonForSilence(entry, isKept)].join('\n');
}

function reasonForSilence({ verdict, remedy }: KnownEvent['entry'], isKept: boolean): string {
  if (verdict === 'ok') return `Good: paid once at publish. ${remedy}`;
  if (!isKept) return 'What it gives is gone before the snapshot, or made anew after it, so nothing is reported.';
  return 'No rule that is on reports it here.';
}

/** No known call on the line: says whether the code around it runs in init. */
function explainCode(module: ScriptModule, line: number, known: Known, reach: Reach): string {
  const fn = functionAt(module, line);
  const name = fn === null ? `Module scope of ${module.file}` : nameOf(fn);
  const steps = fn === null ? [] : known.frames.get(fn as never);
  if (steps === undefined) {
    const isHandler = known.handlers.includes(fn as never);
    return isHandler
      ? `${name} is not init code: Lambda calls it for each request, after the restore.`
      : `${name} is not init code: nothing that is loaded before the snapshot calls it.`;
  }
  const reached = waysOf(module, steps, reach);
  if (reached === null) return `${name} is not init code: no handler loads it.`;
  const verdict = 'The catalogue knows no unsafe call on this line, so nothing is reported here.';
  return [`${name} runs before the snapshot:`, ...wayLines(module, steps, reached), verdict].join('\n');
}

function waysOf(module: ScriptModule, steps: Steps, reach: Reach): Reached | null {
  return reach(partOf(module, steps).part);
}

function wayLines(module: ScriptModule, steps: Steps, { trace }: Reached): readonly string[] {
  const own = traceOf(module, partOf(module, steps).steps);
  return [...trace, ...own].map(
    ({ file, range, message }: TraceStep, index) => `  ${index + 1}. ${file}:${range.start.line}  ${message}`,
  );
}

function covers({ lineStarts }: ScriptModule, { range: [start, end] }: LinkNode, line: number): boolean {
  return positionAt(lineStarts, start).line <= line && line <= positionAt(lineStarts, Math.max(start, end - 1)).line;
}

/** The innermost function whose body has the line to itself; null at module scope. */
function functionAt(module: ScriptModule, line: number): Node | null {
  const { sourceCode } = module.linted;
  const start = module.lineStarts[line - 1];
  if (start === undefined) return null;
  const indent = /^\s*/u.exec(module.text.slice(start))?.[0].length ?? 0;
  for (let at = sourceCode.getNodeByRangeIndex(start + indent) as unknown as Node | null; at; at = at.parent ?? null) {
    const isFunction = /Function(?:Expression|Declaration)$/u.test(at.type);
    if (isFunction && positionAt(module.lineStarts, at.range[0]).line < line) return at;
  }
  return null;
}

function nameOf({ id, parent }: Node): string {
  return id?.name ?? parent?.id?.name ?? parent?.key?.name ?? 'The function';
}
