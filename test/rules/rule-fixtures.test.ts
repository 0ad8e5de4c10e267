/** Each rule's fixtures, in test/fixtures/rules/<rule-id>: what it reports and what it must leave alone. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/registry.ts';
import { findingsOf } from '../helpers/analyze.ts';
import { byName, collectFixtures, compare, expectationsOf } from '../helpers/fixtures.ts';

const fixtures = collectFixtures(fileURLToPath(new URL('../fixtures/rules', import.meta.url)));

const LEAST_DEFECTS = 3;
const LEAST_LOOK_ALIKES = 5;

describe('rule fixtures', () => {
  it.each(byName(fixtures))('%s: findings are where its markers are', async (_name, fixture) => {
    const differences = compare(await findingsOf(fixture), expectationsOf(fixture));
    expect(differences, differences.join('\n')).toEqual([]);
  });

  it.each(rules.map(({ meta }) => meta.id))('%s has defects and look-alikes enough', (ruleId) => {
    const own = fixtures.filter(({ name }) => name.startsWith(`${ruleId}/`));
    const defects = own.filter((fixture) => expectationsOf(fixture).some((expected) => expected.ruleId === ruleId));
    expect(defects.length).toBeGreaterThanOrEqual(LEAST_DEFECTS);
    expect(own.length - defects.length).toBeGreaterThanOrEqual(LEAST_LOOK_ALIKES);
  });

  it('belong to a rule each', () => {
    const ids = new Set(rules.map(({ meta }) => meta.id));
    expect(fixtures.map(({ name }) => name.split('/')[0] ?? '').filter((id) => !ids.has(id))).toEqual([]);
  });
});
