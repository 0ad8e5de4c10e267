/** The part of a run before any rule looks: which files there are, the facts of each, and what deploys and builds them. */
import { resolve } from 'node:path';
import { discoverFiles, relativeFile } from '../discover/files.ts';
import type { FoundFile, SourceFile } from '../discover/files.ts';
import { belowNamed, scopeOf } from '../discover/scope.ts';
import type { ParserName } from '../java-ast/parse.ts';
import type { FileFacts } from '../model/facts.ts';
import { OutlinedFiles } from '../model/outlined.ts';
import { PROJECT_PATTERNS, projectRoot } from '../project/discover.ts';
import { infrastructureFiles } from '../project/infrastructure.ts';
import type { ProjectFacts } from '../project/types.ts';
import { stopwatch } from './events.ts';
import type { RunEvent } from './events.ts';
import { readSource } from './file.ts';
import type { SourceResult } from './file.ts';
import { lowerSources } from './lowering.ts';
import type { LoweringOptions, Outlines, StoredFacts } from './lowering.ts';
import { gatherNames, mayDoWithNames } from './names-first.ts';
import type { ConfigOptions, RunSettings } from './settings.ts';
import type { Input, Stages } from './stages.ts';
import type { SuppressionOptions } from './suppress.ts';
import type { Problem, Report } from '../types.ts';
import { compareText } from '../util/compare.ts';

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
  /** Whether every body is parsed, for its syntax errors, even if no rule asks for it. */
  readonly readsAllBodies?: boolean | undefined;
  /** Whether findings get suggestions, for which the files they lead through are read again; the default is yes. */
  readonly suggestions?: boolean;
  /** Narrows the report to what is asked about; only findings that are left get suggestions. */
  readonly shown?: ((report: Report) => Report) | undefined;
  /** Texts (without byte order mark), by report path, that stand for what the files on disk hold. */
  readonly texts?: ReadonlyMap<string, string>;
  /** How many threads parse, this one included. Left out: as many as pay. */
  readonly threads?: number | undefined;
  /** Where facts are kept between runs; absolute. Left out: nowhere. */
  readonly cache?: { readonly directory: string } | undefined;
  /** Absolute directories that `writeFacts` filled; what they do not have is made here. */
  readonly factsFrom?: readonly string[] | undefined;
  readonly onEvent?: (event: RunEvent) => void;
  /** Is told each text that is read, by report path, as often as it is read. */
  readonly onText?: (file: string, text: string) => void;
}

/** `ok: false`: the run could not begin, for the reason in the sentence `problem` (no such path, unknown rule). */
export type Outcome<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly problem: string };

/** The facts of a run's sources, and what else was found on the way. */
export interface Gathered {
  readonly files: number;
  /** Java files found, those that are left out as well. */
  readonly found: number;
  /** Files that their configuration leaves out, sorted. */
  readonly skipped: readonly string[];
  readonly facts: readonly FileFacts[];
  /** How bodies of the facts are read; null where all are. */
  readonly outlines: Outlines | null;
  /** Report paths of those that a build wrote. */
  readonly generated: ReadonlySet<string>;
  readonly project: ProjectFacts;
  readonly problems: readonly Problem[];
  /** Files in JavaScript or TypeScript that were named, and those below the directories that were. */
  readonly scripts: readonly FoundFile[];
  readonly otherScripts: readonly FoundFile[];
  /** Whether a file (report path) that is no source is one that the run was asked about. */
  readonly concerns: (file: string) => boolean;
  /** Whether a file (report path) is, or lies below, a path that the options name. */
  readonly isNamed: (file: string) => boolean;
  /** Keeps what was made of the sources for the next run: to be called when no more bodies are read. */
  readonly keep: () => void;
}

const DISK: Input = { discover: discoverFiles, read: readSource };

/** The texts that stand for what files on disk hold, as the stage for project files takes them. */
function held({ cwd, texts }: AnalyzeOptions): { readonly held?: ReadonlyMap<string, string> } {
  if (texts === undefined) return {};
  return { held: new Map([...texts].map(([file, text]) => [resolve(cwd, file), text])) };
}

/** Finds, reads and lowers the sources that the options name, and reads what lies around them. Rejects with a RunError as settings do. */
export async function gatherFacts(
  options: AnalyzeOptions,
  settings: RunSettings,
  stages: Stages,
  outlinesFor: () => Promise<Outlines | null> = () => Promise.resolve(null),
): Promise<Outcome<Gathered>> {
  const { cwd, paths = [], ignorePatterns = [] } = options;
  const { discover } = stages.input ?? DISK;
  const watch = stopwatch(options.onEvent);
  const root = projectRoot(cwd, paths);
  const companions = { directory: root, patterns: PROJECT_PATTERNS };
  const found = await watch('discover', () => discover({ cwd, paths, ignorePatterns, includeTests: true, companions }));
  if (!found.ok) return found;
  const files = await settings.keep(found.files);

  const parser = options.parser ?? 'orchard';
  // The grammar is for sources.
  const outlines = files.length === 0 ? null : await outlinesFor();
  const read = (source: SourceFile): SourceResult => textOf(source, options, stages);
  const readProject = (facts: readonly FileFacts[]): Promise<ProjectFacts> =>
    watch('project', () =>
      stages.readProject({ cwd, root, ignorePatterns, companions: found.companions, ...held(options) }, facts),
    );
  const unparsed = mayDoWithNames(options, stages, files, outlines)
    ? await gatherNames(files, { settings, stages, read, readProject, watch, onEvent: options.onEvent })
    : null;
  const sources =
    unparsed?.sources ??
    (await lowerSources(files, {
      lower: stages.lowering(parser),
      lowered: stages.lowered,
      kept: stages.kept,
      outlines,
      read,
      texts: options.texts,
      stored: stages.input !== undefined && stages.kept === undefined ? null : storedFacts(options, parser),
      lanes: lanesOf(options, stages),
      watch,
      onEvent: options.onEvent,
    }));
  const project = unparsed?.project ?? (await readProject(sources.facts));
  const isNamed = await belowNamed(cwd, paths);
  const concerns = scopeOf(
    isNamed,
    sources.facts.map(({ file }) => file),
  );
  const outside = project.problems.filter(({ file }) => concerns(file));
  const problems = [...found.problems, ...sources.problems, ...outside];
  const deploying = infrastructureFiles(sources.facts, project);
  const facts: FileFacts[] = [];
  const kept = new Set(files);
  const generated = new Set(files.filter(({ isGenerated }) => isGenerated).map(({ file }) => file));
  const replaced = generatedAgain(sources.facts, generated);
  const skipped = found.files.filter((file) => !kept.has(file)).map(({ file }) => file);
  for (const one of sources.facts) {
    if (replaced.has(one)) continue;
    if (!deploying.has(one.file) || (await settings.of(one.file)).includeInfrastructure) facts.push(one);
    else skipped.push(one.file);
  }
  const counts = { found: found.files.length, files: files.length };
  return {
    ok: true,
    ...counts,
    skipped: skipped.sort(compareText),
    facts,
    outlines,
    generated,
    project,
    scripts: found.scripts,
    otherScripts: found.otherScripts,
    problems,
    concerns,
    isNamed,
    keep: sources.keep,
  };
}

/**
 * Gathers facts and runs `step` over them. Most bodies are read when a rule asks for them. One with a syntax error is for the
 * second opinion as well: then all is done again, with that file lowered whole.
 */
export async function overOutlines<T>(
  options: AnalyzeOptions,
  settings: RunSettings,
  stages: Stages,
  step: (gathered: Gathered) => Promise<T>,
): Promise<Outcome<{ readonly gathered: Gathered; readonly result: T }>> {
  const { cwd, paths = [], parser = 'orchard', readsAllBodies = false, onEvent } = options;
  // What is named is looked at in full.
  const except = new Set(paths.map((path) => relativeFile(cwd, resolve(cwd, path))));
  const mayOutline = !readsAllBodies && parser === 'orchard';
  const outlinesFor = async (): Promise<Outlines | null> => {
    const outlining = mayOutline ? await stages.outlining?.() : undefined;
    return outlining === undefined ? null : { outlining, files: new OutlinedFiles(outlining.whole), except };
  };
  for (;;) {
    const gathered = await gatherFacts(options, settings, stages, outlinesFor);
    if (!gathered.ok) return gathered;
    const result = await stopwatch(onEvent)('analyze', () => step(gathered));
    const refused = gathered.outlines?.files.takeRefused() ?? [];
    if (refused.length === 0) return { ok: true, gathered, result };
    for (const file of refused) except.add(file);
  }
}

/**
 * Generated sources that stand for what is known without them: copies of the project's own (delombok), and what Dagger's
 * processor writes, whose components are followed from their interfaces.
 */
function generatedAgain(facts: readonly FileFacts[], generated: ReadonlySet<string>): ReadonlySet<FileFacts> {
  if (generated.size === 0) return new Set();
  const namesOf = ({ packageName, types }: FileFacts): readonly string[] =>
    types.filter(({ outer }) => outer < 0).map(({ name }) => `${packageName}.${name}`);
  const own = new Set(facts.filter(({ file }) => !generated.has(file)).flatMap(namesOf));
  return new Set(
    facts.filter(
      (one) =>
        generated.has(one.file) &&
        (namesOf(one).some((name) => own.has(name)) ||
          one.imports.some(({ name }) => name.startsWith('dagger.internal.'))),
    ),
  );
}

/** Only the default parser can say what is certain. */
export function lanesOf({ parser = 'orchard', threads }: AnalyzeOptions, { lanes }: Stages): LoweringOptions['lanes'] {
  if (lanes === undefined || parser !== 'orchard') return undefined;
  return (onAnswer) => lanes({ threads, onAnswer });
}

function storedFacts({ cache, factsFrom = [] }: AnalyzeOptions, parser: ParserName): StoredFacts {
  return { parser, cache: cache?.directory ?? null, others: factsFrom };
}

/** The text of a file: the one that the options hold, else what is on disk. */
export function textOf(source: FoundFile, options: AnalyzeOptions, stages: Stages): SourceResult {
  const text = options.texts?.get(source.file);
  if (text !== undefined) return { text, problems: [] };
  const result = (stages.input ?? DISK).read(source);
  if (result.text !== null) options.onText?.(source.file, result.text);
  return result;
}
