import type { AnnotationCstNode, CstNode, ElementValueCstNode } from 'java-parser';
import type { Annotation, ArrayInitializer, Expression, Modifier } from '../nodes.ts';
import type { Lowering } from './lowering.ts';
import { dottedName, first, isToken, onlyChild, rangeOf } from './tokens.ts';

/** Modifier words and annotations of a declaration, each in textual order. */
export interface Modifiers {
  readonly modifiers: readonly Modifier[];
  readonly annotations: readonly Annotation[];
}

/** Takes a declaration's modifier nodes, of whichever of the grammar's many modifier productions; none gives two empty lists. */
export function lowerModifiers(lower: Lowering, nodes: readonly CstNode[] | undefined): Modifiers {
  const modifiers: Modifier[] = [];
  const annotations: Annotation[] = [];
  for (const node of nodes ?? []) {
    const child = onlyChild(node);
    if (isToken(child)) modifiers.push(child.image);
    else annotations.push(lowerAnnotation(lower, child as AnnotationCstNode));
  }
  return { modifiers, annotations };
}

/** `{ … }` and anything else that can be an annotation element's value. */
export function lowerElementValue(lower: Lowering, node: ElementValueCstNode): Expression | Annotation {
  const child = onlyChild(node);
  switch (child.name) {
    case 'annotation':
      return lowerAnnotation(lower, child);
    case 'conditionalExpression':
      return lower.conditional(child);
    case 'elementValueArrayInitializer': {
      const values = child.children.elementValueList?.[0]?.children.elementValue ?? [];
      return {
        kind: 'ArrayInitializer',
        ...rangeOf(child),
        values: values.map((value) => lowerElementValue(lower, value)),
      } satisfies ArrayInitializer;
    }
  }
}

function lowerAnnotation(lower: Lowering, node: AnnotationCstNode): Annotation {
  const { typeName, elementValuePairList, elementValue } = node.children;
  const pairs = elementValuePairList?.[0]?.children.elementValuePair ?? [];
  const elements = pairs.map(({ children }) => ({
    name: first(children.Identifier).image,
    value: lowerElementValue(lower, first(children.elementValue)),
  }));
  const single = elementValue?.[0];
  if (single !== undefined) elements.push({ name: 'value', value: lowerElementValue(lower, single) });
  return { kind: 'Annotation', ...rangeOf(node), name: dottedName(first(typeName).children.Identifier), elements };
}
