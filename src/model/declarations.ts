/** What a file declares, without the code in its bodies and without places. */
import type { FileFacts } from './facts.ts';

/** Properties that say where something stands or what code does. */
const LEFT_OUT = new Set(['span', 'nameSpan', 'lineStarts', 'syntaxErrors', 'body', 'markers']);

/**
 * A text that two versions of a file share when they declare the same types and members in the same order, with the same
 * types, modifiers, annotations and imports. Bodies do not count, but local and anonymous classes in them do.
 */
export function declarationsOf(facts: FileFacts): string {
  return JSON.stringify(facts, (key, value: unknown) => (LEFT_OUT.has(key) ? undefined : value));
}
