/** Helpers to recognise calls of a framework's API. */
import { simpleName, type JavaType } from '../../model/java-type.ts';
import type { LibraryCall } from '../library.ts';
import type { Value } from '../values.ts';

/** True for a call of `Type#member`; a receiver type known by its simple name only counts too. */
export function isCallOf(call: LibraryCall, signature: string): boolean {
  const separator = signature.indexOf('#');
  if (signature.slice(separator + 1) !== call.member) return false;
  return call.types.some((type) => isNamed(type, signature.slice(0, separator)));
}

/** True when the type is that one, as far as its name was resolved. */
export function isNamed(type: JavaType, qualified: string): boolean {
  return type.name === qualified || (!type.certain && type.name === simpleName(qualified));
}

/** The type that a class literal names; null for any other value. */
export function classArgument(value: Value | undefined): JavaType | null {
  const type = value?.type;
  return type?.name === 'java.lang.Class' && type.dimensions === 0 ? (type.arguments[0] ?? null) : null;
}
