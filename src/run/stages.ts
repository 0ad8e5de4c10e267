/** The stages between a file's text and the findings, gathered behind one interface so that the conductor can be tested without them. */
import type { discoverFiles } from '../discover/files.ts';
import type { ParserName } from '../java-ast/parse.ts';
import type { FileFacts } from '../model/facts.ts';
import type { ProjectOptions } from '../project/discover.ts';
import { saysNothing } from '../project/queries.ts';
import { readProjectFacts } from '../project/read.ts';
import type { ProjectFacts } from '../project/types.ts';
import type { RuleResult } from '../rules/runners/run-rules.ts';
import type { Analysis, beforeParsing } from './analysis.ts';
import type { Lowering, readSource } from './file.ts';
import type { KeptFacts } from './lowering.ts';
import { openLanes, type LaneOptions, type ParseLanes } from './lanes.ts';
import type { Outlining } from './parse.ts';
import { ruleSummaries, type RuleSummary } from './rules.ts';
import type { Finding, Target } from '../types.ts';
import { explainScript, lintScripts } from './node.ts';
import type { ScriptRequest, ScriptResult } from './node.ts';
import type { ConfigOptions, RunSettings } from './settings.ts';
import { isScript } from '../util/language.ts';

/** Where files and their texts come from: the disk, or what an editor holds. */
export interface Input {
  readonly discover: typeof discoverFiles;
  readonly read: typeof readSource;
}

export interface Stages {
  /** The disk when left out. */
  readonly input?: Input;
  /** The settings of a run; looked up anew for each when left out. */
  readonly settingsOf?: (options: ConfigOptions) => RunSettings;
  /** Sorted by id. */
  readonly rules: readonly RuleSummary[];
  readonly lowering: (parser: ParserName) => Lowering;
  /** Gives the facts that `lowering` made of a text before. Left out: they are not kept. */
  readonly lowered?: ((text: string, file: string) => FileFacts | null) | undefined;
  /** What is kept of the facts; left out where nothing outlives a run. */
  readonly kept?: KeptFacts | undefined;
  /** Left out: every file is lowered whole. */
  readonly outlining?: (() => Promise<Outlining>) | undefined;
  /** Left out: sources are parsed, whatever names they have. */
  readonly beforeParsing?: (() => Promise<BeforeParsing>) | undefined;
  /** Left out: no thread but this one lowers. */
  readonly lanes?: ((options: LaneOptions) => ParseLanes | null) | undefined;
  /** What is known from outside the sources; `sources` are their facts, as CDK apps may be written in Java. */
  readonly readProject: (options: ProjectOptions, sources: readonly FileFacts[]) => Promise<ProjectFacts>;
  readonly runRules: Asked<Analysis['runRules']>;
  /** Lints handlers in JavaScript and TypeScript, and what they import. */
  readonly lintScripts: (request: ScriptRequest) => Promise<ScriptResult>;
  /** `file` is a report path, `line` is 1-based; null when no handler loads the file. */
  readonly explainScript: (request: ScriptRequest, file: string, line: number) => Promise<string | null>;
  /** Gives the findings with their suggestions. `read` gives a file's text by its report path, null when there is none. */
  readonly suggest: (
    findings: readonly Finding[],
    options: { readonly target: Target; readonly read: (path: string) => string | null },
  ) => Promise<readonly Finding[]>;
  readonly explainLine: Asked<Analysis['explainLine']>;
  readonly initMembers: Asked<Analysis['initMembers']>;
}

/** What names tell: see `names-first.ts`. */
export type BeforeParsing = typeof beforeParsing;

/** A question that is answered at once, or when what answers it is loaded. */
type Asked<Question extends (...given: never[]) => unknown> = (
  ...given: Parameters<Question>
) => ReturnType<Question> | Promise<ReturnType<Question>>;

/** Lowers as {@link wholeLowering} does; its grammar is loaded for the first text. */
function lazyLowering(parser: ParserName): Lowering {
  let lowering: Promise<Lowering> | null = null;
  return async (text, file) => {
    lowering ??= import('./parse.ts').then(({ wholeLowering }) => wholeLowering(parser));
    return (await lowering)(text, file);
  };
}

const NOTHING_FOUND: RuleResult = { findings: [], notSnapshotted: [], problems: [] };

/** Every rule reports a place: in a source, in what deploys or builds it, or in its settings. */
function isNothing(sources: readonly FileFacts[], facts: ProjectFacts | null): boolean {
  return sources.length === 0 && (facts === null || saysNothing(facts));
}

async function loadAnalysis(): Promise<Analysis> {
  return (await import('./analysis.ts')).analysis;
}

/** The real stages. Each is loaded when a run comes to it with something to do. */
export const stages: Stages = {
  rules: ruleSummaries,
  lowering: lazyLowering,
  outlining: async () => (await import('./parse.ts')).loadOutlining(),
  beforeParsing: async () => (await import('./analysis.ts')).beforeParsing,
  lanes: openLanes,
  readProject: readProjectFacts,
  runRules: async (facts, options) =>
    isNothing(facts, options.facts ?? null) ? NOTHING_FOUND : (await loadAnalysis()).runRules(facts, options),
  lintScripts,
  explainScript,
  suggest: async (findings, options) => {
    // ESLint's rules give their suggestions with the finding.
    if (findings.every(({ file }) => isScript(file))) return findings;
    const { withSuggestions } = await import('../fixes/suggest.ts');
    const { fixesOf } = await import('./analysis.ts');
    return withSuggestions(findings, { ...options, fixesOf });
  },
  explainLine: async (...question) => (await loadAnalysis()).explainLine(...question),
  initMembers: async (...question) => (await loadAnalysis()).initMembers(...question),
};
