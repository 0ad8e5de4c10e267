/** The rules about suppressing itself. They look at no code: the suppression pass reports by them. */
import type { Family, Preset, Severity, Target } from '../types.ts';

/** What is known of such a rule; the same as of any other. */
export interface SuppressionRule {
  readonly id: string;
  readonly family: Family;
  readonly title: string;
  readonly severity: Readonly<Record<Target, Severity>>;
  readonly preset: Preset;
  readonly docsUrl: string;
}

function rule(id: string, title: string, severity: Severity): SuppressionRule {
  const docsUrl = `https://github.com/snapsafe/snapsafe/blob/main/docs/suppressing.md#${id}`;
  return {
    id,
    family: 'config',
    title,
    severity: { snapstart: severity, crac: severity },
    preset: 'recommended',
    docsUrl,
  };
}

/** Sorted by id. */
export const suppressionRules = [
  rule('invalid-suppression', 'Suppressions that cannot be understood', 'warning'),
  rule('stale-baseline-entry', 'Baseline entries that no finding matches any more', 'error'),
  rule('suppression-needs-reason', 'Suppressing comments without a reason', 'warning'),
  rule('unused-suppression', 'Suppressions that suppress nothing', 'warning'),
] as const;

/** Whether a rule is about suppressing: its findings are neither suppressed nor put into a baseline. */
export function isSuppressionRule(ruleId: string): boolean {
  return suppressionRules.some(({ id }) => id === ruleId);
}
