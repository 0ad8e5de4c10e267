/** Which configuration file holds for a file: the nearest one upward. */
import { existsSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { Problem } from '../types.ts';
import { describeSystemError } from '../util/system-error.ts';
import { DEFAULT_CONFIG } from './defaults.ts';
import type { DataPath } from './document.ts';
import { readRegularFile } from './regular-file.ts';
import type { Config, RuleDescription } from './schema.ts';

/** What a configuration file may be called, besides the key `snapsafe` of a package.json. */
export const CONFIG_NAMES = [
  'snapsafe.config.json',
  'snapsafe.config.jsonc',
  'snapsafe.config.yaml',
  'snapsafe.config.yml',
] as const;

const PACKAGE_FILE = 'package.json';
const PACKAGE_KEY = 'snapsafe';

/** A configuration and where it is from. */
export interface FoundConfig {
  /** Relative to the working directory, with `/`; null when there is no file and the defaults hold. */
  readonly file: string | null;
  /** Absolute. What the patterns and paths in it are relative to. */
  readonly directory: string;
  readonly config: Config;
}

export type ConfigResult =
  { readonly ok: true; readonly found: FoundConfig } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Gives the configuration that holds in a directory (absolute). The same object for every directory that it holds in. */
export type ConfigFinder = (directory: string) => Promise<ConfigResult>;

export interface FinderOptions {
  /** Absolute. */
  readonly cwd: string;
  readonly rules: readonly RuleDescription[];
  /** `nearest`: look upward from each file; `none`: the defaults hold; else one file for all, as if it stood in `cwd`. */
  readonly source: 'nearest' | 'none' | { readonly file: string };
  /**
   * Texts, by absolute path, that an editor holds of files: each stands for the one on disk as soon as it is valid. While
   * it is being typed, what was saved holds.
   */
  readonly held?: ReadonlyMap<string, string> | undefined;
}

/**
 * Makes a finder. It looks for a file in the directory itself and upward as far as the repository reaches (the first
 * directory with a `.git`), or to the top of the file system where there is none. Every file is read once. A `package.json`
 * without the key is no configuration. Never rejects for anything in the files.
 */
export function configFinder(options: FinderOptions): ConfigFinder {
  const byDirectory = new Map<string, Promise<ConfigResult>>();
  const defaults: ConfigResult = { ok: true, found: { file: null, directory: options.cwd, config: DEFAULT_CONFIG } };
  if (options.source === 'none') return () => Promise.resolve(defaults);
  if (options.source !== 'nearest') {
    const only = readConfig(resolve(options.cwd, options.source.file), options.cwd, options);
    return () => only.then((result) => result ?? defaults);
  }
  const find = (directory: string): Promise<ConfigResult> => {
    const known = byDirectory.get(directory);
    if (known !== undefined) return known;
    const searched = configIn(directory, options).then((own) => {
      if (own !== null) return own;
      const parent = dirname(directory);
      return parent === directory || existsSync(join(directory, '.git')) ? defaults : find(parent);
    });
    byDirectory.set(directory, searched);
    return searched;
  };
  return find;
}

/** Whether a file of this name may be a configuration. */
export function isConfigName(name: string): boolean {
  return name === PACKAGE_FILE || CONFIG_NAMES.some((one) => one === name);
}

/** The configuration of a directory itself; null when it has none. Two files in one directory are a problem. */
async function configIn(directory: string, options: FinderOptions): Promise<ConfigResult | null> {
  const present = CONFIG_NAMES.filter((name) => isThere(join(directory, name), options));
  const [first, second] = present;
  if (first !== undefined && second !== undefined) {
    const message = `${second} is in the same directory: keep one of them`;
    return {
      ok: false,
      problems: [{ file: shownPath(options.cwd, join(directory, first)), line: 1, column: 1, message }],
    };
  }
  if (first !== undefined) return readConfig(join(directory, first), directory, options);
  const packageFile = join(directory, PACKAGE_FILE);
  return isThere(packageFile, options) ? readConfig(packageFile, directory, options) : null;
}

function isThere(path: string, { held }: FinderOptions): boolean {
  return held?.has(path) === true || existsSync(path);
}

/** Null for a package.json without the key, and for a file that is only half typed in an editor. */
async function readConfig(path: string, directory: string, options: FinderOptions): Promise<ConfigResult | null> {
  const held = options.held?.get(path);
  if (held !== undefined) {
    const result = await configOf(held, path, directory, options);
    if (result === null || result.ok) return result;
    if (!existsSync(path)) return null;
  }
  let text: string;
  try {
    text = readRegularFile(path);
  } catch (error) {
    const message = `cannot be read: ${describeSystemError(error)}`;
    return { ok: false, problems: [{ file: shownPath(options.cwd, path), line: 1, column: 1, message }] };
  }
  return configOf(text, path, directory, options);
}

/** Null for a package.json without the key. One that is no JSON is the business of npm, unless it may have the key. */
async function configOf(
  text: string,
  path: string,
  directory: string,
  options: FinderOptions,
): Promise<ConfigResult | null> {
  const file = shownPath(options.cwd, path);
  const isPackage = basename(path) === PACKAGE_FILE;
  const root: DataPath = isPackage ? [PACKAGE_KEY] : [];
  if (isPackage && !text.includes(`"${PACKAGE_KEY}"`)) return null;
  // Most runs have no file: the parsers and the schema are loaded for the first one.
  const [{ parseDocument }, { validateConfig, valueAt }] = await Promise.all([
    import('./document.ts'),
    import('./validate.ts'),
  ]);
  const parsed = await parseDocument(text, /\.ya?ml$/u.test(path) ? 'yaml' : 'json');
  if (!parsed.ok) return { ok: false, problems: [{ file, ...parsed.place, message: parsed.message }] };
  if (isPackage && valueAt(parsed.document.data, root) === undefined) return null;
  const result = validateConfig(parsed.document, { file, root, rules: options.rules });
  return result.ok ? { ok: true, found: { file, directory, config: result.config } } : result;
}

function shownPath(cwd: string, path: string): string {
  return relative(cwd, path).split(sep).join('/');
}
