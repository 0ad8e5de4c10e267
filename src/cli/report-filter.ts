/** A report narrowed to some files, for commit hooks: the whole project was analysed, and what concerns the commit is shown. */
import { countBySeverity } from '../findings/count.ts';
import type { Finding, Report } from '../types.ts';

/**
 * Gives the report with the findings whose file, or the file of any hop of their chain, is among `files` (report paths), and
 * the problems in `files`. Counts follow; how many files were analysed stays.
 */
export function concerning(report: Report, files: ReadonlySet<string>): Report {
  const concerned = ({ file, trace }: Finding): boolean =>
    files.has(file) || trace.some((step) => files.has(step.file));
  const findings = report.findings.filter(concerned);
  const suppressed = report.suppressed?.filter(({ finding }) => concerned(finding));
  const problems = report.problems.filter(({ file }) => files.has(file));
  const summary = { ...report.summary, findings: countBySeverity(findings), problems: problems.length };
  return { ...report, summary, findings, problems, ...(suppressed === undefined ? {} : { suppressed }) };
}
