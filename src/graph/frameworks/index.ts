/** Frameworks that construct objects at start-up. One file per framework behind one interface. */
import type { FileFacts } from '../../model/facts.ts';
import { isSameList } from '../../model/memory.ts';
import { inEachFile } from '../../model/per-file.ts';
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import type { Machine } from '../machine.ts';
import type { Annotated } from './annotations.ts';
import { combined, type Injector } from './injector.ts';
import { dagger } from './dagger.ts';
import type { Framework, FrameworkStartup } from './framework.ts';
import { guice } from './guice.ts';
import { micronaut } from './micronaut.ts';
import { quarkus } from './quarkus.ts';
import { spring } from './spring.ts';

const FRAMEWORKS: readonly Framework[] = [spring, micronaut, quarkus, dagger, guice];

/** The frameworks that the project's sources import. */
function frameworksOf(project: ProjectModel): readonly Framework[] {
  const compute = (): readonly Framework[] => {
    const found = new Set(inEachFile(project, 'frameworks', (_, file) => importedIn(file)));
    return FRAMEWORKS.filter((framework) => found.has(framework));
  };
  return project.memory.cell(frameworksOf, compute, isSameList);
}

/** What names begin with that are a framework's: asked of every import of the project. */
const NAMES = FRAMEWORKS.map(({ packages }) => {
  const escaped = packages.map((name) => name.replaceAll('.', String.raw`\.`));
  return new RegExp(`^(?:${escaped.join('|')})\\.`, 'u');
});

function importedIn({ imports }: FileFacts): readonly Framework[] {
  return FRAMEWORKS.filter((_, index) => imports.some(({ name }) => NAMES[index]?.test(name) === true));
}

/** Whether a file imports something of a framework. */
export function importsFramework({ imports }: Pick<FileFacts, 'imports'>): boolean {
  return imports.some(({ name }) => NAMES.some((pattern) => pattern.test(name)));
}

/** What the project's frameworks do during one start-up; null when it uses none. */
export function injectorFor(machine: Machine): Injector | null {
  const injectors = frameworksOf(machine.project).map((framework) => framework.attach(machine));
  return injectors.length === 0 ? null : combined(injectors);
}

/** Why a framework does not make this bean at start (see `Framework.whyLater`); null where none says so. */
export function whyBeanIsLater(project: ProjectModel, type: TypeModel, annotated: Annotated): string | null {
  if (annotated.annotations.length === 0) return null;
  return frameworksOf(project).reduce<string | null>(
    (found, { whyLater }) => found ?? whyLater(project, type, annotated),
    null,
  );
}

/** The start-ups that frameworks drive themselves. */
export function frameworkStartups(project: ProjectModel): readonly FrameworkStartup[] {
  return frameworksOf(project).flatMap((framework) => framework.startups(project));
}
