/** `--why FILE:LINE`: why a line is, or is not, init code, what is left of it, and what follows from that. */
import type { InitEvent } from '../../graph/event.ts';
import { whyBeanIsLater } from '../../graph/frameworks/index.ts';
import { analyzeInitPhase } from '../../graph/init-phase.ts';
import { findHandlers } from '../../graph/roots.ts';
import type { FileFacts, MethodFact, Span } from '../../model/facts.ts';
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import { positionAt } from '../../java-ast/line-table.ts';
import type { Finding } from '../../types.ts';
import { knownCalls, sayNotReached, sayOutsideInit } from './explain-calls.ts';
import { explainEvents, pathLines, type Explanation } from './explain-event.ts';
import { reasonToKeep } from '../shared/keep.ts';
import { Places, runRules, type RuleOptions } from './run-rules.ts';
import { bodiesOf, callsIn } from '../shared/source-calls.ts';

/** How many handlers are named where nothing reaches a line. */
const NAMED_HANDLERS = 3;

/** What `--why` says of a line, and all findings of the run under the same options: some may be suppressed. */
export interface LineExplanation {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** Text for people, several lines. `line` is 1-based. A file that is not part of the project gives one line saying so. */
export function explainLine(project: ProjectModel, file: string, line: number, options: RuleOptions): LineExplanation {
  const facts = project.fileAt(file);
  if (facts === null) return { text: `${file} is not among the analysed files.`, findings: [] };
  const init = analyzeInitPhase(project, options.target, options.facts ?? null, options.entryPoints);
  const { findings } = runRules(project, options, init);
  const question: Question = { project, facts, line, init, options, findings, places: new Places(project) };
  const events = init.events.filter((event) => event.site.file === file && covers(facts, event.site.span, line));
  const main = events.length === 0 ? explainCode(question) : explainEvents(events, question);
  const others = events.length === 0 ? [] : otherCalls(question, events);
  return { text: [main, ...others, ...otherFindings(question, events)].join('\n\n'), findings };
}

/** Known calls beside those that were followed. */
function otherCalls({ project, facts, line }: Question, events: readonly InitEvent[]): readonly string[] {
  const isEvent = ([from, to]: Span): boolean =>
    events.some(({ site: { span } }) => span[0] === from && span[1] === to);
  return knownCalls(project, facts, (span) => covers(facts, span, line) && !isEvent(span)).map(sayNotReached);
}

/** Findings on the line that are about none of the events: of rules that look at every phase, or at something else than calls. */
function otherFindings({ facts, line, findings, places }: Question, events: readonly InitEvent[]): readonly string[] {
  const isTold = ({ range }: Finding): boolean =>
    events.some((event) => {
      const { start } = places.rangeOf(event.site);
      return start.line === range.start.line && start.column === range.start.column;
    });
  return findings
    .filter((finding) => finding.file === facts.file && finding.range.start.line === line && !isTold(finding))
    .map(({ severity, ruleId, message }) => `Reported here: ${severity} ${ruleId}: ${message}`);
}

function covers(facts: FileFacts, span: readonly [number, number], line: number): boolean {
  return (
    positionAt(facts.lineStarts, span[0]).line <= line &&
    line <= positionAt(facts.lineStarts, Math.max(span[0], span[1] - 1)).line
  );
}

interface Question extends Explanation {
  readonly facts: FileFacts;
  readonly line: number;
}

/** No known sink on the line: says whether the code around it runs in init. */
function explainCode(question: Question): string {
  const { project, facts, line, init, places } = question;
  const found = memberAt(project, facts, line);
  if (found === null) return `Line ${String(line)} of ${facts.file} is not inside a member that runs.`;
  const path = init.executed.get(found.symbol);
  const known = knownCalls(project, facts, (span) => covers(facts, span, line));
  if (path === undefined) {
    const rightThere = reasonsToKeep(project, facts, line).map((reason) => `${reason}.`);
    const why = `${found.description} is not init code: ${whyNot(question, found)}`;
    return [why, ...known.map(sayOutsideInit), ...rightThere].join('\n');
  }
  const good = reasonsToKeep(project, facts, line).map((reason) => `Good: paid once at publish. ${reason}.`);
  const said = [...good, ...known.map(sayNotReached)];
  const verdict = said.length > 0 ? said : ['The catalogue knows no call on this line that would be unsafe here.'];
  return [`${found.description} runs before the snapshot:`, ...pathLines(path, places), ...verdict].join('\n');
}

/** One sentence, without a full stop, for each call on the line that init is the right place for, in textual order. */
function reasonsToKeep(project: ProjectModel, facts: FileFacts, line: number): readonly string[] {
  const reasons = project.typesOf(facts).flatMap((type) =>
    [...bodiesOf(project, type)].flatMap((place) =>
      callsIn(place.body)
        .filter(({ span }) => covers(facts, span, line))
        .flatMap((call) => reasonToKeep(place, call) ?? []),
    ),
  );
  return [...new Set(reasons)];
}

function whyNot(question: Question, member: Member): string {
  const { project, options, init } = question;
  const { type, method } = member;
  if (method?.name === 'afterRestore') return 'it runs after each restore.';
  const handlers = findHandlers(project, options.facts ?? null).map((root) => root.type);
  const takesEvent = method?.name === 'handleRequest' || method?.parameters.at(-1)?.type.name === 'Context';
  if (takesEvent && handlers.includes(type)) return 'Lambda calls it for each request, after the restore.';
  if (!init.rootsKnown) return 'no handler or framework application was found in the sources that could run it.';
  if (method?.name === 'beforeCheckpoint') {
    return 'nothing that was followed registers such a resource before the snapshot.';
  }
  const isMade = init.executed.has(`${type.qualifiedName}#<init>`) || method?.modifiers.includes('static') === true;
  const later = isMade ? null : whyLater(project, type, method);
  if (later !== null) return `${later}.`;
  const followed = whatWasFollowed(handlers);
  if (member.isStaticInitializer) {
    return `no start-up${followed} uses the class. What uses it first, a request for instance, initialises it.`;
  }
  if (init.executed.has(`${type.qualifiedName}#<init>`)) {
    return `start-up makes an object of the class, but none${followed} calls this method.`;
  }
  return `no start-up${followed} runs it.`;
}

/** Why the bean that a member is of, or that a method makes, is not there at start. */
function whyLater(project: ProjectModel, type: TypeModel, method: MethodFact | null): string | null {
  const ofMethod = method === null ? null : whyBeanIsLater(project, type, method);
  if (ofMethod !== null) return ofMethod;
  for (let owner: TypeModel | null = type; owner !== null; owner = owner.outer) {
    const reason = whyBeanIsLater(project, owner, owner.fact);
    if (reason !== null) return reason;
  }
  return null;
}

function whatWasFollowed(handlers: readonly TypeModel[]): string {
  if (handlers.length === 0) return '';
  const names = handlers.slice(0, NAMED_HANDLERS).map((handler) => handler.canonicalName.split('.').at(-1) ?? '');
  const more = handlers.length - names.length;
  return ` that was followed (${names.join(', ')}${more === 0 ? '' : ` and ${String(more)} more handlers`})`;
}

/** What a line is in. `method` is null in initialisers. */
interface Member {
  readonly type: TypeModel;
  readonly method: MethodFact | null;
  readonly symbol: string;
  readonly description: string;
  readonly isStaticInitializer: boolean;
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
      offer(
        { type, method, description: describe(type, method), isStaticInitializer: false },
        method.name,
        method.span,
      );
    }
    for (const { field, isStatic, span } of type.fact.initializers) {
      const what = field === null ? 'An initializer' : `The initializer of field ${field}`;
      const description = `${what} of ${type.canonicalName}`;
      offer(
        { type, method: null, description, isStaticInitializer: isStatic },
        field ?? (isStatic ? '<clinit>' : '<init>'),
        span,
      );
    }
  }
  return best;
}

function describe(type: TypeModel, method: MethodFact): string {
  return method.name === '<init>' ? `The constructor of ${type.canonicalName}` : `${type.canonicalName}.${method.name}`;
}
