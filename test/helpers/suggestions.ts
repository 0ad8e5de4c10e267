/** Suggestions of fixtures, and fixtures with a suggestion applied. */
import { applyEdits } from '../../src/fixes/text-edits.ts';
import { withSuggestions } from '../../src/fixes/suggest.ts';
import { rules } from '../../src/rules/registry.ts';
import type { Finding, Suggestion } from '../../src/types.ts';
import { findingsOf } from './analyze.ts';
import type { Fixture, FixtureFile } from './fixtures.ts';

/** The findings of a fixture with their suggestions. */
export async function suggestionsOf(fixture: Fixture): Promise<readonly Finding[]> {
  const { files, projectFiles = [] } = fixture;
  const texts = new Map([...files, ...projectFiles.filter(isSettings)].map(({ path, text }) => [path, text]));
  return withSuggestions(await findingsOf(fixture), {
    target: fixture.target,
    fixesOf: (ruleId) => rules.find(({ meta }) => meta.id === ruleId)?.meta.fixes ?? [],
    read: (path) => texts.get(path) ?? null,
  });
}

/** What goes into build files never stands alone; test/fixes/build-files.test.ts has it. */
function isSettings({ path }: FixtureFile): boolean {
  return /\.(?:properties|ya?ml)$/u.test(path);
}

/** The fixture with the edits of one suggestion. */
export function applied(fixture: Fixture, { edits }: Suggestion): Fixture {
  const { files, projectFiles = [] } = fixture;
  const changed = ({ path, text }: FixtureFile): FixtureFile => {
    const own = edits.filter(({ file }) => file === path);
    return { path, text: applyEdits(text, own) };
  };
  return { ...fixture, files: files.map(changed), projectFiles: projectFiles.map(changed) };
}
