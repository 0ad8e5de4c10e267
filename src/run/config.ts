/** Questions about configuration, for the commands that answer them without analysing anything. */
import { dirname, resolve } from 'node:path';
import { configFinder } from '../config/find.ts';
import type { Config } from '../config/schema.ts';
import { discoverFiles, relativeFile } from '../discover/files.ts';
import { optionsOf, severityOf } from '../rules/rule.ts';
import { ConfigError, RunSettings } from './settings.ts';
import type { ConfigOptions } from './settings.ts';
import type { RuleSummary } from './rules.ts';
import type { Outcome } from './run.ts';
import type { Problem, RuleOptionValue, Severity } from '../types.ts';
import { compareText } from '../util/compare.ts';

/** A configuration file with what is wrong in it. */
export interface VerifiedConfig {
  /** Relative to the working directory, with `/`. */
  readonly file: string;
  readonly problems: readonly Problem[];
}

/**
 * Checks the configuration files that a run over `paths` would use: those of every Java file, and that of the working
 * directory. Sorted by file.
 */
export async function verifyConfigs(
  options: ConfigOptions & { readonly paths: readonly string[] },
  rules: readonly RuleSummary[],
): Promise<Outcome<{ readonly configs: readonly VerifiedConfig[] }>> {
  const { cwd, paths, config: source = 'nearest' } = options;
  const found = await discoverFiles({ cwd, paths, ignorePatterns: [], includeTests: true });
  if (!found.ok) return found;
  const find = configFinder({ cwd, rules, source });
  const directories = new Set([cwd, ...found.files.map(({ path }) => dirname(path))]);
  const byFile = new Map<string, readonly Problem[]>();
  for (const directory of directories) {
    const result = await find(directory);
    const file = result.ok ? result.found.file : (result.problems[0]?.file ?? null);
    if (file !== null) byFile.set(file, result.ok ? [] : result.problems);
  }
  const configs = [...byFile].map(([file, problems]) => ({ file, problems }));
  return { ok: true, configs: configs.sort((left, right) => compareText(left.file, right.file)) };
}

/** What `--print-config` shows: the settings of one file, with what each rule does there. Plain JSON. */
export interface EffectiveConfig {
  /** Relative to the working directory; null when the defaults hold. */
  readonly configFile: string | null;
  readonly target: string;
  readonly preset: string;
  readonly rules: Readonly<Record<string, RuleConfig>>;
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[];
  readonly includeTests: boolean;
  readonly includeInfrastructure: boolean;
  readonly entryPoints: readonly string[];
  readonly catalogue: readonly object[];
  readonly safeTypes: readonly string[];
  readonly assumeSnapStart: boolean;
  /** Handlers in JavaScript and TypeScript: patterns, relative to the configuration file. */
  readonly handlers: readonly string[];
  /** What holds for those alone. */
  readonly node: Config['node'];
  /** Relative to the working directory; false for none. */
  readonly baseline: string | false | null;
}

/** A rule's severity, and its options when it has some. */
type RuleConfig = Severity | 'off' | readonly [Severity | 'off', Readonly<Record<string, RuleOptionValue>>];

/** The settings of `file` (as typed, relative to `cwd`; it need not exist). */
export async function effectiveConfig(
  options: ConfigOptions,
  file: string,
  rules: readonly RuleSummary[],
): Promise<Outcome<{ readonly effective: EffectiveConfig }>> {
  const look = new RunSettings(options, rules);
  try {
    const settings = await look.of(relativeFile(options.cwd, resolve(options.cwd, file)));
    const ruleConfigs = rules.map((rule): [string, RuleConfig] => {
      const { severity } = severityOf(rule, settings);
      const values = optionsOf(rule, settings.ruleOptions.get(rule.id));
      return [rule.id, Object.keys(values).length === 0 ? severity : [severity, values]];
    });
    const { configFile, target, preset, include, exclude, includeTests, entryPoints, catalogue, safeTypes } = settings;
    const { includeInfrastructure, assumeSnapStart, handlers, node, baseline } = settings;
    const effective = {
      configFile,
      target,
      preset,
      rules: Object.fromEntries(ruleConfigs),
      include,
      exclude,
      includeTests,
      includeInfrastructure,
      entryPoints,
      catalogue,
      safeTypes,
      assumeSnapStart,
      handlers,
      node,
      baseline: typeof baseline === 'string' ? relativeFile(options.cwd, baseline) : baseline,
    };
    return { ok: true, effective };
  } catch (error) {
    if (error instanceof ConfigError) return { ok: false, problem: error.message };
    throw error;
  }
}
