/** The reports that every format is validated with: none, one and many findings, everything at once, and hostile texts. */
import type { ReportContext } from '../../src/reporter/reporter.ts';
import type { Report } from '../../src/types.ts';
import { hostileReport, hostileSources } from '../reporter/hostile.ts';
import { context, finding, range, report } from '../reporter/sample.ts';

const rules: ReportContext['rules'] = ['connection-in-init', 'timer-in-init'].map((id) => ({
  id,
  title: `What ${id} finds`,
  family: 'connection',
  severity: 'error',
  docsUrl: `https://example.test/docs/rules/${id}.md`,
  page: `# ${id}\n\n## What it does\n\nReports what ${id} is about.\n\n## Example\n\nText.\n`,
}));

function full(): Report {
  const edits = [{ file: 'src/Repository.java', range: range(4, 40, 72), newText: 'null' }];
  return report(
    [
      finding({ suggestions: [{ title: 'Open it on first use', kind: 'lazy', safe: false, edits }] }),
      finding({ severity: 'warning', ruleId: 'timer-in-init', confidence: 'likely' }),
      finding({ severity: 'info', file: 'src/ä b/Z#1.java', roots: [], trace: [] }),
    ],
    [{ file: 'src/Bad.java', line: 3, column: 7, message: 'syntax error' }],
  );
}

/** Gives a report of `count` findings under some handlers. */
export function manyFindings(count: number): Report {
  return report(
    Array.from({ length: count }, (_, index) =>
      finding({
        file: `src/Repository${index}.java`,
        severity: (['error', 'warning', 'info'] as const)[index % 3]!,
        ruleId: index % 2 === 0 ? 'connection-in-init' : 'timer-in-init',
        roots: [`com.acme.Handler${index % 20}`],
      }),
    ),
  );
}

/** Reports by name, with the context they are rendered in. */
export const reports: Readonly<Record<string, { readonly report: Report; readonly context: ReportContext }>> = {
  clean: { report: report([]), context: context({ rules }) },
  one: { report: report([finding()]), context: context({ rules }) },
  full: { report: full(), context: context({ rules }) },
  suppressed: {
    report: {
      ...report([finding()]),
      suppressed: [{ finding: finding({ message: 'known' }), by: 'comment', reason: 'reviewed' }],
    },
    context: context({ rules }),
  },
  hostile: { report: hostileReport(), context: context({ rules, sources: hostileSources }) },
};
