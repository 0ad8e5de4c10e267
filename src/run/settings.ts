/** The part of a run that concerns configuration: which files it keeps, and which settings judge a finding. */
import { resolve } from 'node:path';
import { configFinder } from '../config/find.ts';
import type { FinderOptions } from '../config/find.ts';
import type { RuleDescription } from '../config/schema.ts';
import { settingsLookUp } from '../config/settings.ts';
import type { Overrides, Settings } from '../config/settings.ts';
import type { SourceFile } from '../discover/files.ts';
import { EndlessPatterns, fileFilter, type FilePatterns } from '../discover/patterns.ts';
import type { RuleOptions, RuleResult } from '../rules/runners/run-rules.ts';
import type { Finding, Problem } from '../types.ts';

/** What of a run's options concerns configuration. */
export interface ConfigOptions extends Overrides {
  /** Absolute. */
  readonly cwd: string;
  /** Where configuration comes from: the nearest file upward from each linted file when left out. */
  readonly config?: FinderOptions['source'] | undefined;
  /** Texts, by absolute path, that an editor holds of configuration files: see `FinderOptions`. */
  readonly heldConfigs?: FinderOptions['held'];
}

/** Why a run cannot be made, as one line. */
export class RunError extends Error {}

/** What is wrong with a configuration, as one line. */
export class ConfigError extends RunError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const [first] = problems;
    const more = problems.length < 2 ? '' : ` (and ${problems.length - 1} more: snapsafe config verify lists them)`;
    super(first === undefined ? '' : `${first.file}:${first.line}:${first.column}: ${first.message}${more}`);
    this.problems = problems;
  }
}

/** The settings of every file of a run. */
export class RunSettings {
  private readonly look: ReturnType<typeof settingsLookUp>;
  private readonly filters = new Map<Settings, (path: string) => boolean>();
  private readonly byFile = new Map<string, Promise<Settings>>();
  private readonly settled = new Map<string, Settings>();
  private readonly kept = new WeakMap<readonly SourceFile[], readonly SourceFile[]>();
  private readonly cwd: string;

  constructor(
    { cwd, config = 'nearest', heldConfigs, ...overrides }: ConfigOptions,
    rules: readonly RuleDescription[],
  ) {
    this.cwd = cwd;
    this.look = settingsLookUp(configFinder({ cwd, rules, source: config, held: heldConfigs }), overrides, rules);
  }

  /** The settings of a file, by its path relative to the working directory. Rejects with a ConfigError. */
  of(file: string): Promise<Settings> {
    let known = this.byFile.get(file);
    if (known === undefined) this.byFile.set(file, (known = this.lookUp(file)));
    return known;
  }

  private async lookUp(file: string): Promise<Settings> {
    const result = await this.look(resolve(this.cwd, file));
    if (!result.ok) throw new ConfigError(result.problems);
    this.settled.set(file, result.settings);
    return result.settings;
  }

  /** The settings of each file, in their order, as `of` gives them; at once where they are known. */
  async ofEach(files: readonly string[]): Promise<readonly Settings[]> {
    const found: Settings[] = [];
    for (const file of files) found.push(this.settled.get(file) ?? (await this.of(file)));
    return found;
  }

  /** The settings that hold in the working directory. */
  ofDirectory(): Promise<Settings> {
    return this.of('.file');
  }

  /** Those of the files that their configuration wants analysed; the same list gets the same answer. */
  async keep(files: readonly SourceFile[]): Promise<readonly SourceFile[]> {
    const known = this.kept.get(files);
    if (known !== undefined) return known;
    const kept: SourceFile[] = [];
    for (const file of files) {
      const settings = await this.of(file.file);
      if ((settings.includeTests || !file.isTest) && this.wants(settings, file.file)) kept.push(file);
    }
    this.kept.set(files, kept);
    return kept;
  }

  /** Whether the configuration's patterns want a file, by its path relative to the working directory. */
  wants(settings: Settings, file: string): boolean {
    const filter = this.filters.get(settings) ?? configuredFilter(settings);
    this.filters.set(settings, filter);
    return filter(resolve(this.cwd, file));
  }
}

/** {@link fileFilter}, whose test throws a RunError when the patterns take too long. */
export function configuredFilter(patterns: FilePatterns): (path: string) => boolean {
  const filter = fileFilter(patterns);
  return (path) => {
    try {
      return filter(path);
    } catch (error) {
      throw error instanceof EndlessPatterns ? new RunError(error.message) : error;
    }
  };
}

/** What the rules are told of the settings. */
export function ruleOptionsOf(settings: Settings): RuleOptions {
  const { target, preset, severities, ruleOptions, assumeSnapStart, entryPoints, catalogue, safeTypes } = settings;
  const ownCatalogue = { members: catalogue, safeTypes };
  return { target, preset, severities, ruleOptions, assumeSnapStart, entryPoints, ownCatalogue };
}

/** What the rules found, each file judged by its own configuration. */
export interface JudgedResult {
  readonly findings: readonly Finding[];
  /** How many more there are in functions that are known not to be snapshotted. */
  readonly notSnapshotted: number;
  readonly problems: readonly Problem[];
}

/**
 * Runs the rules for every configuration that some file has, and gives what each found in its own files: every file is
 * judged by its own configuration, on the same program. Configurations that say the same to the rules run once.
 */
export async function runByConfiguration(
  settings: RunSettings,
  files: readonly string[],
  run: (options: RuleOptions) => RuleResult | Promise<RuleResult>,
): Promise<JudgedResult> {
  const results = new Map<string, RuleResult>();
  const resultOf = async (one: Settings): Promise<RuleResult> => {
    const options = ruleOptionsOf(one);
    const key = JSON.stringify(options, (_, value: unknown) => (value instanceof Map ? [...value] : value));
    const result = results.get(key) ?? (await run(options));
    results.set(key, result);
    return result;
  };
  const queue = new Set(await settings.ofEach(files));
  if (queue.size === 0) queue.add(await settings.ofDirectory());
  const findings: Finding[] = [];
  let notSnapshotted = 0;
  for (const one of queue) {
    const result = await resultOf(one);
    for (const finding of result.findings) {
      const own = await settings.of(finding.file);
      // A template may lie where no Java file does: its configuration then has its turn as well.
      queue.add(own);
      if (own === one && settings.wants(own, finding.file)) findings.push(finding);
    }
    for (const file of result.notSnapshotted) if ((await settings.of(file)) === one) notSnapshotted += 1;
  }
  return { findings, notSnapshotted, problems: [...results.values()].flatMap((result) => result.problems) };
}
