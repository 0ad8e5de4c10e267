/** Under which library types a member is looked up: those that what it is called on may have, and that have the member. */
import { catalogueFor } from '../knowledge/catalogue.ts';
import { isLibraryType, libraryType, returnTypeOf } from '../knowledge/signatures.ts';
import { isPrimitive, type JavaType } from '../model/java-type.ts';
import type { TypeModel } from '../model/project.ts';
import type { Machine } from './machine.ts';
import type { Value } from './values.ts';

/** Library supertypes of a project class, nearest first. */
export function libraryAncestors(machine: Machine, type: TypeModel): readonly JavaType[] {
  return machine.project.allSupertypes(type).filter((supertype) => supertype.project === null);
}

/**
 * Library types under which a member of the receiver is to be looked up. The sources compile, so an object of a class that has no
 * such member is not what the call is on: then the types that declarations give it count. Empty when nothing is known.
 * @param arity number of arguments at the call
 */
export function libraryTypesOf(machine: Machine, receiver: Value, member: string, arity: number): readonly JavaType[] {
  const types: JavaType[] = [];
  const add = (type: JavaType): void => {
    if (type.project !== null) types.push(...ancestorsWith(machine, type.project, member, arity));
    else if (mayHave(type, member, arity)) types.push(type);
  };
  for (const object of receiver.objects) add(object.type);
  if (types.length > 0 || receiver.objects.some(({ model }) => model !== null)) return types;
  for (const type of [receiver.type, receiver.declared ?? null]) {
    if (types.length === 0 && type !== null) add(type);
  }
  return types;
}

/** Without the interfaces that have no such member: all that they have is known. Classes have protected members too. */
function ancestorsWith(machine: Machine, type: TypeModel, member: string, arity: number): readonly JavaType[] {
  return libraryAncestors(machine, type).filter(
    (ancestor) => libraryType(ancestor.name)?.isInterface !== true || mayHave(ancestor, member, arity),
  );
}

/** False when the type is known and has no such member. */
function mayHave(type: JavaType, member: string, arity: number): boolean {
  if (!type.certain || type.dimensions > 0) return true;
  if (isPrimitive(type)) return false;
  return !isLibraryType(type.name) || isMemberOf(type.name, member, arity);
}

/** Whether a library type is known to have a member that takes so many arguments: by the signature facts or the catalogue. */
export function isMemberOf(type: string, member: string, arity: number): boolean {
  return returnTypeOf(type, member, arity) !== undefined || catalogueFor(type, member, arity).length > 0;
}
