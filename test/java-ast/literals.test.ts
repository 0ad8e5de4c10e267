import { describe, expect, test } from 'vitest';
import { decodeLiteral, textBlockValue } from '../../src/java-ast/literals.ts';

describe('decodeLiteral', () => {
  test('drops the quotes of strings and characters', () => {
    expect(decodeLiteral('string', '"plain"')).toBe('plain');
    expect(decodeLiteral('string', '""')).toBe('');
    expect(decodeLiteral('char', "'x'")).toBe('x');
  });

  test('interprets every one-letter escape', () => {
    expect(decodeLiteral('string', String.raw`"\b\s\t\n\f\r\"\'\\"`)).toBe('\b \t\n\f\r"\'\\');
    expect(decodeLiteral('char', String.raw`'\''`)).toBe("'");
  });

  test('takes octal escapes of up to three digits, the first at most 3', () => {
    expect(decodeLiteral('string', String.raw`"\0\12\1234\477"`)).toBe("\0\nS4'7");
  });

  test('translates Unicode escapes, also those that give a backslash', () => {
    expect(decodeLiteral('string', String.raw`"\u0041\uuu00e9"`)).toBe('Aé');
    expect(decodeLiteral('char', String.raw`'\u005c\u005c'`)).toBe('\\');
    expect(decodeLiteral('string', String.raw`"\u005cn"`)).toBe('\n');
  });

  test('does not take the u after an escaped backslash for a Unicode escape', () => {
    expect(decodeLiteral('string', String.raw`"\\u0041"`)).toBe(String.raw`\u0041`);
  });

  test('keeps escapes unknown to Java and tolerates a missing closing quote', () => {
    expect(decodeLiteral('string', String.raw`"\q"`)).toBe(String.raw`\q`);
    expect(decodeLiteral('string', '"open')).toBe('open');
    expect(decodeLiteral('string', '"')).toBe('');
  });

  test('gives booleans their value and numbers and null none', () => {
    expect(decodeLiteral('boolean', 'true')).toBe(true);
    expect(decodeLiteral('boolean', 'false')).toBe(false);
    expect(decodeLiteral('integer', '42')).toBeNull();
    expect(decodeLiteral('floating', '1e3')).toBeNull();
    expect(decodeLiteral('null', 'null')).toBeNull();
  });
});

describe('textBlockValue', () => {
  test('strips the indentation common to the lines and the closing delimiter', () => {
    expect(textBlockValue('"""\n    one\n      two\n    """')).toBe('one\n  two\n');
    expect(textBlockValue('"""\n    one\n  """')).toBe('  one\n');
  });

  test('has no final line feed when the delimiter closes the last line', () => {
    expect(textBlockValue('"""  \n    one\n    two"""')).toBe('one\ntwo');
  });

  test('ignores blank lines when it looks for the indentation, and trailing white space', () => {
    expect(textBlockValue('"""\n    one  \t\n\n \n    two\n    """')).toBe('one\n\n\ntwo\n');
  });

  test('turns every line terminator into a line feed', () => {
    expect(textBlockValue('"""\r\n  one\r  two\r\n  """')).toBe('one\ntwo\n');
  });

  test('interprets escapes after stripping, so that escaped white space stays', () => {
    expect(textBlockValue('"""\n  one \\\n  two\\s\n  \\tthree \\040\n  """')).toBe('one two \n\tthree  \n');
  });

  test('keeps escaped and inner quotes', () => {
    expect(textBlockValue('"""\n  say "hi" \\""" there\n  """')).toBe('say "hi" """ there\n');
  });

  test('is what decodeLiteral uses for a string that starts with three quotes', () => {
    expect(decodeLiteral('string', '"""\n  x\n  """')).toBe('x\n');
  });
});
