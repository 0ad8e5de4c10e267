/** Whether code mentions a call: for settings that frameworks are given in code. */
import type { TypeModel } from '../../model/project.ts';
import { visitBodies } from '../../model/visit.ts';

const cache = new WeakMap<TypeModel, ReadonlySet<string>>();

/** Whether the members of `type` call something of that name. */
export function mentionsCall(type: TypeModel, member: string): boolean {
  let names = cache.get(type);
  if (names === undefined) {
    const found = new Set<string>();
    visitBodies(type.fact, (node) => {
      if (node.kind === 'call') found.add(node.name);
    });
    names = found;
    cache.set(type, names);
  }
  return names.has(member);
}
