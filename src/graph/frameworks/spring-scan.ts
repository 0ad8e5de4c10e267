/** Which classes a Spring context is made of: its sources, what they import, and what their component scans find. */
import type { AnnotationFact } from '../../model/facts.ts';
import type { ProjectModel, TypeModel } from '../../model/project.ts';
import { allAnnotations, classesOf, hasAnnotation, textsOf } from './annotations.ts';
import { typesBySourceRoot, typesReachableFrom } from './modules.ts';
import {
  APPLICATIONS,
  AUTO_CONFIGURATIONS,
  COMPONENTS,
  COMPONENT_SCANS,
  IMPORT_SELECTORS,
  IMPORTS,
  PROFILE,
} from './spring-names.ts';

/** The classes of a context that has `sources` and scans `packages`, sources first. */
export function contextClasses(
  project: ProjectModel,
  sources: readonly TypeModel[],
  packages: readonly string[],
): readonly TypeModel[] {
  const found = new Set<TypeModel>(sources);
  for (const type of found) {
    for (const next of [
      ...importedBy(project, type),
      ...nestedComponents(project, type),
      ...scannedBy(project, type),
    ]) {
      if (isActive(project, next)) found.add(next);
    }
  }
  const home = sources[0]?.sourceRoot;
  if (home === undefined) return [...found];
  for (const next of scan(project, home, packages)) found.add(next);
  if (sources.some((type) => isApplication(project, type))) {
    for (const type of typesReachableFrom(project, home, (root) => !holdsApplication(project, root))) {
      if (hasAnnotation(project, type, type.fact, AUTO_CONFIGURATIONS)) found.add(type);
    }
  }
  return [...found];
}

/** Classes with a stereotype that a scan finds: concrete, active, not nested in an instance. */
export function isComponent(project: ProjectModel, type: TypeModel): boolean {
  const { kind, modifiers } = type.fact;
  if ((kind !== 'class' && kind !== 'record') || modifiers.includes('abstract')) return false;
  if (type.outer !== null && type.outer.fact.kind === 'class' && kind === 'class' && !modifiers.includes('static')) {
    return false;
  }
  return hasAnnotation(project, type, type.fact, COMPONENTS) && isActive(project, type);
}

export function isApplication(project: ProjectModel, type: TypeModel): boolean {
  return type.fact.kind === 'class' && hasAnnotation(project, type, type.fact, APPLICATIONS);
}

/** Whether a source root has an application class: then it is no library of another application. */
export function holdsApplication(project: ProjectModel, sourceRoot: string): boolean {
  return (typesBySourceRoot(project).get(sourceRoot) ?? []).some((type) => isApplication(project, type));
}

function importedBy(project: ProjectModel, type: TypeModel): readonly TypeModel[] {
  const imports = everyAnnotation(project, type, IMPORTS);
  return imports
    .flatMap(({ owner, annotation }) => classesOf(project, owner, annotation, 'value', 'classes'))
    .filter(
      (imported) =>
        imported.fact.kind !== 'interface' &&
        !project.allSupertypes(imported).some(({ name }) => IMPORT_SELECTORS.test(name)),
    );
}

function nestedComponents(project: ProjectModel, type: TypeModel): readonly TypeModel[] {
  return [...type.nested.values()].filter((nested) => isComponent(project, nested));
}

function scannedBy(project: ProjectModel, type: TypeModel): readonly TypeModel[] {
  const scans = everyAnnotation(project, type, COMPONENT_SCANS);
  // An explicit @ComponentScan takes the place of the one inside @SpringBootApplication.
  const explicit = scans.filter(({ annotation }) => annotation.name.endsWith('ComponentScan'));
  return (explicit.length > 0 ? explicit : scans).flatMap(({ owner, annotation }) =>
    scan(project, type.sourceRoot, packagesOf(project, owner, annotation, type)),
  );
}

const PACKAGE_ELEMENTS = ['value', 'basePackages', 'scanBasePackages'];
const CLASS_ELEMENTS = ['basePackageClasses', 'scanBasePackageClasses'];

/** Packages as written; the class's own when none are; all packages when they are given as something else than literals. */
function packagesOf(
  project: ProjectModel,
  owner: TypeModel,
  annotation: AnnotationFact,
  scanning: TypeModel,
): readonly string[] {
  const classes = classesOf(project, owner, annotation, ...CLASS_ELEMENTS).map((type) => type.file.packageName);
  const given = [
    ...textsOf(annotation, ...PACKAGE_ELEMENTS).map((text) => (/^[A-Z_0-9]+$/.test(text) ? '' : text)),
    ...classes,
  ];
  if (given.length > 0) return given;
  const isGiven = [...PACKAGE_ELEMENTS, ...CLASS_ELEMENTS].some(
    (element) => annotation.elements[element] !== undefined,
  );
  return isGiven ? [''] : [scanning.file.packageName];
}

function scan(project: ProjectModel, sourceRoot: string, packages: readonly string[]): readonly TypeModel[] {
  if (packages.length === 0) return [];
  const prefixes = packages.map((name) => name.replace(/(?<!\*)(?:\.\*+)+$/u, ''));
  return typesReachableFrom(project, sourceRoot, (root) => !holdsApplication(project, root)).filter(
    (type) => prefixes.some((prefix) => isWithin(type.file.packageName, prefix)) && isComponent(project, type),
  );
}

function isWithin(packageName: string, prefix: string): boolean {
  return prefix === '' || packageName === prefix || packageName.startsWith(`${prefix}.`);
}

interface Placed {
  readonly owner: TypeModel;
  readonly annotation: AnnotationFact;
}

/** Annotations of a class that are, or whose declaration in the sources carries, one of `names`: those are what is read. */
function everyAnnotation(project: ProjectModel, type: TypeModel, names: ReadonlySet<string>): readonly Placed[] {
  return allAnnotations(project, type, type.fact, names).flatMap((annotation) => {
    const declared = project.resolve({ name: annotation.name }, { type, file: type.file, method: null }).project;
    return declared === null ? [{ owner: type, annotation }] : everyAnnotation(project, declared, names);
  });
}

const NOT_PRODUCTION = /test|local|dev|mock|integration/i;
const PRODUCTION = /^prod/i;

/** Whether a bean exists in production: its profiles, and those of the classes around it, are not those of developers. */
export function isActive(
  project: ProjectModel,
  type: TypeModel,
  annotated: { readonly annotations: readonly AnnotationFact[] } = type.fact,
): boolean {
  const profiles = allAnnotations(project, type, annotated, PROFILE);
  if (
    !profiles.every(
      (profile) => textsOf(profile, 'value').length === 0 || textsOf(profile, 'value').some(acceptsProduction),
    )
  ) {
    return false;
  }
  if (annotated !== type.fact) return isActive(project, type);
  return type.outer === null || isActive(project, type.outer);
}

/** A profile expression: alternatives by `|`, conditions by `&`, `!` for not. */
function acceptsProduction(expression: string): boolean {
  return expression.split('|').some((alternative) =>
    alternative.split('&').every((term) => {
      const name = term.replaceAll(/[()\s]/g, '');
      return name.startsWith('!') ? !PRODUCTION.test(name.slice(1)) : !NOT_PRODUCTION.test(name);
    }),
  );
}

/** True when the profile alone does not settle that the bean exists. */
export function dependsOnProfile(
  project: ProjectModel,
  type: TypeModel,
  annotated: { readonly annotations: readonly AnnotationFact[] },
): boolean {
  const names = allAnnotations(project, type, annotated, PROFILE).flatMap((profile) => textsOf(profile, 'value'));
  return (
    names.length > 0 &&
    !names.some((name) => PRODUCTION.test(name) || (name.startsWith('!') && NOT_PRODUCTION.test(name)))
  );
}
