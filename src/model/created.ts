/** Which classes bodies create. */
import type { Expression } from './facts.ts';
import { perBody } from './per-body.ts';
import { visitAll } from './visit.ts';

/** Simple names after `new` or before `::new` in a body. Computed once per body. */
export const createdInBody = perBody((body): ReadonlySet<string> => {
  const names = new Set<string>();
  const add = (name: string): void => {
    names.add(name.slice(name.lastIndexOf('.') + 1));
  };
  visitAll(body, (node) => {
    if (node.kind === 'new') add(node.type.name);
    else if (node.kind === 'methodReference' && node.name === 'new') addReference(node, add);
  });
  return names;
});

function addReference(node: Expression & { kind: 'methodReference' }, add: (name: string) => void): void {
  if (node.type !== null) add(node.type.name);
  else if (node.target?.kind === 'name' || node.target?.kind === 'select') add(node.target.name);
}
