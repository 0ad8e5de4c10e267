import { describe, expect, it } from 'vitest';
import { codeFrame, linesOf } from '../../src/reporter/code-frame.ts';
import { range } from './sample.ts';

const plain = { gutter: (text: string): string => text, caret: (text: string): string => text };

function frame(text: string, ...place: Parameters<typeof range>): string[] {
  return codeFrame(linesOf(text), range(...place), plain);
}

describe('codeFrame', () => {
  it('puts carets under exactly the range', () => {
    expect(frame('int a = one() + two();', 1, 17, 22)).toEqual([
      '1 | int a = one() + two();',
      '  |                 ^^^^^',
    ]);
  });

  it('expands tabs to the next stop, inside the range too', () => {
    expect(frame('\tint\ta;', 1, 2, 7)).toEqual(['1 |     int a;', '  |     ^^^^^']);
    expect(frame('\t\tb', 1, 1, 3)).toEqual(['1 |         b', '  | ^^^^^^^^']);
  });

  it('counts wide characters and surrogate pairs as two cells, combining marks as none', () => {
    expect(frame('"日本" + x', 1, 8, 9)).toEqual(['1 | "日本" + x', '  |          ^']);
    expect(frame('"😀" + x', 1, 8, 9)).toEqual(['1 | "😀" + x', '  |        ^']);
    expect(frame('"e\u0301" + x', 1, 8, 9)).toEqual(['1 | "e\u0301" + x', '  |       ^']);
  });

  it('shows the first line of a longer range, carets to its end, with the line before', () => {
    expect(frame('x();\nfoo(\n  1);', 2, 1, 5, 3)).toEqual(['1 | x();', '2 | foo(', '  | ^^^^']);
  });

  it('aligns the numbers, and leaves out a blank line before', () => {
    const lines = Array.from({ length: 10 }, (_, index) => `line${index + 1}`).join('\r\n');
    expect(frame(lines, 10, 1, 5)).toEqual([' 9 | line9', '10 | line10', '   | ^^^^']);
    expect(frame('\n  \nx', 3, 1, 2)).toEqual(['3 | x', '  | ^']);
  });

  it('points behind the end of a line where the range begins there', () => {
    expect(frame('ab', 1, 3, 3)).toEqual(['1 | ab', '  |   ^']);
  });

  it('cuts a minified line around the carets', () => {
    const rows = frame(`${'a'.repeat(100_000)}NEEDLE${'b'.repeat(100_000)}`, 1, 100_001, 100_007);
    expect(rows[0]).toHaveLength(4 + 140 + 1);
    const column = rows[0]!.indexOf('NEEDLE');
    expect(rows[1]!.indexOf('^')).toBe(column);
    expect(rows[1]!.trimEnd().length).toBe(column + 6);
  });
});
