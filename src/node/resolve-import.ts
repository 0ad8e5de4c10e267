/**
 * From a module specifier to a file of the project: relative paths, the `paths` of the nearest tsconfig.json, and packages of
 * the same workspace.
 */
import { dirname, extname, resolve } from 'node:path';
import { isScript } from '../util/language.ts';
import type { Packages } from './packages.ts';

/** What is tried behind a name without an ending, in this order. */
const ENDINGS = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];

/** TypeScript names what the compiler will write: `./a.js` is `./a.ts` in the sources. */
const SOURCE_OF: Readonly<Record<string, string>> = { '.js': '.ts', '.mjs': '.mts', '.cjs': '.cts' };

/** Gives the absolute path of what `specifier` means in the file at the absolute path `from`; null when it is no file of the project. */
export type ResolveImport = (specifier: string, from: string) => Promise<string | null>;

/** Gives the files that an alias may stand for: absolute, perhaps without an ending. */
type Aliases = (specifier: string) => readonly string[];

/**
 * Makes the resolution.
 * @param isFile whether there is a file at an absolute path
 */
export function importResolver(isFile: (path: string) => boolean, packages: Packages): ResolveImport {
  const aliasesAt = new Map<string, Promise<Aliases>>();
  return async (specifier, from) => {
    if (/^\.{0,2}\//u.test(`${specifier}/`) && specifier.startsWith('.')) {
      return fileAt(resolve(dirname(from), specifier), isFile);
    }
    if (/^(?:node:|[a-z]+:|\/)/u.test(specifier)) return null;
    const directory = dirname(from);
    const aliases = aliasesAt.get(directory) ?? aliasesOf(directory);
    aliasesAt.set(directory, aliases);
    return (
      firstFile((await aliases)(specifier), isFile) ?? firstFile(await packages.candidates(specifier, from), isFile)
    );
  };
}

function firstFile(candidates: readonly string[], isFile: (path: string) => boolean): string | null {
  for (const candidate of candidates) {
    const file = fileAt(candidate, isFile);
    if (file !== null) return file;
  }
  return null;
}

/**
 * The file that a path stands for: itself, its source, with an ending, or the index of a directory.
 * @param join how the path is put together with a name: absolute paths and report paths are spelled differently
 */
export function fileAt(
  path: string,
  isFile: (path: string) => boolean,
  join: (...parts: string[]) => string = resolve,
): string | null {
  const source = SOURCE_OF[extname(path)];
  const candidates = [
    ...(isScript(path) ? [path] : []),
    ...(source === undefined ? [] : [`${path.slice(0, -extname(path).length)}${source}`]),
    ...ENDINGS.map((ending) => `${path}${ending}`),
    ...ENDINGS.map((ending) => join(path, `index${ending}`)),
  ];
  return candidates.find((candidate) => isFile(candidate) && !candidate.includes('/node_modules/')) ?? null;
}

/** What the nearest tsconfig.json says; nothing where there is none, or one that cannot be read. */
async function aliasesOf(directory: string): Promise<Aliases> {
  const { createPathsMatcher, getTsconfig } = await import('get-tsconfig');
  try {
    const config = getTsconfig(directory);
    return (config && createPathsMatcher(config)) ?? (() => []);
  } catch {
    return () => [];
  }
}
