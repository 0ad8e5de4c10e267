import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FileFacts } from '../../src/model/facts.ts';
import { factsOf } from './facts-of.ts';

const fixtures = fileURLToPath(new URL('../fixtures/', import.meta.url));
const sources = readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.java'));

/** Every object in the facts, with the objects it holds. */
function* objectsIn(root: object): Iterable<Record<string, unknown>> {
  const pending: unknown[] = [root];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value)) yield value as Record<string, unknown>;
    pending.push(...(Object.values(value) as unknown[]));
  }
}

/** What must hold for the facts of any file, as a list of what does not. */
function violations(facts: FileFacts, length: number): string[] {
  const found: string[] = [];
  const anonymous: number[] = [];
  for (const [index, { outer, binaryName }] of facts.types.entries()) {
    if (outer >= index) found.push(`${binaryName} comes before the type around it`);
  }
  for (const object of objectsIn(facts)) {
    const { span, kind, body } = object;
    if (Array.isArray(span)) {
      const [start, end] = span as [number, number];
      if (!(0 <= start && start <= end && end <= length)) found.push(`span ${start} to ${end}`);
    }
    if (kind === 'new' && typeof body === 'number' && body >= 0) anonymous.push(body);
  }
  const expected = facts.types.flatMap(({ kind }, index) => (kind === 'anonymous' ? [index] : []));
  if (anonymous.sort((left, right) => left - right).join() !== expected.join()) {
    found.push(`anonymous classes ${expected.join()} are created at ${anonymous.join()}`);
  }
  return found;
}

describe('facts of the fixtures', () => {
  it('there are fixtures', () => {
    expect(sources.length).toBeGreaterThan(100);
  });

  it.each(sources)('%s', (path) => {
    const text = readFileSync(join(fixtures, path), 'utf8');
    expect(violations(factsOf(text, path), text.length)).toEqual([]);
  });
});
