/** Every suggestion of some fixtures, each applied alone to a fresh copy. */
import type { Finding, Suggestion } from '../../src/types.ts';
import { findingsOf } from './analyze.ts';
import type { Fixture } from './fixtures.ts';
import { alsoRemoved } from './also-removed.ts';
import { applied, suggestionsOf } from './suggestions.ts';

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
        const name = `${fixture.name} ${finding.ruleId} ${finding.range.start.line}: ${suggestion.kind}`;
        const alike = repairs.filter(({ title }) => title === name || title.startsWith(`${name} (`)).length;
        const title = alike === 0 ? name : `${name} (${alike + 1})`;
        repairs.push({ title, finding, suggestion, result: applied(fixture, suggestion), others: others.sort() });
      }
    }
  }
  return repairs;
}

/**
 * What a repair left wrong, a line each: its finding is still there, another has come, or one has gone with it that is not
 * listed in {@link alsoRemoved}; or one is listed and has not gone.
 */
export async function faultsOf({ title, result, others }: Repair): Promise<readonly string[]> {
  const found = [...(await foundIn(result))];
  const gone: string[] = [];
  for (const other of others) {
    const index = found.indexOf(other);
    if (index < 0) gone.push(other);
    else found.splice(index, 1);
  }
  const expected = [...(alsoRemoved.get(title) ?? [])].sort();
  const isAsListed = gone.join('\n') === expected.join('\n');
  return [
    ...found.map((name) => `${name} is found`),
    ...(isAsListed
      ? []
      : [`gone with it: ${gone.join(', ') || 'nothing'}; listed: ${expected.join(', ') || 'nothing'}`]),
  ];
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
