import { parseWithJavaParser } from '../../src/java-ast/java-parser.ts';
import type { OrchardParser } from '../../src/java-ast/orchard.ts';
import { translateUnicodeEscapes } from '../../src/java-ast/unicode-escapes.ts';
import { firstDifference } from './compare.ts';
import { rangeFaults } from './ranges.ts';

/** So many wrong ranges of one file are told. */
const MAX_FAULTS = 3;

/**
 * What is not as it must be when both front ends read a Java text: one refuses it, their trees differ, or a node's range
 * does not hold what the node says. In words; null when all is well.
 */
export function disagreement(orchard: OrchardParser, original: string): string | null {
  const { text } = translateUnicodeEscapes(original);
  const tolerant = orchard.parse(text);
  const strict = parseWithJavaParser(text);
  const refusals = [
    ...tolerant.errors.slice(0, 1).map(({ start, message }) => `orchard: ${message} at ${lineOf(text, start)}`),
    ...(strict.ok ? [] : [`java-parser: ${strict.error.message} at ${lineOf(text, strict.error.start)}`]),
  ];
  if (refusals.length > 0 || !strict.ok) return refusals.join('\n');
  const difference = firstDifference(text, tolerant.unit, strict.unit);
  if (difference !== null) return `left is orchard, right is java-parser\n${difference.text}`;
  const faults = rangeFaults(tolerant.unit, text);
  return faults.length === 0 ? null : faults.slice(0, MAX_FAULTS).join('\n');
}

function lineOf(text: string, offset: number): string {
  return `line ${text.slice(0, offset).split('\n').length}`;
}
