/** Every suggestion of every rule fixture makes real Java: it compiles against the real jars, and linted again the finding is gone. */
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { rules } from '../../src/rules/registry.ts';
import { collectFixtures } from '../helpers/fixtures.ts';
import { startCompilers } from './support/compilers.ts';
import { byTitle, faultsOf, repairsOf } from '../helpers/repairs.ts';
import { uncompilable } from './uncompilable.ts';

/** Raise it when more is suggested: a suggestion that is no longer offered must be missed. */
const FEWEST_SUGGESTIONS = 170;

const fixtures = collectFixtures(fileURLToPath(new URL('../fixtures/rules', import.meta.url)));
const repairs = await repairsOf(fixtures.filter(({ name }) => !uncompilable.has(name)));
const compilers = startCompilers(inject('workshop'));

afterAll(compilers.stop);

describe('a suggestion', () => {
  it.each(byTitle(repairs))('%s compiles and removes its finding', async (_title, repair) => {
    expect(await compilers.compile(repair.result.files)).toEqual([]);
    expect(await faultsOf(repair)).toEqual([]);
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
