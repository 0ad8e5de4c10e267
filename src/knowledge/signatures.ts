/**
 * Signatures of library types, extracted from the libraries themselves (scripts/extract-signatures). The data file holds
 * one string per type, by package and simple name, that is taken apart when the type is first asked for:
 *
 *     <'i' interface or 'c' class>|<direct supertypes>|<abstract method of a functional interface>|<methods>
 *
 * Methods are grouped by return type: `type:name/arity,name/arity;type:…`. A name with `!` is static, an arity with `+`
 * is variable: that many arguments or more. A type `.` is the type itself, one that begins with `.` is in the same
 * package or below, one without any package is primitive, void or in java.lang. What a supertype gives alike is left out.
 */
import data from './data/signatures.json' with { type: 'json' };
import { table } from '../util/table.ts';
import type { LibraryType } from './entry.ts';

const packages = table(data as unknown as Readonly<Record<string, Readonly<Record<string, string>>>>);

/** A type as the data file tells it, before inheritance. */
interface DeclaredType {
  readonly isInterface: boolean;
  readonly supertypes: readonly string[];
  readonly abstractMethod: string | null;
  /** By '<name>/<arity>' or '<name>/<fixed arguments>+'. */
  readonly methods: ReadonlyMap<string, ReturnType>;
}

/** What a call gives. */
export interface ReturnType {
  /** Qualified and erased, 'void' and primitives included; arrays end in `[]`. */
  readonly type: string;
  readonly isStatic: boolean;
}

const OBJECT = 'java.lang.Object';

/** The CRaC API under its other names: the same types, package by package. */
const twinPackages = table({ 'jdk.crac': 'org.crac', 'javax.crac': 'org.crac' });

const declaredTypes = new Map<string, DeclaredType | null>();
const supertypesByName = new Map<string, readonly string[]>();
const libraryTypes = new Map<string, LibraryType>();
/** By type, then by '<name>/<arity>' of a call. */
const returnTypes = new Map<string, Map<string, ReturnType | undefined>>();

/**
 * Everything known about a library type, inherited methods included.
 * @param qualifiedName nested types with `.`
 * @returns undefined when the type is not among the extracted ones
 */
export function libraryType(qualifiedName: string): LibraryType | undefined {
  const known = libraryTypes.get(qualifiedName);
  if (known !== undefined) return known;
  const declared = declaredType(qualifiedName);
  if (declared === null) return undefined;
  const supertypes = supertypesOf(qualifiedName);
  const methods: Record<string, string> = {};
  for (const owner of [OBJECT, ...[...supertypes].reverse(), qualifiedName]) {
    for (const [key, { type, isStatic }] of declaredType(owner)?.methods ?? []) {
      methods[key] = isStatic ? `static ${type}` : type;
    }
  }
  const result: LibraryType = { isInterface: declared.isInterface, supertypes, methods };
  libraryTypes.set(qualifiedName, result);
  return result;
}

/** Qualified names of the extracted types, nested ones included; what the CRaC API is called elsewhere is left out. */
export function* signatureTypes(): Iterable<string> {
  for (const [packageName, types] of Object.entries(packages)) {
    for (const simpleName of Object.keys(types)) yield `${packageName}.${simpleName}`;
  }
}

/** Whether the type is among the extracted ones; cheaper than `libraryType`. */
export function isLibraryType(qualifiedName: string): boolean {
  return declaredType(qualifiedName) !== null;
}

/** Whether a library type is, extends or implements another; false when nothing is known of the first. */
export function isSubtype(subtype: string, supertype: string): boolean {
  if (subtype === supertype || supertype === OBJECT) return true;
  return supertypesOf(subtype).includes(supertype);
}

/**
 * What a method of a library type gives, searched in its supertypes too, nearest first.
 * @param type qualified name, nested types with `.`
 * @param arity number of arguments at the call; a fixed arity wins over a variable one
 * @returns undefined when the type or the method is not known
 */
export function returnTypeOf(type: string, member: string, arity: number): ReturnType | undefined {
  if (declaredType(type) === null) return undefined;
  const key = `${member}/${arity}`;
  let known = returnTypes.get(type);
  if (known === undefined) returnTypes.set(type, (known = new Map<string, ReturnType | undefined>()));
  const found = known.get(key);
  if (found !== undefined || known.has(key)) return found;
  const result = findReturnType(type, key, member, arity);
  known.set(key, result);
  return result;
}

function findReturnType(type: string, key: string, member: string, arity: number): ReturnType | undefined {
  for (const owner of [type, ...supertypesOf(type), OBJECT]) {
    const methods = declaredType(owner)?.methods;
    if (methods === undefined) continue;
    const found = methods.get(key) ?? variableArity(methods, member, arity);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Name of the one abstract method of a functional interface of a library; undefined for every other type. */
export function singleAbstractMethod(type: string): string | undefined {
  return declaredType(type)?.abstractMethod ?? undefined;
}

function variableArity(methods: DeclaredType['methods'], member: string, arity: number): ReturnType | undefined {
  for (let fixed = arity; fixed >= 0; fixed--) {
    const found = methods.get(`${member}/${fixed}+`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All supertypes of a library type, nearest first, without java.lang.Object; empty when nothing is known of it. */
export function supertypesOf(name: string): readonly string[] {
  const known = supertypesByName.get(name);
  if (known !== undefined) return known;
  const found = new Set<string>(declaredType(name)?.supertypes);
  for (const supertype of found) {
    for (const further of declaredType(supertype)?.supertypes ?? []) found.add(further);
  }
  found.delete(name);
  const result = [...found];
  supertypesByName.set(name, result);
  return result;
}

function declaredType(name: string): DeclaredType | null {
  const known = declaredTypes.get(name);
  if (known !== undefined) return known;
  const packageName = packageOf(name);
  const types = packages[twinPackages[packageName] ?? packageName] ?? {};
  const simpleName = name.slice(packageName.length + 1);
  // `java.lang.toString` is a name that sources can ask for.
  const encoded = Object.hasOwn(types, simpleName) ? types[simpleName] : undefined;
  const result = encoded === undefined ? null : decode(encoded, name, packageName);
  declaredTypes.set(name, result);
  return result;
}

/** The parts before the first one that begins with a capital. */
function packageOf(name: string): string {
  const parts = name.split('.');
  const first = parts.findIndex((part) => /^[A-Z]/.test(part));
  return parts.slice(0, first < 0 ? parts.length - 1 : first).join('.');
}

function decode(encoded: string, name: string, packageName: string): DeclaredType {
  const [kind = '', supertypes = '', abstractMethod = '', groups = ''] = encoded.split('|');
  const methods = new Map<string, ReturnType>();
  for (const group of partsOf(groups, ';')) {
    const colon = group.indexOf(':');
    const type = expand(group.slice(0, colon), name, packageName);
    for (const key of partsOf(group.slice(colon + 1), ',')) {
      const isStatic = key.startsWith('!');
      methods.set(isStatic ? key.slice(1) : key, { type, isStatic });
    }
  }
  return {
    isInterface: kind === 'i',
    supertypes: partsOf(supertypes, ',').map((supertype) => expand(supertype, name, packageName)),
    abstractMethod: abstractMethod === '' ? null : abstractMethod,
    methods,
  };
}

function partsOf(text: string, separator: string): readonly string[] {
  return text === '' ? [] : text.split(separator);
}

function expand(type: string, name: string, packageName: string): string {
  if (type === '.') return name;
  if (type.startsWith('.')) return packageName + type;
  return /^[A-Z]/.test(type) ? `java.lang.${type}` : type;
}
