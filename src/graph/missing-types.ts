/**
 * Types whose code a start-up runs and that are nowhere: not among the sources, and of no library. A library that is not known
 * keeps its name, from an import, and is taken to do nothing, as the documentation says. What nothing explains, and what belongs
 * to a package of the project, is code of the project itself that was not read, so a report must not pass over it.
 */
import { isCatalogueType } from '../knowledge/catalogue.ts';
import { isLibraryType } from '../knowledge/signatures.ts';
import type { FileFacts } from '../model/facts.ts';
import type { JavaType } from '../model/java-type.ts';
import type { ProjectModel } from '../model/project.ts';
import type { Site } from './event.ts';

/** A type as it is called in a message, and the first place of a file where a start-up runs its code. */
export interface MissingType {
  readonly name: string;
  /** The package that it is of; where only a simple name is known, that of the file. */
  readonly packageName: string;
  readonly site: Site;
}

/** Those of `types` that are missing, as `file` names them; `site` is the call or creation that runs their code. */
export function missingAmong(
  project: ProjectModel,
  file: FileFacts,
  types: readonly JavaType[],
  site: Site,
): readonly MissingType[] {
  return types.flatMap((type) => {
    const packageName = missingFrom(project, file, type);
    return packageName === null ? [] : [{ name: type.name, packageName, site }];
  });
}

/** The package of the project whose code is not there; null for a type that is known, or a library's. */
function missingFrom(project: ProjectModel, file: FileFacts, { name, project: own, certain }: JavaType): string | null {
  if (own !== null) return null;
  if (certain) return isKnown(name) ? null : ownPackage(project, name);
  // A name that stayed as written; by custom what begins with a small letter is a variable or a package (JLS 6.1).
  if (!/^\p{Lu}.*\p{Ll}/u.test(name)) return null;
  const onDemand = file.imports.filter((one) => one.onDemand).map((one) => one.name);
  // A library that is imported on demand may declare it.
  if (!onDemand.every((packageName) => isOwnPackage(project, packageName))) return null;
  const isToldOf = [file.packageName, ...onDemand].some((packageName) => isKnown(`${packageName}.${name}`));
  return isToldOf ? null : file.packageName;
}

function isKnown(qualifiedName: string): boolean {
  return isCatalogueType(qualifiedName) || isLibraryType(qualifiedName);
}

/** The package of a qualified type name, if the sources declare it or one around it: generated code is often put below. */
function ownPackage(project: ProjectModel, name: string): string | null {
  const segments = name.split('.').filter((segment) => segment !== '');
  const firstType = segments.findIndex((segment) => /^\p{Lu}/u.test(segment));
  if (firstType < 1 || isDeclared(project, segments)) return null;
  const packageName = segments.slice(0, firstType).join('.');
  return isOwnPackage(project, packageName) ? packageName : null;
}

function isOwnPackage(project: ProjectModel, packageName: string): boolean {
  const segments = packageName.split('.');
  // One segment is a top-level domain, or a whole library's: no package of one project.
  for (let length = segments.length; length > 1; length--) {
    if (project.hasPackage(segments.slice(0, length).join('.'))) return true;
  }
  return false;
}

/** Also where one of the types around it is: what is missing in there, such as a builder, an annotation processor adds. */
function isDeclared(project: ProjectModel, segments: readonly string[]): boolean {
  return segments.some((_, index) => project.findType(segments.slice(0, index + 1).join('.'), null) !== null);
}
