import { describe, expect, test } from 'vitest';
import { lineStartsOf, positionAt, rangeAt } from '../../src/java-ast/line-table.ts';

describe('lineStartsOf', () => {
  test.each([
    ['', [0]],
    ['a', [0]],
    ['a\nb', [0, 2]],
    ['a\r\nb\r\n', [0, 3, 6]],
    ['a\rb\r\rc', [0, 2, 4, 5]],
    ['\n\r\n\r', [0, 1, 3, 4]],
  ])('ends lines of %j at LF, CRLF and CR', (text, starts) => {
    expect(lineStartsOf(text)).toEqual(starts);
  });
});

describe('positionAt', () => {
  const text = 'ab\r\n\tx😀y\n';
  const starts = lineStartsOf(text);

  test.each([
    [0, 1, 1],
    [1, 1, 2],
    [2, 1, 3],
    [4, 2, 1],
    [5, 2, 2],
    [6, 2, 3],
    [8, 2, 5],
    [10, 3, 1],
  ])('gives offset %i as line %i, column %i in UTF-16 units, a tab being one', (offset, line, column) => {
    expect(positionAt(starts, offset)).toEqual({ line, column });
  });

  test('counts from the last line behind the end and starts at the first position before the text', () => {
    expect(positionAt(starts, 12)).toEqual({ line: 3, column: 3 });
    expect(positionAt(starts, -1)).toEqual({ line: 1, column: 1 });
  });
});

test('rangeAt gives both positions, the end exclusive', () => {
  expect(rangeAt(lineStartsOf('a\nbc\n'), 0, 4)).toEqual({
    start: { line: 1, column: 1 },
    end: { line: 2, column: 3 },
  });
});
