/** Conditional regions of the code being interpreted, across calls: a tree whose root always runs. */
export interface Branch {
  readonly parent: Branch | null;
  readonly depth: number;
}

export function rootBranch(): Branch {
  return { parent: null, depth: 0 };
}

/** A region that may or may not run, inside `parent`. */
export function childBranch(parent: Branch): Branch {
  return { parent, depth: parent.depth + 1 };
}

/** True when code in `outer` runs whenever code in `inner` does. */
export function encloses(outer: Branch, inner: Branch): boolean {
  let current: Branch | null = inner;
  while (current !== null && current.depth > outer.depth) current = current.parent;
  return current === outer;
}
