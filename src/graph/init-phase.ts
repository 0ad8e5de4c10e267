/**
 * The init phase of a whole project: every start-up followed, their sinks joined into one event per place.
 * This is what rules look at.
 */
import type { CatalogueEntry } from '../knowledge/entry.ts';
import type { MethodModel, ProjectModel, TypeModel } from '../model/project.ts';
import type { ProjectFacts } from '../project/types.ts';
import type { Problem, SnapStartState, Target } from '../types.ts';
import { bindParameters } from './arguments.ts';
import { ensureInitialized } from './class-initialization.ts';
import { snapStartStates } from './deployment.ts';
import { Environment } from './environment.ts';
import type { LiveObject } from './kept.ts';
import { ruleOfEntry } from './catalogue-choice.ts';
import type { Hop, InitEvent, RegistrationEvent, Site } from './event.ts';
import { follow, placeKey, type FollowedStartup } from './followed.ts';
import { mayRecord } from './recordable.ts';
import { underFrameworks } from './framework-handling.ts';
import { frameworkStartups, injectorFor } from './frameworks/index.ts';
import { displayName, Machine, makeFrame, symbolOf } from './machine.ts';
import type { MissingType } from './missing-types.ts';
import { entryPointsOf, startEntryPoint } from './entry-points.ts';
import { findHandlers, findMains } from './roots.ts';
import { startConditions, type StartConditions } from './start-conditions.ts';
import { finish, parameterValues, runHandler, type Startup } from './startup.ts';
import { execute } from './statements.ts';
import { followRest } from './unreached.ts';

export interface InitPhase {
  /** The events whose catalogue entry names that rule, in no promised order. */
  readonly eventsOf: (ruleId: string) => readonly InitEvent[];
  readonly events: readonly InitEvent[];
  readonly registrations: readonly RegistrationEvent[];
  /** True when the project shows at least one root: a handler, a framework application, a registered entry point. */
  readonly rootsKnown: boolean;
  /** Symbols of code that runs in init, each with the first path to it. */
  readonly executed: ReadonlyMap<string, readonly Hop[]>;
  /** Types whose code a start-up runs, and that are nowhere. */
  readonly missing: readonly MissingType[];
  readonly problems: readonly Problem[];
}

/**
 * Follows every start-up of the project that its memory does not hold. Never throws for anything in the sources.
 * `entryPoints` (`com.acme.Boot`, `com.acme.Boot#start`) are roots besides those that are found.
 */
export function analyzeInitPhase(
  project: ProjectModel,
  target: Target,
  facts: ProjectFacts | null = null,
  entryPoints: readonly string[] = [],
): InitPhase {
  const conditions = startConditions(facts, target);
  const startups: FollowedStartup[] = [];
  const followed = (kind: string, root: TypeModel | MethodModel, run: () => Startup): void => {
    const type = 'owner' in root ? root.owner : root;
    startups.push(project.memory.ask(`${kind} ${target} ${conditions.key}`, root, () => follow(type, run)));
  };
  for (const root of findHandlers(project, facts)) {
    const { type, isConstructed, isCertain } = root;
    followed(`handler ${String(isConstructed)} ${String(isCertain)}`, type, () =>
      runHandler(machineFor(project, target, conditions), root),
    );
  }
  for (const point of entryPointsOf(project, entryPoints)) {
    const { type, method } = point;
    followed('entry', method ?? type, () => startEntryPoint(machineFor(project, target, conditions), point));
  }
  if (target === 'crac') {
    for (const main of findMains(project)) {
      followed('main', main, () => startMain(machineFor(project, target, conditions), main));
    }
  }
  // An application that a handler or a main method starts is part of that start-up.
  const started = new Set(startups.flatMap((startup) => startup.started));
  for (const { type, run } of frameworkStartups(project)) {
    if (!started.has(type)) followed('framework', type, () => run(target, conditions));
  }
  // Few projects have no code that could be recorded; where it is asked what runs at all, it is followed all the same.
  let rest: readonly FollowedStartup[] | null = null;
  const followedRest = (): readonly FollowedStartup[] => (rest ??= followRest(project, target, conditions, startups));
  return joined(startups, mayRecord(project) ? followedRest() : [], followedRest, {
    stateOf: snapStartStates(project, target === 'snapstart' ? facts : null),
    complete: (events) => underFrameworks(project, facts, target, events),
  });
}

/** A machine whose frameworks take part. */
function machineFor(project: ProjectModel, target: Target, conditions: StartConditions): Machine {
  const machine = new Machine(project, target, conditions);
  machine.injector = injectorFor(machine);
  return machine;
}

function startMain(machine: Machine, main: MethodModel): Startup {
  const site = { file: main.owner.file.file, span: main.fact.nameSpan };
  ensureInitialized(machine, main.owner, site);
  return finish(machine, main.owner.qualifiedName, runMain(machine, main, site));
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

/** One event per place and catalogue entry, from all start-ups. */
class EventTable {
  private readonly byPlace = new Map<string, InitEvent[]>();

  add(events: readonly InitEvent[]): void {
    for (const event of events) {
      const key = `${event.site.file}|${String(event.site.span[0])}|${String(event.site.span[1])}|${entryKey(event.entry)}`;
      const known = this.byPlace.get(key);
      if (known === undefined) this.byPlace.set(key, [event]);
      else known.push(event);
    }
  }

  merged(stateOf: Deployed['stateOf']): readonly InitEvent[] {
    return [...this.byPlace.values()].flatMap((all) => {
      const snapshotted =
        all.length < 2 ? all : all.filter((event) => stateOf(event.roots, rootFileOf(event)) !== 'off');
      const events = snapshotted.length === 0 ? all : snapshotted;
      const best = mergeEvents(events, (event) => stateOf(event.roots, rootFileOf(event)) === 'on');
      return [best, ...otherCopies(best, events)];
    });
  }
}

/** The file of the class that a path starts in. */
function rootFileOf({ path }: InitEvent): string | undefined {
  return path[0]?.site.file;
}

function entryKey(entry: CatalogueEntry): string {
  return `${entry.type}#${entry.member}`;
}

/** How much an event says: harm first, then handled, then dropped. */
function weight(event: InitEvent): number {
  const harmful = (event.kept !== null || event.open) && event.handled === null;
  if (harmful) return event.confidence === 'possible' ? 2 : 3;
  return event.handled !== null ? 1 : 0;
}

/**
 * The strongest event stands for all: among equals one of a function that is snapshotted, then the shortest path. Its roots
 * are those of all equally harmful ones.
 */
function mergeEvents(events: readonly InitEvent[], isOn: (event: InitEvent) => boolean): InitEvent {
  const best = events.reduce((a, b) => {
    const difference = weight(b) - weight(a) || Number(isOn(b)) - Number(isOn(a));
    return difference > 0 || (difference === 0 && b.path.length < a.path.length) ? b : a;
  });
  const roots = new Set(events.filter((event) => weight(event) === weight(best)).flatMap((event) => event.roots));
  return { ...best, roots: [...roots].sort() };
}

/**
 * A value that one start-up reads at one place for several fields is stale in each: one event for each further field. Other
 * start-ups that come to the same place are counted as its roots only.
 */
function otherCopies(best: InitEvent, events: readonly InitEvent[]): readonly InitEvent[] {
  if (best.kept === null || best.open) return [];
  const copies = new Map<string, InitEvent>();
  const root = best.path[0]?.site;
  for (const event of events) {
    const start = event.path[0]?.site;
    const isSameStart = start?.file === root?.file && start?.span[0] === root?.span[0];
    if (weight(event) !== weight(best) || !isSameStart) continue;
    const { description = '', fieldName = null } = event.kept ?? {};
    if (fieldName === null) continue;
    if (description !== best.kept.description && !copies.has(description)) copies.set(description, event);
  }
  return [...copies.values()];
}

/** What facts from outside the sources add. */
interface Deployed {
  readonly stateOf: (roots: readonly string[], rootFile?: string) => SnapStartState;
  readonly complete: (events: readonly InitEvent[]) => readonly InitEvent[];
}

/**
 * `rest` says nothing of whether roots are known: it is what no root reaches, as far as anything is recorded there; `wholeRest` gives
 * all of it.
 */
function joined(
  startups: readonly FollowedStartup[],
  rest: readonly FollowedStartup[],
  wholeRest: () => readonly FollowedStartup[],
  { stateOf, complete }: Deployed,
): InitPhase {
  const all = [...startups, ...rest];
  const table = new EventTable();
  for (const { events } of all) table.add(events);
  const events = complete(table.merged(stateOf));
  const byRule = new Map<string, InitEvent[]>();
  for (const event of events) {
    const rule = ruleOfEntry(event.entry);
    if (rule === null) continue;
    const known = byRule.get(rule);
    if (known === undefined) byRule.set(rule, [event]);
    else known.push(event);
  }
  let executed: ReadonlyMap<string, readonly Hop[]> | null = null;
  return {
    eventsOf: (ruleId) => byRule.get(ruleId) ?? [],
    events,
    registrations: mergedRegistrations(all.flatMap(({ registrations }) => registrations)),
    rootsKnown: startups.length > 0,
    get executed() {
      return (executed ??= executedIn([...startups, ...wholeRest()]));
    },
    // What no root reaches is not known to run.
    missing: startups.flatMap(({ missing }) => missing),
    problems: all.flatMap(({ problems }) => problems),
  };
}

function executedIn(startups: readonly FollowedStartup[]): ReadonlyMap<string, readonly Hop[]> {
  const executed = new Map<string, readonly Hop[]>();
  for (const startup of startups) {
    for (const [symbol, path] of startup.executed) if (!executed.has(symbol)) executed.set(symbol, path);
  }
  return executed;
}

/** One for each place; what start-ups say of it is added up. */
function mergedRegistrations(registrations: readonly RegistrationEvent[]): readonly RegistrationEvent[] {
  const byPlace = new Map<string, RegistrationEvent>();
  for (const registration of registrations) {
    const key = placeKey(registration);
    const known = byPlace.get(key);
    if (known === undefined) {
      byPlace.set(key, registration);
      continue;
    }
    byPlace.set(key, {
      ...registration,
      roots: [...new Set([...known.roots, ...registration.roots])].sort(),
      isWeak: registration.isWeak || known.isWeak,
      resources: known.resources.length > registration.resources.length ? known.resources : registration.resources,
      isRepeated: registration.isRepeated || known.isRepeated,
    });
  }
  return [...byPlace.values()];
}
