/** Values with the lines they are written on: what YAML, JSON and HCL documents become before anything is read from them. */

/** A document's value. Lines are 1-based. */
export type Located = LocatedScalar | LocatedList | LocatedMap;

export interface LocatedScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, without quotes; `true` and `false` for every spelling of a boolean, '' for null. */
  readonly text: string;
  readonly line: number;
}

export interface LocatedList {
  readonly kind: 'list';
  readonly items: readonly Located[];
  readonly line: number;
}

export interface LocatedMap {
  readonly kind: 'map';
  /** In the order of the text; of a repeated key the last one holds. */
  readonly entries: ReadonlyMap<string, LocatedEntry>;
  readonly line: number;
}

export interface LocatedEntry {
  readonly value: Located;
  /** The line of the key. */
  readonly line: number;
}

/** The value below `keys`, or null when there is none or something on the way is no map. */
export function valueAt(root: Located | null, ...keys: readonly string[]): Located | null {
  let value = root;
  for (const key of keys) value = entryAt(value, key)?.value ?? null;
  return value;
}

/** The entry `key` of a map; null for other values. */
export function entryAt(value: Located | null, key: string): LocatedEntry | null {
  return value?.kind === 'map' ? (value.entries.get(key) ?? null) : null;
}

/** The entries of a map; none for other values. */
export function entriesOf(value: Located | null): readonly (readonly [string, LocatedEntry])[] {
  return value?.kind === 'map' ? [...value.entries] : [];
}

/** The items of a list; none for other values. */
export function itemsOf(value: Located | null): readonly Located[] {
  return value?.kind === 'list' ? value.items : [];
}

/** A scalar's text; null for null, lists and maps. */
export function textOf(value: Located | null): string | null {
  return value?.kind === 'scalar' && value.value !== null ? value.text : null;
}

/** A text as a value, for defaults that no file spells out. */
export function scalarOf(value: string | number | boolean | null, line: number): LocatedScalar {
  return { kind: 'scalar', value, text: value === null ? '' : String(value), line };
}
