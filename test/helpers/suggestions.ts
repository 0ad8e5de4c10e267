/** Suggestions of fixtures, and fixtures with a suggestion applied. */
import { applyEdits } from '../../src/fixes/text-edits.ts';
import { withSuggestions } from '../../src/fixes/suggest.ts';
import { rules } from '../../src/rules/registry.ts';
import type { Finding, Suggestion } from '../../src/types.ts';
import { findingsOf } from './analyze.ts';
import type { Fixture } from './fixtures.ts';

/** The findings of a fixture with their suggestions. */
export async function suggestionsOf(fixture: Fixture): Promise<readonly Finding[]> {
  const texts = new Map(fixture.files.map(({ path, text }) => [path, text]));
  return withSuggestions(await findingsOf(fixture), {
    target: fixture.target,
    fixesOf: (ruleId) => rules.find(({ meta }) => meta.id === ruleId)?.meta.fixes ?? [],
    read: (path) => texts.get(path) ?? null,
  });
}

/** The fixture with the edits of one suggestion. */
export function applied(fixture: Fixture, suggestion: Suggestion): Fixture {
  const files = fixture.files.map(({ path, text }) => ({
    path,
    text: applyEdits(
      text,
      suggestion.edits.filter((edit) => edit.file === path),
    ),
  }));
  return { ...fixture, files };
}
