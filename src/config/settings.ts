/** What holds for a file: its configuration, with what the command line sets over it. */
import { dirname, join } from 'node:path';
import type { Preset, Problem, RuleOptionValue, RuleSeverity, Target } from '../types.ts';
import type { ConfigFinder, FoundConfig } from './find.ts';
import type { Config, RuleDescription } from './schema.ts';

/** What a run sets over every configuration file; what is left out or undefined sets nothing. */
export interface Overrides {
  readonly target?: Target | undefined;
  readonly preset?: Preset | undefined;
  readonly severities?: ReadonlyMap<string, RuleSeverity> | undefined;
  readonly includeTests?: boolean | undefined;
  readonly includeInfrastructure?: boolean | undefined;
  readonly assumeSnapStart?: boolean | undefined;
  /** Besides those that the configuration names. */
  readonly entryPoints?: readonly string[] | undefined;
}

/** The settings of a file. Files with the same configuration share one object. */
export interface Settings {
  /** The configuration file, relative to the working directory; null when the defaults hold. */
  readonly configFile: string | null;
  /** Absolute. */
  readonly directory: string;
  readonly target: Target;
  readonly preset: Preset;
  readonly severities: ReadonlyMap<string, RuleSeverity>;
  readonly ruleOptions: ReadonlyMap<string, Readonly<Record<string, RuleOptionValue>>>;
  readonly include: readonly string[] | null;
  readonly exclude: readonly string[];
  readonly includeTests: boolean;
  readonly includeInfrastructure: boolean;
  readonly entryPoints: readonly string[];
  /** Patterns relative to `directory`. */
  readonly handlers: readonly string[];
  readonly node: Config['node'];
  readonly catalogue: Config['catalogue'];
  readonly safeTypes: readonly string[];
  readonly assumeSnapStart: boolean;
  /** Absolute path; false for none; null when the configuration does not say. */
  readonly baseline: string | false | null;
}

export type SettingsResult =
  { readonly ok: true; readonly settings: Settings } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Gives the settings of a file (absolute path). */
export type SettingsOf = (path: string) => Promise<SettingsResult>;

/** The option that `afterRestoreBudget` sets: one rule measures the hooks. */
const BUDGET = { rule: 'restore-budget', option: 'budget' };

/** Makes the look-up of settings by file. */
export function settingsLookUp(
  find: ConfigFinder,
  overrides: Overrides,
  rules: readonly RuleDescription[],
): SettingsOf {
  const known = new Map<FoundConfig, Settings>();
  return async (path) => {
    const result = await find(dirname(path));
    if (!result.ok) return result;
    const settings = known.get(result.found) ?? settingsFrom(result.found, overrides, rules);
    known.set(result.found, settings);
    return { ok: true, settings };
  };
}

/** A configuration with the overrides on it. */
export function settingsFrom(
  { file, directory, config }: FoundConfig,
  overrides: Overrides,
  rules: readonly RuleDescription[],
): Settings {
  const ruleSettings = Object.entries(config.rules).map(([id, setting]) => {
    const [severity, options = {}] = typeof setting === 'string' ? [setting] : setting;
    return { id, severity, options };
  });
  const severities = new Map([
    ...ruleSettings.map(({ id, severity }) => [id, severity] as const),
    ...(overrides.severities ?? []),
  ]);
  const ruleOptions = new Map(ruleSettings.map(({ id, options }) => [id, options] as const));
  const budget = config.afterRestoreBudget;
  if (
    budget !== undefined &&
    rules.some(({ id, options }) => id === BUDGET.rule && options?.[BUDGET.option] !== undefined)
  ) {
    ruleOptions.set(BUDGET.rule, { [BUDGET.option]: budget, ...ruleOptions.get(BUDGET.rule) });
  }
  return {
    configFile: file,
    directory,
    target: overrides.target ?? config.target,
    preset: overrides.preset ?? config.preset,
    severities,
    ruleOptions,
    include: config.include ?? null,
    exclude: config.exclude,
    includeTests: overrides.includeTests ?? config.includeTests,
    includeInfrastructure: overrides.includeInfrastructure ?? config.includeInfrastructure,
    entryPoints: [...config.entryPoints, ...(overrides.entryPoints ?? [])],
    handlers: config.handlers,
    node: config.node,
    catalogue: config.catalogue,
    safeTypes: config.safeTypes,
    assumeSnapStart: overrides.assumeSnapStart ?? config.assumeSnapStart,
    baseline: typeof config.baseline === 'string' ? join(directory, config.baseline) : (config.baseline ?? null),
  };
}
