import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { openZip, type ZipEntry } from './zip.ts';

const JVM_DIRECTORY = '/usr/lib/jvm';

/** What to do when {@link findJdkSources} finds nothing. */
export const JDK_SOURCES_MISSING =
  'No sources of a JDK found: install the Debian package openjdk-17-source, or set SNAPSAFE_JDK_SRC to the src.zip of any JDK.';

/**
 * The path of a JDK's src.zip: what SNAPSAFE_JDK_SRC names, else that of JAVA_HOME, else the first below /usr/lib/jvm
 * in the order of names. Null when there is none, also when SNAPSAFE_JDK_SRC names a file that does not exist.
 */
export function findJdkSources(environment: NodeJS.ProcessEnv): string | null {
  const { SNAPSAFE_JDK_SRC: named, JAVA_HOME: home } = environment;
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  const ofHome = home === undefined || home === '' ? [] : [join(home, 'lib', 'src.zip')];
  return [...ofHome, ...installedSources()].find((path) => existsSync(path)) ?? null;
}

/** The Java files of java.base in the order of their names; all Java files of a JDK before modules. */
export function javaBaseFiles(entries: readonly ZipEntry[]): ZipEntry[] {
  const files = entries.filter(({ name }) => name.endsWith('.java')).sort((a, b) => (a.name < b.name ? -1 : 1));
  const ofJavaBase = files.filter(({ name }) => name.startsWith('java.base/'));
  return ofJavaBase.length > 0 ? ofJavaBase : files;
}

/** The paths of the src.zip of each JDK below /usr/lib/jvm, each file once, sorted; or the one that SNAPSAFE_JDK_SRC names. */
export function allJdkSources(): string[] {
  const { SNAPSAFE_JDK_SRC: named } = process.env;
  const candidates = named === undefined || named === '' ? installedSources() : [named];
  return [...new Set(candidates.filter((path) => existsSync(path)).map((path) => realpathSync(path)))].sort();
}

function installedSources(): string[] {
  if (!existsSync(JVM_DIRECTORY)) return [];
  const homes = readdirSync(JVM_DIRECTORY).sort();
  return homes.flatMap((home) => [join(JVM_DIRECTORY, home, 'lib', 'src.zip'), join(JVM_DIRECTORY, home, 'src.zip')]);
}

/**
 * The Java files of a module of the JDK at `home`, by their paths in it, without the descriptors of modules and packages.
 * Throws when its src.zip has none.
 */
export function sourcesOfModule(
  home: string,
  name: string,
): readonly { readonly path: string; readonly text: string }[] {
  const zip = openZip(join(home, 'lib/src.zip'));
  const sources = zip.entries
    .filter((entry) => entry.name.startsWith(`${name}/`) && /(?<!-info)\.java$/u.test(entry.name))
    .map((entry) => ({ path: entry.name.slice(name.length + 1), text: entry.read().toString('utf8') }));
  zip.close();
  if (sources.length === 0) throw new Error(`${home} has no sources of ${name}`);
  return sources;
}
