/** Patterns as in .gitignore, asked within a limit of time: a pull request may bring patterns that never end. */
import ignore, { type Ignore } from 'ignore';
import { withinTime } from '../util/within-time.ts';

/** What is left for patterns that may take long, in milliseconds; shared by all patterns of one use. */
export interface PatternTime {
  left: number;
}

/** The time of a use that begins. */
export function newPatternTime(): PatternTime {
  return { left: LIMIT_MILLISECONDS };
}

const LIMIT_MILLISECONDS = 10_000;

/** Each is made a regular expression when it is first asked; the longest real files have some hundred. */
const MANY_PATTERNS = 1_000;

const NOTHING = { ignored: false, unignored: false };

/** The patterns of one file or of one key of a configuration. */
export class IgnorePatterns {
  private readonly patterns: Ignore;
  private readonly isCostly: boolean;
  private readonly time: PatternTime;
  private hasEnded = false;

  /** `lines`: a text with a pattern a line, or a list of patterns. */
  constructor(lines: string | readonly string[], time: PatternTime) {
    this.patterns = ignore().add(lines);
    this.time = time;
    const list = typeof lines === 'string' ? lines.split('\n') : lines;
    this.isCostly = list.length > MANY_PATTERNS || list.some(hasSeveralAnyDepths);
  }

  /** Whether the time was over before an answer was found: then nothing matches any more. */
  get gaveUp(): boolean {
    return this.hasEnded;
  }

  /** What the last pattern that matches says of a path, relative to the patterns' directory, with `/`; a directory ends with one. */
  test(path: string): { readonly ignored: boolean; readonly unignored: boolean } {
    if (!this.isCostly) return this.patterns.test(path);
    if (this.hasEnded) return NOTHING;
    const begin = performance.now();
    const answer = this.time.left > 0 ? withinTime(Math.ceil(this.time.left), () => this.patterns.test(path)) : null;
    this.time.left -= performance.now() - begin;
    this.hasEnded = answer === null;
    return answer?.value ?? NOTHING;
  }
}

/**
 * Whether a pattern stands for directories of any depth in several places, which a path can match in so many ways that it takes a
 * power of its depth to see that it does not. At the end (`**\/build/**`) it costs nothing.
 */
function hasSeveralAnyDepths(pattern: string): boolean {
  const parts = pattern.trimEnd().split('**');
  return parts.length > 3 || (parts.length === 3 && !/^\/?$/u.test(parts[2] ?? ''));
}
