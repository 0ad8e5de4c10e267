/** What a suggestion makes of a source: `X.java` becomes `X.fixed.java`, by a suggestion of the kind that names the directory (none: there is no suggestion). */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../helpers/analyze.ts';
import { byName, collectFixtures } from '../helpers/fixtures.ts';
import { applied, suggestionsOf } from '../helpers/suggestions.ts';

const directory = fileURLToPath(new URL('../fixtures/fixes/', import.meta.url));
const all = collectFixtures(directory);
/** Where no honest edit exists there is none. */
const without = all.filter(({ name }) => name.startsWith('none/'));
const fixtures = all.filter((fixture) => !without.includes(fixture));

describe('fixes', () => {
  it('have fixtures', () => {
    expect(fixtures.length).toBeGreaterThan(8);
    expect(without.length).toBeGreaterThan(4);
  });

  it.each(byName(fixtures))('%s', async (name, fixture) => {
    const [kind] = name.split('/');
    const suggestions = (await suggestionsOf(fixture)).flatMap((finding) => finding.suggestions);
    const suggestion = suggestions.find((one) => one.kind === kind);
    expect(suggestion, `no suggestion of kind ${kind}`).toBeDefined();
    if (suggestion === undefined) return;
    const fixed = applied(fixture, suggestion);
    expect(fixed.files[0]?.text).toBe(readFileSync(`${directory}${name}.fixed.java`, 'utf8'));
    expect(await findingsOf(fixed)).toEqual([]);
  });

  it.each(byName(without))('%s', async (_name, fixture) => {
    const findings = await suggestionsOf(fixture);
    expect(findings).not.toEqual([]);
    expect(findings.flatMap(({ suggestions }) => suggestions.map(({ title }) => title))).toEqual([]);
  });
});
