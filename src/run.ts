/** The conductor: names every stage in order and holds no logic of its own. It prints nothing; it tells what happens through events. */
import { resolve } from 'node:path';
import { discoverFiles, relativeFile } from './discover/files.ts';
import type { FoundFile } from './discover/files.ts';
import { collectReport } from './findings/collect.ts';
import type { ParserName } from './java-ast/parse.ts';
import type { FileFacts } from './model/facts.ts';
import { PROJECT_PATTERNS, projectRoot } from './project/discover.ts';
import { infrastructureFiles } from './project/infrastructure.ts';
import type { ProjectFacts } from './project/types.ts';
import { readSource } from './run-file.ts';
import type { SourceResult } from './run-file.ts';
import type { ScriptRequest } from './run-node.ts';
import { stopwatch } from './run-events.ts';
import type { RunEvent } from './run-events.ts';
import { lowerSources } from './run-lowering.ts';
import type { StoredFacts } from './run-lowering.ts';
import { RunError, RunSettings, ruleOptionsOf, runByConfiguration } from './run-settings.ts';
import type { ConfigOptions } from './run-settings.ts';
import type { Inspection } from './run-inspect.ts';
import type { Input, RuleSummary, Stages } from './run-stages.ts';
import { isRegularFile } from './config/regular-file.ts';
import { belowNamed, scopeOf } from './discover/scope.ts';
import { leaveOut } from './run-suppress.ts';
import type { SuppressionOptions } from './run-suppress.ts';
import type { Problem, Report } from './types.ts';
import type { InitMember } from './rules/init-members.ts';
import { compareText } from './util/compare.ts';
import { isScript } from './util/language.ts';

import { didYouMean } from './util/similar.ts';
import { version } from './version.ts';

export type { ConfigOptions } from './run-settings.ts';

/** What configuration says, the options that are given replace: target, preset, severities, includeTests, assumeSnapStart. */
export interface AnalyzeOptions extends ConfigOptions, SuppressionOptions {
  /** Absolute. What `paths` and the report's file names are relative to. */
  readonly cwd: string;
  /** Files, directories and globs. None means `cwd`. */
  readonly paths?: readonly string[];
  /** Globs that are left out, relative to `cwd`. */
  readonly ignorePatterns?: readonly string[];
  readonly parser?: ParserName;
  /** Patterns as in .gitignore, relative to `cwd`, for handlers in JavaScript and TypeScript that no template names. */
  readonly handlers?: readonly string[] | undefined;
  /** Whether the report lists the findings that are suppressed. */
  readonly includeSuppressed?: boolean | undefined;
  /** Whether findings get suggestions, for which the files they lead through are read again; the default is yes. */
  readonly suggestions?: boolean;
  /** Texts (without byte order mark), by report path, that stand for what the files on disk hold. */
  readonly texts?: ReadonlyMap<string, string>;
  /** Where facts are kept between runs; absolute. Left out: nowhere. */
  readonly cache?: { readonly directory: string } | undefined;
  /** Absolute directories that `writeFacts` filled; what they do not have is made here. */
  readonly factsFrom?: readonly string[] | undefined;
  readonly onEvent?: (event: RunEvent) => void;
  /** Is told each text that is read, by report path, as often as it is read. */
  readonly onText?: (file: string, text: string) => void;
}

export type { RunEvent } from './run-events.ts';

/** `ok: false`: the run could not begin, for the reason in the sentence `problem` (no such path, unknown rule). */
export type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: string };

interface Gathered {
  readonly files: number;
  /** Java files found, those that are left out as well. */
  readonly found: number;
  /** Files that their configuration leaves out, sorted. */
  readonly skipped: readonly string[];
  readonly facts: readonly FileFacts[];
  readonly project: ProjectFacts;
  readonly problems: readonly Problem[];
  /** Files in JavaScript or TypeScript that were named, and those below the directories that were. */
  readonly scripts: readonly FoundFile[];
  readonly otherScripts: readonly FoundFile[];
  /** Whether a file (report path) that is no source is one that the run was asked about. */
  readonly concerns: (file: string) => boolean;
}

/**
 * Analyses the Java files that the options name and gives the report. Problems of single files are part of the report;
 * only a path that does not exist, an unknown rule and a configuration file that is not valid keep the run from beginning.
 * `stages` replaces the real ones in tests.
 */
export async function analyze(options: AnalyzeOptions, stages?: Stages): Promise<Outcome<{ readonly report: Report }>> {
  return configured(options, stages, async (chosen) => {
    const settings = settingsFor(options, chosen);
    const gathered = await gatherFacts(options, settings, chosen);
    if (!gathered.ok) return gathered;
    const { facts, project } = gathered;
    const watch = stopwatch(options.onEvent);
    const result = await watch('analyze', () =>
      runByConfiguration(
        settings,
        facts.map(({ file }) => file),
        (one) => chosen.runRules(facts, { ...one, facts: project, timed: ruleWatch(options) }),
      ),
    );
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
    const report = watch('collect', () =>
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
    if (options.suggestions === false || report.findings.length === 0) return { ok: true, report };
    const suggested = await watch('suggest', () => chosen.suggest(report.findings, { target, read }));
    return { ok: true, report: { ...report, findings: suggested } };
  });
}

function scriptRequest(
  options: AnalyzeOptions,
  settings: RunSettings,
  stages: Stages,
  { files, project, scripts, otherScripts }: Gathered,
): ScriptRequest {
  const { cwd, paths = [] } = options;
  let done = files;
  return {
    cwd,
    project,
    settings,
    named: scripts,
    others: otherScripts,
    handlers: options.handlers ?? [],
    isInScope: belowNamed(cwd, paths),
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
    const { facts, project } = gathered;
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
    const ruleOptions = { ...ruleOptionsOf(await settings.of(wanted)), facts: project };
    return { ok: true, text: chosen.explainLine(facts, wanted, line, ruleOptions) };
  });
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
    const { inspectProject } = await import('./run-inspect.ts');
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
  const stages = injected ?? (await realStages());
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
    const wanted = relativeFile(options.cwd, file);
    if (isScript(wanted)) {
      const { scriptInitMembers } = await import('./run-node.ts');
      return { ok: true, members: await scriptInitMembers(scriptRequest(options, settings, chosen, gathered), wanted) };
    }
    const ruleOptions = { ...ruleOptionsOf(await settings.of(wanted)), facts: gathered.project };
    return { ok: true, members: chosen.initMembers(gathered.facts, wanted, ruleOptions) };
  });
}

function settingsFor(options: AnalyzeOptions, stages: Stages): RunSettings {
  return stages.settingsOf?.(options) ?? new RunSettings(options, stages.rules);
}

/** What is known about each rule, sorted by id. */
export async function listRules(stages?: Stages): Promise<readonly RuleSummary[]> {
  return (stages ?? (await realStages())).rules;
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

/** The analysis is loaded when the first run needs it: `--help` and injected stages never do. */
async function realStages(): Promise<Stages> {
  return (await import('./run-stages.ts')).stages;
}

const DISK: Input = { discover: discoverFiles, read: readSource };

/** The texts that stand for what files on disk hold, as the stage for project files takes them. */
function held({ cwd, texts }: AnalyzeOptions): { readonly held?: ReadonlyMap<string, string> } {
  if (texts === undefined) return {};
  return { held: new Map([...texts].map(([file, text]) => [resolve(cwd, file), text])) };
}

async function gatherFacts(options: AnalyzeOptions, settings: RunSettings, stages: Stages): Promise<Outcome<Gathered>> {
  const { cwd, paths = [], ignorePatterns = [] } = options;
  const { discover } = stages.input ?? DISK;
  const watch = stopwatch(options.onEvent);
  const root = projectRoot(cwd, paths);
  const companions = { directory: root, patterns: PROJECT_PATTERNS };
  const found = await watch('discover', () => discover({ cwd, paths, ignorePatterns, includeTests: true, companions }));
  if (!found.ok) return found;
  const files = await settings.keep(found.files);

  const parser = options.parser ?? 'orchard';
  const sources = await lowerSources(files, {
    lower: stages.lowering(parser),
    read: (source) => textOf(source, options, stages),
    texts: options.texts,
    stored: stages.input !== undefined ? null : storedFacts(options, parser),
    watch,
    onEvent: options.onEvent,
  });
  const project = await watch('project', () =>
    stages.readProject({ cwd, root, ignorePatterns, companions: found.companions, ...held(options) }, sources.facts),
  );
  const concerns = scopeOf(
    cwd,
    paths,
    sources.facts.map(({ file }) => file),
  );
  const outside = project.problems.filter(({ file }) => concerns(file));
  const problems = [...found.problems, ...sources.problems, ...outside];
  const deploying = infrastructureFiles(sources.facts, project);
  const facts: FileFacts[] = [];
  const kept = new Set(files);
  const skipped = found.files.filter((file) => !kept.has(file)).map(({ file }) => file);
  for (const one of sources.facts) {
    if (!deploying.has(one.file) || (await settings.of(one.file)).includeInfrastructure) facts.push(one);
    else skipped.push(one.file);
  }
  const counts = { found: found.files.length, files: files.length };
  return {
    ok: true,
    ...counts,
    skipped: skipped.sort(compareText),
    facts,
    project,
    scripts: found.scripts,
    otherScripts: found.otherScripts,
    problems,
    concerns,
  };
}

function storedFacts({ cache, factsFrom = [] }: AnalyzeOptions, parser: ParserName): StoredFacts {
  return { parser, cache: cache?.directory ?? null, others: factsFrom };
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
    const { problems } = await lowerSources(files, {
      lower: chosen.lowering(parser),
      read: readSource,
      texts: undefined,
      stored: { parser, cache: directory, keepsFew: true, others: [] },
      watch,
      onEvent,
    });
    return { ok: true, files: files.length, problems: [...found.problems, ...problems] };
  });
}

function textOf(source: FoundFile, options: AnalyzeOptions, stages: Stages): SourceResult {
  const text = options.texts?.get(source.file);
  if (text !== undefined) return { text, problems: [] };
  const result = (stages.input ?? DISK).read(source);
  if (result.text !== null) options.onText?.(source.file, result.text);
  return result;
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
