/** Every suggestion of every rule's fixture: the result is valid Java, the finding is gone, and no other has come. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/registry.ts';
import type { Finding } from '../../src/types.ts';
import { findingsOf } from '../helpers/analyze.ts';
import { byName, collectFixtures } from '../helpers/fixtures.ts';
import { applied, suggestionsOf } from '../helpers/suggestions.ts';

const fixtures = collectFixtures(fileURLToPath(new URL('../fixtures/rules', import.meta.url)));

const kindOf = ({ ruleId, sink }: Finding): string => `${ruleId} ${sink.type}.${sink.member}`;

describe('suggestions of rule fixtures', () => {
  const offered = new Set<string>();

  it.each(byName(fixtures))('%s: each suggestion removes its finding and adds none', async (_name, fixture) => {
    const findings = await suggestionsOf(fixture);
    for (const finding of findings) {
      for (const suggestion of finding.suggestions) {
        offered.add(finding.ruleId);
        const others = findings.filter((other) => other !== finding).map(kindOf);
        const left: string[] = (await findingsOf(applied(fixture, suggestion))).map(kindOf);
        for (const other of others) if (left.includes(other)) left.splice(left.indexOf(other), 1);
        expect(left, `${suggestion.title}: ${finding.message}`).toEqual([]);
      }
    }
  });

  it('cover every rule that offers a fix', () => {
    const offering = rules.filter(({ meta }) => (meta.fixes ?? []).length > 0).map(({ meta }) => meta.id);
    expect([...offered].sort()).toEqual(offering.sort());
  });
});
