/** Finds the JDKs that the proofs compile and run with, where systems and build servers keep them. */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

export interface Jdk {
  /** Feature version: 17 for 17.0.15. */
  readonly version: number;
  /** Absolute. */
  readonly home: string;
}

/** The oldest JDK that is proven, which most functions run on, and a newer one. */
export interface Jdks {
  readonly base: Jdk;
  readonly newer: Jdk;
}

const BASE_VERSION = 17;
const SYSTEM_FOLDERS = ['/usr/lib/jvm', '/opt/java', '/Library/Java/JavaVirtualMachines'];
const HOME_VARIABLE = /^JAVA(?:_\d+)?_HOME(?:_\d+.*)?$/u;

/** JDK 17 and the newest later one. Throws a sentence that names the places searched when one is missing. */
export function findJdks(environment: Readonly<Record<string, string | undefined>>): Jdks {
  const jdks = homes(environment).flatMap((home) => jdkAt(home) ?? []);
  const base = jdks.find(({ version }) => version === BASE_VERSION);
  const newer = jdks.filter(({ version }) => version > BASE_VERSION).sort((a, b) => b.version - a.version)[0];
  if (base !== undefined && newer !== undefined) return { base, newer };
  const missing = base === undefined ? `JDK ${BASE_VERSION}` : `a JDK after ${BASE_VERSION}`;
  const searched = [...SYSTEM_FOLDERS, 'JAVA_HOME', 'JAVA_HOME_<version>'].join(', ');
  throw new Error(`${missing} with javac is needed and was not found (searched: ${searched})`);
}

/** The path of one of a JDK's programs, such as `javac`. */
export function programOf(jdk: Jdk, name: string): string {
  return join(jdk.home, 'bin', name);
}

function homes(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const named = Object.entries(environment).flatMap(([name, value]) =>
    HOME_VARIABLE.test(name) && value !== undefined ? [value] : [],
  );
  const installed = SYSTEM_FOLDERS.filter((folder) => existsSync(folder)).flatMap((folder) =>
    readdirSync(folder)
      .sort()
      .flatMap((name) => [join(folder, name), join(folder, name, 'Contents/Home')]),
  );
  return [...new Set([...named, ...installed].filter((home) => existsSync(home)).map((home) => realpathSync(home)))];
}

/** Every JDK has a file `release` with its version. */
function jdkAt(home: string): Jdk | null {
  const release = join(home, 'release');
  if (!existsSync(release) || !existsSync(join(home, 'bin/javac'))) return null;
  const version = /^JAVA_VERSION="(?<feature>\d+)/mu.exec(readFileSync(release, 'utf8'))?.groups?.feature;
  return version === undefined ? null : { version: Number(version), home };
}
