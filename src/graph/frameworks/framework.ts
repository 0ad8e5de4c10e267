/** The interface each framework's file implements. */
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import type { Target } from '../../types.ts';
import type { Annotated } from './annotations.ts';
import type { Machine } from '../machine.ts';
import type { StartConditions } from '../start-conditions.ts';
import type { Startup } from '../startup.ts';
import type { Injector } from './injector.ts';

/** A start-up that a framework drives: the class that names it, and how to follow it. */
export interface FrameworkStartup {
  readonly type: TypeModel;
  readonly run: (target: Target, conditions: StartConditions) => Startup;
}

export interface Framework {
  /** An import from one of these packages says that a project uses the framework. */
  readonly packages: readonly string[];
  /** The framework's part in a start-up that something else drives: a handler class, a `main`. */
  readonly attach: (machine: Machine) => Injector;
  /** The start-ups it drives itself, in the order of the sources. */
  readonly startups: (project: ProjectModel) => readonly FrameworkStartup[];
  /**
   * Why it does not make a bean at start of what carries these annotations, a class of beans or a method of `type` that makes
   * them: a clause. Null where it would, or where it makes no beans of it.
   */
  readonly whyLater: (project: ProjectModel, type: TypeModel, annotated: Annotated) => string | null;
}
