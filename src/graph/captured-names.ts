/** Which enclosing locals the code of a lambda or of a local class mentions: only those does the object hold. */
import type { Expression } from '../model/facts.ts';
import { perBody } from '../model/per-body.ts';
import type { TypeModel } from '../model/project.ts';
import { bodiesIn, visitAll } from '../model/visit.ts';

/** Names of locals in a lambda's body, its own parameters and variables included. */
export function localNamesIn(lambda: Expression & { kind: 'lambda' }): ReadonlySet<string> {
  return localsIn(lambda.body);
}

/** Names of locals in the bodies of a local or anonymous class; null for other classes, which capture nothing. */
export function localNamesOf(type: TypeModel): ReadonlySet<string> | null {
  if (!type.fact.isLocal && type.fact.kind !== 'anonymous') return null;
  const names = new Set<string>();
  for (const body of bodiesIn(type.fact)) for (const name of localsIn(body)) names.add(name);
  return names;
}

const localsIn = perBody((body): ReadonlySet<string> => {
  const found = new Set<string>();
  visitAll(body, (node) => {
    if (node.kind === 'local' && !('initializer' in node)) found.add(node.name);
  });
  return found;
});
