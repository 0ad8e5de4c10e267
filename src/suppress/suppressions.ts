/** From markers to suppressions: which rule is off from where to where, and what is wrong with the marker itself. */
import { positionAt } from '../java-ast/line-table.ts';
import type { LineRange, MarkerFact } from '../model/facts.ts';
import type { Position } from '../types.ts';
import { parseDirective, ruleOfWarning } from './directive.ts';
import type { Directive } from './directive.ts';
import type { Removal } from './remove.ts';

/** One rule that is suppressed in one stretch of a file. */
export interface Suppression {
  readonly rule: string;
  readonly marker: MarkerFact;
  readonly reason: string | null;
  /** The stretch; `to` is exclusive. */
  readonly from: Position;
  readonly to: Position;
}

/** What the pass has to say about a marker. */
export interface Remark {
  readonly ruleId: 'invalid-suppression' | 'suppression-needs-reason' | 'unused-suppression';
  readonly marker: MarkerFact;
  /** The suppressed rule; '' when none is named. */
  readonly rule: string;
  readonly message: string;
  readonly edit?: Removal | null;
}

export interface ReadMarkers {
  readonly suppressions: readonly Suppression[];
  readonly remarks: readonly Remark[];
}

const START: Position = { line: 1, column: 1 };
const END: Position = { line: Infinity, column: 1 };

/** Reads a file's markers, given in textual order. */
export function suppressionsOf(markers: readonly MarkerFact[], lineStarts: readonly number[]): ReadMarkers {
  const suppressions: Suppression[] = [];
  const remarks: Remark[] = [];
  const open: Suppression[] = [];
  for (const marker of markers) {
    if (marker.kind === 'annotation') {
      addAnnotation(marker, lineStarts, suppressions, remarks);
      continue;
    }
    const parsed = parseDirective(marker.text);
    if (parsed === null) continue;
    if (!parsed.ok) {
      remarks.push({
        ruleId: 'invalid-suppression',
        marker,
        rule: '',
        message: `This suppresses nothing: ${parsed.message}.`,
      });
      continue;
    }
    const { directive } = parsed;
    const here = positionAt(lineStarts, marker.span[0]);
    if (directive.kind === 'end') {
      remarks.push(...close(open, directive, marker, here, suppressions));
      continue;
    }
    const stretch = stretchOf(directive, marker, here);
    if (stretch === null) {
      remarks.push({
        ruleId: 'invalid-suppression',
        marker,
        rule: '',
        message: 'This suppresses nothing: no code follows.',
      });
      continue;
    }
    if (directive.reason === null) remarks.push(needsReason(marker, directive));
    const own = directive.rules.map((rule) => ({ rule, marker, reason: directive.reason, ...stretch }));
    (directive.kind === 'begin' ? open : suppressions).push(...own);
  }
  return { suppressions: [...suppressions, ...open], remarks };
}

function needsReason(marker: MarkerFact, { rules }: Directive): Remark {
  return {
    ruleId: 'suppression-needs-reason',
    marker,
    rule: rules.join(', '),
    message: 'Say why this is right: a reason for whoever reads it next, behind --.',
  };
}

/** Null when a `next-line` has no line after it. */
function stretchOf(
  { kind }: Directive,
  marker: MarkerFact & { readonly kind: 'comment' },
  here: Position,
): Pick<Suppression, 'from' | 'to'> | null {
  if (kind === 'file') return { from: START, to: END };
  if (kind === 'begin') return { from: here, to: END };
  const lines = kind === 'line' ? marker.here : marker.next;
  return lines && wholeLines(lines);
}

function wholeLines([first, last]: LineRange): Pick<Suppression, 'from' | 'to'> {
  return { from: { line: first, column: 1 }, to: { line: last + 1, column: 1 } };
}

/** Ends the open stretches of the rules that an `enable` names, or all. */
function close(
  open: Suppression[],
  { rules }: Directive,
  marker: MarkerFact,
  here: Position,
  closed: Suppression[],
): Remark[] {
  const ended = open.filter(({ rule }) => rules.length === 0 || rules.includes(rule));
  for (const one of ended) {
    open.splice(open.indexOf(one), 1);
    closed.push({ ...one, to: here });
  }
  const missing = rules.filter((rule) => !ended.some((one) => one.rule === rule));
  if (rules.length === 0 && ended.length === 0) missing.push('');
  return missing.map((rule) => ({
    ruleId: 'invalid-suppression',
    marker,
    rule,
    message: rule === '' ? 'Nothing is disabled above.' : `${rule} is not disabled above.`,
  }));
}

function addAnnotation(
  marker: MarkerFact & { readonly kind: 'annotation' },
  lineStarts: readonly number[],
  suppressions: Suppression[],
  remarks: Remark[],
): void {
  for (const { text } of marker.names) {
    const rule = text === null ? null : ruleOfWarning(text);
    if (rule === null) continue;
    if (rule === '') {
      const message = 'This suppresses nothing: write the rule as "snapsafe:<rule>".';
      remarks.push({ ruleId: 'invalid-suppression', marker, rule, message });
      continue;
    }
    const [start, end] = marker.scope;
    const stretch = { from: positionAt(lineStarts, start), to: positionAt(lineStarts, end) };
    suppressions.push({ rule, marker, reason: null, ...stretch });
  }
}
