/** Every suggestion of every rule's fixture: the result is valid Java, the finding is gone, and no other has come. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/registry.ts';
import { alsoRemoved } from '../helpers/also-removed.ts';
import { collectFixtures } from '../helpers/fixtures.ts';
import { byTitle, faultsOf, repairsOf } from '../helpers/repairs.ts';

const fixtures = collectFixtures(fileURLToPath(new URL('../fixtures/rules', import.meta.url)));
const repairs = await repairsOf(fixtures);

describe('suggestions of rule fixtures', () => {
  it.each(byTitle(repairs))('%s removes its finding, and what is listed, and adds none', async (_title, repair) => {
    expect(await faultsOf(repair)).toEqual([]);
  });

  it('have titles of their own', () => {
    const titles = repairs.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('are there where the list says that they remove others', () => {
    const titles = repairs.map(({ title }) => title);
    expect([...alsoRemoved.keys()].filter((title) => !titles.includes(title))).toEqual([]);
  });

  it('cover every rule that offers a fix', () => {
    const offering = rules.filter(({ meta }) => (meta.fixes ?? []).length > 0).map(({ meta }) => meta.id);
    const offered = new Set(repairs.map(({ finding }) => finding.ruleId));
    expect([...offered].sort()).toEqual(offering.sort());
  });
});
