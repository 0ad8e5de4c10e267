/**
 * The baseline: findings that were accepted, by meaning. An entry is a rule, a symbol (`class#member`) and the shape of the
 * code at the sink; neither lines nor paths decide, so it survives edits elsewhere and moved files.
 */
import { createHash } from 'node:crypto';
import type { Finding } from '../types.ts';
import { compareText } from '../util/compare.ts';
import { isSuppressionRule } from './rules.ts';

/** The name of the file that is used when it is there. */
export const BASELINE_NAME = 'snapsafe-baseline.json';

/** One accepted finding. */
export interface BaselineEntry {
  readonly rule: string;
  readonly symbol: string;
  readonly shape: string;
  /** Relative to the baseline's directory, with `/`. For people, and for files that git says were renamed. */
  readonly file: string;
}

/** A finding as a baseline sees it. `file` as in an entry. */
export interface ShapedFinding extends BaselineEntry {
  readonly finding: Finding;
}

/** Hexadecimal digits of a shape: enough for the findings of one member. */
const SHAPE_LENGTH = 16;

/** What the code at a finding's place looks like, without white space and comments: the same after reformatting. */
export function shapeOf({ range }: Finding, text: string | null): string {
  const lines = (text ?? '').split(/\r\n|\r|\n/u).slice(range.start.line - 1, range.end.line);
  const last = lines.length - 1;
  const snippet = lines
    .map((line, index) =>
      line.slice(index === 0 ? range.start.column - 1 : 0, index === last ? range.end.column - 1 : undefined),
    )
    .join('\n');
  return createHash('sha256').update(normalised(snippet)).digest('hex').slice(0, SHAPE_LENGTH);
}

/** String and character literals stay as they are; comments go, and white space with them. */
function normalised(code: string): string {
  return code.replaceAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*(?:[^]*?\*\/|[^]*$)|\/\/[^\n]*|\s+/gu, (part) =>
    part.startsWith('"') || part.startsWith("'") ? part : '',
  );
}

export interface BaselineMatch {
  readonly accepted: readonly ShapedFinding[];
  readonly others: readonly Finding[];
  /** Indices of entries that no finding matched. */
  readonly stale: readonly number[];
}

/**
 * Pairs findings with entries, one to one: first those of the same file, then of any file, then those whose file was renamed
 * (`renames`: old path to new path, relative to the baseline's directory), where class and package have other names too.
 */
export function matchBaseline(
  findings: readonly ShapedFinding[],
  entries: readonly BaselineEntry[],
  renames: ReadonlyMap<string, string>,
): BaselineMatch {
  const open = new Set(entries.keys());
  const accepted = new Set<ShapedFinding>();
  const pass = (
    keyOfEntry: (entry: BaselineEntry) => string | null,
    keyOfFinding: (entry: BaselineEntry) => string,
  ): void => {
    const byKey = new Map<string, number[]>();
    for (const index of open) {
      const entry = entries[index];
      const key = entry === undefined ? null : keyOfEntry(entry);
      if (key !== null) byKey.set(key, [...(byKey.get(key) ?? []), index]);
    }
    for (const one of findings) {
      if (accepted.has(one) || isSuppressionRule(one.rule)) continue;
      const index = byKey.get(keyOfFinding(one))?.shift();
      if (index === undefined) continue;
      open.delete(index);
      accepted.add(one);
    }
  };
  const meaning = ({ rule, symbol, shape }: BaselineEntry): string => JSON.stringify([rule, symbol, shape]);
  const inFile = (entry: BaselineEntry): string => JSON.stringify([meaning(entry), entry.file]);
  const member = ({ rule, symbol, shape }: BaselineEntry, file: string): string =>
    JSON.stringify([rule, symbol.slice(symbol.lastIndexOf('#') + 1), shape, file]);
  pass(inFile, inFile);
  pass(meaning, meaning);
  pass(
    (entry) => {
      const renamed = renames.get(entry.file);
      return renamed === undefined ? null : member(entry, renamed);
    },
    (one) => member(one, one.file),
  );
  return {
    accepted: [...accepted],
    others: findings.filter((one) => !accepted.has(one)).map(({ finding }) => finding),
    stale: [...open],
  };
}

/** The text of a baseline file: sorted, one entry a line, so that changes show and merge line by line. */
export function renderBaseline(entries: readonly BaselineEntry[]): string {
  const lines = entries
    .map(({ rule, file, symbol, shape }) => ({ rule, file, symbol, shape }))
    .sort(
      (left, right) =>
        compareText(left.file, right.file) ||
        compareText(left.symbol, right.symbol) ||
        compareText(left.rule, right.rule) ||
        compareText(left.shape, right.shape),
    )
    .map((entry) => `    ${JSON.stringify(entry)}`);
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`;
  return `{\n  "schemaVersion": 1,\n  "findings": ${list}\n}\n`;
}

/** Whether data is an entry. */
export function isBaselineEntry(data: unknown): data is BaselineEntry {
  if (typeof data !== 'object' || data === null) return false;
  return (['rule', 'symbol', 'shape', 'file'] as const).every(
    (key) => typeof (data as Readonly<Record<string, unknown>>)[key] === 'string',
  );
}
