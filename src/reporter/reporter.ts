/** What a reporter is: a pure function from a report to text. */
import type { Report, Severity } from '../types.ts';

/** What formats with a list of rules say about one. */
export interface RuleInfo {
  readonly id: string;
  /** One sentence, no full stop. */
  readonly title: string;
  readonly family: string;
  /** What the rule has in this run when it says nothing else about a finding. */
  readonly severity: Severity | 'off';
  readonly docsUrl: string;
  /** The rule's page in Markdown, or null when it is not at hand. */
  readonly page: string | null;
}

export interface ReportContext {
  /** Whether ANSI colours may be used. */
  readonly colour: boolean;
  /** Whether the reader is a terminal that may be given hyperlinks (OSC 8). */
  readonly links: boolean;
  /** Texts of linted files by report path, for code frames, line hashes and byte columns. A file that is missing goes without. */
  readonly sources: ReadonlyMap<string, string>;
  /** All rules, sorted by id; empty for formats that do not need them. */
  readonly rules: readonly RuleInfo[];
  /** Tells analyses of one commit apart in code scanning: `java` unless the user says otherwise. */
  readonly category: string;
}

/** Gives the whole output, ending in a line feed, or '' when there is nothing to say. Never throws for anything a report may hold. */
export type Reporter = (report: Report, context: ReportContext) => string;
