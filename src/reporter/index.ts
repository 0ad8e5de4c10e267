/** The output formats by name, each loaded when it is asked for. */
import type { Reporter } from './reporter.ts';

const REPORTERS = {
  stylish: async () => (await import('./stylish.ts')).stylish,
  compact: async () => (await import('./compact.ts')).compact,
  json: async () => (await import('./json.ts')).json,
} satisfies Readonly<Record<string, () => Promise<Reporter>>>;

export type FormatName = keyof typeof REPORTERS;

/** All format names, the default first. */
export const formatNames = Object.keys(REPORTERS) as readonly FormatName[];

/** Whether `name` is a format. */
export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(REPORTERS, name);
}

/** Loads the reporter of a format. */
export function loadReporter(name: FormatName): Promise<Reporter> {
  return REPORTERS[name]();
}

/** Whether people read this format as it is: problems of single files are then part of what they see. */
export function isTextFormat(name: FormatName): boolean {
  return name !== 'json';
}
