/** The conductor: names every stage in order and holds no logic of its own. It prints nothing; it tells what happens through events. */
import { resolve } from 'node:path';
import { discoverFiles, relativeFile } from './discover/files.ts';
import type { SourceFile } from './discover/files.ts';
import { collectReport } from './findings/collect.ts';
import type { ParserName } from './java-ast/parse.ts';
import type { FileFacts } from './model/facts.ts';
import { PROJECT_PATTERNS, projectRoot } from './project/discover.ts';
import type { ProjectFacts } from './project/types.ts';
import { lowerFile, readSource } from './run-file.ts';
import type { SourceResult } from './run-file.ts';
import type { RuleOptions } from './rules/run-rules.ts';
import type { RuleSummary, Stages } from './run-stages.ts';
import type { Preset, Problem, Report, RuleSeverity, Target } from './types.ts';
import { didYouMean } from './util/similar.ts';
import { version } from './version.ts';

export interface AnalyzeOptions {
  /** Absolute. What `paths` and the report's file names are relative to. */
  readonly cwd: string;
  /** Files, directories and globs. None means `cwd`. */
  readonly paths?: readonly string[];
  /** Globs that are left out, relative to `cwd`. */
  readonly ignorePatterns?: readonly string[];
  readonly includeTests?: boolean;
  readonly target?: Target;
  /** Severities by rule id that replace the rules' own. */
  readonly severities?: ReadonlyMap<string, RuleSeverity>;
  /** Which rules are on; `recommended` when left out. */
  readonly preset?: Preset;
  /** Takes every function as snapshotted: those whose SnapStart state is not known, and those where it is off. */
  readonly assumeSnapStart?: boolean;
  readonly parser?: ParserName;
  /** Whether findings get suggestions, for which the files they lead through are read again; the default is yes. */
  readonly suggestions?: boolean;
  /** Texts (without byte order mark), by report path, that stand for what the files on disk hold. */
  readonly texts?: ReadonlyMap<string, string>;
  readonly onEvent?: (event: RunEvent) => void;
  /** Is told each text that is read, by report path, as often as it is read. */
  readonly onText?: (file: string, text: string) => void;
}

/** The stages of a run, as `--stats` names them. `read` and `parse` are told once per file. */
export type StageName = 'discover' | 'read' | 'parse' | 'project' | 'analyze' | 'collect' | 'suggest';

export type RunEvent =
  | { readonly kind: 'stage'; readonly stage: StageName; readonly milliseconds: number }
  | { readonly kind: 'file'; readonly file: string; readonly done: number; readonly total: number };

/** `ok: false`: the run could not begin, for the reason in the sentence `problem` (no such path, unknown rule). */
export type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: string };

interface Gathered {
  readonly files: number;
  readonly facts: readonly FileFacts[];
  readonly project: ProjectFacts;
  readonly problems: readonly Problem[];
}

/**
 * Analyses the Java files that the options name and gives the report. Problems of single files are part of the report;
 * only a path that does not exist and an unknown rule keep the run from beginning. `stages` replaces the real ones in tests.
 */
export async function analyze(options: AnalyzeOptions, stages?: Stages): Promise<Outcome<{ readonly report: Report }>> {
  const chosen = stages ?? (await realStages());
  const { rules, runRules, suggest } = chosen;
  const unknown = unknownRule(options, rules);
  if (unknown !== null) return { ok: false, problem: unknown };

  const gathered = await gatherFacts(options, chosen);
  if (!gathered.ok) return gathered;
  const watch = stopwatch(options);
  const result = watch('analyze', () => runRules(gathered.facts, ruleOptions(options, gathered.project)));
  const report = watch('collect', () =>
    collectReport({
      toolVersion: version,
      target: options.target ?? 'snapstart',
      files: gathered.files,
      analyzed: gathered.facts.length,
      suppressed: 0,
      notSnapshotted: result.notSnapshotted,
      findings: result.findings,
      problems: [...gathered.problems, ...result.problems],
    }),
  );
  if (options.suggestions === false || report.findings.length === 0) return { ok: true, report };
  const { cwd, target = 'snapstart' } = options;
  const read = (file: string): string | null => textOf({ file, path: resolve(cwd, file) }, options).text;
  const findings = await watch('suggest', () => suggest(report.findings, { target, read }));
  return { ok: true, report: { ...report, findings } };
}

/** Says why the 1-based `line` of `file` (as typed, relative to `cwd`) is, or is not, code that runs before the snapshot. */
export async function why(
  options: AnalyzeOptions,
  file: string,
  line: number,
  stages?: Stages,
): Promise<Outcome<{ readonly text: string }>> {
  const chosen = stages ?? (await realStages());
  const gathered = await gatherFacts(options, chosen);
  if (!gathered.ok) return gathered;
  const wanted = relativeFile(options.cwd, resolve(options.cwd, file));
  const known = gathered.facts.some((facts) => facts.file === wanted);
  if (!known) return { ok: false, problem: `${file} is not among the analysed Java files` };
  return { ok: true, text: chosen.explainLine(gathered.facts, wanted, line, ruleOptions(options, gathered.project)) };
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

async function gatherFacts(options: AnalyzeOptions, stages: Stages): Promise<Outcome<Gathered>> {
  const { cwd, paths = [], ignorePatterns = [], includeTests = false } = options;
  const watch = stopwatch(options);
  const root = projectRoot(cwd, paths);
  const companions = { directory: root, patterns: PROJECT_PATTERNS };
  const found = await watch('discover', () => discoverFiles({ cwd, paths, ignorePatterns, includeTests, companions }));
  if (!found.ok) return found;

  const sources = await lowerSources(found.files, options, stages);
  const project = await watch('project', () =>
    stages.readProject({ cwd, root, ignorePatterns, companions: found.companions }, sources.facts),
  );
  const problems = [...found.problems, ...sources.problems, ...project.problems];
  return { ok: true, files: found.files.length, facts: sources.facts, project, problems };
}

/** Reads and lowers every source, and tells of each that is done. */
async function lowerSources(
  files: readonly SourceFile[],
  options: AnalyzeOptions,
  stages: Stages,
): Promise<Pick<Gathered, 'facts' | 'problems'>> {
  const watch = stopwatch(options);
  const lower = stages.lowering(options.parser ?? 'orchard');

  const facts: FileFacts[] = [];
  const problems: Problem[] = [];
  for (const [index, source] of files.entries()) {
    const { text, problems: unreadable } = watch('read', () => textOf(source, options));
    const result = text === null ? null : await watch('parse', () => lowerFile(source, text, lower));
    problems.push(...unreadable, ...(result?.problems ?? []));
    if (result !== null && result.facts !== null) facts.push(result.facts);
    options.onEvent?.({ kind: 'file', file: source.file, done: index + 1, total: files.length });
  }
  return { facts, problems };
}

function textOf(source: SourceFile, options: AnalyzeOptions): SourceResult {
  const text = options.texts?.get(source.file);
  if (text !== undefined) return { text, problems: [] };
  const result = readSource(source);
  if (result.text !== null) options.onText?.(source.file, result.text);
  return result;
}

function ruleOptions(options: AnalyzeOptions, facts: ProjectFacts): RuleOptions {
  const { target = 'snapstart', severities = new Map<string, RuleSeverity>(), preset = 'recommended' } = options;
  return { target, severities, preset, facts, assumeSnapStart: options.assumeSnapStart ?? false };
}

function unknownRule(options: AnalyzeOptions, rules: readonly RuleSummary[]): string | null {
  const ids = rules.map((rule) => rule.id);
  const unknown = [...(options.severities?.keys() ?? [])].find((id) => !ids.includes(id));
  if (unknown === undefined) return null;
  return `unknown rule '${unknown}'${didYouMean(unknown, ids)}`;
}

/** Runs a step, which may be asynchronous, and tells how long it took. */
function stopwatch(options: AnalyzeOptions): <T>(stage: StageName, step: () => T) => T {
  return (stage, step) => {
    const begin = performance.now();
    const tell = (): void => options.onEvent?.({ kind: 'stage', stage, milliseconds: performance.now() - begin });
    const result = step();
    if (result instanceof Promise) void result.then(tell, tell);
    else tell();
    return result;
  };
}
