/** Which simple names denote local variables (JLS 6.3) at the place being lowered. */

/** A position in a scope's history, to return to when a block ends. */
export type ScopeMark = number;

/** A stack of name meanings: the innermost declaration of a name decides. */
export interface Scope {
  /** From here on `name` is a local: a parameter, local variable, pattern variable or resource. */
  declare(name: string): void;
  /** From here on `name` is no local, because a field of a local or anonymous class shadows it. */
  hide(name: string): void;
  isLocal(name: string): boolean;
  mark(): ScopeMark;
  /** Forgets everything declared or hidden since `mark`. Marks are released in reverse order. */
  release(mark: ScopeMark): void;
}

/** An empty scope. Every operation but `release` takes constant time. */
export function createScope(): Scope {
  const locals = new Set<string>();
  const changes: { readonly name: string; readonly wasLocal: boolean }[] = [];

  function set(name: string, isLocal: boolean): void {
    if (isLocal) locals.add(name);
    else locals.delete(name);
  }

  function change(name: string, isLocal: boolean): void {
    changes.push({ name, wasLocal: locals.has(name) });
    set(name, isLocal);
  }

  return {
    declare: (name) => change(name, true),
    hide: (name) => change(name, false),
    isLocal: (name) => locals.has(name),
    mark: () => changes.length,
    release: (mark) => {
      while (changes.length > mark) {
        const last = changes.pop();
        if (last !== undefined) set(last.name, last.wasLocal);
      }
    },
  };
}
