/** The default command: analyse, report, and say with the exit code how it went. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorsOnly } from '../../findings/threshold.ts';
import { isTextFormat, loadReporter } from '../../reporter/index.ts';
import { printable } from '../../reporter/terminal.ts';
import { analyze, readSources, why } from '../../run.ts';
import type { AnalyzeOptions, RunEvent } from '../../run.ts';
import type { Report } from '../../types.ts';
import { describeSystemError } from '../../util/system-error.ts';
import type { CheckOptions, FormatTarget } from '../args.ts';
import { wantsColour } from '../colour.ts';
import { EXIT_CLEAN, EXIT_FAILED, exitCodeOf } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import { progressLine, stageStats } from '../progress.ts';
import type { Terminal } from '../terminal.ts';

/** Analyses `paths` and writes the report in every format asked for. Gives the exit code. */
export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<ExitCode> {
  const progress = progressLine(terminal.stderr);
  const stats = options.stats ? stageStats() : null;
  const onEvent = (event: RunEvent): void => {
    progress.onEvent(event);
    stats?.onEvent(event);
  };
  const outcome = await analyze({ ...analyzeOptions(paths, options, terminal), onEvent });
  progress.clear();
  if (!outcome.ok) return fail(outcome.problem, terminal);

  const report = options.quiet ? errorsOnly(outcome.report) : outcome.report;
  if (report.summary.files === 0) tellNoFiles(paths, terminal);
  const failure = await writeReports(report, options, terminal);
  if (stats !== null) terminal.stderr.write(stats.render(process.resourceUsage().maxRSS * 1024));
  if (failure !== null) return fail(failure, terminal);
  const { exitZero, strict, quiet, maxWarnings = quiet ? Infinity : 0 } = options;
  return exitCodeOf(outcome.report, { maxWarnings, exitZero, strict });
}

/** Prints why the line that `--why` names is, or is not, code that runs before the snapshot. */
export async function explainWhy(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  if (options.why === undefined) return EXIT_CLEAN;
  const outcome = await why(analyzeOptions(paths, options, terminal), options.why.file, options.why.line);
  if (!outcome.ok) return fail(outcome.problem, terminal);
  terminal.stdout.write(`${outcome.text.split('\n').map(printable).join('\n').trimEnd()}\n`);
  return EXIT_CLEAN;
}

function analyzeOptions(paths: readonly string[], options: CheckOptions, terminal: Terminal): AnalyzeOptions {
  return {
    cwd: terminal.cwd,
    paths,
    ignorePatterns: options.ignorePattern,
    includeTests: options.includeTests,
    target: options.target,
    severities: options.rule,
    assumeSnapStart: options.assumeSnapstart,
    parser: options.parser,
  };
}

function fail(problem: string, terminal: Terminal): ExitCode {
  terminal.stderr.write(`snapsafe: ${printable(problem)}\n`);
  return EXIT_FAILED;
}

/** Hooks name single files, all of which may be left out: that is nothing to talk about. */
function tellNoFiles(paths: readonly string[], terminal: Terminal): void {
  if (paths.length > 0 && paths.every((path) => path.endsWith('.java'))) return;
  const where = paths.length === 0 ? '' : ` in ${paths.map(printable).join(', ')}`;
  terminal.stderr.write(`snapsafe: no Java files found${where} (ignored files and test sources are left out)\n`);
}

/** Gives the sentence that says what could not be written, or null. */
async function writeReports(report: Report, options: CheckOptions, terminal: Terminal): Promise<string | null> {
  const targets: readonly FormatTarget[] =
    options.format.length === 0 ? [{ name: 'stylish', file: null }] : options.format;
  const onScreen = targets.find((target) => target.file === null);
  const sources = targets.some((target) => target.name === 'stylish')
    ? readSources(
        terminal.cwd,
        report.findings.map((finding) => finding.file),
      )
    : new Map<string, string>();

  if (onScreen === undefined || !isTextFormat(onScreen.name)) tellProblems(report, terminal);
  for (const { name, file } of targets) {
    const colour = file === null && wantsColour(options.color, terminal.env, terminal.stdout);
    const reporter = await loadReporter(name);
    const text = reporter(report, { colour, links: colour && terminal.stdout.isTTY, sources });
    if (file !== null) {
      const failure = await writeReportFile(resolve(terminal.cwd, file), text);
      if (failure !== null) return `cannot write ${file}: ${failure}`;
    } else if (!(options.quiet && isTextFormat(name) && report.findings.length + report.problems.length === 0)) {
      terminal.stdout.write(text);
    }
  }
  return null;
}

async function writeReportFile(path: string, text: string): Promise<string | null> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return null;
  } catch (error) {
    return describeSystemError(error);
  }
}

/** When no text format goes to stdout, a person still learns which files were not understood. */
function tellProblems(report: Report, terminal: Terminal): void {
  for (const { file, line, column, message } of report.problems) {
    terminal.stderr.write(`${printable(file)}:${line}:${column}: ${printable(message)}\n`);
  }
}
