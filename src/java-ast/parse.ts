import type { CompilationUnit, ParseResult } from './nodes.ts';
import { withOriginalOffsets } from './original-offsets.ts';
import { loadOrchard } from './orchard.ts';
import { translateUnicodeEscapes } from './unicode-escapes.ts';
import { withinTime } from '../util/within-time.ts';

/**
 * Which grammar reads the sources: `orchard` with java-parser as second opinion, java-parser alone, or the tolerant grammar
 * alone, for code that is being typed and wrong most of the time.
 */
export type ParserName = 'orchard' | 'java-parser' | 'tolerant';

/** The second opinion costs four milliseconds per thousand characters; larger files go without it. */
const MAX_SECOND_OPINION_LENGTH = 1_000_000;

/** There are broken files over which java-parser never ends; what it reads at all it reads three times as fast as this. */
const OPINION_LIMIT_MILLISECONDS = { least: 3_000, perThousandCharacters: 12 };

/** So many files of a run may take that long; then java-parser is not asked any more, lest a project of such files stop the run. */
const MAX_ENDLESS = 3;

/** What is left of the patience with java-parser, for the files of one run. */
export interface Patience {
  left: number;
}

/** That of a run which begins. */
export function newPatience(): Patience {
  return { left: MAX_ENDLESS };
}

type Opinion =
  | { readonly ok: true; readonly unit: CompilationUnit }
  | { readonly ok: false; readonly error: ParseResult['errors'][number] | null };

/**
 * Parses a Java file's text (without BOM). All offsets of the result are UTF-16 offsets into this text, also behind
 * Unicode escapes; the `literal` of a literal is the translated text.
 *
 * By default the tolerant grammar parses; where it reports an error, java-parser is loaded and asked. If that accepts
 * the file, its tree is the result, without errors. If it refuses as well, its message is the only error and the tree is
 * the tolerant one. With `parser: 'java-parser'` it is asked first. An opinion that takes too long is none, and costs `patience`. Rejects
 * only when the installation is damaged, never for bad Java.
 */
export async function parseJava(
  text: string,
  { parser, patience = newPatience() }: { readonly parser: ParserName; readonly patience?: Patience },
): Promise<ParseResult> {
  const translated = translateUnicodeEscapes(text);
  const result = await parseTranslated(translated.text, parser, patience);
  return translated.offsets === null ? result : withOriginalOffsets(result, translated.offsets);
}

async function parseTranslated(text: string, parser: ParserName, patience: Patience): Promise<ParseResult> {
  if (parser === 'java-parser') {
    const opinion = await javaParserOpinion(text, patience);
    if (opinion.ok) return { unit: opinion.unit, errors: [] };
    const { unit } = (await loadOrchard()).parse(text);
    return { unit, errors: [opinion.error ?? TOOK_TOO_LONG] };
  }
  const { unit, errors, isComplete } = (await loadOrchard()).parse(text);
  const isEnough = parser === 'tolerant' || errors.length === 0 || !isComplete;
  if (isEnough || text.length > MAX_SECOND_OPINION_LENGTH) return { unit, errors };
  const opinion = await javaParserOpinion(text, patience);
  if (opinion.ok) return { unit: opinion.unit, errors: [] };
  return { unit, errors: opinion.error === null ? errors : [opinion.error] };
}

const TOOK_TOO_LONG = { start: 0, end: 0, message: 'java-parser takes too long over this file' };

/** The error is null when there is no opinion, for want of time. */
async function javaParserOpinion(text: string, patience: Patience): Promise<Opinion> {
  if (patience.left <= 0) return { ok: false, error: null };
  const { parseWithJavaParser } = await import('./java-parser.ts');
  const { least, perThousandCharacters } = OPINION_LIMIT_MILLISECONDS;
  const limit = Math.ceil(least + (text.length / 1000) * perThousandCharacters);
  const opinion = withinTime(limit, () => parseWithJavaParser(text));
  if (opinion !== null) return opinion.value;
  patience.left--;
  return { ok: false, error: null };
}
