/** Frameworks that construct objects at start-up. One file per framework behind one interface. */
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import type { Target } from '../../types.ts';
import type { Startup } from '../startup.ts';
import { springStartups } from './spring.ts';

/** A start-up that a framework drives: the class that names it, and how to follow it. */
export interface FrameworkStartup {
  readonly type: TypeModel;
  readonly run: () => Startup;
}

/** All framework start-ups of the project. */
export function frameworkStartups(project: ProjectModel, target: Target): readonly FrameworkStartup[] {
  return springStartups(project, target);
}
