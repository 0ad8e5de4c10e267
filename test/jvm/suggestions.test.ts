/** Every suggestion of every rule fixture makes real Java: it compiles against the real jars, and linted again the finding is gone. */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { rules } from '../../src/rules/registry.ts';
import { collectFixtures } from '../helpers/fixtures.ts';
import { startCompilers } from './support/compilers.ts';
import { byTitle, foundIn, repairsOf } from './support/repairs.ts';
import { uncompilable } from './uncompilable.ts';

/** Raise it when more is suggested: a suggestion that is no longer offered must be missed. */
const FEWEST_SUGGESTIONS = 110;

const fixtures = collectFixtures(fileURLToPath(new URL('../fixtures/rules', import.meta.url)));
const repairs = await repairsOf(fixtures.filter(({ name }) => !uncompilable.has(name)));
const compilers = startCompilers(inject('workshop'));

afterAll(compilers.stop);

describe('a suggestion', () => {
  it.each(byTitle(repairs))('%s compiles and removes its finding', async (_title, { result, others }) => {
    expect(await compilers.compile(result.files)).toEqual([]);
    // A repair may remove other findings of the same object as well; it adds none.
    const left = [...(await foundIn(result))];
    for (const other of others) if (left.includes(other)) left.splice(left.indexOf(other), 1);
    expect(left).toEqual([]);
  });
});

describe('the suggestions', () => {
  it(`are at least ${FEWEST_SUGGESTIONS}`, () => {
    expect(repairs.length).toBeGreaterThanOrEqual(FEWEST_SUGGESTIONS);
  });

  it('are of every rule that offers a fix', () => {
    const offering = rules.filter(({ meta }) => (meta.fixes ?? []).length > 0).map(({ meta }) => meta.id);
    const offered = new Set(repairs.map(({ finding }) => finding.ruleId));
    expect([...offered].sort()).toEqual(offering.sort());
  });
});
