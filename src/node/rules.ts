/** The rules for JavaScript and TypeScript, as the command line, the configuration and the documentation know them. */
import { severityOf, docsUrlOf, type SeverityChoice } from '../rules/rule.ts';
import type { Family, Preset, Severity, Target } from '../types.ts';
import { scriptRuleData } from './rules.generated.ts';

/** What is generated of a rule of the plugin. */
export interface ScriptRuleData {
  readonly id: string;
  readonly family: Family;
  readonly title: string;
  /** The smallest preset that contains the rule. */
  readonly preset: Preset;
  readonly severity: Severity;
  /** The snapshots that the defect exists under, as the plugin names them. */
  readonly targets: readonly string[];
  /** Whether a rule for Java has the same id. */
  readonly isShared: boolean;
  /** Whether the rule reports more with its option `strict`. */
  readonly hasStrict: boolean;
}

export interface ScriptRule extends Omit<ScriptRuleData, 'severity'> {
  /** There is no CRaC for JavaScript. */
  readonly severity: Readonly<Record<Target, Severity | 'off'>>;
  /** True for what could be better rather than what breaks. */
  readonly isOpportunity: boolean;
  readonly docsUrl: string;
}

/** Sorted by id. */
export const scriptRules: readonly ScriptRule[] = scriptRuleData.map((rule) => ({
  ...rule,
  severity: { snapstart: rule.severity, crac: 'off' },
  isOpportunity: rule.family === 'preload',
  docsUrl: docsUrlOf(rule.id),
}));

/** A rule as it weighs under a choice of severities; null when it is off. */
export function weightUnder(
  rule: ScriptRule,
  choice: SeverityChoice,
): { readonly rule: ScriptRule; readonly severity: Severity; readonly isChosen: boolean } | null {
  const { severity, chosen } = severityOf(rule, choice);
  return severity === 'off' || choice.target === 'crac' ? null : { rule, severity, isChosen: chosen };
}
