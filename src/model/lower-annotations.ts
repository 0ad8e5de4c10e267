/** Annotations to facts. */

import type * as Ast from '../java-ast/nodes.ts';
import type * as Facts from './facts.ts';
import type { Lowering } from './lowering.ts';
import { spanOf } from './lowering.ts';

/** Lowers annotations; a nested annotation becomes an 'unknown' expression, of an element given twice the last one counts. */
export function lowerAnnotations(
  lowering: Lowering,
  annotations: readonly Ast.Annotation[],
): readonly Facts.AnnotationFact[] {
  if (annotations.length === 0) return [];
  // Element values are constant expressions: nothing in them becomes a statement.
  const outerSink = lowering.sink;
  lowering.sink = null;
  const facts = annotations.map((annotation) => lowerAnnotation(lowering, annotation));
  lowering.sink = outerSink;
  return facts;
}

function lowerAnnotation(lowering: Lowering, annotation: Ast.Annotation): Facts.AnnotationFact {
  const elements = annotation.elements.map(({ name, value }): [string, Facts.Expression] => [
    name,
    value.kind === 'Annotation' ? { kind: 'unknown', span: spanOf(value) } : lowering.expression(value),
  ]);
  return { name: annotation.name, elements: Object.fromEntries(elements), span: spanOf(annotation) };
}
