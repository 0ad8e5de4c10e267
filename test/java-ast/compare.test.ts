import { describe, expect, test } from 'vitest';
import type { BinaryExpression, Identifier } from '../../src/java-ast/nodes.ts';
import { firstDifference } from './compare.ts';

const SOURCE = 'a + b';

function name(start: number, text: string): Identifier {
  return { kind: 'Identifier', start, end: start + text.length, name: text };
}

function sum(right: Identifier, change: Partial<BinaryExpression> = {}): BinaryExpression {
  return { kind: 'BinaryExpression', start: 0, end: 5, operator: '+', left: name(0, 'a'), right, ...change };
}

describe('firstDifference', () => {
  test('is null for equal trees, whatever the order of their fields', () => {
    const { kind, start, end, operator, left, right } = sum(name(4, 'b'));
    const reordered = { right, left, operator, end, start, kind };
    expect(firstDifference(SOURCE, sum(name(4, 'b')), reordered)).toBeNull();
  });

  test('names the path, both sides and the node around them', () => {
    const difference = firstDifference(SOURCE, sum(name(4, 'b')), sum({ ...name(4, 'b'), name: 'c' }));
    expect(difference?.path).toBe('right.name');
    expect(difference?.text).toBe(
      [
        'right.name:',
        '  left:  "b"',
        '  right: "c"',
        'inside right:',
        '  left:  Identifier 4-5 (line 1) "b"',
        '  right: Identifier 4-5 (line 1) "b"',
      ].join('\n'),
    );
  });

  test('sees a different kind, range, missing field and list length', () => {
    const right = sum(name(4, 'b'));
    expect(firstDifference(SOURCE, sum(name(4, 'b')), { ...right, kind: 'Assignment' })?.path).toBe('kind');
    expect(firstDifference(SOURCE, sum(name(4, 'b')), { ...right, end: 4 })?.path).toBe('end');
    expect(firstDifference(SOURCE, sum(name(4, 'b')), { kind: right.kind, start: 0, end: 5 })?.path).toBe('operator');
    const call = (count: number) => ({ kind: 'Call', start: 0, end: 5, arguments: Array(count).fill(name(0, 'a')) });
    expect(firstDifference(SOURCE, call(1), call(2))?.path).toBe('arguments[1]');
    expect(firstDifference(SOURCE, call(1), call(2))?.text).toContain('left:  nothing');
  });
});
