/**
 * The package.json files around a module: which versions of libraries it asks for, what its `#` imports mean, and which packages
 * of the same workspace it can import by name.
 */
import { basename, dirname, join, resolve } from 'node:path';
import { exports, imports, legacy } from 'resolve.exports';
import { itemsOf, textOf, valueAt } from '../project/located.ts';
import { readYaml } from '../project/yaml.ts';
import { isRecord } from '../util/is-record.ts';
import { sourcesOf } from './sources-of.ts';

/** What is asked of the file system; all paths are absolute. */
export interface PackageInput {
  readonly isFile: (path: string) => boolean;
  /** The text of a file; null when it cannot be read. */
  readonly read: (path: string) => string | null;
  /** Whether a project ends at a directory: what lies above it is not asked. */
  readonly isTop: (directory: string) => boolean;
  /** The package.json files in the directories that glob patterns choose below a directory. */
  readonly manifestsIn: (directory: string, patterns: readonly string[]) => Promise<readonly string[]>;
}

/** A package.json file. */
interface Manifest {
  readonly directory: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Conditions of `exports` and `imports` that lead to sources, besides those that Node itself sets. */
const CONDITIONS = { conditions: ['source', 'development'] };

/** Where the main module of a package is that does not say. */
const USUAL = ['src/index', 'index'];

/** Answers for one project. A class, because each file is read once. */
export class Packages {
  readonly #input: PackageInput;
  readonly #manifests = new Map<string, Manifest | null>();
  readonly #workspaces = new Map<string, Promise<ReadonlyMap<string, Manifest>>>();

  constructor(input: PackageInput) {
    this.#input = input;
  }

  /** The version ranges of libraries by name that hold for a module: those of the nearest package.json count first. */
  versionsAt(module: string): Readonly<Record<string, string>> {
    const ranges = [...this.#around(module)]
      .reverse()
      .flatMap(({ json }) => [json.peerDependencies, json.devDependencies, json.dependencies])
      .flatMap((group) => (isRecord(group) ? Object.entries(group) : []))
      .filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return Object.fromEntries(ranges);
  }

  /** The paths, perhaps without an ending, that a specifier may stand for in a module; none for packages from elsewhere. */
  async candidates(specifier: string, from: string): Promise<readonly string[]> {
    const around = this.#around(from);
    const [own] = around;
    if (specifier.startsWith('#')) return own === undefined ? [] : placesOf(own, targets(imports, own, specifier));
    const name = /^(?:@[^/]+\/)?[^/]+/u.exec(specifier)?.[0] ?? specifier;
    for (const manifest of around) {
      const found = name === own?.json.name ? own : (await this.#workspaceOf(manifest)).get(name);
      if (found !== undefined) return entriesOf(found, specifier.slice(name.length + 1));
    }
    return [];
  }

  /** The package.json files of the directories around a module, nearest first. */
  #around(module: string): readonly Manifest[] {
    const found: Manifest[] = [];
    for (let directory = dirname(module); ; directory = dirname(directory)) {
      const manifest = this.#manifestIn(directory);
      if (manifest !== null) found.push(manifest);
      if (this.#input.isTop(directory) || dirname(directory) === directory) return found;
    }
  }

  #manifestIn(directory: string): Manifest | null {
    let manifest = this.#manifests.get(directory);
    if (manifest === undefined) {
      manifest = this.#readManifest(directory);
      this.#manifests.set(directory, manifest);
    }
    return manifest;
  }

  /** One that is no JSON is the business of npm. */
  #readManifest(directory: string): Manifest | null {
    const path = join(directory, 'package.json');
    const text = this.#input.isFile(path) ? this.#input.read(path) : null;
    try {
      const json: unknown = JSON.parse(text ?? 'null');
      return isRecord(json) ? { directory, json } : null;
    } catch {
      return null;
    }
  }

  /** The packages of the workspace that a package.json is the root of, by name. */
  #workspaceOf(root: Manifest): Promise<ReadonlyMap<string, Manifest>> {
    let packages = this.#workspaces.get(root.directory);
    if (packages === undefined) this.#workspaces.set(root.directory, (packages = this.#readWorkspace(root)));
    return packages;
  }

  async #readWorkspace(root: Manifest): Promise<ReadonlyMap<string, Manifest>> {
    const patterns = [...patternsOf(root.json.workspaces), ...this.#pnpmPatterns(root.directory)].filter(isUsual);
    if (patterns.length === 0 || patterns.length > MAX_PATTERNS) return new Map();
    const paths = await this.#input.manifestsIn(root.directory, patterns);
    const members = paths.map((path) => this.#manifestIn(dirname(path))).filter((one) => one !== null);
    return new Map(members.map((member) => [String(member.json.name), member]));
  }

  #pnpmPatterns(directory: string): readonly string[] {
    const path = join(directory, 'pnpm-workspace.yaml');
    const text = this.#input.isFile(path) ? this.#input.read(path) : null;
    const [document] = text === null ? [] : readYaml(text, basename(path)).documents;
    const patterns = itemsOf(valueAt(document ?? null, 'packages'));
    return patterns.map(textOf).filter((pattern) => pattern !== null);
  }
}

/** More than any workspace lists. */
const MAX_PATTERNS = 1000;

/** Whether a pattern stays below its directory, and says no more than a list of directories would: braces multiply. */
function isUsual(pattern: string): boolean {
  const braces = pattern.split('{').length - 1;
  return pattern.length <= 200 && braces <= 2 && !/\.\.|^!?\//u.test(pattern);
}

/** `workspaces` of npm and Yarn: a list, or an object with one. */
function patternsOf(workspaces: unknown): readonly string[] {
  const list: unknown = isRecord(workspaces) ? workspaces.packages : workspaces;
  return Array.isArray(list) ? list.filter((pattern) => typeof pattern === 'string') : [];
}

/** Where a package keeps what it gives under a subpath; the empty one is its main module. */
function entriesOf(manifest: Manifest, subpath: string): readonly string[] {
  if (manifest.json.exports !== undefined) {
    const entry = subpath === '' ? '.' : `./${subpath}`;
    return placesOf(manifest, [...targets(exports, manifest, entry), ...(subpath === '' ? USUAL : [])]);
  }
  if (subpath !== '') return placesOf(manifest, [subpath, `src/${subpath}`]);
  const main: unknown = legacy(manifest.json as never, { fields: ['source', 'module', 'main'] });
  return placesOf(manifest, [...(typeof main === 'string' ? [main] : []), ...USUAL]);
}

/** What `exports` or `imports` of a package.json give; nothing where they give nothing, or are not what they should be. */
function targets(ask: typeof exports | typeof imports, { json }: Manifest, entry: string): readonly string[] {
  try {
    return ask(json as never, entry, CONDITIONS) ?? [];
  } catch {
    return [];
  }
}

/** Absolute paths, the sources of what is built in front. Targets that are packages are left out. */
function placesOf({ directory }: Manifest, paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => !path.startsWith('../') && !path.startsWith('#'))
    .flatMap((path) => [...sourcesOf(path.replace(/^\.\//u, '')), path])
    .map((path) => resolve(directory, path));
}
