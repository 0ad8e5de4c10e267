/** The edits that take a suppression, or one rule of it, out of the text. */
import type { MarkerFact, Span } from '../model/facts.ts';
import { parseDirective, ruleOfWarning } from './directive.ts';

export interface Removal {
  readonly span: Span;
  readonly newText: string;
}

/**
 * What removes `rule` from a marker of which the rules `idle` are to go: the marker itself when nothing of it is left, which
 * the first of them does for all; null for the others, and for a block, whose end would be left behind.
 */
export function removalFor(marker: MarkerFact, idle: readonly string[], rule: string): Removal | null {
  if (rule !== idle[0]) return null;
  return marker.kind === 'comment' ? removalFromComment(marker, idle) : removalFromAnnotation(marker, idle);
}

function removalFromComment(
  marker: MarkerFact & { readonly kind: 'comment' },
  idle: readonly string[],
): Removal | null {
  const parsed = parseDirective(marker.text);
  if (parsed?.ok !== true || parsed.directive.kind === 'begin') return null;
  const { rules, list } = parsed.directive;
  const left = rules.filter((rule) => !idle.includes(rule));
  if (left.length === 0) return { span: marker.removal, newText: '' };
  return { span: [marker.textStart + list[0], marker.textStart + list[1]], newText: left.join(', ') };
}

function removalFromAnnotation(
  { names, removal }: MarkerFact & { readonly kind: 'annotation' },
  idle: readonly string[],
): Removal | null {
  const isIdle = ({ text }: (typeof names)[number]): boolean =>
    text !== null && idle.includes(ruleOfWarning(text) ?? '');
  if (names.every(isIdle)) return { span: removal, newText: '' };
  // One stretch must hold all that goes and nothing that stays.
  const first = names.findIndex(isIdle);
  const last = names.findLastIndex(isIdle);
  if (!names.slice(first, last + 1).every(isIdle)) return null;
  const next = names[last + 1];
  const start = names[first]?.span[0] ?? 0;
  if (next !== undefined) return { span: [start, next.span[0]], newText: '' };
  return { span: [names[first - 1]?.span[1] ?? start, names[last]?.span[1] ?? start], newText: '' };
}
