/** Which of the files around the sources a run speaks of: templates and build files of the whole tree are read, not all were asked about. */
import { relative, resolve, sep } from 'node:path';
import { isOfTests } from './source-kind.ts';
import { isGlob } from './walk.ts';

/**
 * Tells whether something in a file that is no source concerns the run: it lies below a path that was named, tests left out,
 * or its directory holds an analysed source.
 * @param isNamed see {@link belowNamed}
 * @param sources report paths of the analysed sources
 * @returns a function of a report path
 */
export function scopeOf(isNamed: (file: string) => boolean, sources: readonly string[]): (file: string) => boolean {
  let directories: ReadonlySet<string> | null = null;
  return (file) => {
    if (file.endsWith('.java')) return true;
    directories ??= new Set(sources.flatMap(directoriesAround));
    return directories.has(directoryOf(file)) || isNamed(file);
  };
}

/**
 * Tells whether a file (report path) lies below a path that was named, or is one; tests below it do not count, nor do patterns.
 * @param cwd absolute
 * @param paths as typed; none means `cwd`
 */
export async function belowNamed(cwd: string, paths: readonly string[]): Promise<(file: string) => boolean> {
  const named: string[] = [];
  for (const path of paths.length === 0 ? ['.'] : paths) if (!(await isGlob(path))) named.push(path);
  return (file) =>
    named.some((path) => {
      const below = relative(resolve(cwd, path), resolve(cwd, file)).split(sep).join('/');
      return below === '' || (!below.startsWith('../') && !isOfTests(below));
    });
}

function directoryOf(file: string): string {
  return file.slice(0, Math.max(0, file.lastIndexOf('/')));
}

function directoriesAround(file: string): readonly string[] {
  const directories = [''];
  for (let end = file.indexOf('/'); end >= 0; end = file.indexOf('/', end + 1)) directories.push(file.slice(0, end));
  return directories;
}
