/** What a client may set, under `snapsafe`. Wrong values fall back to the default: an editor's settings are no reason to stop. */
import * as v from 'valibot';
import type { WorkspaceOptions } from '../workspace/workspace.ts';

/** A setting that is left to the project's configuration when the client does not set it, or sets nonsense. */
function unlessConfigured<T extends v.GenericSchema>(schema: T) {
  return v.fallback(v.optional(schema), undefined);
}

const schema = v.object({
  target: unlessConfigured(v.picklist(['snapstart', 'crac'])),
  preset: unlessConfigured(v.picklist(['recommended', 'strict', 'all'])),
  assumeSnapStart: unlessConfigured(v.boolean()),
  includeTests: unlessConfigured(v.boolean()),
  /** Marks members that run before the snapshot. */
  codeLens: v.fallback(v.boolean(), false),
  /** Explains on hover the lines with findings, or every line. */
  hover: v.fallback(v.picklist(['findings', 'all']), 'findings'),
});

export type Settings = v.InferOutput<typeof schema>;

/** The settings in what a client sent; null and other nonsense give the defaults. */
export function settingsFrom(value: unknown): Settings {
  const object = typeof value === 'object' && value !== null ? value : {};
  const known = Object.fromEntries(
    Object.keys(schema.entries).map((key) => [key, Reflect.get(object, key) as unknown]),
  );
  return v.parse(schema, known);
}

/** The part of the settings that decides what is found; it wins over the project's configuration. */
export function workspaceOptions({ target, preset, assumeSnapStart, includeTests }: Settings): WorkspaceOptions {
  return { target, preset, assumeSnapStart, includeTests };
}
