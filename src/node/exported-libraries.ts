/** What modules know of each other's exports: which of them are clients, pools and functions of packages. */
import type { ModuleInit } from 'eslint-plugin-snapsafe';
import type { ScriptModule } from './program.ts';

type ExportedLibrary = ModuleInit['libraries'][number];

/** An export that comes from a package, and the specifier of the file that it is imported from. */
export type ImportedLibrary = ExportedLibrary & { readonly source: string };

/** The report paths of the files behind the specifiers that a file imports; undefined when it imports none. */
type ImportsOf = (file: string) => ReadonlyMap<string, string> | undefined;

/** What the files that `file` (report path) imports export of packages, as far as they were linted. */
export function librariesFor(
  file: string,
  modules: ReadonlyMap<string, ScriptModule>,
  importsOf: ImportsOf,
): readonly ImportedLibrary[] {
  const known = new Map([[file, new Map<string, ExportedLibrary>()]]);
  return [...(importsOf(file) ?? [])].flatMap(([source, to]) =>
    [...exportedBy(to, modules, importsOf, known).values()].map((library) => ({ source, ...library })),
  );
}

/**
 * What a file exports of packages, by itself or from other files: by name. `known`: the answers for files that were asked; a
 * file that is being asked has none yet. Barrels that export each other's barrels lead to the same file in any number of ways.
 */
function exportedBy(
  file: string,
  modules: ReadonlyMap<string, ScriptModule>,
  importsOf: ImportsOf,
  known: Map<string, Map<string, ExportedLibrary>>,
): ReadonlyMap<string, ExportedLibrary> {
  const answer = known.get(file);
  if (answer !== undefined) return answer;
  const found = new Map<string, ExportedLibrary>();
  known.set(file, found);
  const module = modules.get(file);
  for (const library of module?.linted.init.libraries ?? []) found.set(library.name, library);
  for (const { exported, imported, source } of module?.reExports ?? []) {
    const to = importsOf(file)?.get(source);
    if (to === undefined) continue;
    for (const library of exportedBy(to, modules, importsOf, known).values()) {
      // `export * from` leaves the default export out; a name for the whole module is no export of it.
      const isNamed = exported === null ? !['', 'default'].includes(library.name) : imported === library.name;
      const name = exported ?? library.name;
      if (isNamed && !found.has(name)) found.set(name, { ...library, name });
    }
  }
  return found;
}
