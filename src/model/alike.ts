/** Facts that say the same at another place: how to tell, and how to move the ones to where the others are. */

/** Properties that say where something stands. */
const PLACES: ReadonlySet<string> = new Set(['span', 'nameSpan']);

type Fields = Readonly<Record<string, unknown>>;

/** Whether two facts are equal but for their places, and for properties named in `leftOut` at the top. */
export function isAlike(left: unknown, right: unknown, leftOut: ReadonlySet<string> = PLACES): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) {
    return Object.is(left, right);
  }
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => isAlike(item, right[index]));
  }
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every(
    (key) =>
      PLACES.has(key) || leftOut.has(key) || (key in right && isAlike((left as Fields)[key], (right as Fields)[key])),
  );
}

/**
 * Gives `kept` the places of `next`, which is alike: the spans are changed in place, so whoever holds one of them holds the
 * new place. Properties named in `leftOut` stay, at the top.
 */
export function moveTo(kept: unknown, next: unknown, leftOut: ReadonlySet<string> = NOTHING): void {
  if (typeof kept !== 'object' || typeof next !== 'object' || kept === null || next === null) return;
  if (Array.isArray(kept)) {
    for (const [index, item] of kept.entries()) moveTo(item, (next as unknown[])[index]);
    return;
  }
  for (const key of Object.keys(kept)) {
    if (leftOut.has(key)) continue;
    const [before, after] = [(kept as Fields)[key], (next as Fields)[key]];
    if (PLACES.has(key)) place(before as number[], after as readonly number[]);
    else moveTo(before, after);
  }
}

const NOTHING: ReadonlySet<string> = new Set();

function place(span: number[], next: readonly number[]): void {
  for (const [index, offset] of next.entries()) span[index] = offset;
}
