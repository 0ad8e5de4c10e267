/** Every suggestion of some fixtures, each applied alone to a fresh copy. */
import type { Finding, Suggestion } from '../../../src/types.ts';
import { findingsOf } from '../../helpers/analyze.ts';
import type { Fixture } from '../../helpers/fixtures.ts';
import { applied, suggestionsOf } from '../../helpers/suggestions.ts';

export interface Repair {
  /** The fixture, the rule and line of the finding, and what is suggested. */
  readonly title: string;
  readonly finding: Finding;
  readonly suggestion: Suggestion;
  /** The fixture with the suggestion applied. */
  readonly result: Fixture;
  /** What was found beside the finding that the suggestion is for, as `named` names it; sorted. */
  readonly others: readonly string[];
}

/** All repairs that the findings of fixtures offer, in the order of the fixtures, the findings and the suggestions. */
export async function repairsOf(fixtures: readonly Fixture[]): Promise<readonly Repair[]> {
  const repairs: Repair[] = [];
  for (const fixture of fixtures) {
    const findings = await suggestionsOf(fixture);
    for (const finding of findings) {
      const others = findings.filter((other) => other !== finding).map(named);
      for (const suggestion of finding.suggestions) {
        const title = `${fixture.name} ${finding.ruleId} ${finding.range.start.line}: ${suggestion.kind}`;
        repairs.push({ title, finding, suggestion, result: applied(fixture, suggestion), others: others.sort() });
      }
    }
  }
  return repairs;
}

/** What is found in a repaired fixture, as `named` names it; sorted. Lines have moved, so they are no part of it. */
export async function foundIn(result: Fixture): Promise<readonly string[]> {
  return (await findingsOf(result)).map(named).sort();
}

/** Rows for `it.each`. */
export function byTitle(repairs: readonly Repair[]): [title: string, repair: Repair][] {
  return repairs.map((repair) => [repair.title, repair]);
}

function named({ ruleId, sink }: Finding): string {
  return `${ruleId} ${sink.type}.${sink.member}`;
}
