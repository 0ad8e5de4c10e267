import type { SuggestionId } from './suggest.ts';

/** Texts of the suggestions, for the `messages` of every rule that makes any. */
export const suggestionMessages: Readonly<Record<SuggestionId, string>> = {
  useGetter: 'Create it on first use, in a getter that keeps it.',
};
