/** GitLab's Code Quality report: a list of entries. Problems are `info` entries, which also say how much was analysed. */
import { createHash } from 'node:crypto';
import type { Finding, Problem, Report, Severity } from '../types.ts';
import { coverageText } from './coverage.ts';
import { jsonText } from './json-text.ts';
import type { Reporter } from './reporter.ts';

interface Entry {
  readonly type: 'issue';
  readonly check_name: string;
  readonly description: string;
  readonly content?: { readonly body: string };
  readonly categories: readonly string[];
  readonly severity: 'info' | 'minor' | 'major' | 'critical' | 'blocker';
  readonly fingerprint: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number; readonly end: number } };
}

const SEVERITIES: Readonly<Record<Severity, Entry['severity']>> = { error: 'critical', warning: 'major', info: 'info' };

export const gitlab: Reporter = (report) => jsonText([...report.findings.map(findingEntry), ...problemEntries(report)]);

function findingEntry(finding: Finding): Entry {
  const chain = finding.trace.map(
    (step, index) => `${index + 1}. ${step.file}:${step.range.start.line} ${step.message}`,
  );
  return {
    type: 'issue',
    check_name: finding.ruleId,
    description: finding.message,
    content: { body: [...chain, finding.docsUrl].join('\n') },
    categories: ['Bug Risk'],
    severity: SEVERITIES[finding.severity],
    fingerprint: finding.fingerprint,
    location: { path: finding.file, lines: { begin: finding.range.start.line, end: finding.range.end.line } },
  };
}

function problemEntries(report: Report): Entry[] {
  const seen = new Map<string, number>();
  return report.problems.map((problem) => {
    const meaning = JSON.stringify([problem.file, problem.message]);
    const ordinal = seen.get(meaning) ?? 0;
    seen.set(meaning, ordinal + 1);
    return problemEntry(problem, `${meaning}#${ordinal}`, coverageText(report));
  });
}

/** The fingerprint holds no line, so that an entry stays the same when the file changes above it. */
function problemEntry({ file, line, message }: Problem, meaning: string, coverage: string): Entry {
  return {
    type: 'issue',
    check_name: 'not-fully-understood',
    description: `Not fully understood: ${message} (${coverage})`,
    categories: ['Clarity'],
    severity: 'info',
    fingerprint: createHash('sha256').update(meaning).digest('hex').slice(0, 24),
    location: { path: file, lines: { begin: line, end: line } },
  };
}
