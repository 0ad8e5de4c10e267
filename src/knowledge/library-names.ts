/** The names of the library types that are known, by package and by the type around them. */
import { catalogueTypes } from './catalogue.ts';
import { signatureTypes } from './signatures.ts';

interface Names {
  /** By package: simple names of top level types. */
  readonly byPackage: ReadonlyMap<string, ReadonlySet<string>>;
  /** By qualified name of a type: qualified names of those that are nested directly in it. */
  readonly nested: ReadonlyMap<string, ReadonlySet<string>>;
}

let names: Names | null = null;

/** Simple names of the known top level types of a package; null where none is known. */
export function knownTypesOf(packageName: string): ReadonlySet<string> | null {
  return (names ??= collected()).byPackage.get(packageName) ?? null;
}

/** Qualified names of the known types that are nested directly in a type. */
export function knownTypesIn(type: string): readonly string[] {
  return [...((names ??= collected()).nested.get(type) ?? [])];
}

/** Of the built-in knowledge: what a project adds to the catalogue is none of it. */
function collected(): Names {
  const byPackage = new Map<string, Set<string>>();
  const nested = new Map<string, Set<string>>();
  const put = (name: string): void => {
    const dot = name.lastIndexOf('.');
    const around = name.slice(0, dot);
    if (!isType(around)) addTo(byPackage, around, name.slice(dot + 1));
    else {
      addTo(nested, around, name);
      // Of some types nothing is known but what is nested in them.
      put(around);
    }
  };
  for (const name of [...signatureTypes(), ...catalogueTypes()]) put(name);
  return { byPackage, nested };
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}

/** Types begin with a capital and packages do not, by custom (JLS 6.1), which all known libraries follow. */
function isType(name: string): boolean {
  return /(^|\.)\p{Lu}[^.]*$/u.test(name);
}
