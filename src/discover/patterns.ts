/** Whether a file is one that a configuration wants analysed. */
import { relative, sep } from 'node:path';
import ignore from 'ignore';

export interface FilePatterns {
  /** Absolute. What the patterns are relative to. */
  readonly directory: string;
  /** Patterns as in .gitignore; null: every file. */
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[];
}

/**
 * Makes a test for absolute paths: true for a file that `include` names and `exclude` does not. What lies outside of the
 * directory is not the patterns' business and passes.
 */
export function fileFilter({ directory, include, exclude }: FilePatterns): (path: string) => boolean {
  const wanted = include === null ? null : ignore().add([...include]);
  const unwanted = ignore().add([...exclude]);
  return (path) => {
    const way = relative(directory, path).split(sep).join('/');
    if (!ignore.isPathValid(way)) return true;
    return (wanted === null || wanted.ignores(way)) && !unwanted.ignores(way);
  };
}
