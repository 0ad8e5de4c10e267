/** From a file's text to its facts: whole, or as an outline whose bodies are read when they are asked for. */
import { lineStartsOf } from '../java-ast/line-table.ts';
import { loadOrchard, type OrchardParser } from '../java-ast/orchard.ts';
import { outlineOf } from '../java-ast/outline.ts';
import { newPatience, parseJava, type ParserName } from '../java-ast/parse.ts';
import { translateUnicodeEscapes } from '../java-ast/unicode-escapes.ts';
import type { FileFacts } from '../model/facts.ts';
import { lowerUnit } from '../model/lower.ts';
import { markersOf, mayHaveMarkers } from '../model/markers.ts';
import type { WholeLowering } from '../model/outlined.ts';
import type { Lowering } from './file.ts';

/** What it takes to make facts of outlines. */
export interface Outlining {
  /** The facts of a text's outline, with `outlined` where bodies are left out; null for a text that has to be lowered whole. */
  readonly outline: (text: string, file: string) => FileFacts | null;
  /** The tolerant grammar alone; what it does not understand is in the facts. */
  readonly whole: WholeLowering;
}

/** Lowers whole texts, those of one run. */
export function wholeLowering(parser: ParserName): Lowering {
  const patience = newPatience();
  return async (text, file) => {
    const { unit, errors } = await parseJava(text, { parser, patience });
    const lineStarts = lineStartsOf(text);
    return lowerUnit(unit, {
      file,
      lineStarts,
      outline: outlineOf(translateUnicodeEscapes(text).text),
      syntaxErrors: errors,
      markers: markersOf(unit, text, lineStarts),
    });
  };
}

/** Loads the grammar, so that all that follows can be done at once. */
export async function loadOutlining(): Promise<Outlining> {
  const grammar = await loadOrchard();
  return {
    outline: (text, file) => outlined(grammar, text, file),
    whole: (text, outline) => lowered(grammar, text, outline),
  };
}

/** Lowers a text, of which an outline will do if not `isWhole`, without asking for a second opinion. Null where one would be asked. */
export type CertainLowering = (text: string, file: string, isWhole: boolean) => Promise<FileFacts | null>;

/**
 * Loads the grammar for texts about which there is no doubt: what is given is what the usual way makes of them with the default
 * parser, however many others were lowered before, and in whichever thread. Everything else is null.
 */
export async function certainLowering(): Promise<CertainLowering> {
  const { outline } = await loadOutlining();
  const whole = wholeLowering('tolerant');
  return async (text, file, isWhole) => {
    try {
      const facts = (isWhole ? null : outline(text, file)) ?? (await whole(text, file));
      return facts.syntaxErrors.length === 0 ? facts : null;
    } catch {
      return null;
    }
  };
}

function outlined(grammar: OrchardParser, text: string, file: string): FileFacts | null {
  // What is left out does not say where an escaped character was, nor what a comment covers.
  if (text.includes('\\u') || mayHaveMarkers(text)) return null;
  const outline = outlineOf(text);
  if (outline.reduced === null) return null;
  const { unit, errors } = grammar.parse(text, outline.reduced);
  if (errors.length > 0) return null;
  const facts = lowerUnit(unit, { file, lineStarts: lineStartsOf(text), outline, syntaxErrors: [] });
  if (facts.syntaxErrors.length > 0) return null;
  if (outline.bodyEnds.length === 0) return facts;
  const { version, ...others } = facts;
  // Not the copy first: what is added to one costs a shape of its own for each file in V8.
  return { version, ...others, outlined: outline.bodyEnds };
}

/** What the tokens tell is known from the outline. */
function lowered(grammar: OrchardParser, text: string, outline: FileFacts): FileFacts {
  const { unit, errors } = grammar.parse(text);
  return lowerUnit(unit, { file: outline.file, lineStarts: outline.lineStarts, outline, syntaxErrors: errors });
}
