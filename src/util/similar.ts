/** The nearest known word to a mistyped one, for "did you mean". */

/** ` (did you mean 'x'?)`, to be put behind a message, or nothing when no candidate is near. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const similar = mostSimilar(word, candidates);
  return similar === null ? '' : ` (did you mean '${similar}'?)`;
}

/** A shorter part is in too many words to mean one of them. */
const MIN_PART = 3;
/** What is longer than any name is like none. */
const MAX_LENGTH = 100;

/**
 * Gives the first candidate that `word` is a part of, else the one with the fewest edits, or null when none is near (more
 * than a third of it would change).
 */
export function mostSimilar(word: string, candidates: readonly string[]): string | null {
  const longer = candidates.filter((candidate) => word.length >= MIN_PART && candidate.includes(word));
  if (longer[0] !== undefined) return longer[0];
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const distance = editDistance(word.slice(0, MAX_LENGTH), candidate);
    if (distance < bestDistance && distance <= Math.max(2, candidate.length / 3)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** The number of insertions, deletions and substitutions that turn one text into the other. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
