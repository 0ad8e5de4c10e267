/** Annotations by what they mean: qualified names, composed annotations, literal element values. */
import type { AnnotationFact, Expression } from '../../model/facts.ts';
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import { simpleName } from '../../model/java-type.ts';

/** What carries annotations: a type, field, method or parameter. */
export interface Annotated {
  readonly annotations: readonly AnnotationFact[];
}

/** An annotation, resolved where it stands. */
export interface Meaning {
  /** Qualified names it may have: several when only on-demand imports can tell. `javax` names are given as `jakarta`. */
  readonly names: readonly string[];
  /** The same of the annotations on its declaration, when that is in the sources (composed annotations). */
  readonly inherited: readonly string[];
}

const MAX_COMPOSITION = 3;

/** What an annotation in the code of `owner` means. */
export function meaningOf(project: ProjectModel, owner: TypeModel, annotation: AnnotationFact, depth = 0): Meaning {
  return project.memory.ask(meaningOf, annotation, () => findMeaning(project, owner, annotation, depth));
}

function findMeaning(project: ProjectModel, owner: TypeModel, annotation: AnnotationFact, depth: number): Meaning {
  const resolved = project.resolve({ name: annotation.name }, { type: owner, file: owner.file, method: null });
  const inherited: string[] = [];
  if (resolved.project !== null && depth < MAX_COMPOSITION) {
    for (const outer of resolved.project.fact.annotations) {
      const meaning = meaningOf(project, resolved.project, outer, depth + 1);
      inherited.push(...meaning.names, ...meaning.inherited);
    }
  }
  const names = resolved.certain ? [resolved.name] : importedOnDemand(owner, annotation.name);
  return { names: names.map(withoutJavax), inherited };
}

/** A name nothing else declares comes from one of the packages imported whole. */
function importedOnDemand(owner: TypeModel, name: string): readonly string[] {
  return owner.file.imports
    .filter(({ form, onDemand }) => form === 'type' && onDemand)
    .map((declaration) => `${declaration.name}.${name}`);
}

/** The specifications that moved from `javax` to `jakarta` mean the same in both. */
function withoutJavax(name: string): string {
  return name.replace(/^javax\.(?=(?:inject|annotation|enterprise|ws|interceptor|persistence)\.)/, 'jakarta.');
}

/** The first annotation that is one of `names`, or is composed of one. */
export function findAnnotation(
  project: ProjectModel,
  owner: TypeModel,
  annotated: Annotated,
  names: ReadonlySet<string>,
): AnnotationFact | null {
  const { annotations } = annotated;
  return annotations.find((annotation) => isOneOf(meaningOf(project, owner, annotation), names)) ?? null;
}

/** Whether it carries one of `names`, directly or in a composed annotation. */
export function hasAnnotation(
  project: ProjectModel,
  owner: TypeModel,
  annotated: Annotated,
  names: ReadonlySet<string>,
): boolean {
  return annotated.annotations.length > 0 && findAnnotation(project, owner, annotated, names) !== null;
}

/** All annotations that are one of `names`, directly or composed. */
export function allAnnotations(
  project: ProjectModel,
  owner: TypeModel,
  annotated: Annotated,
  names: ReadonlySet<string>,
): readonly AnnotationFact[] {
  return annotated.annotations.filter((annotation) => isOneOf(meaningOf(project, owner, annotation), names));
}

function isOneOf({ names, inherited }: Meaning, wanted: ReadonlySet<string>): boolean {
  return names.some((name) => wanted.has(name)) || inherited.some((name) => wanted.has(name));
}

/** The texts of the named elements: string literals, and the names of constants (`Environment.TEST` gives TEST). */
export function textsOf(annotation: AnnotationFact, ...elements: readonly string[]): readonly string[] {
  return elements.flatMap((element) => partsOf(annotation.elements[element]).flatMap(textOf));
}

function textOf(expression: Expression): readonly string[] {
  if (expression.kind === 'literal') return typeof expression.value === 'string' ? [expression.value] : [];
  return expression.kind === 'name' || expression.kind === 'select' ? [expression.name] : [];
}

/** The project classes that the named elements list. */
export function classesOf(
  project: ProjectModel,
  owner: TypeModel,
  annotation: AnnotationFact,
  ...elements: readonly string[]
): readonly TypeModel[] {
  const parts = elements.flatMap((element) => partsOf(annotation.elements[element]));
  return parts.flatMap((part) => {
    if (part.kind !== 'classLiteral') return [];
    const type = project.resolve(part.type, { type: owner, file: owner.file, method: null }).project;
    return type === null ? [] : [type];
  });
}

/** Simple names of the classes that the named elements list, of libraries too. */
export function classNamesOf(annotation: AnnotationFact, ...elements: readonly string[]): readonly string[] {
  const parts = elements.flatMap((element) => partsOf(annotation.elements[element]));
  return parts.flatMap((part) => (part.kind === 'classLiteral' ? [simpleName(part.type.name)] : []));
}

/** A boolean element's literal value; null when it is not given as a literal. */
export function flagOf(annotation: AnnotationFact, element: string): boolean | null {
  const value = annotation.elements[element];
  return value?.kind === 'literal' && typeof value.value === 'boolean' ? value.value : null;
}

function partsOf(expression: Expression | undefined): readonly Expression[] {
  if (expression === undefined) return [];
  return expression.kind === 'array' ? (expression.values ?? []) : [expression];
}
