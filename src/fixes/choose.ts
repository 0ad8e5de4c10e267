/** Which suggestions go together: one way for each finding, and no two that touch the same place. */
import type { Finding, Suggestion, TextEdit } from '../types.ts';
import { usesCrac } from './build-file/crac-dependency.ts';
import { conflict } from './text-edits.ts';

/** A suggestion that is to be applied, with the finding it mends. */
export interface Chosen {
  readonly finding: Finding;
  readonly suggestion: Suggestion;
}

/**
 * Chooses for each finding, in the report's order, its first suggestion that `allowed` lets pass, with the
 * dependency it needs. One that touches what
 * an earlier one touches is left for a later round, when the finding is made anew from the changed text.
 */
export function choose(findings: readonly Finding[], allowed: (chosen: Chosen) => boolean): Chosen[] {
  const chosen: Chosen[] = [];
  const edits: TextEdit[] = [];
  for (const finding of findings) {
    const first = finding.suggestions.find((one) => !isOfBuildFile(one) && allowed({ finding, suggestion: one }));
    if (first === undefined) continue;
    const needed = usesCrac(first) ? finding.suggestions.filter(isOfBuildFile).flatMap((one) => one.edits) : [];
    const suggestion = { ...first, edits: [...first.edits, ...needed] };
    if (conflict(edits, suggestion.edits)) continue;
    chosen.push({ finding, suggestion });
    edits.push(...suggestion.edits);
  }
  return chosen;
}

/** A change of a build file goes with a change of the sources, never alone. */
function isOfBuildFile({ edits }: Suggestion): boolean {
  return edits.every(({ file }) => /(?:^|\/)(?:pom\.xml|build\.gradle(?:\.kts)?|\w+\.versions\.toml)$/u.test(file));
}

/** Names a way to mend a finding; stays the same while neither changes. */
export function keyOf({ finding, suggestion }: Chosen): string {
  return JSON.stringify([finding.file, finding.symbol, kindOf(finding), suggestion.title]);
}

/** What makes two findings the same defect in different places. */
function kindOf(finding: Finding): string {
  return JSON.stringify([finding.ruleId, finding.sink.type, finding.sink.member]);
}

/**
 * The chosen suggestions that did not do what they should, seen from the findings before and after them: the finding is
 * still there, or another one came up in a file they changed. Information that comes up does not count: it may say that the
 * new code is right.
 */
export function failures(before: readonly Finding[], after: readonly Finding[], chosen: readonly Chosen[]): Chosen[] {
  const surplus = count(after);
  for (const [kind, number] of count(before)) surplus.set(kind, (surplus.get(kind) ?? 0) - number);
  for (const { finding } of chosen) surplus.set(kindOf(finding), (surplus.get(kindOf(finding)) ?? 0) + 1);
  const failed = new Set<Chosen>();
  for (const [kind, number] of surplus) {
    if (number <= 0) continue;
    const blamed = chosen.filter(({ finding }) => kindOf(finding) === kind);
    const alike = after.filter((finding) => kindOf(finding) === kind);
    if (blamed.length === 0 && alike.every(({ severity }) => severity === 'info')) continue;
    const files = new Set(alike.map(({ file }) => file));
    const neighbours = chosen.filter(({ suggestion }) => suggestion.edits.some(({ file }) => files.has(file)));
    const culprits = blamed.length > 0 ? blamed : neighbours.length > 0 ? neighbours : chosen;
    for (const one of culprits) failed.add(one);
  }
  return [...failed];
}

function count(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(kindOf(finding), (counts.get(kindOf(finding)) ?? 0) + 1);
  return counts;
}
