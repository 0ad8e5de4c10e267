/** A type as the whole-project stages see it. */
import type { TypeModel } from './project.ts';

/**
 * A resolved type. `project` is set for types declared in the analysed sources; otherwise `name` is the qualified
 * canonical name of a library type, a primitive's name, or (when `certain` is false) just what was written.
 */
export interface JavaType {
  /** `java.util.Map.Entry`, `int`, `com.acme.Orders` (project types: canonical name). */
  readonly name: string;
  readonly project: TypeModel | null;
  readonly arguments: readonly JavaType[];
  /** Array dimensions. */
  readonly dimensions: number;
  /** False when the name could not be resolved: it may be any type of that simple name. */
  readonly certain: boolean;
}

/** A library, primitive or unresolved type without arguments. */
export function namedType(name: string, certain = true): JavaType {
  return { name, project: null, arguments: [], dimensions: 0, certain };
}

/** The type of a project declaration, without type arguments. */
export function projectType(type: TypeModel): JavaType {
  return { name: type.canonicalName, project: type, arguments: [], dimensions: 0, certain: true };
}

/** The element type of an array, or the type itself when it is none. */
export function elementType(type: JavaType): JavaType {
  return type.dimensions === 0 ? type : { ...type, dimensions: type.dimensions - 1 };
}

/** The last part of a dotted name. */
export function simpleName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

const PRIMITIVES = new Set(['int', 'long', 'short', 'byte', 'char', 'float', 'double', 'boolean', 'void']);

/** True for the eight primitive types and `void`. */
export function isPrimitive(type: JavaType): boolean {
  return type.dimensions === 0 && PRIMITIVES.has(type.name);
}
