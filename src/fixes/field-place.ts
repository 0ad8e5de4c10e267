/** Where a field can hold what a request makes. */
import type { Expression, TypeDeclaration } from '../java-ast/nodes.ts';
import type { Finding } from '../types.ts';
import { isTypeDeclaration, nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { isSingletonBean } from './singleton-bean.ts';

export interface FieldPlace {
  readonly owner: TypeDeclaration;
  readonly isStatic: boolean;
  /** Whether the class is a root, made during init. */
  readonly isHandler: boolean;
}

/**
 * A field of the handler object, or of a container's singleton, where the request is one of its methods; else a static one, of
 * a class that can have it.
 */
export function placeFor(file: JavaFile, value: Expression, { roots, sink }: Finding): FieldPlace | null {
  const around = file.classBodyAround(value);
  const body = file.bodyAround(value);
  if (around === null || body === null) return null;
  const types = [...file.ancestorsOf(value)].filter(isTypeDeclaration);
  const owner = types.find((type, index) => mayHaveStatic(type, types[index + 1]));
  if (owner === undefined || isUsedInInit(file, owner, value)) return null;
  const isHandler = owner === types[0] && roots.includes(qualifiedName(file, types));
  const isMadeOnce = isHandler || isSingletonBean(file, owner);
  const method = [...file.ancestorsOf(value)].find((one) => is(one, 'MethodDeclaration'));
  const isOfObject =
    isMadeOnce && around === owner && is(method, 'MethodDeclaration') && !method.modifiers.includes('static');
  // A pattern is a constant.
  return { owner, isStatic: !isOfObject || sink.type === 'java.util.regex.Pattern', isHandler };
}

/** Inner and local classes could not have static fields before Java 16. */
export function mayHaveStatic(type: TypeDeclaration, outer: TypeDeclaration | undefined): boolean {
  if (is(type, 'EnumDeclaration')) return fieldsOfType(type);
  return (
    is(type, 'RecordDeclaration') ||
    (is(type, 'ClassDeclaration') && (outer === undefined || type.modifiers.includes('static')))
  );
}

/** The constants of an enum come first; behind a field there is room. */
function fieldsOfType({ members }: TypeDeclaration): boolean {
  return members.some((member) => is(member, 'FieldDeclaration'));
}

function qualifiedName({ unit }: JavaFile, types: readonly TypeDeclaration[]): string {
  const names = [...types].reverse().map(({ name }) => name.name);
  return [...(unit.packageName === '' ? [] : [unit.packageName]), ...names].join('.');
}

/** Whether the initialisation of the class calls the method around the value: the new field might not be set by then. */
function isUsedInInit(file: JavaFile, owner: TypeDeclaration, value: Expression): boolean {
  const method = [...file.ancestorsOf(value)].find((one) => is(one, 'MethodDeclaration'));
  if (!is(method, 'MethodDeclaration')) return false;
  return owner.members.some(
    (member) =>
      is(member, 'FieldDeclaration', 'Initializer') &&
      nodesBelow(member, 'MethodInvocation').some(
        ({ name, target }) => target === null && name.name === method.name.name,
      ),
  );
}
