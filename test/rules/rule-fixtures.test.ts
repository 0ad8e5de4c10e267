/** Each rule's fixtures, in test/fixtures/rules/<rule-id>: what it reports and what it must leave alone. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../helpers/analyze.ts';
import { collectFixtures, compare, expectationsOf } from '../helpers/fixtures.ts';

const fixtures = collectFixtures(fileURLToPath(new URL('../fixtures/rules', import.meta.url)));

describe('rule fixtures', () => {
  it.each(fixtures)('$name: findings are where its markers are', async (fixture) => {
    expect(compare(await findingsOf(fixture), expectationsOf(fixture))).toEqual([]);
  });
});
