/**
 * The executable specification of the init-phase analysis. Each directory of test/fixtures/engine shows one construct,
 * as the defect and as the look-alikes that must stay silent.
 */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../helpers/analyze.ts';
import { byName, collectFixtures, compare, expectationsOf } from '../helpers/fixtures.ts';

/** Findings of other rules are no concern of the engine's fixtures. */
const RULES: ReadonlySet<string> = new Set([
  'connection-in-init',
  'credentials-resolved-in-init',
  'env-credentials',
  'host-identity-in-init',
  'http-call-in-init',
  'key-material-in-init',
  'messaging-client-in-init',
  'open-file-in-init',
  'prng-in-init',
  'secret-cached-in-init',
  'thread-in-init',
  'timer-in-init',
  'timestamp-in-init',
  'token-cached-in-init',
  'unique-value-in-init',
  'weak-resource',
]);

const fixtures = collectFixtures(fileURLToPath(new URL('../fixtures/engine', import.meta.url)));

describe('engine fixtures', () => {
  it('expect only rules that they are about', () => {
    const others = fixtures.flatMap(expectationsOf).filter(({ ruleId }) => !RULES.has(ruleId));
    expect(others).toEqual([]);
  });

  it.each(byName(fixtures))('%s: findings are where its markers are', async (_name, fixture) => {
    const findings = await findingsOf(fixture);
    const relevant = findings.filter(({ ruleId }) => RULES.has(ruleId));
    const differences = compare(relevant, expectationsOf(fixture));
    expect(differences, differences.join('\n')).toEqual([]);
  });

  it('name every handler class from whose start-up one sink is reached', async () => {
    const shared = fixtures.filter(({ name }) => name === 'one-finding-many-roots/OrderFunctions');
    const findings = (await Promise.all(shared.map(findingsOf))).flat();
    const names = 'Archive Audit Cancel Create Invoice Notify Quote Refund Report Restock Search Ship';
    const expected = names.split(' ').map((name) => `shop.orders.OrderFunctions$${name}`);
    expect(findings.map(({ roots }) => roots)).toEqual([expected]);
  });
});
