import type { ParseResult } from './nodes.ts';
import type { OffsetMap } from './unicode-escapes.ts';
import { originalOffset } from './unicode-escapes.ts';

/**
 * Moves every range of a result (nodes, comments, bodies, errors) from the translated text to the original one.
 * The result is changed in place, which is safe for one that its front end has just made: copying a tree of any depth
 * would need a second tree. Gives the same object back.
 */
export function withOriginalOffsets(result: ParseResult, offsets: OffsetMap): ParseResult {
  const seen = new Set<object>();
  const open: object[] = [result];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    if (hasRange(current)) {
      current.start = originalOffset(offsets, current.start);
      current.end = originalOffset(offsets, current.end);
    }
    for (const value of Object.values(current) as unknown[]) {
      if (typeof value === 'object' && value !== null) open.push(value);
    }
  }
  return result;
}

function hasRange(value: object): value is { start: number; end: number } {
  return 'start' in value && typeof value.start === 'number' && 'end' in value && typeof value.end === 'number';
}
