/**
 * What `.gitignore` files exclude, asked directory by directory on the way down: each path is held against the files above
 * it only, so a tree with hundreds of them costs no more than one with few.
 */
import fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readRegularFile } from '../config/regular-file.ts';
import { IgnorePatterns, newPatternTime } from './ignore-patterns.ts';

/** The patterns of one directory's `.gitignore`, for the entries of a directory there or below. */
interface Level {
  readonly patterns: IgnorePatterns;
  /** Absolute. */
  readonly file: string;
  /** The way from the one to the other: empty, or with `/` behind each segment. */
  readonly way: string;
}

export class GitIgnore {
  private readonly top: string;
  private readonly tell: (path: string, problem: string) => void;
  private readonly levels = new Map<string, readonly Level[]>();
  private readonly time = newPatternTime();

  /** `top`: absolute; the first directory whose `.gitignore` counts. `tell` hears of files (absolute) that are not asked to their end. */
  constructor(top: string, tell: (path: string, problem: string) => void = () => undefined) {
    this.top = top;
    this.tell = tell;
  }

  /**
   * Whether the entry `name` of `directory` (absolute, `top` or below) is excluded. That `directory` itself is not must be
   * known: git enters no excluded directory. Deeper files win over those above them, as gitignore(5) has it.
   */
  excludes(directory: string, name: string, isDirectory: boolean): boolean {
    let excluded = false;
    for (const { patterns, file, way } of this.levelsOf(directory)) {
      const { ignored, unignored } = patterns.test(isDirectory ? `${way}${name}/` : `${way}${name}`);
      if (patterns.gaveUp) this.tell(file, 'its patterns take too long, and exclude nothing');
      if (ignored) excluded = true;
      else if (unignored) excluded = false;
    }
    return excluded;
  }

  /** Whether `directory` (absolute, `top` or below), or one between it and `top`, is excluded. `top` itself never is. */
  excludesDirectory(directory: string): boolean {
    const parent = dirname(directory);
    if (directory === this.top || parent === directory) return false;
    return this.excludesDirectory(parent) || this.excludes(parent, basename(directory), true);
  }

  /** The levels that count in a directory, outermost first. */
  private levelsOf(directory: string): readonly Level[] {
    const known = this.levels.get(directory);
    if (known !== undefined) return known;
    const parent = dirname(directory);
    const isTop = directory === this.top || parent === directory;
    const above = isTop ? [] : this.levelsOf(parent);
    const levels = above.map((level) => ({ ...level, way: `${level.way}${basename(directory)}/` }));
    const file = join(directory, '.gitignore');
    const patterns = this.readPatterns(file);
    if (patterns !== null) levels.push({ patterns, file, way: '' });
    this.levels.set(directory, levels);
    return levels;
  }

  private readPatterns(file: string): IgnorePatterns | null {
    try {
      return new IgnorePatterns(readRegularFile(file), this.time);
    } catch {
      // None, or not readable: then it excludes nothing.
      return null;
    }
  }
}

/** Whether a directory (absolute) is the top of a git work tree. */
export function isGitTop(directory: string): boolean {
  return fs.existsSync(join(directory, '.git'));
}

/** The top of the git work tree around `directory` (absolute); null outside of git. */
export function gitTop(directory: string): string | null {
  for (let current = directory; ; current = dirname(current)) {
    if (isGitTop(current)) return current;
    if (dirname(current) === current) return null;
  }
}
