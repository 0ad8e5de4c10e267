import type { CompilationUnit, ParseResult } from './nodes.ts';
import { withOriginalOffsets } from './original-offsets.ts';
import { loadOrchard } from './orchard.ts';
import { translateUnicodeEscapes } from './unicode-escapes.ts';

/**
 * Which grammar reads the sources: `orchard` with java-parser as second opinion, java-parser alone, or the tolerant grammar
 * alone, for code that is being typed and wrong most of the time.
 */
export type ParserName = 'orchard' | 'java-parser' | 'tolerant';

/** The second opinion costs four milliseconds per thousand characters; larger files go without it. */
const MAX_SECOND_OPINION_LENGTH = 1_000_000;

type Opinion =
  | { readonly ok: true; readonly unit: CompilationUnit }
  | { readonly ok: false; readonly error: { readonly start: number; readonly end: number; readonly message: string } };

/**
 * Parses a Java file's text (without BOM). All offsets of the result are UTF-16 offsets into this text, also behind
 * Unicode escapes; the `literal` of a literal is the translated text.
 *
 * By default the tolerant grammar parses; where it reports an error, java-parser is loaded and asked. If that accepts
 * the file, its tree is the result, without errors. If it refuses as well, its message is the only error and the tree is
 * the tolerant one. With `parser: 'java-parser'` it is asked first. Rejects only when the installation is damaged, never
 * for bad Java.
 */
export async function parseJava(text: string, options: { readonly parser: ParserName }): Promise<ParseResult> {
  const translated = translateUnicodeEscapes(text);
  const result = await parseTranslated(translated.text, options.parser);
  return translated.offsets === null ? result : withOriginalOffsets(result, translated.offsets);
}

async function parseTranslated(text: string, parser: ParserName): Promise<ParseResult> {
  if (parser === 'java-parser') {
    const opinion = await javaParserOpinion(text);
    if (opinion.ok) return { unit: opinion.unit, errors: [] };
    const { unit } = (await loadOrchard()).parse(text);
    return { unit, errors: [opinion.error] };
  }
  const { unit, errors, isComplete } = (await loadOrchard()).parse(text);
  const isEnough = parser === 'tolerant' || errors.length === 0 || !isComplete;
  if (isEnough || text.length > MAX_SECOND_OPINION_LENGTH) return { unit, errors };
  const opinion = await javaParserOpinion(text);
  return opinion.ok ? { unit: opinion.unit, errors: [] } : { unit, errors: [opinion.error] };
}

async function javaParserOpinion(text: string): Promise<Opinion> {
  const { parseWithJavaParser } = await import('./java-parser.ts');
  return parseWithJavaParser(text);
}
