/** Static initialisers that no start-up is known to reach: what they record is possible at most. */
import type { ProjectModel, TypeModel } from '../model/project.ts';
import type { Target } from '../types.ts';
import { ensureInitialized } from './class-initialization.ts';
import type { InitEvent } from './event.ts';
import { follow, type FollowedStartup } from './followed.ts';
import { LoneMachine } from './lone-machine.ts';
import { Machine } from './machine.ts';
import { mentionedClasses } from './referenced-types.ts';
import { classesWithStaticInitializers, isUnreachedRoot } from './roots.ts';
import type { StartConditions } from './start-conditions.ts';
import { finish } from './startup.ts';

/**
 * Static initialisers that no start-up ran and that no code of a started class can be first to run. All are followed, though few
 * record anything: those whose code mentions no member that the catalogue knows are most, and take next to none of the steps (of
 * 1,270 in Apache Kafka 95 of 100, and one step of six), as the ones that declare settings hold the rest.
 *
 * They share one heap, each beginning where those before it ended. Those that touch nothing which others may touch are followed
 * on their own, so that a change of one is followed alone.
 */
export function followRest(
  project: ProjectModel,
  target: Target,
  conditions: StartConditions,
  startups: readonly FollowedStartup[],
): readonly FollowedStartup[] {
  const roots = new Set(startups.flatMap(({ initialized }) => initialized));
  // What the code of running classes mentions and init did not initialise, a request is the first to touch.
  const known = mentionedClasses(project, roots);
  const alone: FollowedStartup[] = [];
  const others: TypeModel[] = [];
  const aloneOf = (type: TypeModel): FollowedStartup | null =>
    project.memory.ask(`alone ${target} ${conditions.key}`, type, () => followAlone(project, target, conditions, type));
  for (const type of classesWithStaticInitializers(project)) {
    if (known.has(type)) continue;
    const followed = aloneOf(type);
    if (followed === null) others.push(type);
    else alone.push(followed);
  }
  const [first] = others;
  if (first === undefined) return alone;
  const question = `rest ${target} ${conditions.key}`;
  const together = project.memory.ask(question, project.memory.same(question, [...known, null, ...others]), () => {
    const machine = new Machine(project, target, conditions);
    for (const type of known) machine.initialized.add(type);
    const placeOf = placesOf(project);
    const cut = others.flatMap((type) => {
      const isEarlier = (one: TypeModel): boolean => placeOf(one) < placeOf(type);
      machine.isPutOff = (one) => isEarlier(one) && isUnreachedRoot(project, one) && aloneOf(one) !== null;
      return follow(type, () => initializeAlone(machine, type)).problems;
    });
    machine.isPutOff = (one) => isUnreachedRoot(project, one) && aloneOf(one) !== null;
    const followed = follow(first, () => finish(machine, '', []));
    const events = followed.events.map((event) => ({
      ...event,
      confidence: 'possible' as const,
      roots: rootOfPath(project, event),
    }));
    return { ...followed, events, problems: [...cut, ...followed.problems] };
  });
  // Where one of them was the first to touch such a class, that is the path to it.
  return [together, ...alone];
}

/** Null for a class whose initialisers record something, or touch what others may touch as well. */
function followAlone(
  project: ProjectModel,
  target: Target,
  conditions: StartConditions,
  type: TypeModel,
): FollowedStartup | null {
  const machine = new LoneMachine(project, target, conditions, type);
  const { problems } = follow(type, () => initializeAlone(machine, type));
  if (problems.length > 0 || !machine.hasLeftNoTrace()) return null;
  const { executed } = machine;
  return { events: [], registrations: [], executed, initialized: [], started: [], missing: [], problems };
}

function initializeAlone(machine: Machine, type: TypeModel): null {
  machine.renewBudget();
  ensureInitialized(machine, type, { file: type.file.file, span: type.fact.nameSpan });
  return null;
}

/** Gives types their places in file order, which stay what they are while the types do. */
function placesOf(project: ProjectModel): (type: TypeModel) => number {
  let places: ReadonlyMap<TypeModel, number> | null = null;
  return (type) => {
    places ??= project.memory.unnoticed(() => new Map(project.types.map((one, index) => [one, index])));
    return places.get(type) ?? -1;
  };
}

/** The class whose static initialiser an unreached event starts in. */
function rootOfPath(project: ProjectModel, event: InitEvent): readonly string[] {
  const file = event.path[0]?.site.file;
  const span = event.path[0]?.site.span;
  const type = project.types.find(
    (candidate) => candidate.file.file === file && candidate.fact.nameSpan[0] === span?.[0],
  );
  return type === undefined ? [] : [type.qualifiedName];
}
