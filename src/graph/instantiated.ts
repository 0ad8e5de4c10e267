/** Which classes are created anywhere in the sources (rapid type analysis over names). */
import type { Expression, TypeFact } from '../model/facts.ts';
import { perBody } from '../model/per-body.ts';
import type { ProjectModel } from '../model/project.ts';
import { bodiesIn, visitAll } from '../model/visit.ts';

const cache = new WeakMap<ProjectModel, ReadonlySet<string>>();

/** Simple names after `new` or before `::new`, in all files. Computed once per project. */
export function instantiatedTypeNames(project: ProjectModel): ReadonlySet<string> {
  const known = cache.get(project);
  if (known !== undefined) return known;
  const names = new Set(project.types.flatMap(({ fact }) => createdIn(fact)));
  cache.set(project, names);
  return names;
}

/** Simple names after `new` or before `::new` in the members of one type; may repeat. */
export function createdIn(type: TypeFact): readonly string[] {
  return [...bodiesIn(type)].flatMap((body) => [...createdInBody(body)]);
}

const createdInBody = perBody((body): ReadonlySet<string> => {
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
