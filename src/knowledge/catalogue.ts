/** Look-ups over the catalogue of library members (data/catalogue.json). */
import data from './data/catalogue.json' with { type: 'json' };
import type { CatalogueEntry } from './entry.ts';
import { typeMatcher } from './members.ts';
import { entryOfOwn } from './own.ts';
import type { OwnCatalogue } from './own.ts';

// The file's shape is held by test/knowledge/catalogue.test.ts against schema.ts, so start-up does not validate it.
const entries = data as unknown as readonly CatalogueEntry[];

const NO_ENTRIES: readonly CatalogueEntry[] = [];
const entriesByMember = new Map<string, CatalogueEntry[]>();
const membersByType = new Map<string, string[]>();
const types = new Set<string>();
const members = new Set<string>();
for (const entry of entries) {
  types.add(entry.type);
  const ofType = membersByType.get(entry.type);
  if (ofType === undefined) membersByType.set(entry.type, [entry.member]);
  else if (ofType.at(-1) !== entry.member) ofType.push(entry.member);
  members.add(entry.member);
  const key = `${entry.type}#${entry.member}`;
  const known = entriesByMember.get(key);
  if (known === undefined) entriesByMember.set(key, [entry]);
  else known.push(entry);
}

/** What the project at hand adds, for as long as it is looked at. */
interface OwnEntries {
  readonly byMember: ReadonlyMap<string, readonly CatalogueEntry[]>;
  readonly isSafe: (type: string) => boolean;
  readonly types: ReadonlySet<string>;
}

const NONE: OwnEntries = { byMember: new Map(), isSafe: () => false, types };

let own: OwnEntries = NONE;

/** Runs `step`, which must not be asynchronous, with a project's own entries: they come before the ones built in. */
export function withOwnCatalogue<T>({ members: given, safeTypes }: OwnCatalogue, step: () => T): T {
  if (given.length === 0 && safeTypes.length === 0) return step();
  const before = own;
  const byMember = new Map(given.map((one) => [`${one.type}#${one.member}`, [entryOfOwn(one)]] as const));
  own = {
    byMember,
    isSafe: safeTypes.length === 0 ? () => false : typeMatcher(safeTypes),
    types: new Set([...types, ...given.map(({ type }) => type)]),
  };
  try {
    return step();
  } finally {
    own = before;
  }
}

/** Whether the project itself says what a member of exactly this type does: its code is then not looked into. */
export function isOwnMember(type: string, member: string): boolean {
  return own !== NONE && (own.byMember.has(`${type}#${member}`) || own.isSafe(type));
}

/** Whether anything at all was said by the project itself. */
export function hasOwnEntries(): boolean {
  return own !== NONE;
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
  const ofProject = own === NONE ? undefined : own.byMember.get(`${type}#${member}`);
  if (ofProject !== undefined) return ofProject;
  if (own.isSafe(type)) return [entryOfOwn({ type, member, rule: null })];
  const known = members.has(member) && types.has(type) ? entriesByMember.get(`${type}#${member}`) : undefined;
  if (known === undefined) return NO_ENTRIES;
  return known
    .filter((entry) => entry.arity === null || (entry.arity[0] <= arity && arity <= entry.arity[1]))
    .sort((left, right) => Number(left.when === null) - Number(right.when === null));
}

/** Whether the catalogue says anything about a member of exactly this qualified type. */
export function isCatalogueType(type: string): boolean {
  return own.types.has(type) || own.isSafe(type);
}

/** The members that the built-in catalogue knows of exactly this type, '<init>' included. */
export function membersOf(type: string): readonly string[] {
  return membersByType.get(type) ?? [];
}

/** Qualified names of all types with an entry. */
export function catalogueTypes(): ReadonlySet<string> {
  return own.types;
}

/** Simple names of all members with an entry, '<init>' included: what a text prefilter can look for. */
export function memberNames(): ReadonlySet<string> {
  return members;
}
