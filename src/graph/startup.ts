/** Follows one start-up from its root through the hooks to the snapshot, and looks at what is left then. */
import { projectType } from '../model/java-type.ts';
import type { MethodModel, TypeModel } from '../model/project.ts';
import { invoke, lookUp } from './calls.ts';
import { ensureInitialized } from './class-initialization.ts';
import { construct } from './construction.ts';
import { reachable, reachableUnlessRenewed, type LiveObject } from './kept.ts';
import { displayName, type Machine, type Registration } from './machine.ts';
import type { AbstractObject } from './objects.ts';
import { noArgConstructor, type HandlerRoot } from './roots.ts';
import { objectValue, typed, type Value } from './values.ts';

/** One start-up, ended: what it recorded and what of it is alive at the snapshot. */
export interface Startup {
  readonly machine: Machine;
  /** Qualified name of the root class. */
  readonly root: string;
  readonly atSnapshot: ReturnType<typeof reachableUnlessRenewed>;
  readonly live: readonly LiveObject[];
  /** Registered resources that nothing else holds. */
  readonly weak: ReadonlySet<Registration>;
}

/** Runs a handler class as Lambda does: class initialisation, public no-arg constructor, then beforeCheckpoint hooks. */
export function runHandler(machine: Machine, root: HandlerRoot): Startup {
  const { type } = root;
  const site = { file: type.file.file, span: type.fact.nameSpan };
  if (!root.isCertain) machine.uncertainty++;
  machine.phase = 'static-initializer';
  ensureInitialized(machine, type, site);
  const live: LiveObject[] = [];
  if (root.isConstructed) {
    const object = machine.allocate('instance', projectType(type), site, { model: type });
    machine.rootObject = object;
    machine.phase = 'constructor';
    live.push({ value: objectValue(object), description: `the handler instance ${displayName(type)}` });
    machine.injector?.beforeHandler(type, object);
    construct(machine, type, object, constructorArguments(machine, type), site, null);
    machine.injector?.afterHandler(type, object);
  }
  return finish(machine, type.qualifiedName, live);
}

/** What a framework passes to a constructor with parameters: values of the declared types. */
function constructorArguments(machine: Machine, type: TypeModel): readonly Value[] {
  if (noArgConstructor(type) !== 'missing') return [];
  const constructors = type.methods.get('<init>') ?? [];
  const injected = constructors.find((one) =>
    one.fact.annotations.some((annotation) => /(^|\.)(Inject|Autowired)$/.test(annotation.name)),
  );
  const chosen = injected ?? (constructors.length === 1 ? constructors[0] : undefined);
  return chosen === undefined ? [] : (machine.injector?.argumentsFor(chosen) ?? parameterValues(machine, chosen));
}

/** Unknown values of a method's declared parameter types. */
export function parameterValues(machine: Machine, method: MethodModel): readonly Value[] {
  return method.fact.parameters.map((parameter) =>
    typed(
      machine.project.resolve(parameter.type, { type: method.owner, file: method.owner.file, method: method.fact }),
    ),
  );
}

/** Runs the hooks, follows afterRestore for what it renews, and takes stock. */
export function finish(machine: Machine, root: string, live: readonly LiveObject[]): Startup {
  const weak = runBeforeCheckpoint(machine, live);
  for (const resource of heldResources(machine, live)) runHook(machine, resource, 'afterRestore');
  for (const bean of stoppedBeans(machine)) runHook(machine, bean, 'start');
  const atSnapshot = reachableUnlessRenewed(machine, live);
  return { machine, root, atSnapshot, live, weak };
}

/** Calls the hooks of strongly held resources in reverse registration order (AWS and CRaC alike); gives the others. */
function runBeforeCheckpoint(machine: Machine, live: readonly LiveObject[]): ReadonlySet<Registration> {
  const registrations = machine.registrations.filter((registration) => !registration.inHook);
  const objects = objectsHeld(registrations, machine, live);
  const weak = new Set(registrations.filter((registration) => isWeak(registration, objects)));
  machine.calls.forget();
  machine.phase = 'before-checkpoint';
  machine.inHook = true;
  // Spring's own resource is registered once all beans are there: it comes first.
  for (const bean of stoppedBeans(machine).toReversed()) runHook(machine, bean, 'stop');
  const done = new Set<AbstractObject>();
  for (const registration of [...registrations].reverse()) {
    if (weak.has(registration)) continue;
    for (const object of registration.resource.objects) {
      if (done.has(object)) continue;
      done.add(object);
      runHook(machine, object, 'beforeCheckpoint');
    }
  }
  machine.inHook = false;
  return weak;
}

/** Weak: it is known which object was registered, and nothing holds it. */
function isWeak(registration: Registration, objects: ReadonlySet<AbstractObject>): boolean {
  const registered = registration.resource.objects;
  return registered.length > 0 && registered.every((object) => !objects.has(object));
}

function heldResources(machine: Machine, live: readonly LiveObject[]): readonly AbstractObject[] {
  const registrations = machine.registrations.filter((registration) => !registration.inHook);
  const objects = objectsHeld(registrations, machine, live);
  machine.calls.forget();
  machine.mode = 'restore';
  const registered = new Set(registrations.flatMap(({ resource }) => [...resource.objects]));
  return [...registered].filter((object) => objects.has(object));
}

/** What is held at the snapshot, for questions about registrations: most start-ups have none, and then nothing is looked at. */
function objectsHeld(
  registrations: readonly Registration[],
  machine: Machine,
  live: readonly LiveObject[],
): ReadonlySet<AbstractObject> {
  return registrations.length === 0 ? new Set() : reachable(machine, live).objects;
}

/** The started beans of modules whose container stops them for the checkpoint. */
function stoppedBeans(machine: Machine): readonly AbstractObject[] {
  const { moduleDirectory, withLifecycle } = machine.conditions;
  return machine.stoppable.filter(({ model }) => model !== null && withLifecycle.has(moduleDirectory(model.file.file)));
}

type Hook = 'beforeCheckpoint' | 'afterRestore' | 'stop' | 'start';

/** Calls a hook: those of CRaC get the context, those of a bean's life cycle nothing. */
function runHook(machine: Machine, resource: AbstractObject, name: Hook): void {
  const given = name === 'stop' || name === 'start' ? [] : [typed(null)];
  if (resource.model === null) return;
  const method = lookUp(machine, resource.model, name, given);
  if (method === null) return;
  invoke(machine, null, method, objectValue(resource), given, {
    file: method.owner.file.file,
    span: method.fact.nameSpan,
  });
}
