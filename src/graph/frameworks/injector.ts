/** The seam between the interpreter and the dependency injection frameworks. */
import type { LibraryCall } from '../library.ts';
import type { Frame } from '../machine.ts';
import type { AbstractObject } from '../objects.ts';
import type { MethodModel, TypeModel } from '../../model/project.ts';
import type { Value } from '../values.ts';

/** What the frameworks of a project do during one start-up. */
export interface Injector {
  /** Answers a call of a framework's own API (`Guice.createInjector`, `context.getBean`); null for every other call. */
  readonly call: (frame: Frame, call: LibraryCall) => Value | null;
  /** Before a handler's constructor runs; `object` is null for a handler that is never constructed. */
  readonly beforeHandler: (type: TypeModel, object: AbstractObject | null) => void;
  /** Arguments for the constructor a framework calls; null when no framework does. */
  readonly argumentsFor: (constructor: MethodModel) => readonly Value[] | null;
  /** After the handler's constructor ran. */
  readonly afterHandler: (type: TypeModel, object: AbstractObject | null) => void;
  /** Constructs what stands behind a client proxy: a method is about to be called on it. */
  readonly awaken: (self: Value) => void;
  /** Classes naming applications that were started so far. */
  readonly started: ReadonlySet<TypeModel>;
}

/** One injector that asks several in turn. */
export function combined(injectors: readonly Injector[]): Injector {
  return {
    call: (frame, call) => firstAnswer(injectors, (injector) => injector.call(frame, call)),
    beforeHandler: (type, object) => {
      for (const injector of injectors) injector.beforeHandler(type, object);
    },
    argumentsFor: (constructor) => firstAnswer(injectors, (injector) => injector.argumentsFor(constructor)),
    afterHandler: (type, object) => {
      for (const injector of injectors) injector.afterHandler(type, object);
    },
    awaken: (self) => {
      for (const injector of injectors) injector.awaken(self);
    },
    get started() {
      return new Set(injectors.flatMap((injector) => [...injector.started]));
    },
  };
}

function firstAnswer<T>(injectors: readonly Injector[], ask: (injector: Injector) => T | null): T | null {
  for (const injector of injectors) {
    const answer = ask(injector);
    if (answer !== null) return answer;
  }
  return null;
}
