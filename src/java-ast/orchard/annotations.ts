import type { Annotation, Expression, Modifier } from '../nodes.ts';
import type { Conversion } from './conversion.ts';
import { childOfKind, childrenOf, dottedName, endOf, kindAt, nested, placeOf, textAt } from './conversion.ts';
import { Kind } from './kinds.ts';

/** The modifiers and annotations of a declaration, each in the order they are written. */
export interface Modifiers {
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly Annotation[];
}

const NONE: Modifiers = { modifiers: [], annotations: [] };

/** Reads the modifiers of a declaration, parameter or resource. */
export function modifiersOf(conversion: Conversion, declaration: number): Modifiers {
  const index = childOfKind(conversion, declaration, Kind.modifiers);
  if (index < 0) return NONE;
  const modifiers: string[] = [];
  const annotations: Annotation[] = [];
  for (const child of childrenOf(conversion, index)) {
    if (isAnnotationKind(kindAt(conversion, child))) annotations.push(convertAnnotation(conversion, child));
    else modifiers.push(textAt(conversion, child));
  }
  return { modifiers, annotations };
}

/** Whether a table entry of this kind is an annotation. */
export function isAnnotationKind(kind: number): boolean {
  return kind === Kind.marker_annotation || kind === Kind.annotation;
}

/** Converts `@Name`, `@Name(value)` or `@Name(a = 1)`. */
export function convertAnnotation(conversion: Conversion, index: number): Annotation {
  const [name] = childrenOf(conversion, index);
  const list = childOfKind(conversion, index, Kind.annotation_argument_list);
  const elements: { name: string; value: Expression | Annotation }[] = [];
  for (const child of list < 0 ? [] : childrenOf(conversion, list)) {
    if (kindAt(conversion, child) !== Kind.element_value_pair) {
      elements.push({ name: 'value', value: elementValue(conversion, child) });
      continue;
    }
    const [key, value] = childrenOf(conversion, child).filter((part) => kindAt(conversion, part) !== Kind.operator);
    if (key === undefined) continue;
    const missing = value === undefined;
    const end = endOf(conversion, child);
    elements.push({
      name: textAt(conversion, key),
      value: missing ? { kind: 'ErrorExpression', start: end, end } : elementValue(conversion, value),
    });
  }
  return {
    kind: 'Annotation',
    ...placeOf(conversion, index),
    name: name === undefined ? '' : dottedName(conversion, name),
    elements,
  };
}

/** Converts an element's value or default: an expression, an annotation or an array of them. */
export function elementValue(conversion: Conversion, index: number): Expression | Annotation {
  if (!isAnnotationKind(kindAt(conversion, index))) return conversion.parts.expression(conversion, index);
  return nested<Annotation | Expression>(conversion, index, convertAnnotation, ({ start, end }) => ({
    kind: 'ErrorExpression',
    start,
    end,
  }));
}
