/** Literals to values (JLS 3.10). */

import type * as Ast from '../java-ast/nodes.ts';
import type * as Facts from './facts.ts';

type LiteralFact = Pick<Extract<Facts.Expression, { kind: 'literal' }>, 'type' | 'value'>;

/**
 * The type and value of a literal; null for text that is no literal of its kind (only in broken sources).
 * A decimal integer keeps its unsigned value (2147483648 in `-2147483648`); other radixes wrap to the type as in Java.
 */
export function literalFact(literal: Ast.Literal): LiteralFact | null {
  switch (literal.type) {
    case 'null':
      return { type: 'null', value: null };
    case 'integer':
      return integerFact(literal.literal);
    case 'floating':
      return floatingFact(literal.literal);
    default:
      return literal.value === null ? null : { type: literal.type, value: literal.value };
  }
}

function integerFact(text: string): LiteralFact | null {
  const digits = text.replaceAll('_', '').toLowerCase();
  const isLong = digits.endsWith('l');
  const type = isLong ? 'long' : 'int';
  const bare = isLong ? digits.slice(0, -1) : digits;
  // BigInt reads 0x and 0b as Java does; Java's octal is a mere leading zero.
  const source = /^0[0-7]+$/.test(bare) ? `0o${bare.slice(1)}` : bare;
  if (!/^(?:0x[\da-f]+|0b[01]+|0o[0-7]+|0|[1-9]\d*)$/.test(source)) return null;
  const value = BigInt(source);
  const isDecimal = /^\d+$/.test(source);
  return { type, value: Number(isDecimal ? value : BigInt.asIntN(isLong ? 64 : 32, value)) };
}

function floatingFact(text: string): LiteralFact | null {
  const digits = text.replaceAll('_', '').toLowerCase();
  const hexadecimal = /^0x([\da-f]*)(?:\.([\da-f]*))?p([+-]?\d+)([fd]?)$/.exec(digits);
  const decimal = /^(\d*(?:\.\d*)?(?:e[+-]?\d+)?)([fd]?)$/.exec(digits);
  const isFloat = (hexadecimal?.[4] ?? decimal?.[2]) === 'f';
  const value = hexadecimal === null ? decimalValue(decimal?.[1]) : hexadecimalValue(hexadecimal);
  const rounded = isFloat ? Math.fround(value) : value;
  return Number.isFinite(rounded) ? { type: isFloat ? 'float' : 'double', value: rounded } : null;
}

function decimalValue(digits: string | undefined): number {
  return digits === undefined || digits === '' || digits === '.' ? Number.NaN : Number(digits);
}

function hexadecimalValue([, whole = '', fraction = '', exponent = '']: readonly string[]): number {
  if (whole + fraction === '') return Number.NaN;
  return Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
}
