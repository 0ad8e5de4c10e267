/** The stages between a file's text and the findings, gathered behind one interface so that the conductor can be tested without them. */
import type { discoverFiles } from '../discover/files.ts';
import type { ParserName } from '../java-ast/parse.ts';
import { withOwnCatalogue } from '../knowledge/catalogue.ts';
import type { FileFacts } from '../model/facts.ts';
import { buildProjectModel, type ProjectModel } from '../model/project.ts';
import { scriptRules } from '../node/rules.ts';
import { rules } from '../rules/registry.ts';
import { docsUrlOf } from '../rules/rule.ts';
import type { RuleMeta } from '../rules/rule.ts';
import type { ProjectOptions } from '../project/discover.ts';
import { classPathsOf } from '../project/class-paths.ts';
import { readProjectFacts } from '../project/read.ts';
import type { ProjectFacts } from '../project/types.ts';
import { explainLine, type LineExplanation } from '../rules/runners/explain-line.ts';
import { initMembers, type InitMember } from '../rules/runners/init-members.ts';
import { runRules } from '../rules/runners/run-rules.ts';
import type { RuleOptions, RuleResult } from '../rules/runners/run-rules.ts';
import type { Lowering, readSource } from './file.ts';
import type { KeptFacts } from './lowering.ts';
import { openLanes, type LaneOptions, type ParseLanes } from './lanes.ts';
import { loadOutlining, wholeLowering, type Outlining } from './parse.ts';
import { suppressionRules } from '../suppress/rules.ts';
import type { Finding, Target } from '../types.ts';
import { explainScript, lintScripts } from './node.ts';
import type { ScriptRequest, ScriptResult } from './node.ts';
import type { ConfigOptions, RunSettings } from './settings.ts';
import { compareText } from '../util/compare.ts';
import { isScript } from '../util/language.ts';

export type { InitMember };

/** What a user can know about a rule without running it. */
export interface RuleSummary extends Pick<RuleMeta, 'id' | 'family' | 'title' | 'severity' | 'preset' | 'options'> {
  readonly docsUrl: string;
}

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
  /** Left out: no thread but this one lowers. */
  readonly lanes?: ((options: LaneOptions) => ParseLanes | null) | undefined;
  /** What is known from outside the sources; `sources` are their facts, as CDK apps may be written in Java. */
  readonly readProject: (options: ProjectOptions, sources: readonly FileFacts[]) => Promise<ProjectFacts>;
  /** `facts` sorted by file. */
  readonly runRules: (facts: readonly FileFacts[], options: RuleOptions) => RuleResult;
  /** Lints handlers in JavaScript and TypeScript, and what they import. */
  readonly lintScripts: (request: ScriptRequest) => Promise<ScriptResult>;
  /** `file` is a report path, `line` is 1-based; null when no handler loads the file. */
  readonly explainScript: (request: ScriptRequest, file: string, line: number) => Promise<string | null>;
  /** Gives the findings with their suggestions. `read` gives a file's text by its report path, null when there is none. */
  readonly suggest: (
    findings: readonly Finding[],
    options: { readonly target: Target; readonly read: (path: string) => string | null },
  ) => Promise<readonly Finding[]>;
  /** `file` is among the facts, `line` is 1-based. */
  readonly explainLine: (
    facts: readonly FileFacts[],
    file: string,
    line: number,
    options: RuleOptions,
  ) => LineExplanation;
  readonly initMembers: (facts: readonly FileFacts[], file: string, options: RuleOptions) => readonly InitMember[];
}

function summaryOf({ id, family, title, severity, preset, options = {} }: RuleMeta): RuleSummary {
  return { id, family, title, severity, preset, options, docsUrl: docsUrlOf(id) };
}

/** Runs `step` under what the options say of members of the project's own. */
export function withOwn<T>({ ownCatalogue }: RuleOptions, step: () => T): T {
  return ownCatalogue === undefined ? step() : withOwnCatalogue(ownCatalogue, step);
}

function modelOf(files: readonly FileFacts[], { facts = null }: RuleOptions): ProjectModel {
  return buildProjectModel(files, facts && classPathsOf(facts.modules));
}

/** The real stages. */
export const stages: Stages = {
  rules: [
    ...rules.map(({ meta }) => summaryOf(meta)),
    ...scriptRules.filter(({ isShared }) => !isShared),
    ...suppressionRules,
  ].sort((left, right) => compareText(left.id, right.id)),
  lowering: wholeLowering,
  outlining: loadOutlining,
  lanes: openLanes,
  readProject: readProjectFacts,
  runRules: (facts, options) => withOwn(options, () => runRules(modelOf(facts, options), options)),
  lintScripts,
  explainScript,
  suggest: async (findings, options) => {
    // ESLint's rules give their suggestions with the finding.
    if (findings.every(({ file }) => isScript(file))) return findings;
    const { withSuggestions } = await import('../fixes/suggest.ts');
    const fixesOf = new Map(rules.map(({ meta }) => [meta.id, meta.fixes ?? []]));
    return withSuggestions(findings, { ...options, fixesOf: (ruleId) => fixesOf.get(ruleId) ?? [] });
  },
  explainLine: (facts, file, line, options) =>
    withOwn(options, () => explainLine(modelOf(facts, options), file, line, options)),
  initMembers: (facts, file, options) => withOwn(options, () => initMembers(modelOf(facts, options), file, options)),
};
