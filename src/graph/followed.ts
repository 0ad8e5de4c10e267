/** What following one start-up came to: plain results that outlive the machine and its heap. */
import type { TypeModel } from '../model/project.ts';
import type { Problem } from '../types.ts';
import type { Hop, InitEvent, RegistrationEvent, Site } from './event.ts';
import { judge } from './judge.ts';
import { displayName, type Registration } from './machine.ts';
import type { MissingType } from './missing-types.ts';
import type { Startup } from './startup.ts';

export interface FollowedStartup {
  readonly events: readonly InitEvent[];
  readonly registrations: readonly RegistrationEvent[];
  /** Symbols of code that ran, each with the first path to it. */
  readonly executed: ReadonlyMap<string, readonly Hop[]>;
  /** The classes that were initialised. */
  readonly initialized: readonly TypeModel[];
  /** Framework applications that this start-up started. */
  readonly started: readonly TypeModel[];
  /** Types whose code it runs, and that are nowhere. */
  readonly missing: readonly MissingType[];
  /** Says where the start-up was not followed to its end. */
  readonly problems: readonly Problem[];
}

/**
 * Follows the start-up of `type` and sums it up. Too deep for the JavaScript stack, or too long: then a problem says so,
 * and what was found until then stands. `run` gives null where there is nothing to sum up.
 */
export function follow(type: TypeModel, run: () => Startup | null): FollowedStartup {
  try {
    const startup = run();
    if (startup === null) return nothing([]);
    const { machine } = startup;
    return {
      events: judge(startup),
      registrations: registrationsOf(startup),
      executed: machine.executed,
      initialized: [...machine.initialized],
      started: [...(machine.injector?.started ?? [])],
      missing: [...machine.missing.values()],
      problems: machine.outOfBudget
        ? [problemAt(type, 'is too long to follow to its end; findings beyond are missing')]
        : [],
    };
  } catch (error) {
    if (error instanceof RangeError) {
      return nothing([problemAt(type, 'calls too deep to be followed; its findings are missing')]);
    }
    const reason = error instanceof Error ? error.message : String(error);
    return nothing([problemAt(type, `internal error: ${reason}; its findings are missing`)]);
  }
}

function nothing(problems: readonly Problem[]): FollowedStartup {
  return { events: [], registrations: [], executed: new Map(), initialized: [], started: [], missing: [], problems };
}

function problemAt(type: TypeModel, what: string): Problem {
  return { file: type.file.file, line: 1, column: 1, message: `the start-up of ${displayName(type)} ${what}` };
}

function registrationsOf({ machine, root, weak }: Startup): readonly RegistrationEvent[] {
  return machine.registrations.map((registration, index) => {
    const { site, symbol, phase, path, argument } = registration;
    return {
      ...{ site, symbol, phase, path, argument },
      roots: root === '' ? [] : [root],
      isWeak: weak.has(registration),
      resources: resourcesAt(placeKey(registration), machine.registrations),
      isRepeated: isRegisteredBefore(registration, machine.registrations.slice(0, index)),
    };
  });
}

/** Where a registration stands, as a key. */
export function placeKey({ site }: { readonly site: Site }): string {
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
