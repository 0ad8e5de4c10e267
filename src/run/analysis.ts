/** The stages that need the rules, the graph and the catalogue: loaded with the first project that has something to look at. */
import { namesSink } from '../graph/recordable.ts';
import { withOwnCatalogue } from '../knowledge/catalogue.ts';
import type { FileFacts } from '../model/facts.ts';
import { buildProjectModel, type ProjectModel } from '../model/project.ts';
import { classPathsOf } from '../project/class-paths.ts';
import { rules } from '../rules/registry.ts';
import type { FixName } from '../rules/rule.ts';
import { explainLine, type LineExplanation } from '../rules/runners/explain-line.ts';
import { initMembers, type InitMember } from '../rules/runners/init-members.ts';
import { mayReport } from '../rules/runners/may-report.ts';
import { runRules, type RuleOptions, type RuleResult } from '../rules/runners/run-rules.ts';

export type { InitMember };

/** What can be asked of a project's facts. Each question is answered at once. */
export interface Analysis {
  /** `facts` sorted by file. */
  readonly runRules: (facts: readonly FileFacts[], options: RuleOptions) => RuleResult;
  /** `file` is among the facts, `line` is 1-based. */
  readonly explainLine: (
    facts: readonly FileFacts[],
    file: string,
    line: number,
    options: RuleOptions,
  ) => LineExplanation;
  readonly initMembers: (facts: readonly FileFacts[], file: string, options: RuleOptions) => readonly InitMember[];
}

/** What can be asked of names alone. */
export const beforeParsing = { namesSink, mayReport } as const;

/** The analysis of the models that `modelOf` gives, each under what its options say of members of the project's own. */
export function analysisOver(modelOf: (facts: readonly FileFacts[], options: RuleOptions) => ProjectModel): Analysis {
  return {
    runRules: (facts, options) => withOwn(options, () => runRules(modelOf(facts, options), options)),
    explainLine: (facts, file, line, options) =>
      withOwn(options, () => explainLine(modelOf(facts, options), file, line, options)),
    initMembers: (facts, file, options) => withOwn(options, () => initMembers(modelOf(facts, options), file, options)),
  };
}

function withOwn<T>({ ownCatalogue }: RuleOptions, step: () => T): T {
  return ownCatalogue === undefined ? step() : withOwnCatalogue(ownCatalogue, step);
}

/** The analysis of models that are made anew for each question. */
export const analysis: Analysis = analysisOver((files, { facts = null }) =>
  buildProjectModel(files, facts && classPathsOf(facts.modules)),
);

const fixesByRule = new Map(rules.map(({ meta }) => [meta.id, meta.fixes ?? []]));

/** How findings of a rule can be mended, the preferred way first; none for a rule that there is not. */
export function fixesOf(ruleId: string): readonly FixName[] {
  return fixesByRule.get(ruleId) ?? [];
}
