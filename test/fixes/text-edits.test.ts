import { describe, expect, it } from 'vitest';
import { applyEdits, conflict, textEditsOf } from '../../src/fixes/text-edits.ts';
import type { TextEdit } from '../../src/types.ts';

const at = (line: number, column: number, endLine = line, endColumn = column): TextEdit['range'] => ({
  start: { line, column },
  end: { line: endLine, column: endColumn },
});

describe('applyEdits', () => {
  it('applies edits in any order and keeps line ends', () => {
    const text = 'one\r\ntwo\r\nthree';
    const edits = [
      { range: at(3, 1, 3, 6), newText: 'drei' },
      { range: at(1, 1, 1, 4), newText: 'eins' },
      { range: at(2, 4), newText: '!' },
    ];
    expect(applyEdits(text, edits)).toBe('eins\r\ntwo!\r\ndrei');
  });

  it('counts columns in UTF-16 units', () => {
    expect(applyEdits('"😀" x', [{ range: at(1, 6, 1, 7), newText: 'y' }])).toBe('"😀" y');
  });

  it('puts insertions at one place in the order given, and before a replacement that begins there', () => {
    const edits = [
      { range: at(1, 1, 1, 2), newText: 'c' },
      { range: at(1, 1), newText: 'a' },
      { range: at(1, 1), newText: 'b' },
    ];
    expect(applyEdits('x', edits)).toBe('abc');
  });

  it('refuses edits that overlap or lie outside the text', () => {
    const overlapping = [
      { range: at(1, 1, 1, 3), newText: '' },
      { range: at(1, 2, 1, 4), newText: '' },
    ];
    expect(() => applyEdits('abcd', overlapping)).toThrow(RangeError);
    expect(() => applyEdits('abcd', [{ range: at(2, 1), newText: '' }])).toThrow(RangeError);
    expect(() => applyEdits('abcd', [{ range: at(1, 6), newText: '' }])).toThrow(RangeError);
    expect(() => applyEdits('abcd', [{ range: at(1, 3, 1, 1), newText: '' }])).toThrow(RangeError);
  });
});

describe('textEditsOf', () => {
  it('sorts edits and joins insertions at one place', () => {
    const edits = textEditsOf('A.java', 'ab\ncd', [
      { start: 3, end: 4, newText: 'C' },
      { start: 1, end: 1, newText: 'x' },
      { start: 1, end: 1, newText: 'y' },
    ]);
    expect(edits).toEqual([
      { file: 'A.java', range: at(1, 2), newText: 'xy' },
      { file: 'A.java', range: at(2, 1, 2, 2), newText: 'C' },
    ]);
  });
});

describe('conflict', () => {
  const edit = (range: TextEdit['range'], file = 'A.java'): TextEdit => ({ file, range, newText: '' });

  it('is when two edits touch the same place of the same file', () => {
    expect(conflict([edit(at(1, 1, 1, 5))], [edit(at(1, 4, 1, 8))])).toBe(true);
    expect(conflict([edit(at(2, 1))], [edit(at(2, 1))])).toBe(true);
    expect(conflict([edit(at(1, 1, 1, 5))], [edit(at(1, 6, 1, 8))])).toBe(false);
    expect(conflict([edit(at(1, 1, 1, 5))], [edit(at(1, 4, 1, 8), 'B.java')])).toBe(false);
  });
});
