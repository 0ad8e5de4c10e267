/** Gradle version catalogues (`libs.versions.toml`). */
import { TomlError, parse } from 'smol-toml';
import type { Problem } from '../types.ts';

export interface VersionCatalogue {
  /** By accessor: `spring.boot` for the alias `spring-boot`. */
  readonly versions: ReadonlyMap<string, string>;
  readonly libraries: ReadonlyMap<string, CatalogueEntry>;
  /** Plugin ids as `group`; no artifact. */
  readonly plugins: ReadonlyMap<string, CatalogueEntry>;
  /** Accessors of the libraries of each bundle. */
  readonly bundles: ReadonlyMap<string, readonly string[]>;
}

export interface CatalogueEntry {
  readonly group: string;
  readonly artifact: string;
  readonly version: string | null;
}

export interface CatalogueRead {
  readonly catalogue: VersionCatalogue | null;
  readonly problem: Problem | null;
}

/** The accessor of an alias: Gradle takes `-`, `_` and `.` alike. */
export function accessorOf(alias: string): string {
  return alias.replaceAll(/[-_]/gu, '.');
}

/** Reads a catalogue. Text that is no TOML gives a problem; entries of an unknown form are left out. */
export function readVersionCatalogue(text: string, file: string): CatalogueRead {
  let root: Record<string, unknown>;
  try {
    root = parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const message = `not valid TOML: ${(error.message.split('\n')[0] ?? '').replace(/^Invalid TOML document: /u, '')}`;
    return { catalogue: null, problem: { file, line: error.line, column: error.column, message } };
  }
  const versions = new Map<string, string>();
  for (const [alias, value] of tableEntries(root.versions)) {
    const version = versionText(value, new Map());
    if (version !== null) versions.set(accessorOf(alias), version);
  }
  return {
    catalogue: {
      versions,
      libraries: entryMap(root.libraries, (value) => libraryOf(value, versions)),
      plugins: entryMap(root.plugins, (value) => pluginOf(value, versions)),
      bundles: entryMap(root.bundles, bundleOf),
    },
    problem: null,
  };
}

function tableEntries(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function entryMap<T>(table: unknown, read: (value: unknown) => T | null): ReadonlyMap<string, T> {
  const entries = tableEntries(table).map(([alias, value]) => [accessorOf(alias), read(value)] as const);
  return new Map(entries.flatMap(([alias, value]) => (value === null ? [] : [[alias, value] as const])));
}

/** `'g:a:v'`, or a table with `module` or `group` and `name`, and `version`. */
function libraryOf(value: unknown, versions: ReadonlyMap<string, string>): CatalogueEntry | null {
  if (typeof value === 'string') {
    const [group = '', artifact = '', version = null] = value.split(':');
    return artifact === '' ? null : { group, artifact, version };
  }
  const table = new Map(tableEntries(value));
  const [group = '', artifact = ''] = textOf(table.get('module'))?.split(':') ?? [
    textOf(table.get('group')),
    textOf(table.get('name')),
  ];
  if (group === null || artifact === null || group === '' || artifact === '') return null;
  return { group, artifact, version: versionText(table.get('version'), versions) };
}

function pluginOf(value: unknown, versions: ReadonlyMap<string, string>): CatalogueEntry | null {
  if (typeof value === 'string') {
    const [group = '', version = null] = value.split(':');
    return { group, artifact: '', version };
  }
  const table = new Map(tableEntries(value));
  const id = textOf(table.get('id'));
  return id === null ? null : { group: id, artifact: '', version: versionText(table.get('version'), versions) };
}

function bundleOf(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  return value.flatMap((alias) => (typeof alias === 'string' ? [accessorOf(alias)] : []));
}

/** A text, a reference (`{ ref = 'x' }`), or a rich version whose strictest part counts. */
function versionText(value: unknown, versions: ReadonlyMap<string, string>): string | null {
  if (typeof value === 'string') return value;
  const table = new Map(tableEntries(value));
  const reference = textOf(table.get('ref'));
  if (reference !== null) return versions.get(accessorOf(reference)) ?? null;
  return textOf(table.get('strictly')) ?? textOf(table.get('require')) ?? textOf(table.get('prefer'));
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
