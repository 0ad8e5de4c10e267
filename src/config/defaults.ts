/** What holds without a configuration file. Apart from the schema, so that a run without one does not load it. */
import type { Config } from './schema.ts';

/** What the schema makes of an empty file. */
export const DEFAULT_CONFIG: Config = {
  target: 'snapstart',
  preset: 'recommended',
  rules: {},
  exclude: [],
  includeTests: false,
  includeInfrastructure: false,
  entryPoints: [],
  handlers: [],
  node: {},
  catalogue: [],
  safeTypes: [],
  assumeSnapStart: false,
};
