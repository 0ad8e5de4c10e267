/** What the init-phase analysis hands to the rules: plain data about what runs before the snapshot. */
import type { CatalogueEntry } from '../knowledge/entry.ts';
import type { Span } from '../model/facts.ts';
import type { Place } from '../project/types.ts';
import type { Confidence, Phase } from '../types.ts';

/** A stretch of one file. */
export interface Site {
  readonly file: string;
  readonly span: Span;
}

/** One step of a witness path. `message` is a sentence part such as `constructor of OrdersHandler calls OrderRepository.open`. */
export interface Hop {
  readonly site: Site;
  readonly message: string;
}

/** Where a value from init still lives when the snapshot is taken. */
export interface KeptPlace {
  /** For messages: `static field OrderRepository.connection`, `field OrdersHandler.instanceId`. */
  readonly description: string;
  /** Simple field name, or null when it is kept in something other than a field (a system property, a registry). */
  readonly fieldName: string | null;
  /** Qualified name of the class that declares the field; null where there is none. */
  readonly declaring: string | null;
}

/** Why a sink that runs in init does no harm. Shown by `--why`. */
export interface Handling {
  readonly by: 'closed-before-checkpoint' | 'renewed-after-restore' | 'validity-check' | 'framework';
  /** For people: `closed in OrdersHandler.beforeCheckpoint`. */
  readonly description: string;
  readonly site: Site;
  /** The line of a build or settings file that brings it about, instead of `site`. */
  readonly place?: Place;
}

/** A library call or construction that runs before the snapshot and that the catalogue knows. */
export interface InitEvent {
  readonly entry: CatalogueEntry;
  readonly site: Site;
  /** `com.acme.Outer$Inner#member` whose body holds the call. */
  readonly symbol: string;
  readonly phase: Phase;
  /** Root first; the last hop is the call itself. */
  readonly path: readonly Hop[];
  /** Qualified binary names of the root classes that reach it, sorted; the first by path length is the path's. */
  readonly roots: readonly string[];
  readonly confidence: Confidence;
  /** Null when the value dies before the snapshot (local, logged, subtracted for timing, discarded). */
  readonly kept: KeptPlace | null;
  /** For what is opened or started: still open, or still running, at the snapshot. Always false for plain values. */
  readonly open: boolean;
  /** Whether it stands in a branch of which the sources do not say that it is taken, or after one that may have returned. */
  readonly isConditional: boolean;
  /** Where the code allows the pool that was opened to be suspended; null where it does not. */
  readonly suspendable: Site | null;
  readonly handled: Handling | null;
}

/** A resource registration and whether anything but the context holds the resource. */
export interface RegistrationEvent {
  readonly site: Site;
  readonly symbol: string;
  readonly phase: Phase;
  readonly path: readonly Hop[];
  readonly roots: readonly string[];
  readonly argument: 'this' | 'new' | 'function' | 'other';
  readonly isWeak: boolean;
  /** Qualified names of the project classes of what is registered there, one for each object that is told apart. */
  readonly resources: readonly string[];
  /** The same object was registered before, by the code of another member. */
  readonly isRepeated: boolean;
}
