/** All rules, in whatever language they look at, as settings, reports and documentation need to know them: no rule is loaded for it. */
import { scriptRules } from '../node/rules.ts';
import { docsUrlOf } from '../rules/rule.ts';
import { javaRules, type RuleSummaryData } from '../rules/summaries.generated.ts';
import { suppressionRules } from '../suppress/rules.ts';
import { compareText } from '../util/compare.ts';

/** What a user can know about a rule without running it. */
export interface RuleSummary extends RuleSummaryData {
  readonly docsUrl: string;
}

/** Sorted by id. */
export const ruleSummaries: readonly RuleSummary[] = [
  ...javaRules.map((rule) => ({ options: {}, ...rule, docsUrl: docsUrlOf(rule.id) })),
  ...scriptRules.filter(({ isShared }) => !isShared),
  ...suppressionRules,
].sort((left, right) => compareText(left.id, right.id));
