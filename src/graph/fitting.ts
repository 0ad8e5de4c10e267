/** Which objects can be of a declared type: what was assigned, passed, returned or cast is of it, or the program would have failed (JLS 5). */
import { isSubtype as isLibrarySubtype, libraryType } from '../knowledge/signatures.ts';
import { isPrimitive, type JavaType } from '../model/java-type.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import type { AbstractObject } from './objects.ts';
import { withMarks, type Value } from './values.ts';

/** The value without the objects that cannot be of the declared type. Hierarchies that are not known are let through. */
export function fitting(project: ProjectModel, value: Value, declared: JavaType): Value {
  if (value.objects.length === 0 || !saysSomething(declared)) return value;
  const objects = value.objects.filter((object) => mayBe(project, object, declared));
  if (objects.length === value.objects.length) return value;
  // What was taken for an object of another type may have stood for the one that is: what it is made of stays.
  const dropped = value.objects.filter((object) => !objects.includes(object));
  const marks = dropped.flatMap(({ content }) => content.marks.filter((mark) => mark.flowsOn));
  const rest = withMarks(value, marks);
  return objects.length > 0 ? { ...rest, objects } : { ...rest, objects, type: declared, nonNull: false };
}

function saysSomething(type: JavaType): boolean {
  return type.certain && type.dimensions === 0 && !isPrimitive(type) && type.name !== 'java.lang.Object';
}

function mayBe(project: ProjectModel, object: AbstractObject, declared: JavaType): boolean {
  if (object.kind === 'class') return true;
  if (object.kind === 'function') return isInterface(declared) !== false;
  if (object.model !== null) return mayModelBe(project, object.model, object.kind === 'summary', declared);
  // The rows of an array of arrays are taken as the array itself; none is of another type than those of all arrays (JLS 4.10.3).
  if (object.type.dimensions > 0) return ARRAY_TYPES.has(declared.name);
  if (!saysSomething(object.type)) return true;
  return declared.project === null
    ? mayLibraryBe(object.type.name, declared.name)
    : mayLibraryBeOfProject(project, object.type, declared.project);
}

const ARRAY_TYPES = new Set(['java.lang.Cloneable', 'java.io.Serializable']);

/** Null when nothing is known of the type. */
function isInterface(type: JavaType): boolean | null {
  if (type.project !== null) return type.project.fact.kind === 'interface';
  return libraryType(type.name)?.isInterface ?? null;
}

/** `isAnySubclass`: the object may be of a class below `model`. */
function mayModelBe(project: ProjectModel, model: TypeModel, isAnySubclass: boolean, declared: JavaType): boolean {
  if (isAnySubclass && (isInterface(declared) !== false || model.fact.kind === 'interface')) return true;
  if (declared.project !== null) {
    return isBelow(project, model, declared.project) || (isAnySubclass && isBelow(project, declared.project, model));
  }
  // What they extend and implement without saying so is in these packages.
  if ((model.fact.kind === 'enum' || model.fact.kind === 'record') && /^java\.(lang|io)\./.test(declared.name)) {
    return true;
  }
  return project
    .allSupertypes(model)
    .some(
      ({ project: own, name, certain }) =>
        own === null && (!certain || libraryType(name) === undefined || isLibrarySubtype(name, declared.name)),
    );
}

/** By name: several modules may declare the same types. */
function isBelow(project: ProjectModel, type: TypeModel, ancestor: TypeModel): boolean {
  if (type.canonicalName === ancestor.canonicalName) return true;
  return project
    .allSupertypes(type)
    .some((supertype) => !supertype.certain || supertype.project?.canonicalName === ancestor.canonicalName);
}

/** Nothing but themselves is of these types. */
const FINAL = new Set(
  ['String', 'Boolean', 'Byte', 'Character', 'Short', 'Integer', 'Long', 'Float', 'Double'].map(
    (name) => `java.lang.${name}`,
  ),
);

/** Of an object of a library's class, or of a class below that. */
function mayLibraryBe(type: string, declared: string): boolean {
  if (FINAL.has(declared)) return isLibrarySubtype(declared, type);
  const [own, wanted] = [libraryType(type), libraryType(declared)];
  if (own === undefined || wanted === undefined || (own.isInterface && wanted.isInterface)) return true;
  return isLibrarySubtype(type, declared) || isLibrarySubtype(declared, type);
}

/** No library implements a type of the project but in proxies; its class may extend the library's. */
function mayLibraryBeOfProject(project: ProjectModel, type: JavaType, declared: TypeModel): boolean {
  if (project.findType(type.name, null) !== null) return true;
  if (declared.fact.kind === 'interface' && isInterface(type) !== false) return true;
  return project
    .allSupertypes(declared)
    .some(
      ({ project: own, name, certain }) =>
        own === null && (!certain || libraryType(name) === undefined || isLibrarySubtype(name, type.name)),
    );
}
