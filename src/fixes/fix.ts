/** What a fix is: one way to mend a finding in the sources. */
import type { Finding, Suggestion, Target } from '../types.ts';
import type { JavaFile } from './java-file.ts';

/** What a fix may look at. It sees the finding as it is reported, and any file of the project by its report path. */
export interface FixContext {
  readonly finding: Finding;
  readonly target: Target;
  /** Null when the file cannot be read, or is not understood in full. */
  readonly file: (path: string) => Promise<JavaFile | null>;
  /** The text of any file of the project, without byte order mark; null when it cannot be read. */
  readonly read: (path: string) => string | null;
}

/** Gives the edit, or null where no honest one exists. Never throws for anything in the sources. */
export type Fix = (context: FixContext) => Promise<Suggestion | null>;
