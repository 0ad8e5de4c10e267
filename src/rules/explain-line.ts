/** `--why FILE:LINE`: why a line is, or is not, init code, what is left of it, and what follows from that. */
import { analyzeInitPhase, type InitPhase } from '../graph/init-phase.ts';
import { findHandlers } from '../graph/roots.ts';
import type { FileFacts, MethodFact } from '../model/facts.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { positionAt } from '../java-ast/line-table.ts';
import { explainEvents, pathLines } from './explain-event.ts';
import { reasonToKeep } from './keep.ts';
import { Places, runRules, type RuleOptions } from './run-rules.ts';
import { bodiesOf, callsIn } from './source-calls.ts';

/** How many handlers are named where nothing reaches a line. */
const NAMED_HANDLERS = 3;

/** Text for people, several lines. `line` is 1-based. A file that is not part of the project gives one line saying so. */
export function explainLine(project: ProjectModel, file: string, line: number, options: RuleOptions): string {
  const facts = project.files.find((candidate) => candidate.file === file);
  if (facts === undefined) return `${file} is not among the analysed files.`;
  const init = analyzeInitPhase(project, options.target, options.facts ?? null, options.entryPoints);
  const places = new Places(project);
  const events = init.events.filter((event) => event.site.file === file && covers(facts, event.site.span, line));
  if (events.length === 0) return explainCode({ project, facts, line, init, places, options });
  const { findings } = runRules(project, options, init);
  return explainEvents(events, { project, places, options, findings });
}

function covers(facts: FileFacts, span: readonly [number, number], line: number): boolean {
  return (
    positionAt(facts.lineStarts, span[0]).line <= line &&
    line <= positionAt(facts.lineStarts, Math.max(span[0], span[1] - 1)).line
  );
}

interface Question {
  readonly project: ProjectModel;
  readonly facts: FileFacts;
  readonly line: number;
  readonly init: InitPhase;
  readonly places: Places;
  readonly options: RuleOptions;
}

/** No known sink on the line: says whether the code around it runs in init. */
function explainCode(question: Question): string {
  const { project, facts, line, init, places } = question;
  const found = memberAt(project, facts, line);
  if (found === null) return `Line ${String(line)} of ${facts.file} is not inside a member that runs.`;
  const path = init.executed.get(found.symbol);
  if (path === undefined) return `${found.description} is not init code: ${whyNot(question, found)}`;
  const kept = reasonsToKeep(project, facts, line);
  const verdict =
    kept.length > 0 ? kept : ['The catalogue knows no unsafe call on this line, so nothing is reported here.'];
  return [`${found.description} runs before the snapshot:`, ...pathLines(path, places), ...verdict].join('\n');
}

/** One sentence for each call on the line that init is the right place for, in textual order. */
function reasonsToKeep(project: ProjectModel, facts: FileFacts, line: number): readonly string[] {
  const reasons = project.typesOf(facts).flatMap((type) =>
    [...bodiesOf(project, type)].flatMap((place) =>
      callsIn(place.body)
        .filter(({ span }) => covers(facts, span, line))
        .flatMap((call) => reasonToKeep(place, call) ?? []),
    ),
  );
  return [...new Set(reasons)].map((reason) => `Good: paid once at publish. ${reason}.`);
}

function whyNot({ project, options, init }: Question, { type, method }: Member): string {
  if (method?.name === 'afterRestore') return 'it runs after each restore.';
  const handlers = findHandlers(project, options.facts ?? null).map((root) => root.type);
  const takesEvent = method?.name === 'handleRequest' || method?.parameters.at(-1)?.type.name === 'Context';
  if (takesEvent && handlers.includes(type)) return 'Lambda calls it for each request, after the restore.';
  if (!init.rootsKnown) return 'no handler or framework application was found in the sources that could run it.';
  if (handlers.length === 0) return 'no start-up of the application runs it.';
  const names = handlers.slice(0, NAMED_HANDLERS).map((handler) => handler.canonicalName.split('.').at(-1) ?? '');
  const more = handlers.length - names.length;
  return `no start-up runs it; those of ${names.join(', ')}${more === 0 ? '' : ` and ${String(more)} more handlers`} were followed.`;
}

/** What a line is in. `method` is null in initialisers. */
interface Member {
  readonly type: TypeModel;
  readonly method: MethodFact | null;
  readonly symbol: string;
  readonly description: string;
}

function memberAt(project: ProjectModel, facts: FileFacts, line: number): Member | null {
  let best: (Member & { readonly size: number }) | null = null;
  const offer = (member: Omit<Member, 'symbol'>, name: string, span: readonly [number, number]): void => {
    const size = span[1] - span[0];
    if (covers(facts, span, line) && (best === null || size < best.size)) {
      best = { ...member, symbol: `${member.type.qualifiedName}#${name}`, size };
    }
  };
  for (const type of project.typesOf(facts)) {
    for (const method of type.fact.methods) {
      offer({ type, method, description: describe(type, method) }, method.name, method.span);
    }
    for (const { field, isStatic, span } of type.fact.initializers) {
      const what = field === null ? 'An initializer' : `The initializer of field ${field}`;
      const description = `${what} of ${type.canonicalName}`;
      offer({ type, method: null, description }, field ?? (isStatic ? '<clinit>' : '<init>'), span);
    }
  }
  return best;
}

function describe(type: TypeModel, method: MethodFact): string {
  return method.name === '<init>' ? `The constructor of ${type.canonicalName}` : `${type.canonicalName}.${method.name}`;
}
