/** Type names as written → types, by the order of JLS 6.4.1 and 6.5: scope, members, imports, package, on-demand imports. */
import { isCatalogueType } from '../knowledge/catalogue.ts';
import { isLibraryType, supertypesOf } from '../knowledge/signatures.ts';
import type { FileFacts, MethodFact, TypeName } from './facts.ts';
import { namedType, projectType, type JavaType } from './java-type.ts';
import { importsNaming, noteNamesOf } from './imports.ts';
import { JAVA_LANG } from './java-lang.ts';
import type { ProjectModel, TypeModel } from './project.ts';

/** Where a name stands. */
export interface Scope {
  /** The innermost enclosing type. */
  readonly type: TypeModel;
  readonly file: FileFacts;
  /** The enclosing method, whose type parameters are in scope. */
  readonly method: MethodFact | null;
}

/** On-demand imports (`import a.b.*`) can only be told apart with a list of what the packages hold. */
function knownLibraryType(qualifiedName: string): boolean {
  return isLibraryType(qualifiedName) || isCatalogueType(qualifiedName);
}

const PRIMITIVES = new Set(['int', 'long', 'short', 'byte', 'char', 'float', 'double', 'boolean', 'void', 'var', '?']);
const MAX_BOUND_DEPTH = 4;

/** Resolves a type name with its arguments. What cannot be resolved comes back as written, with `certain` false. */
export function resolveTypeName(project: ProjectModel, name: TypeName, scope: Scope, depth = 0): JavaType {
  if (PRIMITIVES.has(name.name)) return { ...namedType(name.name), dimensions: name.dimensions ?? 0 };
  const bound = typeVariableBound(name.name, scope);
  if (bound !== undefined) {
    const erased =
      bound === null || depth > MAX_BOUND_DEPTH
        ? namedType('java.lang.Object')
        : resolveTypeName(project, bound, scope, depth + 1);
    return { ...erased, dimensions: erased.dimensions + (name.dimensions ?? 0) };
  }
  const base = resolveName(project, name.name, scope);
  const argumentsGiven = depth > MAX_BOUND_DEPTH ? [] : (name.arguments ?? []);
  return {
    ...base,
    arguments: argumentsGiven.map((argument) => resolveTypeName(project, argument, scope, depth + 1)),
    dimensions: name.dimensions ?? 0,
  };
}

/** The bound of a type variable in scope: null when it has none, undefined when the name is no type variable. */
function typeVariableBound(name: string, scope: Scope): TypeName | null | undefined {
  const ofMethod = scope.method?.typeParameters.find((parameter) => parameter.name === name);
  if (ofMethod !== undefined) return ofMethod.bound;
  for (let type: TypeModel | null = scope.type; type !== null; type = type.outer) {
    const found = type.fact.typeParameters.find((parameter) => parameter.name === name);
    if (found !== undefined) return found.bound;
  }
  return undefined;
}

/** A possibly dotted name without arguments. */
function resolveName(project: ProjectModel, name: string, scope: Scope): JavaType {
  const segments = name.split('.');
  const first = segments[0] ?? name;
  const head = resolveSimple(project, first, scope);
  if (head !== null) return member(project, head, segments.slice(1), scope.file);
  if (segments.length === 1) return namedType(name, false);
  return resolveQualified(project, segments, scope.file) ?? namedType(name, startsLikePackage(first));
}

/**
 * `a.b.C.D` where `a` is a package: the longest package prefix that declares the next segment.
 * Null when neither the project nor the library facts know such a type.
 */
export function resolveQualified(project: ProjectModel, segments: readonly string[], from: FileFacts): JavaType | null {
  noteNamesOf(from);
  for (let length = 1; length < segments.length; length++) {
    const qualified = segments.slice(0, length + 1).join('.');
    const found = project.declared(qualified, from);
    if (found !== null) return member(project, projectType(found), segments.slice(length + 1), from);
    if (knownLibraryType(qualified)) return member(project, namedType(qualified), segments.slice(length + 1), from);
  }
  return null;
}

/** A simple name in a type position, or null when nothing in scope declares it. */
export function resolveSimple(project: ProjectModel, name: string, scope: Scope): JavaType | null {
  noteNamesOf(scope.file);
  const declared = declaredInScope(project, name, scope);
  if (declared !== null) return declared;
  const imported = importedType(project, name, scope.file);
  if (imported !== null) return imported;
  const inPackage = project.declared(
    scope.file.packageName === '' ? name : `${scope.file.packageName}.${name}`,
    scope.file,
  );
  if (inPackage !== null) return projectType(inPackage);
  const onDemand = importedOnDemand(project, name, scope.file);
  if (onDemand !== null) return onDemand;
  if (!JAVA_LANG.has(name)) return null;
  const language = `java.lang.${name}`;
  const inSources = project.declared(language, scope.file);
  return inSources === null ? namedType(language) : projectType(inSources);
}

/** The enclosing types themselves, their member types (inherited ones too), and local types of the enclosing bodies. */
function declaredInScope(project: ProjectModel, name: string, scope: Scope): JavaType | null {
  for (let type: TypeModel | null = scope.type; type !== null; type = type.outer) {
    if (type.fact.name === name) return projectType(type);
    const own = type.nested.get(name) ?? localType(project, type, name);
    if (own !== null) return projectType(own);
    for (const supertype of project.allSupertypes(type)) {
      const inherited = inheritedMember(supertype, name);
      if (inherited !== null) return inherited;
    }
  }
  return null;
}

function inheritedMember(supertype: JavaType, name: string): JavaType | null {
  if (supertype.project === null) {
    if (!supertype.certain) return null;
    const owners = [supertype.name, ...supertypesOf(supertype.name)];
    const declaring = owners.find((owner) => isLibraryType(`${owner}.${name}`));
    return declaring === undefined ? null : namedType(`${declaring}.${name}`);
  }
  const nested = supertype.project.nested.get(name);
  return nested === undefined ? null : projectType(nested);
}

function localType(project: ProjectModel, type: TypeModel, name: string): TypeModel | null {
  for (const candidate of project.typesOf(type.file)) {
    if (candidate.fact.isLocal && candidate.outer === type && candidate.fact.name === name) return candidate;
  }
  return null;
}

function importedType(project: ProjectModel, name: string, file: FileFacts): JavaType | null {
  for (const declaration of importsNaming(file, name)) {
    const found = project.declared(declaration.name, file);
    if (found !== null) return projectType(found);
    // A static import names a type only where its owner has such a member type; members start in lower case by custom.
    if (declaration.form === 'type' || knownLibraryType(declaration.name)) return namedType(declaration.name);
  }
  return null;
}

function importedOnDemand(project: ProjectModel, name: string, file: FileFacts): JavaType | null {
  for (const declaration of file.imports) {
    if (!declaration.onDemand) continue;
    const qualified = `${declaration.name}.${name}`;
    const found = project.declared(qualified, file);
    if (found !== null) return projectType(found);
  }
  for (const declaration of file.imports) {
    if (declaration.onDemand && knownLibraryType(`${declaration.name}.${name}`)) {
      return namedType(`${declaration.name}.${name}`);
    }
  }
  const fromModule = file.imports.some((declaration) => declaration.form === 'module');
  if (!fromModule) return null;
  for (const packageName of [
    'java.util',
    'java.io',
    'java.time',
    'java.net',
    'java.util.concurrent',
    'java.security',
    'java.nio.file',
    'java.util.function',
    'java.sql',
  ]) {
    if (knownLibraryType(`${packageName}.${name}`)) return namedType(`${packageName}.${name}`);
  }
  return null;
}

/** Steps from a type into its member types. */
function member(project: ProjectModel, type: JavaType, rest: readonly string[], file: FileFacts): JavaType {
  let current = type;
  for (const segment of rest) {
    const nested = current.project === null ? null : memberOf(project, current.project, segment);
    if (nested !== null) current = projectType(nested);
    else {
      const name = `${current.name}.${segment}`;
      const found = project.declared(name, file);
      current = found === null ? namedType(name, current.project === null) : projectType(found);
    }
  }
  return current;
}

function memberOf(project: ProjectModel, type: TypeModel, name: string): TypeModel | null {
  const own = type.nested.get(name);
  if (own !== undefined) return own;
  for (const supertype of project.allSupertypes(type)) {
    const inherited = supertype.project?.nested.get(name);
    if (inherited !== undefined) return inherited;
  }
  return null;
}

/** Package names start with a lower-case letter by custom (JLS 6.1); types do not. */
function startsLikePackage(segment: string): boolean {
  return /^\p{Ll}/u.test(segment);
}
