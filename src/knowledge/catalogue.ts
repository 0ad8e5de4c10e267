/** Look-ups over the catalogue of library members (data/catalogue.json). */
import data from './data/catalogue.json' with { type: 'json' };
import type { CatalogueEntry } from './entry.ts';

// The file's shape is held by test/knowledge/catalogue.test.ts against schema.ts, so start-up does not validate it.
const entries = data as unknown as readonly CatalogueEntry[];

const entriesByMember = new Map<string, CatalogueEntry[]>();
const types = new Set<string>();
const members = new Set<string>();
for (const entry of entries) {
  types.add(entry.type);
  members.add(entry.member);
  const key = `${entry.type}#${entry.member}`;
  const known = entriesByMember.get(key);
  if (known === undefined) entriesByMember.set(key, [entry]);
  else known.push(entry);
}

/** All entries, sorted by type, member, arity and condition. */
export function catalogueEntries(): readonly CatalogueEntry[] {
  return entries;
}

/**
 * The entries of one member of exactly this type (supertypes are the caller's to walk).
 * @param type qualified name, nested types with `.`
 * @param member simple name, '<init>' for constructors
 * @param arity number of arguments at the call
 * @returns entries with conditions before the one without, each group in file order; empty when nothing is known
 */
export function catalogueFor(type: string, member: string, arity: number): readonly CatalogueEntry[] {
  const known = entriesByMember.get(`${type}#${member}`) ?? [];
  return known
    .filter((entry) => entry.arity === null || (entry.arity[0] <= arity && arity <= entry.arity[1]))
    .sort((left, right) => Number(left.when === null) - Number(right.when === null));
}

/** Whether the catalogue says anything about a member of exactly this qualified type. */
export function isCatalogueType(type: string): boolean {
  return types.has(type);
}

/** Qualified names of all types with an entry. */
export function catalogueTypes(): ReadonlySet<string> {
  return types;
}

/** Simple names of all members with an entry, '<init>' included: what a text prefilter can look for. */
export function memberNames(): ReadonlySet<string> {
  return members;
}
