import { expect } from 'vitest';
import { loadOrchard } from '../../src/java-ast/orchard.ts';
import { lineStartsOf } from '../../src/java-ast/line-table.ts';
import { outlineOf } from '../../src/java-ast/outline.ts';
import type { FileFacts, Span, TypeFact } from '../../src/model/facts.ts';
import { lowerUnit } from '../../src/model/lower.ts';
import { renderStatements } from './render.ts';

const orchard = await loadOrchard();

/** The facts of a Java source text; every one must be plain JSON. Syntax errors are for the test to look at. */
export function factsOf(source: string, file = 'T.java'): FileFacts {
  const { unit, errors } = orchard.parse(source);
  const facts = lowerUnit(unit, {
    file,
    lineStarts: lineStartsOf(source),
    outline: outlineOf(source),
    syntaxErrors: errors,
  });
  expect(JSON.parse(JSON.stringify(facts))).toStrictEqual(facts);
  return facts;
}

/** The type with a binary name; throws when there is none. */
export function typeOf(facts: FileFacts, binaryName: string): TypeFact {
  const type = facts.types.find((candidate) => candidate.binaryName === binaryName);
  if (type === undefined) throw new Error(`no ${binaryName} in ${binaryNames(facts).join(', ')}`);
  return type;
}

/** The binary names of all types, in the order of the facts. */
export function binaryNames(facts: FileFacts): string[] {
  return facts.types.map(({ binaryName }) => binaryName);
}

/** A method's body as text (see render.ts); '' when it has none. */
export function bodyOf(type: TypeFact, method: string): string {
  const found = type.methods.find(({ name }) => name === method);
  if (found === undefined) throw new Error(`no method ${method} in ${type.binaryName}`);
  return renderStatements(found.body ?? []);
}

/** A type's initialisers as text, static ones marked. */
export function initializersOf(type: TypeFact): string[] {
  return type.initializers.map(({ isStatic, body }) => `${isStatic ? 'static ' : ''}${renderStatements(body)}`);
}

/** The body, as text, of a method `void m(Object o) { statements }` in a class T with a field `f`. */
export function lowered(statements: string): string {
  const facts = factsOf(`class T { Object f; void m(Object o) { ${statements} } }`);
  if (facts.syntaxErrors.length > 0) throw new Error(`${facts.syntaxErrors[0]!.message} in ${statements}`);
  return bodyOf(typeOf(facts, 'T'), 'm');
}

/** An expression as text, lowered as the value of a local in that method. */
export function loweredExpression(expression: string): string {
  return lowered(`Object x = ${expression};`).slice('local Object x = '.length);
}

/** The text in the source that a span covers. */
export function textAt(source: string, [start, end]: Span): string {
  return source.slice(start, end);
}
