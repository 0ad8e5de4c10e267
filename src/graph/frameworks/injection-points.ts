/** Injection points: what a parameter or a field asks its container for. */
import type { AnnotationFact, ParameterFact } from '../../model/facts.ts';
import type { FieldModel, MethodModel, ProjectModel, TypeModel } from '../../model/project.ts';
import { hasAnnotation, meaningOf, textsOf } from './annotations.ts';
import type { Container, Dialect, InjectionPoint } from './container.ts';

/** A parameter of a constructor, setter or factory method. */
export function pointOfParameter(container: Container, method: MethodModel, parameter: ParameterFact): InjectionPoint {
  const { owner, fact } = method;
  const { project } = container.machine;
  return {
    type: project.resolve(parameter.type, { type: owner, file: owner.file, method: fact }),
    qualifiers: qualifiersOf(project, container.dialect, owner, parameter.annotations),
    name: parameter.name,
    isLazy: hasAnnotation(project, owner, parameter, container.dialect.lazyPoints),
    site: { file: owner.file.file, span: parameter.span },
  };
}

/** An injected field. */
export function pointOfField(container: Container, field: FieldModel): InjectionPoint {
  const { owner, fact } = field;
  const { project } = container.machine;
  return {
    type: project.resolve(fact.type, { type: owner, file: owner.file, method: null }),
    qualifiers: qualifiersOf(project, container.dialect, owner, fact.annotations),
    name: fact.name,
    isLazy: hasAnnotation(project, owner, fact, container.dialect.lazyPoints),
    site: { file: owner.file.file, span: fact.nameSpan },
  };
}

/** Bean names and qualifier annotations in a list of annotations; an annotation of the project's is given as `@name`. */
export function qualifiersOf(
  project: ProjectModel,
  dialect: Dialect,
  owner: TypeModel,
  annotations: readonly AnnotationFact[],
): readonly string[] {
  return annotations.flatMap((annotation) => {
    const { names, inherited } = meaningOf(project, owner, annotation);
    if (names.some((name) => dialect.names.has(name))) return textsOf(annotation, 'value');
    return inherited.some((name) => dialect.qualifierMarkers.has(name)) ? names.map((name) => `@${name}`) : [];
  });
}
