import type { Expression, FieldAccess, Identifier, SuperExpression, ThisExpression, Type } from '../nodes.ts';
import type { Conversion, Place } from './conversion.ts';
import { childrenOf, dottedName, endOf, identifierAt, kindAt, nextOf, placeOf, textAt } from './conversion.ts';
import { Kind } from './kinds.ts';
import { convertType } from './types.ts';

/** `this`, or `Outer.this` with the table entry of the qualifier. */
export function thisExpression(place: Place, qualifier: number | null, conversion?: Conversion): ThisExpression {
  const { start, end } = place;
  return { kind: 'ThisExpression', start, end, qualifier: qualifierName(qualifier, conversion) };
}

/** `super`, or `Outer.super` with the table entry of the qualifier. */
export function superExpression(place: Place, qualifier: number | null, conversion?: Conversion): SuperExpression {
  const { start, end } = place;
  return { kind: 'SuperExpression', start, end, qualifier: qualifierName(qualifier, conversion) };
}

function qualifierName(qualifier: number | null, conversion: Conversion | undefined): string | null {
  return qualifier === null || conversion === undefined ? null : dottedName(conversion, qualifier);
}

/** Builds `target::name` around its target. */
export function methodReference(conversion: Conversion, index: number, target: Expression | Type): Expression {
  const last = childrenOf(conversion, index).at(-1);
  return {
    kind: 'MethodReference',
    ...placeOf(conversion, index),
    target,
    name: last === undefined ? '' : textAt(conversion, last),
  };
}

/**
 * The target of a method reference that the grammar took for a type. `a.b::c` may as well be a field's method, so
 * a plain name becomes an expression; only arrays, primitive and generic types stay types.
 */
export function methodReferenceTarget(conversion: Conversion, index: number): Expression | Type {
  const target = childrenOf(conversion, index)[0] ?? index;
  return nameAsExpression(conversion, target) ?? convertType(conversion, target);
}

/** A type's plain name as what it can be instead: a name, a chain of field accesses, `Outer.super`. Null for other types. */
export function nameAsExpression(conversion: Conversion, index: number): Expression | null {
  const kind = kindAt(conversion, index);
  const place = placeOf(conversion, index);
  if (kind === Kind.type_identifier) return identifierAt(conversion, index, place);
  if (kind !== Kind.scoped_type_identifier) return null;
  const names: number[] = [];
  for (let entry = index; entry < nextOf(conversion, index); entry++) {
    const entryKind = kindAt(conversion, entry);
    if (entryKind === Kind.type_identifier) names.push(entry);
    else if (entryKind !== Kind.scoped_type_identifier) return null;
  }
  return fieldAccesses(conversion, names, place);
}

/** The grammar has no `Outer.super::name`: there it takes `super` for the last part of the type's name. */
function fieldAccesses(conversion: Conversion, names: readonly number[], place: Place): Expression | null {
  const [first, ...rest] = names;
  if (first === undefined) return null;
  let expression: Identifier | FieldAccess = identifierAt(conversion, first, place);
  for (const entry of rest) {
    const name = identifierAt(conversion, entry, place);
    if (name.name === 'super') {
      return { kind: 'SuperExpression', ...place, qualifier: qualifierText(expression) };
    }
    const end = endOf(conversion, entry);
    expression = { kind: 'FieldAccess', start: place.start, end, target: expression, name };
  }
  return expression;
}

function qualifierText(expression: Expression): string {
  if (expression.kind === 'FieldAccess') return `${qualifierText(expression.target)}.${expression.name.name}`;
  return expression.kind === 'Identifier' ? expression.name : '';
}
