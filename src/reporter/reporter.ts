/** What a reporter is: a pure function from a report to text. */
import type { Report } from '../types.ts';

export interface ReportContext {
  /** Whether ANSI colours may be used. */
  readonly colour: boolean;
  /** Whether the reader is a terminal that may be given hyperlinks (OSC 8). */
  readonly links: boolean;
  /** Texts of linted files by report path, for code frames. A file that is missing gets no frame. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Gives the whole output, ending in a line feed, or '' when there is nothing to say. Never throws for anything a report may hold. */
export type Reporter = (report: Report, context: ReportContext) => string;
