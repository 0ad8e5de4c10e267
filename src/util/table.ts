/**
 * A table that is asked with names from sources. It has no prototype: `constructor` and `toString` are names of Java, and in
 * a plain object they would be found. Gives the entries as they are; a missing one is undefined.
 */
export function table<T>(entries: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, entries);
}
