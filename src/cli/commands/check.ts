/** The default command: analyse, report, and say with the exit code how it went. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { relativeFile } from '../../discover/files.ts';
import { errorsOnly } from '../../findings/threshold.ts';
import { isScript } from '../../util/language.ts';
import { printable } from '../../reporter/terminal.ts';
import { analyze, why } from '../../run/run.ts';
import type { AnalyzeOptions, ConfigOptions, RunEvent } from '../../run/run.ts';
import type { Stages } from '../../run/stages.ts';
import type { Report } from '../../types.ts';
import type { CheckOptions } from '../args.ts';
import { cacheLocation } from '../cache-location.ts';
import { EXIT_CLEAN, EXIT_FAILED, exitCodeOf } from '../exit.ts';
import type { ExitCode } from '../exit.ts';
import { progressLine, stageStats } from '../progress.ts';
import { concerning } from '../report-filter.ts';
import type { Terminal } from '../terminal.ts';
import { writeReports } from '../write-reports.ts';

/** Analyses `paths` and writes the report in every format asked for. Gives the exit code. `stages` replaces the usual ones. */
export async function check(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
  stages?: Stages,
): Promise<ExitCode> {
  const progress = progressLine(terminal.stderr);
  const stats = options.stats ? stageStats() : null;
  const onEvent = (event: RunEvent): void => {
    progress.onEvent(event);
    stats?.onEvent(event);
    if (event.kind === 'cache') tellOfCache(event, options, terminal);
  };
  const missing = options.facts?.find((one) => !existsSync(resolve(terminal.cwd, one)));
  if (missing !== undefined) return fail(`no such directory: ${missing}`, terminal);
  const input = await standardInput(options, terminal);
  if (typeof input === 'string') return fail(input, terminal);
  // Standard input is one file of the project, and what is reported is what concerns it.
  const filters = options.filesAsFilter || input !== null;
  const texts = input === null ? {} : { texts: input };
  const settings = { ...analyzeOptions(filters ? [] : paths, options, terminal), ...texts, onEvent };
  const named = reportPaths(input === null ? paths : [...input.keys()], terminal);
  const shown = (report: Report): Report => (filters ? concerning(report, named) : report);
  if (options.diff) {
    const { showDiff } = await import('./fix.ts');
    const result = await showDiff(settings, { ...options, shown }, terminal);
    progress.clear();
    return result.ok ? result.code : fail(result.problem, terminal);
  }
  const outcome =
    options.fix || options.unsafeFixes
      ? await (await import('./fix.ts')).applyFixes(settings, { ...options, shown }, terminal)
      : await analyze({ ...settings, shown }, stages);
  progress.clear();
  if (!outcome.ok) return fail(outcome.problem, terminal);

  const whole = shown(outcome.report);
  const report = options.quiet ? errorsOnly(whole) : whole;
  if (report.summary.files === 0) tellNoFiles(paths, terminal);
  const failure = await writeReports(report, options, terminal);
  if (stats !== null) terminal.stderr.write(stats.render(process.resourceUsage().maxRSS * 1024));
  if (failure !== null) return fail(failure, terminal);
  const { exitZero, strict, quiet, maxWarnings = quiet ? Infinity : 0 } = options;
  return exitCodeOf(whole, { maxWarnings, exitZero, strict });
}

/** Facts that were made elsewhere should be all there are: what had to be parsed here is told. */
function tellOfCache(
  { hits, misses, notes }: RunEvent & { kind: 'cache' },
  options: CheckOptions,
  terminal: Terminal,
): void {
  const { debug, facts = [] } = options;
  if (debug) for (const note of notes) terminal.stderr.write(`snapsafe: ${printable(note)}\n`);
  if (facts.length === 0 || misses === 0) return;
  terminal.stderr.write(
    `snapsafe: ${misses} of ${hits + misses} files were parsed: ${facts.map(printable).join(', ')} does not have them\n`,
  );
}

/** The text of `--stdin` by its file, null without the option; a sentence when the options do not fit together. */
async function standardInput(
  options: CheckOptions,
  terminal: Terminal,
): Promise<ReadonlyMap<string, string> | string | null> {
  const { stdin = false, stdinFilename: file } = options;
  if (!stdin) return file === undefined ? null : '--stdin-filename is for --stdin';
  if (file === undefined) return '--stdin needs --stdin-filename, the file that it is the text of';
  if ((options.fix || options.unsafeFixes) && !options.diff) {
    return '--fix writes files, and --stdin is none: use --diff';
  }
  const text = (await terminal.readInput()).replace(/^\uFEFF/u, '');
  return new Map([[relativeFile(terminal.cwd, resolve(terminal.cwd, file)), text]]);
}

function reportPaths(paths: readonly string[], { cwd }: Terminal): ReadonlySet<string> {
  return new Set(paths.map((path) => relativeFile(cwd, resolve(cwd, path))));
}

/** Prints why the line that `--why` names is, or is not, code that runs before the snapshot. */
export async function explainWhy(
  paths: readonly string[],
  options: CheckOptions,
  terminal: Terminal,
  stages?: Stages,
): Promise<ExitCode> {
  if (options.why === undefined) return EXIT_CLEAN;
  const { file, line } = options.why;
  const outcome = await why(analyzeOptions(paths, options, terminal), file, line, stages);
  if (!outcome.ok) return fail(outcome.problem, terminal);
  terminal.stdout.write(`${outcome.text.split('\n').map(printable).join('\n').trimEnd()}\n`);
  return EXIT_CLEAN;
}

/** What the command line says about a run. */
export function analyzeOptions(paths: readonly string[], options: CheckOptions, terminal: Terminal): AnalyzeOptions {
  const directory = cacheLocation(options, terminal);
  return {
    ...(directory === null ? {} : { cache: { directory } }),
    factsFrom: options.facts?.map((one) => resolve(terminal.cwd, one)),
    ...configOptions(options, terminal),
    paths,
    ignorePatterns: options.ignorePattern,
    handlers: options.handlers,
    parser: options.parser,
    threads: options.threads,
    baseline: options.baseline,
    newFrom: options.newFrom,
    includeSuppressed: options.includeSuppressed,
    readsAllBodies: options.strict,
  };
}

/** What the command line says about configuration. */
export function configOptions(options: CheckOptions, terminal: Terminal): ConfigOptions {
  return {
    cwd: terminal.cwd,
    config: sourceOf(options.config),
    target: options.target,
    preset: options.preset,
    severities: options.rule,
    includeTests: options.includeTests,
    includeInfrastructure: options.includeInfrastructure,
    assumeSnapStart: options.assumeSnapstart,
  };
}

function sourceOf(config: string | false | undefined): ConfigOptions['config'] {
  if (typeof config === 'string') return { file: config };
  return config === false ? 'none' : 'nearest';
}

function fail(problem: string, terminal: Terminal): ExitCode {
  terminal.stderr.write(`snapsafe: ${printable(problem)}\n`);
  return EXIT_FAILED;
}

/** Hooks name single files, all of which may be left out: that is nothing to talk about. */
function tellNoFiles(paths: readonly string[], terminal: Terminal): void {
  if (paths.length > 0 && paths.every((path) => path.endsWith('.java') || isScript(path))) return;
  const where = paths.length === 0 ? '' : ` in ${paths.map(printable).join(', ')}`;
  terminal.stderr.write(
    `snapsafe: no Java files and no Node handlers found${where} (ignored files and test sources are left out)\n`,
  );
}
