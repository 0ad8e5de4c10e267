/** The conductor: names every stage in order and holds no logic of its own. It prints nothing; it tells what happens through events. */
import { resolve } from 'node:path';
import { isRegularFile } from '../config/regular-file.ts';
import { discoverFiles, relativeFile } from '../discover/files.ts';
import { collectReport } from '../findings/collect.ts';
import type { InitMember } from '../rules/runners/init-members.ts';
import { stopwatch } from './events.ts';
import { readSource } from './file.ts';
import { gatherFacts, lanesOf, overOutlines, textOf } from './gather.ts';
import type { AnalyzeOptions, Gathered, Outcome } from './gather.ts';
import type { Inspection } from './inspect.ts';
import { lowerSources } from './lowering.ts';
import type { ScriptRequest } from './node.ts';
import { RunError, RunSettings, ruleOptionsOf, runByConfiguration } from './settings.ts';
import type { RuleSummary } from './rules.ts';
import { stages as realStages, type Stages } from './stages.ts';
import { leaveOut } from './suppress.ts';
import type { Problem, Report, SuppressedFinding } from '../types.ts';
import { compareText } from '../util/compare.ts';
import { isScript } from '../util/language.ts';
import { didYouMean } from '../util/similar.ts';
import { version } from '../version.ts';

export type { AnalyzeOptions, Outcome } from './gather.ts';
export type { RunEvent } from './events.ts';
export type { ConfigOptions } from './settings.ts';

/**
 * Analyses the Java files that the options name and gives the report. Problems of single files are part of the report;
 * only a path that does not exist, an unknown rule and a configuration file that is not valid keep the run from beginning.
 * `stages` replaces the real ones in tests.
 */
export async function analyze(options: AnalyzeOptions, stages?: Stages): Promise<Outcome<{ readonly report: Report }>> {
  return configured(options, stages, async (chosen) => {
    const settings = settingsFor(options, chosen);
    const watch = stopwatch(options.onEvent);
    const ruled = await overOutlines(options, settings, chosen, ({ facts, generated, project }) =>
      runByConfiguration(
        settings,
        facts.map(({ file }) => file),
        (one) => chosen.runRules(facts, { ...one, facts: project, generated, timed: ruleWatch(options) }),
      ),
    );
    if (!ruled.ok) return ruled;
    const { gathered, result } = ruled;
    const { facts } = gathered;
    gathered.keep();
    const { target } = await settings.ofDirectory();
    const read = (file: string): string | null =>
      textOf({ file, path: resolve(options.cwd, file) }, options, chosen).text;
    const { cwd, paths = [] } = options;
    const scripts = await watch('scripts', () =>
      chosen.lintScripts(scriptRequest(options, settings, chosen, gathered)),
    );
    const findings = [...result.findings.filter(({ file }) => gathered.concerns(file)), ...scripts.findings];
    const sources = [...facts, ...scripts.sources];
    const kept = await watch('suppress', () =>
      leaveOut({ cwd, paths, options, settings, rules: chosen.rules, sources, findings, read }),
    );
    const whole = watch('collect', () =>
      collectReport({
        toolVersion: version,
        target,
        files: gathered.files + scripts.sources.length,
        analyzed: sources.length,
        suppressed: kept.suppressed,
        listsSuppressed: options.includeSuppressed ?? false,
        notSnapshotted: result.notSnapshotted + scripts.notSnapshotted,
        findings: kept.findings,
        problems: [...gathered.problems, ...result.problems, ...scripts.problems],
      }),
    );
    const report = options.shown?.(whole) ?? whole;
    if (options.suggestions === false || report.findings.length === 0) return { ok: true, report };
    const suggested = await watch('suggest', () => chosen.suggest(report.findings, { target, read }));
    return { ok: true, report: { ...report, findings: suggested } };
  });
}

function scriptRequest(
  options: AnalyzeOptions,
  settings: RunSettings,
  stages: Stages,
  { files, project, scripts, otherScripts, isNamed }: Gathered,
): ScriptRequest {
  const { cwd } = options;
  let done = files;
  return {
    cwd,
    project,
    settings,
    named: scripts,
    others: otherScripts,
    handlers: options.handlers ?? [],
    isInScope: isNamed,
    read: (file) => textOf(file, options, stages),
    hasText: (file) => options.texts?.has(file) === true,
    onRule: options.onEvent && ((rule, milliseconds) => options.onEvent?.({ kind: 'rule', rule, milliseconds })),
    onModule: (file) => {
      done += 1;
      options.onEvent?.({ kind: 'file', file, done, total: done });
    },
  };
}

/** Says why the 1-based `line` of `file` (as typed, relative to `cwd`) is, or is not, code that runs before the snapshot. */
export async function why(
  options: AnalyzeOptions,
  file: string,
  line: number,
  stages?: Stages,
): Promise<Outcome<{ readonly text: string }>> {
  return configured(options, stages, async (chosen) => {
    const settings = settingsFor(options, chosen);
    const gathered = await gatherFacts(options, settings, chosen);
    if (!gathered.ok) return gathered;
    gathered.keep();
    const { facts, generated, project } = gathered;
    const wanted = relativeFile(options.cwd, resolve(options.cwd, file));
    if (isScript(wanted)) {
      const text = await chosen.explainScript(scriptRequest(options, settings, chosen, gathered), wanted, line);
      return text === null
        ? { ok: false, problem: `${file} is loaded by no handler that is known` }
        : { ok: true, text };
    }
    if (!facts.some((one) => one.file === wanted)) {
      return { ok: false, problem: `${file} is not among the analysed Java files` };
    }
    const ruleOptions = { ...ruleOptionsOf(await settings.of(wanted)), facts: project, generated };
    const { text, findings } = await chosen.explainLine(facts, wanted, line, ruleOptions);
    const read = (one: string): string | null =>
      textOf({ file: one, path: resolve(options.cwd, one) }, options, chosen).text;
    const { cwd, paths = [] } = options;
    const { suppressed } = await leaveOut({
      cwd,
      paths,
      options,
      settings,
      rules: chosen.rules,
      sources: facts,
      findings,
      read,
    });
    return { ok: true, text: [text, ...suppressionsOn(suppressed, wanted, line)].join('\n') };
  });
}

const SUPPRESSED_BY = { comment: 'a comment', annotation: 'an annotation', baseline: 'the baseline' } as const;

/** One line for each finding on a line that is suppressed. */
function suppressionsOn(suppressed: readonly SuppressedFinding[], file: string, line: number): readonly string[] {
  return suppressed
    .filter(({ finding }) => finding.file === file && finding.range.start.line === line)
    .map(
      ({ finding, by, reason }) =>
        `${finding.ruleId} is suppressed by ${SUPPRESSED_BY[by]}: ${reason ?? 'no reason is given'}.`,
    );
}

/** What a run sees of a project before any rule looks at it. */
export async function inspect(
  options: AnalyzeOptions,
  stages?: Stages,
): Promise<Outcome<{ readonly inspection: Inspection }>> {
  return configured(options, stages, async (chosen) => {
    const settings = new RunSettings(options, chosen.rules);
    const gathered = await gatherFacts(options, settings, chosen);
    if (!gathered.ok) return gathered;
    gathered.keep();
    const { inspectProject } = await import('./inspect.ts');
    const files = [...gathered.facts.map(({ file }) => file), '.file'];
    const used = await Promise.all(files.map(async (file) => (await settings.of(file)).configFile));
    const configFiles = [...new Set(used.filter((file) => file !== null))].sort(compareText);
    const inspection: Inspection = {
      configFiles,
      files: { found: gathered.found, analyzed: gathered.facts.length },
      skippedFiles: gathered.skipped,
      ...inspectProject(gathered.facts, gathered.project, (file) => isRegularFile(resolve(options.cwd, file))),
      problems: gathered.problems,
    };
    return { ok: true, inspection };
  });
}

/** Runs `step` with the stages; an unknown rule and a configuration that is not valid are the sentence that says so. */
async function configured<T>(
  options: AnalyzeOptions,
  injected: Stages | undefined,
  step: (stages: Stages) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const stages = injected ?? realStages;
  const unknown = unknownRule(options, stages.rules);
  if (unknown !== null) return { ok: false, problem: unknown };
  try {
    return await step(stages);
  } catch (error) {
    if (error instanceof RunError) return { ok: false, problem: error.message };
    throw error;
  }
}

/** The members of `file` (absolute) that run before the snapshot, in textual order; none when the file is not analysed. */
export async function membersInInit(
  options: AnalyzeOptions,
  file: string,
  stages?: Stages,
): Promise<Outcome<{ readonly members: readonly InitMember[] }>> {
  return configured(options, stages, async (chosen) => {
    const settings = settingsFor(options, chosen);
    const gathered = await gatherFacts(options, settings, chosen);
    if (!gathered.ok) return gathered;
    gathered.keep();
    const wanted = relativeFile(options.cwd, file);
    if (isScript(wanted)) {
      const { scriptInitMembers } = await import('./node.ts');
      return { ok: true, members: await scriptInitMembers(scriptRequest(options, settings, chosen, gathered), wanted) };
    }
    const ruleOptions = { ...ruleOptionsOf(await settings.of(wanted)), facts: gathered.project };
    return { ok: true, members: await chosen.initMembers(gathered.facts, wanted, ruleOptions) };
  });
}

function settingsFor(options: AnalyzeOptions, stages: Stages): RunSettings {
  return stages.settingsOf?.(options) ?? new RunSettings(options, stages.rules);
}

/** The texts of those of `files` (report paths, relative to `cwd`) that can be read, as the analysis saw them: without BOM. */
export function readSources(cwd: string, files: Iterable<string>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const file of new Set(files)) {
    const { text } = readSource({ file, path: resolve(cwd, file) });
    if (text !== null) texts.set(file, text);
  }
  return texts;
}

/**
 * Makes the facts of one of `count` parts (1-based `part`) of the Java files, and adds them to those in `directory` (absolute). The parts
 * of equal options over equal sources are disjoint and together the whole. Gives how many files the part has, and their problems.
 */
export async function writeFacts(
  options: AnalyzeOptions,
  { part, count, directory }: { readonly part: number; readonly count: number; readonly directory: string },
): Promise<Outcome<{ readonly files: number; readonly problems: readonly Problem[] }>> {
  return configured(options, undefined, async (chosen) => {
    const { cwd, paths = [], ignorePatterns = [], parser = 'orchard', onEvent } = options;
    const watch = stopwatch(onEvent);
    const found = await watch('discover', () => discoverFiles({ cwd, paths, ignorePatterns, includeTests: true }));
    if (!found.ok) return found;
    const files = (await settingsFor(options, chosen).keep(found.files)).filter((_, at) => at % count === part - 1);
    const { problems, keep } = await lowerSources(files, {
      lower: chosen.lowering(parser),
      outlines: null,
      read: readSource,
      texts: undefined,
      stored: { parser, cache: directory, keepsFew: true, others: [] },
      lanes: lanesOf(options, chosen),
      watch,
      onEvent,
    });
    keep();
    return { ok: true, files: files.length, problems: [...found.problems, ...problems] };
  });
}

function unknownRule(options: AnalyzeOptions, rules: readonly RuleSummary[]): string | null {
  const ids = rules.map((rule) => rule.id);
  const unknown = [...(options.severities?.keys() ?? [])].find((id) => !ids.includes(id));
  if (unknown === undefined) return null;
  return `unknown rule '${unknown}'${didYouMean(unknown, ids)}`;
}

/** Runs a rule and tells how long it took. */
function ruleWatch(options: AnalyzeOptions): <T>(rule: string, step: () => T) => T {
  return (rule, step) => {
    const begin = performance.now();
    const result = step();
    options.onEvent?.({ kind: 'rule', rule, milliseconds: performance.now() - begin });
    return result;
  };
}
