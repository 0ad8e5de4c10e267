import { decodeLiteral } from '../literals.ts';
import type { Literal } from '../nodes.ts';
import type { Conversion } from './conversion.ts';
import { kindAt, placeOf, textAt } from './conversion.ts';
import { Kind } from './kinds.ts';

const LINE_END = /[\r\n]/;

/** Converts a literal; null when the table entry is none. */
export function convertLiteral(conversion: Conversion, index: number): Literal | null {
  const type = literalType(kindAt(conversion, index));
  if (type === null) return null;
  const literal = textAt(conversion, index);
  if (type === 'string') reportLineEnd(conversion, index, literal);
  return { kind: 'Literal', ...placeOf(conversion, index), type, literal, value: valueOf(type, literal) };
}

/** The grammar lets a string run over the end of its line. */
function reportLineEnd(conversion: Conversion, index: number, literal: string): void {
  if (!LINE_END.test(literal) || literal.startsWith('"""')) return;
  conversion.errors.push({ ...placeOf(conversion, index), message: 'unclosed string literal' });
}

function literalType(kind: number): Literal['type'] | null {
  switch (kind) {
    case Kind.string_literal:
      return 'string';
    case Kind.character_literal:
      return 'char';
    case Kind.decimal_integer_literal:
    case Kind.hex_integer_literal:
    case Kind.octal_integer_literal:
    case Kind.binary_integer_literal:
      return 'integer';
    case Kind.decimal_floating_point_literal:
    case Kind.hex_floating_point_literal:
      return 'floating';
    case Kind.true:
    case Kind.false:
      return 'boolean';
    case Kind.null_literal:
      return 'null';
    default:
      return null;
  }
}

/** Most strings are plain: they need no decoding. */
function valueOf(type: Literal['type'], literal: string): Literal['value'] {
  const isPlain = type === 'string' && !literal.includes('\\') && !literal.startsWith('"""') && literal.endsWith('"');
  return isPlain ? literal.slice(1, -1) : decodeLiteral(type, literal);
}
