import type { Node } from '../../src/java-ast/nodes.ts';

/** Where two trees first differ; `text` says it all in a few readable lines. */
export interface Difference {
  /** Fields and list places from the root: `types[0].members[2].body`. */
  readonly path: string;
  readonly text: string;
}

/** The innermost node around the place that is being compared, on either side. */
interface Surroundings {
  readonly path: string;
  readonly left: unknown;
  readonly right: unknown;
}

const EXCERPT_LENGTH = 200;

/**
 * Compares two syntax trees of one text: kinds, names, literals, flags and ranges.
 *
 * @param source the text that both trees' offsets point into
 * @returns the first difference in the order of the left tree's fields, null when there is none
 */
export function firstDifference(source: string, left: Node, right: Node): Difference | null {
  const root = { path: '', left, right };
  return compare(source, left, right, '', root);
}

function compare(source: string, left: unknown, right: unknown, path: string, around: Surroundings): Difference | null {
  if (Object.is(left, right)) return null;
  if (Array.isArray(left) && Array.isArray(right)) {
    for (let index = 0; index < Math.min(left.length, right.length); index++) {
      const difference = compare(source, left[index], right[index], `${path}[${index}]`, around);
      if (difference !== null) return difference;
    }
    if (left.length === right.length) return null;
    const first = Math.min(left.length, right.length);
    return differenceAt(source, left[first], right[first], `${path}[${first}]`, around);
  }
  if (!isRecord(left) || !isRecord(right)) return differenceAt(source, left, right, path, around);
  const inner = typeof left.kind === 'string' ? { path, left, right } : around;
  for (const field of fieldsOf(left, right)) {
    const fieldPath = path === '' ? field : `${path}.${field}`;
    const difference = compare(source, left[field], right[field], fieldPath, inner);
    if (difference !== null) return difference;
  }
  return null;
}

/** Kinds first, so that nodes that have nothing in common are not reported by their ranges; ranges last. */
function fieldsOf(left: Record<string, unknown>, right: Record<string, unknown>): string[] {
  const order = (field: string): number => (field === 'kind' ? 0 : field === 'start' || field === 'end' ? 2 : 1);
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].sort((a, b) => order(a) - order(b));
}

function differenceAt(source: string, left: unknown, right: unknown, path: string, around: Surroundings): Difference {
  const lines = [
    `${path}:`,
    `  left:  ${describe(source, left)}`,
    `  right: ${describe(source, right)}`,
    `inside ${around.path === '' ? 'the unit' : around.path}:`,
    `  left:  ${describe(source, around.left)}`,
    `  right: ${describe(source, around.right)}`,
  ];
  return { path, text: lines.join('\n') };
}

function describe(source: string, value: unknown): string {
  if (value === undefined) return 'nothing';
  if (!hasRange(value)) return JSON.stringify(value);
  const { kind, start, end } = value;
  const excerpt = source.slice(start, end);
  const shown = excerpt.length > EXCERPT_LENGTH ? `${excerpt.slice(0, EXCERPT_LENGTH)}…` : excerpt;
  const line = source.slice(0, start).split('\n').length;
  return `${kind ?? 'range'} ${start}-${end} (line ${line}) ${JSON.stringify(shown)}`;
}

function hasRange(value: unknown): value is { kind?: string; start: number; end: number } {
  return isRecord(value) && typeof value.start === 'number' && typeof value.end === 'number';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
