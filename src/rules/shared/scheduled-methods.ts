/** Methods that a container runs by a schedule of their annotation. */
import { findAnnotation, hasAnnotation } from '../../graph/frameworks/annotations.ts';
import type { MethodFact, Span } from '../../model/facts.ts';
import type { ProjectModel, TypeModel } from '../../model/project.ts';

/** A fixed rate: which annotation gives it, in which element, and where the annotation stands. */
export interface Schedule {
  readonly annotation: string;
  readonly element: string;
  readonly span: Span;
}

const SPRING = 'org.springframework.scheduling.annotation.Scheduled';
const ENABLES = new Set(['org.springframework.scheduling.annotation.EnableScheduling']);
/**
 * Elements that ask for a fixed rate, by annotation: a fixed delay counts from the end of a run, so nothing piles up. Quarkus
 * names its interval `every`; it too counts from the start of a run (quarkus.io/guides/scheduler).
 */
const FIXED_RATES: Readonly<Record<string, readonly string[]>> = {
  [SPRING]: ['fixedRate', 'fixedRateString'],
  'io.micronaut.scheduling.annotation.Scheduled': ['fixedRate'],
  'io.quarkus.scheduler.Scheduled': ['every'],
};

/** One of them is written where a method has a fixed rate. */
export const RATE_ELEMENTS: readonly string[] = Object.values(FIXED_RATES).flat();

/** The fixed rate of a method; null without one, or where Spring's scheduling is not switched on. */
export function scheduleOf(project: ProjectModel, type: TypeModel, method: MethodFact): Schedule | null {
  if (method.annotations.length === 0) return null;
  for (const [annotation, elements] of Object.entries(FIXED_RATES)) {
    const found = findAnnotation(project, type, method, new Set([annotation]));
    const element = elements.find((name) => found?.elements[name] !== undefined);
    if (found === null || element === undefined) continue;
    return annotation === SPRING && !isSchedulingOn(project) ? null : { annotation, element, span: found.span };
  }
  return null;
}

/** Whether a class of the project carries `@EnableScheduling`. */
function isSchedulingOn(project: ProjectModel): boolean {
  return project.memory.ask(isSchedulingOn, project, () =>
    project.types.some((type) => hasAnnotation(project, type, type.fact, ENABLES)),
  );
}
