/** Object fields of a class that requests create, with an expensive object each: they become static. */
import type { Expression } from '../java-ast/nodes.ts';
import type { Finding, Suggestion } from '../types.ts';
import { constantName } from './field-names.ts';
import { mayHaveStatic } from './field-place.ts';
import { fieldNamed, fieldsOf, referencesTo, type Field } from './fields.ts';
import { isTypeDeclaration, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { indentAt, layoutOf, takenFrom } from './layout.ts';
import { lineOf, withComments } from './lines.ts';
import { canBeMadeByField, checkedException } from './made-value.ts';
import { isAssigned, isClosed } from './object-use.ts';
import { textEditsOf, type OffsetEdit } from './text-edits.ts';

/** An object field of a class that requests create becomes static. */
export function shared(file: JavaFile, value: Expression, finding: Finding): Suggestion | null {
  const declaration = [...file.ancestorsOf(value)].find((one) => is(one, 'FieldDeclaration'));
  const owner = file.typeAround(value);
  if (owner === null || !is(declaration, 'FieldDeclaration') || declaration.declarators.length > 1) return null;
  const field = fieldsOf(file, owner).find((one) => one.declaration === declaration);
  return field === undefined ? null : madeStatic(field, value, [], finding);
}

/** The same for a field that the only constructor sets. */
export function fromConstructor(file: JavaFile, value: Expression, finding: Finding): Suggestion | null {
  const [assignment, statement] = file.ancestorsOf(value);
  const body = file.bodyAround(value);
  if (!is(assignment, 'Assignment') || !is(statement, 'ExpressionStatement')) return null;
  if (!is(body, 'ConstructorDeclaration') || file.parentOf(statement) !== body.body) return null;
  const field = fieldNamed(file, assignment.left);
  const isOwn = field !== null && field.owner === file.typeAround(value);
  if (!isOwn || field.declarator.initializer !== null || field.declaration.declarators.length > 1) return null;
  const code = takenFrom(file.textOf(value), indentAt(file.text, value.start), layoutOf(file.text));
  return madeStatic(
    field,
    value,
    [
      { start: field.declarator.name.end, end: field.declarator.name.end, newText: ` = ${code}` },
      lineOf(file, withComments(file, statement)),
    ],
    finding,
  );
}

/** All references are in sight and none sets the field but the one that is taken. */
function madeStatic(
  field: Field,
  value: Expression,
  edits: readonly OffsetEdit[],
  finding: Finding,
): Suggestion | null {
  const { file, owner, declaration, declarator } = field;
  const types = [...file.ancestorsOf(value)].filter(isTypeDeclaration);
  if (!declaration.modifiers.includes('private') || field.isStatic || !mayHaveStatic(owner, types[1])) return null;
  if (!canBeMadeByField(file, value, { owner, isStatic: true }) || checkedException(finding) !== null) return null;
  const name = constantName(file, field.name);
  const references = referencesTo(field).filter(
    (one) => !edits.some(({ start, end }) => start <= one.start && one.end <= end),
  );
  if (name === null || references.some((one) => isAssigned(file, one) || isClosed(file, one))) return null;
  const modifiers = field.isFinal ? 'static' : 'static final';
  const at = field.isFinal ? declaration.start + file.textOf(declaration).search(/\bfinal\b/u) : declaration.type.start;
  return {
    title: `Make ${name} once, in a static field of ${owner.name.name}`,
    kind: 'preload',
    safe: false,
    edits: textEditsOf(file.path, file.text, [
      { start: at, end: at, newText: `${modifiers} ` },
      { start: declarator.name.start, end: declarator.name.end, newText: name },
      ...edits,
      ...references.map(({ start, end }) => ({ start, end, newText: name })),
    ]),
  };
}
