/** Applies suggestions and analyses again, until nothing more is to be done. Works on texts: nothing is written here. */
import type { Change } from '../fixes/change.ts';
import { applyEdits } from '../fixes/text-edits.ts';
import { choose, failures, keyOf } from '../fixes/choose.ts';
import type { Chosen } from '../fixes/choose.ts';
import { analyze } from './run.ts';
import type { AnalyzeOptions, Outcome } from './run.ts';
import type { Report, TextEdit } from '../types.ts';

/** Conflicting edits wait for the next round; code that needs more rounds than this is left for the next run. */
const MAX_ROUNDS = 20;

export interface Fixed {
  /** What is left: the report on the changed texts. */
  readonly report: Report;
  /** By report path, sorted. */
  readonly changes: ReadonlyMap<string, Change>;
  /** How many findings were mended. */
  readonly mended: number;
}

export interface FixOptions {
  /** Whether suggestions count that may change what the program does otherwise. */
  readonly unsafe: boolean;
  /** Narrows a report to the findings that are to be mended. */
  readonly shown: (report: Report) => Report;
}

/**
 * Mends findings with their first suggestion, or, without `unsafe`, their first safe one. A suggestion is kept only if the
 * analysis of the changed text no longer has the finding, has no new one, and understands the file as well as before.
 */
export async function fix(options: AnalyzeOptions, { unsafe, shown }: FixOptions): Promise<Outcome<Fixed>> {
  const given = options.texts ?? new Map<string, string>();
  const originals = new Map(given);
  const onText = (file: string, text: string): void => {
    if (!originals.has(file)) originals.set(file, text);
  };
  let texts = new Map<string, string>();
  let outcome = await analyze({ ...options, onText });
  if (!outcome.ok) return outcome;
  const rejected = new Set<string>();
  let mended = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const { report } = outcome;
    const chosen = choose(
      shown(report).findings,
      (one) => (unsafe || one.suggestion.safe) && !rejected.has(keyOf(one)),
    );
    if (chosen.length === 0) break;
    const changed = changedTexts(chosen, (file) => texts.get(file) ?? originals.get(file) ?? '');
    const next = await analyze({ ...options, texts: new Map([...given, ...texts, ...changed]), onText });
    if (!next.ok) return next;
    const failed = isWorse(report, next.report) ? chosen : failures(report.findings, next.report.findings, chosen);
    for (const one of failed) rejected.add(keyOf(one));
    if (failed.length > 0) continue;
    mended += chosen.length;
    texts = new Map([...texts, ...changed]);
    outcome = next;
  }
  const files = [...texts.keys()].sort();
  const changes = files.map(
    (file) => [file, { before: originals.get(file) ?? '', after: texts.get(file) ?? '' }] as const,
  );
  return { ok: true, report: outcome.report, changes: new Map(changes), mended };
}

/** The texts with all edits of the chosen suggestions, which do not conflict. */
function changedTexts(chosen: readonly Chosen[], textOf: (file: string) => string): Map<string, string> {
  const edits = new Map<string, TextEdit[]>();
  for (const edit of chosen.flatMap(({ suggestion }) => suggestion.edits)) {
    edits.set(edit.file, [...(edits.get(edit.file) ?? []), edit]);
  }
  return new Map([...edits].map(([file, list]) => [file, applyEdits(textOf(file), list)]));
}

/** Whether the changed texts hold something that is not understood and was not there before. */
function isWorse(before: Report, after: Report): boolean {
  return after.problems.length > before.problems.length || after.summary.analyzed < before.summary.analyzed;
}
