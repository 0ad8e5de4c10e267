/** Whether code mentions a call: for settings that frameworks are given in code. */
import { perBody } from '../../model/per-body.ts';
import type { TypeModel } from '../../model/project.ts';
import { bodiesIn, visitAll } from '../../model/visit.ts';

/** Whether the members of `type` call something of that name. */
export function mentionsCall(type: TypeModel, member: string): boolean {
  for (const body of bodiesIn(type.fact)) if (calledIn(body).has(member)) return true;
  return false;
}

const calledIn = perBody((body): ReadonlySet<string> => {
  const found = new Set<string>();
  visitAll(body, (node) => {
    if (node.kind === 'call') found.add(node.name);
  });
  return found;
});
