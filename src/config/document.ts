/** Text of a configuration file to data whose parts know their place. Each parser is loaded when a file needs it. */
import type { Position } from '../types.ts';

/** Keys and indices from the top to a value. */
export type DataPath = readonly (string | number)[];

/** A file's data. `placeOf` gives where the value at a path is, or its key; where there is none, the nearest value around. */
export interface DataDocument {
  readonly data: unknown;
  readonly placeOf: (path: DataPath, part: 'key' | 'value') => Position;
}

export type ParsedDocument =
  | { readonly ok: true; readonly document: DataDocument }
  | { readonly ok: false; readonly place: Position; readonly message: string };

/**
 * Reads YAML, or JSON in which comments and trailing commas are allowed. What is wrong with the text is a value; a text that
 * a parser gives up on, for its nesting or its aliases, is wrong as a whole.
 */
export async function parseDocument(text: string, language: 'json' | 'yaml'): Promise<ParsedDocument> {
  const parse =
    language === 'json'
      ? (await import('./json-document.ts')).parseJson
      : (await import('./yaml-document.ts')).parseYaml;
  try {
    return parse(text);
  } catch (error) {
    const message = error instanceof RangeError ? 'nested too deeply' : aliasMessage(error);
    return { ok: false, place: { line: 1, column: 1 }, message };
  }
}

/** The YAML library throws a ReferenceError with the message `Excessive alias count …`; anything else is a bug. */
function aliasMessage(error: unknown): string {
  if (error instanceof ReferenceError && error.message.includes('alias')) return error.message;
  throw error;
}
