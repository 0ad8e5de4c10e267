import type { ESLint, Linter } from 'eslint';
import { rules } from './rules/index.ts';
import { version } from './version.ts';

export { initOf, knownInit } from './init.ts';
export type { KnownEvent, KnownInit, LoadedModule, ModuleInit, OutsideCall } from './init.ts';
export { reportsOf, type Report, type ReportStep } from './reports.ts';
export type { AfterRestore, Settings, Target } from './settings.ts';

type RuleName = keyof typeof rules;

const names = Object.keys(rules) as RuleName[];

/** The rules of a configuration with their severities. */
function severities(preset: 'recommended' | 'strict'): Linter.RulesRecord {
  const entries = names.flatMap((name): [string, Linter.RuleEntry][] => {
    const { docs, schema } = rules[name].meta;
    if (docs === undefined || (preset === 'recommended' && docs.preset === 'strict')) return [];
    const hasOptions = Array.isArray(schema) && schema.length > 0;
    return [
      [`snapsafe/${name}`, preset === 'strict' && hasOptions ? [docs.severity, { strict: true }] : docs.severity],
    ];
  });
  return Object.fromEntries(entries);
}

/** The plugin as ESLint types it; the rules are typed by typescript-eslint, whose types ESLint does not know. */
type Plugin = ESLint.Plugin & {
  readonly meta: { readonly name: string; readonly version: string; readonly namespace: string };
  readonly rules: Record<RuleName, NonNullable<ESLint.Plugin['rules']>[string]>;
  readonly configs: { readonly recommended: Linter.Config; readonly strict: Linter.Config };
};

const base = {
  meta: { name: 'eslint-plugin-snapsafe', version, namespace: 'snapsafe' },
  rules: rules as unknown as Plugin['rules'],
};

/** A configuration refers to the plugin that it is part of. */
function config(preset: 'recommended' | 'strict'): Linter.Config {
  return {
    name: `snapsafe/${preset}`,
    get plugins() {
      return { snapsafe: plugin };
    },
    rules: severities(preset),
  };
}

/** The plugin: `meta`, `rules` and the flat configurations `recommended` and `strict`. */
const plugin: Plugin = { ...base, configs: { recommended: config('recommended'), strict: config('strict') } };

export default plugin;
export { plugin as 'module.exports' };
