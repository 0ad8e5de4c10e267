/** What a library call does when it runs at module scope. */
export type Effect = 'connects-now' | 'connects-in-background' | 'opens-on-first-use' | 'draws' | 'reads' | 'none';

/** What becomes of that after a restore: broken, only sometimes wrong, or fine. */
export type Verdict = 'unsafe' | 'risky' | 'ok';

/** A fact about one library member, as it stands in `data/node-sinks.json`. */
export interface CatalogueEntry {
  /** Package or built-in (`node:fs`); `global` for what needs no import. */
  readonly module: string;
  /** Exported name, dotted when nested; `default` for the module itself. */
  readonly export: string;
  /** Member of the export or of what calling it gives; null for the export itself. */
  readonly member: string | null;
  /** `await` says that the effect comes when the returned promise settles. */
  readonly kind: 'new' | 'call' | 'await';
  /** A condition on the arguments, in the words that `conditions.ts` knows; null for none. */
  readonly when: string | null;
  readonly family: string;
  readonly effect: Effect;
  readonly verdict: Verdict;
  /** The rule that reports it; null when none does. */
  readonly rule: string | null;
  /** True when only the strict configuration reports it. */
  readonly strict?: boolean;
  /** Native resources that stay open. */
  readonly holds?: readonly string[];
  /** Random sources that the call draws from. */
  readonly draws?: readonly string[];
  /** What becomes of `node --build-snapshot` when the result is held. */
  readonly startupSnapshot?: 'abort' | 'hang' | 'error';
  readonly remedy: string;
}
