import { describe, expect, it } from 'vitest';
import type { Literal } from '../../src/java-ast/nodes.ts';
import { literalFact } from '../../src/model/constant.ts';

function fact(type: Literal['type'], literal: string, value: Literal['value'] = null): ReturnType<typeof literalFact> {
  return literalFact({ kind: 'Literal', type, literal, value, start: 0, end: literal.length });
}

describe('integer literals', () => {
  it.each([
    ['0', 0],
    ['42', 42],
    ['1_000_000', 1_000_000],
    ['2147483648', 2_147_483_648],
    ['0x7f', 127],
    ['0XFFFF_FFFF', -1],
    ['0b1010', 10],
    ['0B1000_0000_0000_0000_0000_0000_0000_0000', -2_147_483_648],
    ['017', 15],
    ['0_17', 15],
    ['00', 0],
    ['037777777777', -1],
  ])('%s is the int %d', (literal, value) => {
    expect(fact('integer', literal)).toEqual({ type: 'int', value });
  });

  it.each([
    ['0L', 0],
    ['1l', 1],
    ['86_400_000L', 86_400_000],
    ['0xFFFFFFFFL', 4_294_967_295],
    ['0xFFFFFFFFFFFFFFFFL', -1],
    ['0777L', 511],
    ['9223372036854775807L', 9_223_372_036_854_775_807],
  ])('%s is the long %d', (literal, value) => {
    expect(fact('integer', literal)).toEqual({ type: 'long', value });
  });

  it.each(['', 'L', '0x', '0b2', '089', '1a'])('%j is no integer literal', (literal) => {
    expect(fact('integer', literal)).toBeNull();
  });
});

describe('floating-point literals', () => {
  it.each([
    ['1.5', 1.5],
    ['.5', 0.5],
    ['1.', 1],
    ['1e3', 1000],
    ['1_0.2_5E-1', 1.025],
    ['7d', 7],
    ['2.5D', 2.5],
    ['0x1.8p3', 12],
    ['0x.8P0', 0.5],
    ['0xAp-1d', 5],
    ['4.9e-324', Number.MIN_VALUE],
  ])('%s is the double %d', (literal, value) => {
    expect(fact('floating', literal)).toEqual({ type: 'double', value });
  });

  it('a float is rounded to 32 bits', () => {
    expect(fact('floating', '0.1f')).toEqual({ type: 'float', value: Math.fround(0.1) });
    expect(fact('floating', '0x1p1F')).toEqual({ type: 'float', value: 2 });
  });

  it.each(['', '.', 'e5', '1e999', '0x.p1'])('%j is no finite literal', (literal) => {
    expect(fact('floating', literal)).toBeNull();
  });
});

describe('other literals', () => {
  it('strings, characters and booleans keep the decoded value', () => {
    expect(fact('string', '"a\\n"', 'a\n')).toEqual({ type: 'string', value: 'a\n' });
    expect(fact('char', "'x'", 'x')).toEqual({ type: 'char', value: 'x' });
    expect(fact('boolean', 'false', false)).toEqual({ type: 'boolean', value: false });
  });

  it('null is a literal of its own type', () => {
    expect(fact('null', 'null')).toEqual({ type: 'null', value: null });
  });

  it('a string without a decoded value is none', () => {
    expect(fact('string', '"')).toBeNull();
  });
});
