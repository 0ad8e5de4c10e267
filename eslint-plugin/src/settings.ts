/** What kind of snapshot the code has to survive. */
export type Target = 'snapstart' | 'startup-snapshot' | 'workers';

/** A function of the project that runs its argument after each restore. */
export interface AfterRestore {
  /** Name of the function. */
  readonly name: string;
  /** Module that exports it, for the import that a suggestion adds; null when it is a global or imported already. */
  readonly from: string | null;
}

/** The plugin's settings, `settings.snapsafe` of the ESLint configuration, checked and completed. */
export interface Settings {
  readonly target: Target;
  /** Functions whose awaited call returns in the restored copy. */
  readonly restoreBarrier: readonly string[];
  readonly afterRestore: AfterRestore | null;
  /** Names of exported handlers, where they are not `handler` or the default export. */
  readonly handlers: readonly string[];
  /** Calls that the project says are harmless: `module`, or `module#export`. */
  readonly allow: readonly string[];
  /** Exports of the file that other files call while they are loaded; a dot stands before a member of one. */
  readonly calledExports: readonly string[];
  /** Those of them that give something which the other file keeps. */
  readonly keptExports: readonly string[];
  /** What is known of the exports of other files that come from packages. */
  readonly importedLibraries: readonly ImportedLibrary[];
  /** The version ranges of packages by their names, as package.json has them. */
  readonly versions: Readonly<Record<string, string>>;
}

/** An export of another file that comes from a package or a built-in module. */
export interface ImportedLibrary {
  /** The module specifier of the import, as written. */
  readonly source: string;
  /** The exported name; empty for what `require` gives. */
  readonly name: string;
  /** As a `LibraryValue` has them. */
  readonly module: string;
  readonly path: readonly string[];
  readonly isResult: boolean;
  readonly tail: readonly string[];
}

const TARGETS: readonly Target[] = ['snapstart', 'startup-snapshot', 'workers'];

const KNOWN = new Set(
  'target restoreBarrier afterRestore handlers allow calledExports keptExports importedLibraries versions'.split(' '),
);

const DEFAULTS: Settings = {
  target: 'snapstart',
  restoreBarrier: [],
  afterRestore: null,
  handlers: [],
  allow: [],
  calledExports: [],
  keptExports: [],
  importedLibraries: [],
  versions: {},
};

function fail(path: string, expected: string): never {
  throw new TypeError(`eslint-plugin-snapsafe: settings.snapsafe${path} must be ${expected}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function strings(given: Readonly<Record<string, unknown>>, key: string): readonly string[] {
  const value = given[key] ?? [];
  return isStrings(value) ? value : fail(`.${key}`, 'an array of strings');
}

function isImportedLibrary(value: unknown): value is ImportedLibrary {
  if (!isRecord(value)) return false;
  const { source, name, module, path, isResult, tail } = value;
  const areTexts = [source, name, module].every((text) => typeof text === 'string');
  return areTexts && isStrings(path) && typeof isResult === 'boolean' && isStrings(tail);
}

function importedLibrariesOf(value: unknown): readonly ImportedLibrary[] {
  const isList = Array.isArray(value) && value.every(isImportedLibrary);
  return isList ? value : fail('.importedLibraries', 'an array of { source, name, module, path, isResult, tail }');
}

function versionsOf(value: unknown): Settings['versions'] {
  const isMap = isRecord(value) && Object.values(value).every((range) => typeof range === 'string');
  return isMap ? (value as Settings['versions']) : fail('.versions', 'an object of version ranges by package name');
}

function targetOf(value: unknown): Target {
  const known = TARGETS.find((target) => target === (value ?? DEFAULTS.target));
  return known ?? fail('.target', `one of ${TARGETS.map((target) => `"${target}"`).join(', ')}`);
}

function afterRestoreOf(value: unknown): AfterRestore | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return { name: value, from: null };
  const isHook = isRecord(value) && typeof value.name === 'string';
  if (!isHook) return fail('.afterRestore', 'the name of a function, or { name, from }');
  const { name, from } = value;
  if (from !== undefined && typeof from !== 'string') return fail('.afterRestore.from', 'a module name');
  return { name: name as string, from: from ?? null };
}

/**
 * Reads the plugin's settings.
 * @param shared `context.settings`
 * @throws TypeError that names the setting and what it must be
 */
export function readSettings(shared: Readonly<Record<string, unknown>>): Settings {
  const given = shared.snapsafe;
  if (given === undefined) return DEFAULTS;
  if (!isRecord(given)) return fail('', 'an object');
  const unknown = Object.keys(given).find((key) => !KNOWN.has(key));
  if (unknown !== undefined) return fail(`.${unknown}`, `one of ${[...KNOWN].join(', ')}: this one is unknown`);
  return {
    target: targetOf(given.target),
    restoreBarrier: strings(given, 'restoreBarrier'),
    afterRestore: afterRestoreOf(given.afterRestore),
    handlers: strings(given, 'handlers'),
    allow: strings(given, 'allow'),
    calledExports: strings(given, 'calledExports'),
    keptExports: strings(given, 'keptExports'),
    importedLibraries: importedLibrariesOf(given.importedLibraries ?? []),
    versions: versionsOf(given.versions ?? {}),
  };
}
