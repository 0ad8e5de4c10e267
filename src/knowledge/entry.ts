/**
 * What the project knows about library members. Facts about libraries are data (src/knowledge/data/*.json); this is
 * their shape. Sources: measurements with the named library version, or its documentation; see `evidence`.
 */
import type { Family } from '../types.ts';

/** What happens at once when the member is called. */
export type Effect =
  | 'connects-now'
  | 'connects-in-background'
  | 'opens-on-first-use'
  | 'reads-on-iteration'
  | 'opens-now'
  | 'listens-now'
  | 'uses-connection'
  | 'starts-threads'
  | 'schedules-task'
  | 'spawns-now'
  | 'draws-now'
  | 'seeds-now'
  | 'captures-now'
  | 'mints-now'
  | 'maps-file'
  | 'none';

/** What that means when it happens before the snapshot. */
export type Verdict = 'unsafe' | 'risky' | 'ok';

/**
 * A machine-checkable condition on the call. All given parts must hold. A part that cannot be decided statically makes
 * the entry a candidate of lower confidence.
 */
export interface Condition {
  /** The condition in words, as the measurement recorded it. */
  readonly text: string;
  /** Library line this was measured for, e.g. 'HikariCP 4.0': it holds for that and older ones; undecided without build files. */
  readonly libraryVersion?: string;
  /** Types of arguments by 0-based position: simple or qualified names, '|' for alternatives. */
  readonly argumentTypes?: Readonly<Record<string, string>>;
  /** Regular expression (ECMAScript source, anchored by its author) on a constant string argument, by position. */
  readonly argumentMatches?: Readonly<Record<string, string>>;
  /** Argument positions that must be compile-time constants. */
  readonly constantArguments?: readonly number[];
  /** Properties set on the configuration object or builder that reaches the call, e.g. {minimumIdle: '=0'}; operators = < > != */
  readonly settings?: Readonly<Record<string, string>>;
  /** The condition cannot be checked in sources: it only lowers the confidence. */
  readonly undecidable?: boolean;
}

/** One fact: a member of a library type. */
export interface CatalogueEntry {
  /** Qualified name with `.`; nested types as `Outer.Inner`. */
  readonly type: string;
  /** '<init>' is a constructor. */
  readonly member: string;
  /** Inclusive argument count range; null for any. */
  readonly arity: readonly [min: number, max: number] | null;
  readonly isStatic: boolean;
  readonly when: Condition | null;
  /** 'process' of the measurements is filed under 'thread' or 'host'. */
  readonly family: Family;
  readonly effect: Effect;
  readonly verdict: Verdict;
  readonly remedy: string;
  /** Whether the library recovered by itself after the peer vanished; null: not known. */
  readonly selfHeals: boolean | null;
  readonly note: string | null;
  readonly measured: boolean;
  /** Jar with version. */
  readonly library: string;
  readonly evidence: string;
  /** The rule that reports it when `verdict` is not 'ok'; null when no rule does. */
  readonly rule: string | null;
}

/** Signature facts of one library type, extracted from the real jars: enough to type a chain of calls. */
export interface LibraryType {
  readonly isInterface: boolean;
  /** Direct and indirect supertypes, qualified, without java.lang.Object. */
  readonly supertypes: readonly string[];
  /**
   * '<name>/<arity>' → qualified, erased return type ('void' and primitives included); '<name>/<n>+' takes n arguments or
   * more. Static members are marked by a leading 'static ' in the value.
   */
  readonly methods: Readonly<Record<string, string>>;
}
