import type { Analysis } from '../analysis/analysis.ts';
import type { InitEvent } from '../analysis/events.ts';
import type { Kept } from '../analysis/kept.ts';

/** Messages of the suggestions; a rule that suggests lists them all. */
export type SuggestionId = 'useGetter';

/** The suggestions for an event. */
export function suggestionsFor(_event: InitEvent, _kept: Kept | null, _analysis: Analysis): [] {
  return [];
}
