/** What modules know of each other's exports: which of them are clients, pools and functions of packages. */
import type { ModuleInit } from 'eslint-plugin-snapsafe';
import type { ScriptModule } from './program.ts';
import { reExportsOf } from './re-exports.ts';

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
  return [...(importsOf(file) ?? [])].flatMap(([source, to]) =>
    exportedBy(to, modules, importsOf, new Set([file])).map((library) => ({ source, ...library })),
  );
}

/** What a file exports of packages, by itself or from other files. `asked`: files that are being asked already. */
function exportedBy(
  file: string,
  modules: ReadonlyMap<string, ScriptModule>,
  importsOf: ImportsOf,
  asked: ReadonlySet<string>,
): readonly ExportedLibrary[] {
  const linted = modules.get(file)?.linted;
  if (linted === undefined || asked.has(file)) return [];
  const forwarded = reExportsOf(linted.sourceCode.ast).flatMap(({ exported, imported, source }) => {
    const to = importsOf(file)?.get(source);
    if (to === undefined) return [];
    return exportedBy(to, modules, importsOf, new Set([...asked, file])).flatMap((library) => {
      // `export * from` leaves the default export out; a name for the whole module is no export of it.
      if (exported === null) return library.name === 'default' || library.name === '' ? [] : [library];
      return imported === library.name ? [{ ...library, name: exported }] : [];
    });
  });
  return [...linted.init.libraries, ...forwarded];
}
