/**
 * Whether following code can record anything at all: a prefilter over names, before anything is followed. A record needs a
 * member that the catalogue knows, of a type that the project does not declare itself. Such types come into the code by their
 * names, or are what members of such types give.
 */
import { catalogueTypes, hasOwnEntries, membersOf } from '../knowledge/catalogue.ts';
import { knownTypesIn, knownTypesOf } from '../knowledge/library-names.ts';
import { libraryType } from '../knowledge/signatures.ts';
import { JAVA_LANG } from '../model/java-lang.ts';
import { simpleName } from '../model/java-type.ts';
import type { NamedFile, Names } from '../model/names.ts';
import type { ProjectModel } from '../model/project.ts';
import { CONTEXT_TYPES } from './crac.ts';

/** False only if no code of the project can be recorded to do anything, or to register a resource. */
export function mayRecord(project: ProjectModel): boolean {
  return project.memory.cell(mayRecord, () => hasOwnEntries() || namesSinks(project.names), Object.is);
}

/** As {@link mayRecord}, of names alone; what the project says of members of its own aside. */
export function namesSinks(names: Names): boolean {
  const named = new Set<string>();
  for (const file of names.files) {
    const undeclared = undeclaredIn(file, (name) => names.declares(name, file));
    // Nearly every project has a file that names a type and a member of it.
    if (hasSink(file, undeclared)) return true;
    for (const name of undeclared ?? []) named.add(name);
  }
  // A constructor is called by the name of its type: in a file that was looked at.
  const isUsed: MemberUse = (member) => member !== CONSTRUCTOR && names.isMentioned(member);
  return [...obtainable(names, named)].some((name) => !names.declares(name, null) && isSink(name, isUsed));
}

/** Whether a file names a library type that the project does not declare, and a member of it that the catalogue knows. */
export function namesSink(file: NamedFile, isDeclared: (type: string) => boolean): boolean {
  return hasSink(file, undeclaredIn(file, isDeclared));
}

function hasSink(file: NamedFile, undeclared: readonly string[] | null): boolean {
  if (undeclared === null) return true;
  const isUsed = memberUse(file);
  return undeclared.some((name) => isSink(name, isUsed));
}

/** Of a type of the sources, the sources say what is nested in it. */
function undeclaredIn(file: NamedFile, isDeclared: (type: string) => boolean): readonly string[] | null {
  return (
    namesIn(file)
      ?.filter((name) => !isDeclared(name))
      .flatMap(withNested) ?? null
  );
}

/** Whether code may use a member of that name of a type. */
type MemberUse = (member: string, type: string) => boolean;

/** What a file uses: a superclass's constructor without naming it. */
function memberUse({ words, created }: NamedFile): MemberUse {
  const all = new Set(words);
  return (member, type) =>
    member === CONSTRUCTOR ? created.includes(simpleName(type)) || all.has('extends') : all.has(member);
}

const CONSTRUCTOR = '<init>';
/** Names of operations, not entries, say what clients of AWS do. */
const AWS_SDK = /^(?:software\.amazon\.awssdk|com\.amazonaws)\./u;

/** Whether one of the members of a type that the catalogue knows is used. */
function isSink(type: string, isUsed: MemberUse): boolean {
  if (AWS_SDK.test(type) || CONTEXT_TYPES.has(type)) return true;
  return membersOf(type).some((member) => isUsed(member, type));
}

/**
 * Qualified names of the types that the names in a file may mean (JLS 6.5): those that are written out, and known ones of
 * packages that need not be. Null where a module is imported.
 */
function namesIn(file: NamedFile): readonly string[] | null {
  const words = new Set(file.words);
  const names = [...typesOf(file.packageName, words), ...typesOf('java.lang', words)];
  for (const name of file.qualified) names.push(...(name.endsWith('.*') ? typesOf(name.slice(0, -2), words) : [name]));
  for (const { form, name, onDemand } of file.imports) {
    if (form === 'module') return null;
    names.push(name);
    // What nothing explains is looked for there as well, from whichever file it comes.
    if (onDemand) names.push(...typesOf(name, null));
    if (form === 'static') names.push(name.slice(0, name.lastIndexOf('.')));
  }
  return names;
}

/** The known types of a package; those that are among the words, where these are given. */
function typesOf(packageName: string, words: ReadonlySet<string> | null): readonly string[] {
  const types = [...(knownTypesOf(packageName) ?? [])].filter((name) => words?.has(name) !== false);
  return types.map((name) => `${packageName}.${name}`);
}

function withNested(name: string): readonly string[] {
  const nested = knownTypesIn(name);
  return nested.length === 0 ? [name] : [name, ...nested.flatMap(withNested)];
}

/**
 * What code gets that has the given types and those that the language itself brings: results of members that are called
 * somewhere, supertypes, nested types, products of builders.
 */
function obtainable(names: Names, named: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set([...named, ...BUILT_IN]);
  for (const name of found) {
    const signature = libraryType(name);
    for (const [key, result] of Object.entries(signature?.methods ?? {})) {
      if (names.isMentioned(key.slice(0, key.indexOf('/')))) found.add(withoutArrays(result));
    }
    for (const supertype of signature?.supertypes ?? []) found.add(supertype);
    const nested = names.declares(name, null) ? [] : knownTypesIn(name);
    const builders = signature === undefined ? buildersOf(name) : [];
    for (const one of [...nested, ...productOf(name), ...builders]) found.add(one);
  }
  return found;
}

/** Types that code has without naming them: of literals, of `System.out`, of functions. */
const BUILT_IN = [
  ...[...JAVA_LANG].map((name) => `java.lang.${name}`),
  'java.io.PrintStream',
  'java.util.function.Function',
];

function withoutArrays(result: string): string {
  return result.replace('static ', '').replaceAll('[]', '');
}

/** By custom `T.builder()` gives a `T.Builder` or a `TBuilder`: see `library-results.ts`, which asks where no signature tells. */
function buildersOf(name: string): readonly string[] {
  return [`${name}.Builder`, `${name}Builder`].filter((one) => catalogueTypes().has(one));
}

/** What the `build()` of a type gives by its name. */
function productOf(name: string): readonly string[] {
  const product = /^(.*[^.])\.?Builder$/u.exec(name)?.[1];
  return product === undefined ? [] : [product];
}
