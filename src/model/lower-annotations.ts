/** Annotations to facts. */

import type * as Ast from '../java-ast/nodes.ts';
import type * as Facts from './facts.ts';
import type { Lowering } from './lowering.ts';
import { lowerEach, spanOf } from './lowering.ts';

const NO_ELEMENTS: Facts.AnnotationFact['elements'] = {};

/** Lowers annotations; a nested annotation becomes an 'unknown' expression, of an element given twice the last one counts. */
export function lowerAnnotations(
  lowering: Lowering,
  annotations: readonly Ast.Annotation[],
): readonly Facts.AnnotationFact[] {
  // Element values are constant expressions: nothing in them becomes a statement.
  const outerSink = lowering.sink;
  lowering.sink = null;
  const facts = lowerEach(annotations, (annotation) => lowerAnnotation(lowering, annotation));
  lowering.sink = outerSink;
  return facts;
}

function lowerAnnotation(lowering: Lowering, annotation: Ast.Annotation): Facts.AnnotationFact {
  const elements = annotation.elements.map(({ name, value }): [string, Facts.Expression] => [
    name,
    value.kind === 'Annotation' ? { kind: 'unknown', span: spanOf(value) } : lowering.expression(value),
  ]);
  return {
    name: annotation.name,
    elements: elements.length === 0 ? NO_ELEMENTS : Object.fromEntries(elements),
    span: spanOf(annotation),
  };
}
