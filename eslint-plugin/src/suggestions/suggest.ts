import type { TSESLint } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis/analysis.ts';
import type { InitEvent } from '../analysis/events.ts';
import type { Kept } from '../analysis/kept.ts';
import { spellingOf } from '../analysis/values.ts';
import { connectSuggestion } from './connect.ts';
import { isTypeScript, moduleValueOf, type ModuleValue } from './declaration.ts';
import { getterSuggestion } from './getter.ts';
import { moveSuggestion } from './handler.ts';
import type { SuggestionId } from './messages.ts';
import { optionSuggestion } from './option.ts';
import { renewSuggestion } from './renew.ts';

/** A suggestion as ESLint takes it. */
export type Suggestion = TSESLint.SuggestionReportDescriptor<SuggestionId>;

/** Families whose values are made anew for every request: where they are made is the handler. */
const PER_REQUEST = new Set(['randomness', 'time', 'host', 'token']);

/** Families that a getter suits: costly to make, and good for as long as the copy lives. */
const ON_FIRST_USE = new Set(['connection', 'secret', 'randomness', 'host', 'file', 'thread', 'process', 'timer']);

/** What a drawn identifier is to be written as, so that drawing it does not fill the buffer; null when that has no form. */
function renewedText({ entry, node, value }: InitEvent, made: ModuleValue, analysis: Analysis): string | null {
  const text = analysis.sourceCode.getText(made.expression);
  const isBuffered = (entry.draws ?? []).some((draw) => /randomUUID|randomInt|nanoid/u.test(draw));
  if (!isBuffered) return text;
  const isPlainDraw = value?.module === 'node:crypto' && spellingOf(value) === 'randomUUID' && made.expression === node;
  return isPlainDraw && text.endsWith('()') ? `${text.slice(0, -1)}{ disableEntropyCache: true })` : null;
}

/** Suggestions that rewrite the declaration which keeps a value. */
function* forValue(
  event: InitEvent,
  made: ModuleValue,
  analysis: Analysis,
  filename: string,
): Generator<Suggestion | null> {
  const { family, effect, holds } = event.entry;
  const isOpen = effect === 'connects-now' || effect === 'connects-in-background' || holds !== undefined;
  if (ON_FIRST_USE.has(family)) yield getterSuggestion(made, analysis, isTypeScript(filename));
  if (PER_REQUEST.has(family)) yield moveSuggestion(made, analysis);
  // What is open in the snapshot stays open in it, whatever is opened later.
  const text = isOpen && family !== 'secret' ? null : renewedText(event, made, analysis);
  if (text === null || family === 'timer' || family === 'thread') return;
  const isHeld = analysis.settings.target !== 'startup-snapshot' || event.entry.startupSnapshot === undefined;
  yield renewSuggestion(made, text, analysis, { isHeld, isTyped: isTypeScript(filename) });
}

/**
 * The suggestions for a finding, best first; none where no edit can be written mechanically.
 * @param kept where the value is kept; null when it is not
 */
export function suggestionsFor(
  event: InitEvent,
  kept: Kept | null,
  analysis: Analysis,
  filename: string,
): readonly Suggestion[] {
  const option = optionSuggestion(event, analysis.sourceCode.text);
  const made = moduleValueOf(kept?.variable ?? null, analysis);
  const rewrites =
    made === null ? [connectSuggestion(event, analysis)] : [...forValue(event, made, analysis, filename)];
  return [option, ...rewrites].filter((suggestion) => suggestion !== null);
}
