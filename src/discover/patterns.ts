/** Whether a file is one that a configuration wants analysed. */
import { relative, sep } from 'node:path';
import ignore from 'ignore';
import { IgnorePatterns, newPatternTime } from './ignore-patterns.ts';

/** Patterns that a path can match in too many ways. */
export class EndlessPatterns extends Error {
  constructor() {
    super('patterns of files take too long; ** in several places of one pattern does that');
  }
}

export interface FilePatterns {
  /** Absolute. What the patterns are relative to. */
  readonly directory: string;
  /** Patterns as in .gitignore; null: every file. */
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[];
}

/**
 * Makes a test for absolute paths: true for a file that `include` names and `exclude` does not. What lies outside of the
 * directory is not the patterns' business and passes. The test throws {@link EndlessPatterns} when patterns take too long.
 */
export function fileFilter({ directory, include, exclude }: FilePatterns): (path: string) => boolean {
  const time = newPatternTime();
  const wanted = include === null ? null : new IgnorePatterns(include, time);
  const unwanted = new IgnorePatterns(exclude, time);
  const matches = (patterns: IgnorePatterns, way: string): boolean => {
    const { ignored } = patterns.test(way);
    if (patterns.gaveUp) throw new EndlessPatterns();
    return ignored;
  };
  return (path) => {
    const way = relative(directory, path).split(sep).join('/');
    if (!ignore.isPathValid(way)) return true;
    return (wanted === null || matches(wanted, way)) && !matches(unwanted, way);
  };
}
