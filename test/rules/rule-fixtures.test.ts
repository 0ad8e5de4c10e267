/** Each rule's fixtures, in test/fixtures/rules/<rule-id>: what it reports and what it must leave alone. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../helpers/analyze.ts';
import { byName, collectFixtures, compare, expectationsOf } from '../helpers/fixtures.ts';

const fixtures = collectFixtures(fileURLToPath(new URL('../fixtures/rules', import.meta.url)));

describe('rule fixtures', () => {
  it.each(byName(fixtures))('%s: findings are where its markers are', async (_name, fixture) => {
    const differences = compare(await findingsOf(fixture), expectationsOf(fixture));
    expect(differences, differences.join('\n')).toEqual([]);
  });
});
