/** What a run tells while it goes on. */

/**
 * The stages of a run, as `--stats` names them, in their order; some take turns. `read` and `parse` are told once per file, also of
 * files that are gone through for their names alone.
 */
export const STAGES = [
  'discover',
  'cache',
  'read',
  'parse',
  'project',
  'analyze',
  'scripts',
  'suppress',
  'collect',
  'suggest',
] as const;
export type StageName = (typeof STAGES)[number];

export type RunEvent =
  | { readonly kind: 'stage'; readonly stage: StageName; readonly milliseconds: number }
  | { readonly kind: 'rule'; readonly rule: string; readonly milliseconds: number }
  /** Told once, where there may be more than one: how many threads lowered. */
  | { readonly kind: 'threads'; readonly count: number }
  /** Told once, when the cache was asked. `notes` say what went wrong with it. */
  | {
      readonly kind: 'cache';
      readonly hits: number;
      readonly misses: number;
      readonly notes: readonly string[];
    }
  | { readonly kind: 'file'; readonly file: string; readonly done: number; readonly total: number };

/** Runs a step, and tells that it belongs to a stage. */
export type Stopwatch = <T>(stage: StageName, step: () => T) => T;

/** Runs a step, which may be asynchronous, and tells how long it took. */
export function stopwatch(onEvent: ((event: RunEvent) => void) | undefined): Stopwatch {
  return (stage, step) => {
    const begin = performance.now();
    const tell = (): void => onEvent?.({ kind: 'stage', stage, milliseconds: performance.now() - begin });
    const result = step();
    if (result instanceof Promise) void result.then(tell, tell);
    else tell();
    return result;
  };
}
