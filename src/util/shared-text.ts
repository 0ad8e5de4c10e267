/** Strings that occur again and again in a project, names above all, each kept once. */

/** Longer ones seldom come twice. */
const MAX_SHARED_LENGTH = 64;
/** All that 10,000 files have; then the table begins anew. */
const MAX_ENTRIES = 200_000;

const known = new Map<string, string>();

/**
 * Gives a string that equals `text`, for all who ask the same one as long as it is remembered. What is cut out of a longer text may
 * hold on to the whole of it for as long as it lives: this one stands alone.
 */
export function sharedText(text: string): string {
  if (text.length > MAX_SHARED_LENGTH) return standingAlone(text);
  const shared = known.get(text);
  if (shared !== undefined) return shared;
  if (known.size >= MAX_ENTRIES) known.clear();
  const alone = standingAlone(text);
  known.set(alone, alone);
  return alone;
}

/** What is parsed is made of bytes of its own. */
function standingAlone(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
