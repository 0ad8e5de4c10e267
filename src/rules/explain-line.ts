/** `--why FILE:LINE`: why a line is, or is not, init code, and what handled what happens on it. */
import { analyzeInitPhase, type InitPhase } from '../graph/init-phase.ts';
import type { Hop, InitEvent } from '../graph/event.ts';
import type { FileFacts, MethodFact } from '../model/facts.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { positionAt } from '../java-ast/line-table.ts';
import { reasonToKeep } from './keep.ts';
import { Places, type RuleOptions } from './run-rules.ts';
import { bodiesOf, callsIn } from './source-calls.ts';

/** Text for people, several lines. `line` is 1-based. A file that is not part of the project gives one line saying so. */
export function explainLine(project: ProjectModel, file: string, line: number, options: RuleOptions): string {
  const facts = project.files.find((candidate) => candidate.file === file);
  if (facts === undefined) return `${file} is not among the analysed files.`;
  const init = analyzeInitPhase(project, options.target, options.facts ?? null, options.memo);
  const places = new Places(project);
  const events = init.events.filter((event) => event.site.file === file && covers(facts, event.site.span, line));
  if (events.length > 0) return events.map((event) => explainEvent(event, places)).join('\n\n');
  return explainCode(project, facts, line, init, places);
}

function covers(facts: FileFacts, span: readonly [number, number], line: number): boolean {
  return (
    positionAt(facts.lineStarts, span[0]).line <= line &&
    line <= positionAt(facts.lineStarts, Math.max(span[0], span[1] - 1)).line
  );
}

function explainEvent(event: InitEvent, places: Places): string {
  const { type, member } = event.entry;
  const name = member === '<init>' ? `new ${type}` : `${type}.${member}`;
  return [
    `${name} runs before the snapshot (${event.phase}).`,
    ...pathLines(event.path, places),
    verdictOf(event, places),
  ].join('\n');
}

function verdictOf(event: InitEvent, places: Places): string {
  if (event.handled !== null) {
    const { site, description } = event.handled;
    return `Handled: ${description} (${site.file}:${String(places.rangeOf(site).start.line)}).`;
  }
  if (event.open) {
    return event.kept === null
      ? 'It is still open at the snapshot.'
      : `It is still open at the snapshot, in ${event.kept.description}.`;
  }
  return event.kept === null
    ? 'Its value is dropped before the snapshot, so it does no harm.'
    : `Its value is kept in ${event.kept.description}.`;
}

function pathLines(path: readonly Hop[], places: Places): string[] {
  return path.map(
    (hop, index) =>
      `  ${String(index + 1)}. ${hop.message} (${hop.site.file}:${String(places.rangeOf(hop.site).start.line)})`,
  );
}

/** No known sink on the line: says whether the code around it runs in init. */
function explainCode(project: ProjectModel, facts: FileFacts, line: number, init: InitPhase, places: Places): string {
  const found = memberAt(project, facts, line);
  if (found === null) return `Line ${String(line)} of ${facts.file} is not inside a member that runs.`;
  const { symbol, description } = found;
  const path = init.executed.get(symbol);
  if (path === undefined) {
    const roots = init.rootsKnown ? '' : ' (no handler or framework application was found in the sources)';
    return `${description} is not init code: no start-up was found that runs it${roots}.`;
  }
  const kept = reasonsToKeep(project, facts, line);
  const verdict = kept.length > 0 ? kept : ['The catalogue knows no unsafe call on this line.'];
  return [`${description} runs before the snapshot:`, ...pathLines(path, places), ...verdict].join('\n');
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
  return [...new Set(reasons)].map(
    (reason) => `Good: paid once at publish. ${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
  );
}

function memberAt(
  project: ProjectModel,
  facts: FileFacts,
  line: number,
): { symbol: string; description: string } | null {
  let best: { symbol: string; description: string; size: number } | null = null;
  const offer = (type: TypeModel, member: string, description: string, span: readonly [number, number]): void => {
    const size = span[1] - span[0];
    if (covers(facts, span, line) && (best === null || size < best.size)) {
      best = { symbol: `${type.qualifiedName}#${member}`, description, size };
    }
  };
  for (const type of project.typesOf(facts)) {
    for (const method of type.fact.methods) offer(type, method.name, describe(type, method), method.span);
    for (const initializer of type.fact.initializers) {
      const what = initializer.field === null ? 'An initializer' : `The initializer of field ${initializer.field}`;
      offer(
        type,
        initializer.field ?? (initializer.isStatic ? '<clinit>' : '<init>'),
        `${what} of ${type.canonicalName}`,
        initializer.span,
      );
    }
  }
  return best;
}

function describe(type: TypeModel, method: MethodFact): string {
  return method.name === '<init>' ? `The constructor of ${type.canonicalName}` : `${type.canonicalName}.${method.name}`;
}
