/**
 * The init phase of a whole project: every start-up followed, their sinks joined into one event per place.
 * This is what rules look at.
 */
import type { CatalogueEntry } from '../knowledge/entry.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../model/project.ts';
import type { ProjectFacts } from '../project/types.ts';
import type { Confidence, Phase, Problem, Target } from '../types.ts';
import { bindParameters } from './arguments.ts';
import { ensureInitialized } from './class-initialization.ts';
import { Environment } from './environment.ts';
import type { LiveObject } from './kept.ts';
import { ruleOfEntry } from './catalogue-choice.ts';
import type { Hop, InitEvent, Site } from './event.ts';
import { frameworkStartups, injectorFor } from './frameworks/index.ts';
import { judge } from './judge.ts';
import { displayName, Machine, makeFrame, symbolOf, type Registration } from './machine.ts';
import { mentionedClasses } from './referenced-types.ts';
import { classesWithStaticInitializers, findHandlers, findMains } from './roots.ts';
import { finish, parameterValues, runHandler, type Startup } from './startup.ts';
import { execute } from './statements.ts';

/** A resource registration and whether anything but the context holds the resource. */
export interface RegistrationEvent {
  readonly site: Site;
  readonly symbol: string;
  readonly phase: Phase;
  readonly path: readonly Hop[];
  readonly roots: readonly string[];
  readonly argument: 'this' | 'new' | 'function' | 'other';
  readonly isWeak: boolean;
  /** Qualified names of the project classes of what is registered there, one for each object that is told apart. */
  readonly resources: readonly string[];
  /** The same object was registered before, by the code of another member. */
  readonly isRepeated: boolean;
}

export interface InitPhase {
  /** The events whose catalogue entry names that rule, in no promised order. */
  readonly eventsOf: (ruleId: string) => readonly InitEvent[];
  readonly events: readonly InitEvent[];
  readonly registrations: readonly RegistrationEvent[];
  /** True when the project shows at least one root: a handler, a framework application, a registered entry point. */
  readonly rootsKnown: boolean;
  /** Symbols of code that runs in init, each with the first path to it. */
  readonly executed: ReadonlyMap<string, readonly Hop[]>;
  readonly problems: readonly Problem[];
}

/** Follows every start-up of the project. Never throws for anything in the sources. */
export function analyzeInitPhase(project: ProjectModel, target: Target, facts: ProjectFacts | null = null): InitPhase {
  const startups: Startup[] = [];
  const problems: Problem[] = [];
  const follow = (type: TypeModel, run: () => Startup): void => {
    const startup = guarded(type, run, problems);
    if (startup !== null) startups.push(startup);
  };
  for (const root of findHandlers(project, facts)) {
    follow(root.type, () => runHandler(machineFor(project, target), root));
  }
  if (target === 'crac') followMains(project, target, follow);
  // An application that a handler or a main method starts is part of that start-up.
  const started = new Set(startups.flatMap(({ machine }) => [...(machine.injector?.started ?? [])]));
  for (const { type, run } of frameworkStartups(project)) if (!started.has(type)) follow(type, () => run(target));
  const rootsKnown = startups.length > 0;
  const events = new EventTable();
  for (const startup of startups) events.add(startup, null);
  const rest = followRest(project, target, startups, problems);
  if (rest !== null) events.add(rest, 'possible');
  return result(events, [...startups, ...(rest === null ? [] : [rest])], rootsKnown, problems);
}

/** A machine whose frameworks take part. */
function machineFor(project: ProjectModel, target: Target): Machine {
  const machine = new Machine(project, target);
  machine.injector = injectorFor(machine);
  return machine;
}

function followMains(
  project: ProjectModel,
  target: Target,
  follow: (type: TypeModel, run: () => Startup) => void,
): void {
  for (const main of findMains(project)) {
    follow(main.owner, () => {
      const machine = machineFor(project, target);
      const site = { file: main.owner.file.file, span: main.fact.nameSpan };
      ensureInitialized(machine, main.owner, site);
      return finish(machine, main.owner.qualifiedName, runMain(machine, main, site));
    });
  }
}

/** Runs `main`. A service blocks in it, or its threads go on: its locals are taken to live until the checkpoint. */
function runMain(machine: Machine, main: MethodModel, site: Site): readonly LiveObject[] {
  machine.phase = 'main';
  const name = `${displayName(main.owner)}.main`;
  const frame = makeFrame(main.owner, main.fact, null, new Environment(), symbolOf(main.owner, 'main'));
  bindParameters(machine, frame, main, parameterValues(machine, main), site);
  machine.withHop({ site, message: name }, () => {
    machine.noteExecuted(frame.symbol);
    execute(machine, frame, main.fact.body ?? []);
  });
  return [...frame.environment.values()].map(([local, value]) => ({ value, description: `local ${local} of ${name}` }));
}

/** Static initialisers that no start-up ran and that no code of a started class can be first to run. */
function followRest(
  project: ProjectModel,
  target: Target,
  startups: readonly Startup[],
  problems: Problem[],
): Startup | null {
  const roots = new Set<TypeModel>();
  for (const startup of startups) for (const type of startup.machine.initialized) roots.add(type);
  // What the code of running classes mentions and init did not initialise, a request is the first to touch.
  const known = mentionedClasses(project, roots);
  const machine = new Machine(project, target);
  for (const type of known) machine.initialized.add(type);
  const rest = classesWithStaticInitializers(project).filter((type) => !known.has(type));
  for (const type of rest) {
    machine.renewBudget();
    guarded(
      type,
      () => {
        ensureInitialized(machine, type, { file: type.file.file, span: type.fact.nameSpan });
        return null;
      },
      problems,
    );
  }
  const first = rest[0];
  return first === undefined ? null : guarded(first, () => finish(machine, '', []), problems);
}

/** A start-up too deep for the JavaScript stack, or too long, is reported and the others go on. */
function guarded(type: TypeModel, run: () => Startup | null, problems: Problem[]): Startup | null {
  const problem = (message: string): Problem => ({ file: type.file.file, line: 1, column: 1, message });
  try {
    const startup = run();
    if (startup?.machine.outOfBudget === true) {
      problems.push(
        problem(`the start-up of ${displayName(type)} is too long to follow to its end; findings beyond are missing`),
      );
    }
    return startup;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    problems.push(
      problem(`the start-up of ${displayName(type)} calls too deep to be followed; its findings are missing`),
    );
    return null;
  }
}

/** One event per place and catalogue entry, from all start-ups. */
class EventTable {
  private readonly byPlace = new Map<string, InitEvent[]>();

  add(startup: Startup, confidence: Confidence | null): void {
    for (const event of judge(startup)) {
      const judged = confidence === null ? event : { ...event, confidence, roots: rootOfPath(startup, event) };
      const key = `${event.site.file}|${String(event.site.span[0])}|${String(event.site.span[1])}|${entryKey(event.entry)}`;
      const known = this.byPlace.get(key);
      if (known === undefined) this.byPlace.set(key, [judged]);
      else known.push(judged);
    }
  }

  merged(): readonly InitEvent[] {
    return [...this.byPlace.values()].map(mergeEvents);
  }
}

function entryKey(entry: CatalogueEntry): string {
  return `${entry.type}#${entry.member}`;
}

/** The class whose static initialiser an unreached event starts in. */
function rootOfPath(startup: Startup, event: InitEvent): readonly string[] {
  const file = event.path[0]?.site.file;
  const span = event.path[0]?.site.span;
  const type = startup.machine.project.types.find(
    (candidate) => candidate.file.file === file && candidate.fact.nameSpan[0] === span?.[0],
  );
  return type === undefined ? [] : [type.qualifiedName];
}

/** How much an event says: harm first, then handled, then dropped. */
function weight(event: InitEvent): number {
  const harmful = (event.kept !== null || event.open) && event.handled === null;
  if (harmful) return event.confidence === 'possible' ? 2 : 3;
  return event.handled !== null ? 1 : 0;
}

/** The strongest event stands for all: shortest path among equals; its roots are those of all equally harmful ones. */
function mergeEvents(events: readonly InitEvent[]): InitEvent {
  const best = events.reduce((a, b) => {
    const difference = weight(b) - weight(a);
    return difference > 0 || (difference === 0 && b.path.length < a.path.length) ? b : a;
  });
  const roots = new Set(events.filter((event) => weight(event) === weight(best)).flatMap((event) => event.roots));
  return { ...best, roots: [...roots].sort() };
}

function result(
  table: EventTable,
  startups: readonly Startup[],
  rootsKnown: boolean,
  problems: readonly Problem[],
): InitPhase {
  const events = table.merged();
  const byRule = new Map<string, InitEvent[]>();
  for (const event of events) {
    const rule = ruleOfEntry(event.entry);
    if (rule === null) continue;
    const known = byRule.get(rule);
    if (known === undefined) byRule.set(rule, [event]);
    else known.push(event);
  }
  const executed = new Map<string, readonly Hop[]>();
  for (const { machine } of startups) {
    for (const [symbol, path] of machine.executed) if (!executed.has(symbol)) executed.set(symbol, path);
  }
  return {
    eventsOf: (ruleId) => byRule.get(ruleId) ?? [],
    events,
    registrations: registrationsOf(startups),
    rootsKnown,
    executed,
    problems,
  };
}

function registrationsOf(startups: readonly Startup[]): readonly RegistrationEvent[] {
  const byPlace = new Map<string, RegistrationEvent>();
  for (const { machine, root, weak } of startups) {
    for (const [index, registration] of machine.registrations.entries()) {
      const key = placeKey(registration);
      const known = byPlace.get(key);
      const roots = [...new Set([...(known?.roots ?? []), ...(root === '' ? [] : [root])])].sort();
      const { site, symbol, phase, path, argument } = registration;
      const isWeak = weak.has(registration) || (known?.isWeak ?? false);
      const resources = resourcesAt(key, machine.registrations);
      const isRepeated =
        (known?.isRepeated ?? false) || isRegisteredBefore(registration, machine.registrations.slice(0, index));
      const most = known !== undefined && known.resources.length > resources.length ? known.resources : resources;
      byPlace.set(key, { site, symbol, phase, path, roots, argument, isWeak, resources: most, isRepeated });
    }
  }
  return [...byPlace.values()];
}

function placeKey({ site }: Registration): string {
  return `${site.file}|${String(site.span[0])}`;
}

/** One start-up's objects: another start-up of the same project creates its own. */
function resourcesAt(key: string, registrations: readonly Registration[]): readonly string[] {
  const objects = new Set(
    registrations.filter((one) => placeKey(one) === key).flatMap(({ resource }) => resource.objects),
  );
  return [...objects].flatMap(({ model }) => (model === null ? [] : [model.qualifiedName]));
}

function isRegisteredBefore({ resource, symbol }: Registration, earlier: readonly Registration[]): boolean {
  const [only] = resource.objects;
  if (only === undefined || resource.objects.length > 1) return false;
  return earlier.some(
    (one) => one.symbol !== symbol && one.resource.objects.length === 1 && one.resource.objects[0] === only,
  );
}
