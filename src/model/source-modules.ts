/** Which of several types of one name is meant: the build's modules decide, then the place of the files. */
import type { TypeModel } from './declared-type.ts';

/** The modules of a build, and what each sees of the others. */
export interface SourceModules {
  /** The module that a file (report path) belongs to. */
  readonly moduleOf: (file: string) => string;
  /** The module itself, then those that it declares as dependencies, directly or through others, nearest first. */
  readonly classPathOf: (module: string) => readonly string[];
}

/**
 * The candidate that code of the file `from` means: the one of its own module or else of the first module on its class path, as
 * the compiler finds it; where that settles nothing, the one whose file is nearest. Null without candidates.
 */
export function meantBy(
  from: string,
  candidates: readonly TypeModel[],
  modules: SourceModules | null,
): TypeModel | null {
  if (modules === null || candidates.length < 2) return nearest(candidates, from);
  const moduleOfCandidate = new Map(candidates.map((type) => [type, modules.moduleOf(type.file.file)]));
  for (const module of modules.classPathOf(modules.moduleOf(from))) {
    const found = candidates.filter((type) => moduleOfCandidate.get(type) === module);
    if (found.length > 0) return nearest(found, from);
  }
  return nearest(candidates, from);
}

/** The candidate sharing the longest path prefix with `path`; the first among equals. */
function nearest(candidates: readonly TypeModel[], path: string): TypeModel | null {
  let best: TypeModel | null = null;
  let bestLength = -1;
  for (const candidate of candidates) {
    const length = commonPrefix(candidate.file.file, path);
    if (length > bestLength) {
      best = candidate;
      bestLength = length;
    }
  }
  return best;
}

/** Number of leading path segments two paths share. */
function commonPrefix(a: string, b: string): number {
  const left = a.split('/');
  const right = b.split('/');
  let count = 0;
  while (count < left.length && left[count] === right[count]) count++;
  return count;
}
