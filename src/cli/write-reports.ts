/** Writes a report in every format that was asked for, each to its file or to stdout. */
import { outputRefusal } from '../discover/output-path.ts';
import { formatOf, isTextFormat, loadReporter } from '../reporter/index.ts';
import type { FormatName } from '../reporter/index.ts';
import type { RuleInfo } from '../reporter/reporter.ts';
import { printable } from '../reporter/terminal.ts';
import { ruleSummaries } from '../run/rules.ts';
import { readSources } from '../run/run.ts';
import type { Finding, Report, Severity, Target } from '../types.ts';
import type { CheckOptions, FormatTarget } from './args.ts';
import { wantsColour } from './colour.ts';
import { rulePage } from './rule-pages.ts';
import { writeOutput } from './terminal.ts';
import type { Terminal } from './terminal.ts';

/** What of the options concerns the writing. */
export type WriteOptions = Pick<
  CheckOptions,
  'format' | 'rule' | 'quiet' | 'color' | 'sarifCategory' | 'filesAsFilter'
>;

/** The formats asked for; `stylish` on stdout when none is. */
export function formatTargets(options: WriteOptions): readonly FormatTarget[] {
  return options.format.length === 0 ? [{ name: 'stylish', file: null }] : options.format;
}

/**
 * Writes `report`; code is shown of those files that `mayRead` accepts. Gives the sentence that says what could not be
 * written, or null.
 */
export async function writeReports(
  report: Report,
  options: WriteOptions,
  terminal: Terminal,
  mayRead: (file: string) => boolean = () => true,
): Promise<string | null> {
  const targets = formatTargets(options);
  const onScreen = targets.find((target) => target.file === null);
  // A hook that passed is nothing to read about.
  const silent = (options.quiet || options.filesAsFilter) && report.findings.length + report.problems.length === 0;
  const names = targets.map(({ name }) => name);
  const shared = {
    sources: readSources(terminal.cwd, filesFor(names, report).filter(mayRead)),
    rules: names.some((name) => formatOf(name).rules) ? await ruleInfos(options, report.target) : [],
    category: options.sarifCategory ?? 'java',
  };

  if (onScreen === undefined || !isTextFormat(onScreen.name)) tellProblems(report, terminal);
  for (const { name, file } of targets) {
    const colour = file === null && wantsColour(options.color, terminal.env, terminal.stdout);
    const reporter = await loadReporter(name);
    const text = reporter(report, { ...shared, colour, links: colour && terminal.stdout.isTTY });
    if (file !== null) {
      const failure = outputRefusal(terminal.cwd, file) ?? (await writeOutput(file, text, terminal));
      if (failure !== null) return `cannot write ${file}: ${failure}`;
    } else if (!(silent && isTextFormat(name))) {
      terminal.stdout.write(text);
    }
  }
  return null;
}

/** The files whose text the formats show. */
function filesFor(names: readonly FormatName[], { findings, suppressed = [] }: Report): string[] {
  const needs = new Set(names.map((name) => formatOf(name).sources));
  if (!needs.has('findings') && !needs.has('all')) return [];
  const all = [...findings, ...suppressed.map(({ finding }) => finding)];
  return all.flatMap((finding) => [finding.file, ...(needs.has('all') ? otherFiles(finding) : [])]);
}

function otherFiles({ trace, suggestions }: Finding): string[] {
  return [...trace, ...suggestions.flatMap(({ edits }) => edits)].map(({ file }) => file);
}

function ruleInfos({ rule }: WriteOptions, target: Target): Promise<RuleInfo[]> {
  const chosen = (id: string): Severity | 'off' | undefined => {
    const severity = rule.get(id);
    return severity === 'on' ? undefined : severity;
  };
  return Promise.all(
    ruleSummaries.map(async ({ id, title, family, severity, docsUrl }) => ({
      id,
      title,
      family,
      severity: chosen(id) ?? severity[target],
      docsUrl,
      page: await rulePage(id),
    })),
  );
}

/** When no text format goes to stdout, a person still learns which files were not understood. */
function tellProblems(report: Report, terminal: Terminal): void {
  for (const { file, line, column, message } of report.problems) {
    terminal.stderr.write(`${printable(file)}:${line}:${column}: ${printable(message)}\n`);
  }
}
