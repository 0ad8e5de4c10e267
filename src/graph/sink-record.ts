/** One evaluation of a library call that the catalogue calls unsafe or risky, while it is being followed. */
import type { CatalogueEntry } from '../knowledge/entry.ts';
import type { Confidence, Phase } from '../types.ts';
import type { Branch } from './branch.ts';
import type { Hop, Site } from './event.ts';

export interface SinkRecord {
  readonly entry: CatalogueEntry;
  readonly site: Site;
  readonly symbol: string;
  readonly phase: Phase;
  readonly path: readonly Hop[];
  readonly confidence: Confidence;
  /** The branch in which it was opened: a close counts when it surely runs whenever the opening did. */
  readonly branch: Branch;
  /** Whether it may not run at all: it stands in a branch, or after one that may have returned, here or in a caller. */
  readonly isConditional: boolean;
  /** Where a connection pool was told that it may be suspended; null where it was not. */
  readonly suspendable: Site | null;
  /** True for plain values (a secret, an id, a time): what is computed from them carries the mark on. */
  readonly flowsOn: boolean;
  /** Where it was closed or stopped before the snapshot, and whether a hook did it. */
  closed: { readonly site: Site; readonly symbol: string; readonly inHook: boolean } | null;
}
