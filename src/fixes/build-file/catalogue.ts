/** Libraries in a Gradle version catalogue (`gradle/libs.versions.toml`). */
import { layoutOf } from '../layout.ts';
import type { OffsetEdit } from '../text-edits.ts';
import { endOfLine } from './blank.ts';

/** Where Gradle looks for the catalogue that scripts know as `libs`, from the directory of the build. */
export const CATALOGUE = 'gradle/libs.versions.toml';

/** The accessor (`libs.crac`) of a library that a catalogue has; null when it has it not. */
export function accessorIn(text: string, library: string): string | null {
  const [group = '', artifact = ''] = library.split(':');
  for (const { name, value } of librariesOf(text)) {
    const isShort = new RegExp(`["']${quoted(library)}[:"']`, 'u').test(value);
    const has = (key: string, of: string): boolean =>
      new RegExp(`\\b${key}\\s*=\\s*["']${quoted(of)}["']`, 'u').test(value);
    if (isShort || (has('group', group) && has('name', artifact))) return accessorOf(name);
  }
  return null;
}

/** Adds a library under the first of some aliases that is free; null when the catalogue has no libraries. */
export function inCatalogue(
  text: string,
  library: string,
  aliases: readonly string[],
): { readonly edit: OffsetEdit; readonly accessor: string } | null {
  const table = /^[ \t]*\[libraries\][^\r\n]*/mu.exec(text);
  const known = librariesOf(text);
  const alias = aliases.find((one) => !known.some(({ name }) => name.replaceAll('_', '-') === one));
  if (table === null || alias === undefined) return null;
  const last = known.at(-1);
  const at = last?.end ?? table.index + table[0].length;
  const line = `${alias} = "${library}"`;
  return { edit: { start: at, end: at, newText: layoutOf(text).lineEnd + line }, accessor: accessorOf(alias) };
}

interface Library {
  readonly name: string;
  readonly value: string;
  /** The end of its last line. */
  readonly end: number;
}

/** The entries of the table `[libraries]`, each on a line of its own as TOML has it. */
function librariesOf(text: string): Library[] {
  const libraries: Library[] = [];
  let isInside = false;
  for (const match of text.matchAll(/^[^\r\n]*/gmu)) {
    const line = match[0];
    if (/^\s*\[/u.test(line)) isInside = /^\s*\[libraries\]/u.test(line);
    const entry = isInside ? /^\s*(?<name>[\w-]+)\s*=\s*(?<value>[^#]*)/u.exec(line)?.groups : undefined;
    if (entry === undefined) continue;
    const { name = '', value = '' } = entry;
    libraries.push({ name, value, end: endOfLine(text, match.index) });
  }
  return libraries;
}

/** How scripts name a library: Gradle takes `-`, `_` and `.` alike. */
function accessorOf(alias: string): string {
  return `libs.${alias.replaceAll(/[-_]/gu, '.')}`;
}

function quoted(text: string): string {
  return text.replaceAll('.', String.raw`\.`);
}
