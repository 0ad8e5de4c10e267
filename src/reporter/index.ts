/** The output formats by name, each loaded when it is asked for. */
import type { Reporter } from './reporter.ts';

interface Format {
  readonly load: () => Promise<Reporter>;
  /** Whether people read this format as it is: problems of single files are then part of what they see. */
  readonly text: boolean;
  /** Which texts the format uses: of the files that hold a finding, or also of those that its chain and edits name. */
  readonly sources: 'none' | 'findings' | 'all';
  /** Whether the format lists rules. */
  readonly rules: boolean;
}

const FORMATS = {
  stylish: {
    load: async () => (await import('./stylish.ts')).stylish,
    text: true,
    sources: 'findings',
    rules: false,
  },
  compact: { load: async () => (await import('./compact.ts')).compact, text: true, sources: 'none', rules: false },
  json: { load: async () => (await import('./json.ts')).json, text: false, sources: 'none', rules: false },
  sarif: { load: async () => (await import('./sarif.ts')).sarif, text: false, sources: 'findings', rules: true },
  github: { load: async () => (await import('./github.ts')).github, text: true, sources: 'none', rules: false },
  gitlab: { load: async () => (await import('./gitlab.ts')).gitlab, text: false, sources: 'none', rules: false },
  junit: { load: async () => (await import('./junit.ts')).junit, text: false, sources: 'none', rules: false },
  checkstyle: {
    load: async () => (await import('./checkstyle.ts')).checkstyle,
    text: false,
    sources: 'none',
    rules: false,
  },
  rdjson: { load: async () => (await import('./rdjson.ts')).rdjson, text: false, sources: 'all', rules: false },
  html: { load: async () => (await import('./html.ts')).html, text: false, sources: 'all', rules: true },
  markdown: { load: async () => (await import('./markdown.ts')).markdown, text: false, sources: 'none', rules: false },
} satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;

/** All format names, the default first. */
export const formatNames = Object.keys(FORMATS) as readonly FormatName[];

/** Whether `name` is a format. */
export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(FORMATS, name);
}

/** What is known of a format without loading its reporter. */
export function formatOf(name: FormatName): Format {
  return FORMATS[name];
}

/** Loads the reporter of a format. */
export function loadReporter(name: FormatName): Promise<Reporter> {
  return FORMATS[name].load();
}

/** Whether people read this format as it is: problems of single files are then part of what they see. */
export function isTextFormat(name: FormatName): boolean {
  return FORMATS[name].text;
}
