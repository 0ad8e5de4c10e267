/** The rules of a run as SARIF descriptors. */
import type { ReportingDescriptor } from 'sarif';
import type { Finding, Severity } from '../../types.ts';
import type { RuleInfo } from '../reporter.ts';

/** What GitHub accepts in a full description. */
const DESCRIPTION_LIMIT = 1024;

/** SARIF's words for severities. */
export const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** GitHub's words for severities. */
const PROBLEM_SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};

/** Gives the rules that ran, sorted as they came; then those that only a finding names (of a report from another version). */
export function ruleDescriptors(rules: readonly RuleInfo[], findings: readonly Finding[]): ReportingDescriptor[] {
  const used = new Set(findings.map(({ ruleId }) => ruleId));
  const known = rules.filter(({ id, severity }) => severity !== 'off' || used.has(id));
  const ids = new Set(known.map(({ id }) => id));
  const unknown = [...new Map(findings.map((finding) => [finding.ruleId, finding])).values()]
    .filter(({ ruleId }) => !ids.has(ruleId))
    .map(({ ruleId, family, severity, docsUrl }): RuleInfo => {
      return { id: ruleId, title: ruleId, family, severity, docsUrl, page: null };
    });
  return [...known, ...unknown].map(descriptor);
}

function descriptor({ id, title, family, severity, docsUrl, page }: RuleInfo): ReportingDescriptor {
  const help = page === null ? `${title}.\n\n${docsUrl}` : withoutComments(page);
  const level = severity === 'off' ? 'none' : LEVELS[severity];
  return {
    id,
    ...(/^[a-z]+(?:-[a-z]+)+$/.test(id) ? { name: pascalCase(id) } : {}),
    shortDescription: { text: title.endsWith('.') ? title : `${title}.` },
    fullDescription: { text: descriptionOf(page) ?? (title.endsWith('.') ? title : `${title}.`) },
    help: { text: help, markdown: help },
    // A saved report may name anything.
    ...(/^https?:\/\/[\x21-\x7e]+$/.test(docsUrl) ? { helpUri: docsUrl } : {}),
    defaultConfiguration: { level, enabled: severity !== 'off' },
    properties: {
      precision: 'high',
      ...(severity === 'off' ? {} : { 'problem.severity': PROBLEM_SEVERITIES[severity] }),
      tags: ['reliability', 'snapshot', family],
    },
  };
}

/** The first paragraph under `What it does`, on one line, cut to the limit at a blank. */
function descriptionOf(page: string | null): string | null {
  const paragraph = /(?:^|\n)## What it does\n+([^]*?)(?:\n\n|$)/
    .exec(page ?? '')?.[1]
    ?.replace(/\s+/g, ' ')
    .trim();
  if (paragraph === undefined || paragraph === '') return null;
  if (paragraph.length <= DESCRIPTION_LIMIT) return paragraph;
  return `${paragraph.slice(0, paragraph.lastIndexOf(' ', DESCRIPTION_LIMIT - 2))} …`;
}

function withoutComments(markdown: string): string {
  return markdown.replace(/<!--.*?-->\n*/gs, '').trim();
}

/** `unique-value-in-init` → `UniqueValueInInit`. */
function pascalCase(id: string): string {
  return id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
