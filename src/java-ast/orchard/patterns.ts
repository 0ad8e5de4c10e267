import type { Expression, Pattern } from '../nodes.ts';
import { modifiersOf } from './annotations.ts';
import type { Conversion } from './conversion.ts';
import { childOfKind, childrenOf, endOf, identifierAt, kindAt, nested, placeOf, startOf } from './conversion.ts';
import { Kind } from './kinds.ts';
import { nameOf, typedParameter } from './parameters.ts';
import { classType, convertType, isTypeKind } from './types.ts';

/** Builds `operand instanceof T`, `… instanceof T name` or `… instanceof R(…)`. */
export function instanceofExpression(conversion: Conversion, index: number, operand: Expression): Expression {
  const place = placeOf(conversion, index);
  const children = childrenOf(conversion, index).slice(1);
  const record = children.find((child) => kindAt(conversion, child) === Kind.record_pattern);
  const type = children.find((child) => isTypeKind(kindAt(conversion, child)));
  const name = children.find((child) => isNameKind(kindAt(conversion, child)));
  if (record !== undefined) {
    return { kind: 'InstanceofExpression', ...place, operand, type: null, pattern: convertPattern(conversion, record) };
  }
  if (type === undefined) return { kind: 'ErrorExpression', ...place };
  const testedType = convertType(conversion, type);
  if (name === undefined) {
    return { kind: 'InstanceofExpression', ...place, operand, type: testedType, pattern: null };
  }
  const patternPlace = { start: startOf(conversion, children[0] ?? type), end: endOf(conversion, name) };
  const pattern: Pattern = {
    kind: 'TypePattern',
    ...patternPlace,
    variable: {
      kind: 'FormalParameter',
      ...patternPlace,
      ...modifiersOf(conversion, index),
      type: testedType,
      name: identifierAt(conversion, name, patternPlace),
      variableArity: false,
    },
  };
  return { kind: 'InstanceofExpression', ...place, operand, type: null, pattern };
}

function isNameKind(kind: number): boolean {
  return kind === Kind.identifier || kind === Kind.underscore_pattern;
}

/** Converts a type pattern, record pattern or `_`. */
export function convertPattern(conversion: Conversion, index: number): Pattern {
  switch (kindAt(conversion, index)) {
    case Kind.pattern:
      return convertPattern(conversion, childrenOf(conversion, index)[0] ?? index + 1);
    case Kind.record_pattern:
      return nested(conversion, index, recordPattern, ({ start, end }) => ({ kind: 'MatchAllPattern', start, end }));
    case Kind.record_pattern_component:
      if (nameOf(conversion, index) === index + 1 && kindAt(conversion, index + 1) === Kind.underscore_pattern) {
        return { kind: 'MatchAllPattern', ...placeOf(conversion, index) };
      }
      return typePattern(conversion, index);
    case Kind.type_pattern:
      return typePattern(conversion, index);
    default:
      return { kind: 'MatchAllPattern', ...placeOf(conversion, index) };
  }
}

function typePattern(conversion: Conversion, index: number): Pattern {
  return { kind: 'TypePattern', ...placeOf(conversion, index), variable: typedParameter(conversion, index) };
}

function recordPattern(conversion: Conversion, index: number): Pattern {
  const [type] = childrenOf(conversion, index);
  const body = childOfKind(conversion, index, Kind.record_pattern_body);
  return {
    kind: 'RecordPattern',
    ...placeOf(conversion, index),
    type: classType(conversion, type ?? index),
    patterns: body < 0 ? [] : childrenOf(conversion, body).map((child) => convertPattern(conversion, child)),
  };
}
