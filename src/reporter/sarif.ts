/**
 * SARIF 2.1.0 as GitHub code scanning reads it: one location with all four region numbers per result, the call chain as
 * code flow and as related locations that the message links, GitHub's own line hash, repository-relative URIs.
 * Sources: the SARIF 2.1.0 specification, and GitHub's documentation of SARIF support for code scanning.
 */
import type { Invocation, Log, Notification, ReportingDescriptor, Result, Run, Suppression } from 'sarif';
import type { Problem, Report, SuppressedFinding } from '../types.ts';
import { groupBy } from '../util/group.ts';
import { jsonText } from './json-text.ts';
import type { ReportContext, Reporter } from './reporter.ts';
import { lineHashes } from './sarif/line-hash.ts';
import { placeAt } from './sarif/place.ts';
import { findingResult } from './sarif/result.ts';
import { ruleDescriptors } from './sarif/rules.ts';

/** The id of the notification that stands for a problem. */
const NOT_UNDERSTOOD = 'not-fully-understood';
const NOT_UNDERSTOOD_TEXT = 'A file, or a place in it, that was not fully understood.';

/** GitHub takes no more results of a run (docs.github.com, "SARIF results exceed one or more limits"). */
export const MAX_RESULTS = 25_000;
const CUT = 'results-left-out';
const CUT_TEXT = 'A report with more results than code scanning takes.';

export const sarif: Reporter = (report, context) => {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [run(report, context)],
  };
  return jsonText(log);
};

function run(whole: Report, context: ReportContext): Run {
  const report = withinLimit(whole);
  const found = [...report.findings, ...(report.suppressed ?? []).map(({ finding }) => finding)];
  const rules = ruleDescriptors(context.rules, found);
  const { files, analyzed, problems, suppressed, notSnapshotted } = report.summary;
  return {
    tool: {
      driver: {
        name: report.tool.name,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        informationUri: 'https://github.com/snapsafe/snapsafe',
        rules,
        notifications: [
          notification(
            NOT_UNDERSTOOD,
            'NotFullyUnderstood',
            NOT_UNDERSTOOD_TEXT,
            'What depends on it may have been missed.',
          ),
          notification(CUT, 'ResultsLeftOut', CUT_TEXT, 'The most severe are kept.'),
        ],
      },
    },
    automationDetails: { id: `snapsafe/${context.category}/` },
    invocations: [invocation(report.problems, countOf(whole) - countOf(report))],
    originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The directory that snapsafe was run in.' } } },
    columnKind: 'utf16CodeUnits',
    results: results(report, context, new Map(rules.map(({ id }, index) => [id, index]))),
    properties: { target: report.target, files, analyzed, problems, suppressed, notSnapshotted },
  };
}

function notification(id: string, name: string, text: string, help: string): ReportingDescriptor {
  return {
    id,
    name,
    shortDescription: { text },
    fullDescription: { text },
    help: { text: `${text} ${help}` },
    defaultConfiguration: { level: 'warning' },
  };
}

function countOf({ findings, suppressed = [] }: Report): number {
  return findings.length + suppressed.length;
}

/** What code scanning takes of a report: findings before suppressed ones, errors before warnings before the rest. */
function withinLimit(report: Report): Report {
  if (countOf(report) <= MAX_RESULTS) return report;
  const bySeverity = (['error', 'warning', 'info'] as const).flatMap((severity) =>
    report.findings.filter((finding) => finding.severity === severity),
  );
  const kept = new Set(bySeverity.slice(0, MAX_RESULTS));
  return {
    ...report,
    findings: report.findings.filter((finding) => kept.has(finding)),
    ...(report.suppressed === undefined ? {} : { suppressed: report.suppressed.slice(0, MAX_RESULTS - kept.size) }),
  };
}

function results(report: Report, context: ReportContext, ruleIndexes: ReadonlyMap<string, number>): Result[] {
  const suppressed = new Map((report.suppressed ?? []).map((item) => [item.finding, item]));
  const all = [...report.findings, ...suppressed.keys()];
  const hashes = new Map(
    [...groupBy(all, ({ file }) => file)].map(([file, findings]) => {
      const text = context.sources.get(file);
      const lines = text === undefined ? [] : findings.map(({ range }) => range.start.line);
      return [file, lineHashes(text ?? '', lines)];
    }),
  );
  return all.map((finding) => {
    const suppression = suppressed.get(finding);
    const result = findingResult(finding, {
      ruleIndex: ruleIndexes.get(finding.ruleId) ?? -1,
      lineHash: hashes.get(finding.file)?.get(finding.range.start.line) ?? null,
    });
    // Where suppressed findings are shown, every result says so, and a reader can tell `not suppressed` from `not known`.
    if (report.suppressed === undefined) return result;
    return { ...result, suppressions: suppression === undefined ? [] : [suppressionOf(suppression)] };
  });
}

function suppressionOf({ by, reason }: SuppressedFinding): Suppression {
  return {
    kind: by === 'baseline' ? 'external' : 'inSource',
    status: 'accepted',
    ...(reason === null ? {} : { justification: reason }),
  };
}

function invocation(problems: readonly Problem[], leftOut: number): Invocation {
  const cut: Notification = {
    descriptor: { id: CUT, index: 1 },
    level: 'warning',
    message: {
      text:
        `${String(leftOut)} results are left out: GitHub takes ${String(MAX_RESULTS)} of a run. The most severe are kept; ` +
        'the format json has all.',
    },
  };
  const notifications = problems.map(({ file, line, column, message }): Notification => {
    const position = { line, column };
    return {
      descriptor: { id: NOT_UNDERSTOOD, index: 0 },
      level: 'warning',
      message: { text: message },
      locations: [{ physicalLocation: placeAt(file, { start: position, end: position }) }],
    };
  });
  return {
    executionSuccessful: true,
    toolExecutionNotifications: leftOut > 0 ? [cut, ...notifications] : notifications,
  };
}
