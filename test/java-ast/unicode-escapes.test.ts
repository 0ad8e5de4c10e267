import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { originalOffset, translateUnicodeEscapes } from '../../src/java-ast/unicode-escapes.ts';

describe('translateUnicodeEscapes', () => {
  test.each([
    ['a\\u0041b', 'aAb'],
    ['\\uuu0041', 'A'],
    ['\\\\u0041', '\\\\u0041'],
    ['\\\\\\u0041', '\\\\A'],
    ['\\u005cu0041', '\\u0041'],
    ['\\u005c\\u0041', '\\A'],
    ['\\ud83d\\ude00', '😀'],
    ['\\u00', '\\u00'],
    ['\\u00zz \\u0042', '\\u00zz B'],
    ['\\u000a', '\n'],
  ])('gives %s as %s', (original, translated) => {
    expect(translateUnicodeEscapes(original).text).toBe(translated);
  });

  test('gives the same text and no offsets when there is nothing to translate', () => {
    expect(translateUnicodeEscapes('class A {}')).toEqual({ text: 'class A {}', offsets: null });
    expect(translateUnicodeEscapes('"\\\\u0041"')).toEqual({ text: '"\\\\u0041"', offsets: null });
  });

  test('leads offsets back: an escape is one character long and six or more in the original', () => {
    const { text, offsets } = translateUnicodeEscapes('x\\u0041y\\uu0042z');
    expect(text).toBe('xAyBz');
    expect([0, 1, 2, 3, 4, 5].map((offset) => originalOffset(offsets!, offset))).toEqual([0, 1, 7, 8, 15, 16]);
  });

  test('leads each character back to its own place, for any mix of plain text and escapes', () => {
    const piece = fc.oneof(
      fc.constantFrom('a', '\\\\', '\n', '😀', '"'),
      fc.nat(0xffff).map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`),
    );
    const property = fc.property(fc.array(piece), (pieces) => {
      const original = pieces.join('');
      const { text, offsets } = translateUnicodeEscapes(original);
      const back = (offset: number): number => (offsets === null ? offset : originalOffset(offsets, offset));
      expect(back(0)).toBe(0);
      expect(back(text.length)).toBe(original.length);
      for (let offset = 0; offset < text.length; offset++) {
        const written = original.slice(back(offset), back(offset + 1));
        expect(written.length === 1 ? written : String.fromCharCode(parseInt(written.slice(2), 16))).toBe(text[offset]);
      }
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });
});
