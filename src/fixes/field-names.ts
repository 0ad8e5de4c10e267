/** Names for fields that fixes add, and fields that are there already. */
import type { TypeDeclaration } from '../java-ast/nodes.ts';
import { fieldNamed, fieldsOf, isExpression } from './fields.ts';
import { nodesBelow, type JavaFile } from './java-file.ts';
import { indentAt, layoutOf, takenFrom } from './layout.ts';
import { freeName } from './members.ts';
import { constantCase, variableCase } from './names.ts';

/** A name for a static field, from that of a variable or type (simple or qualified, with or without type arguments). */
export function constantName(file: JavaFile, of: string): string | null {
  const name = constantCase(simpleName(of));
  return freeName(file, [name, `SHARED_${name}`]);
}

/** A name for an object's field: that of the variable it takes the place of, where no other code means something else by it. */
export function fieldName(file: JavaFile, owner: TypeDeclaration, of: string): string | null {
  const name = variableCase(simpleName(of));
  const isTaken = (candidate: string): boolean =>
    fieldsOf(file, owner).some((field) => field.name === candidate) ||
    nodesBelow(owner, 'Identifier').some(
      (one) => one.name === candidate && isExpression(file, one) && fieldNamed(file, one) !== null,
    );
  const shared = `shared${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return [name, shared].find((candidate) => !isTaken(candidate)) ?? null;
}

/** A final field of the type that is made by the same code; null when there is none. */
export function existingField(file: JavaFile, owner: TypeDeclaration, code: string, isStatic: boolean): string | null {
  const field = fieldsOf(file, owner).find(({ isFinal, isStatic: isOfType, declarator: { initializer } }) => {
    if (!isFinal || (isStatic && !isOfType) || initializer === null) return false;
    return takenFrom(file.textOf(initializer), indentAt(file.text, initializer.start), layoutOf(file.text)) === code;
  });
  return field?.name ?? null;
}

function simpleName(name: string): string {
  return name.replace(/<.*$/su, '').replace(/^.*\./u, '');
}
