/** Which classes are created anywhere in the sources (rapid type analysis over names). */
import type { Expression, Statement } from '../model/facts.ts';
import type { ProjectModel } from '../model/project.ts';
import { visitBodies } from '../model/visit.ts';

const cache = new WeakMap<ProjectModel, ReadonlySet<string>>();

/** Simple names after `new` or before `::new`, in all files. Computed once per project. */
export function instantiatedTypeNames(project: ProjectModel): ReadonlySet<string> {
  const known = cache.get(project);
  if (known !== undefined) return known;
  const names = new Set<string>();
  const add = (name: string): void => {
    names.add(name.slice(name.lastIndexOf('.') + 1));
  };
  for (const type of project.types) {
    visitBodies(type.fact, (node: Expression | Statement) => {
      if (node.kind === 'new') add(node.type.name);
      else if (node.kind === 'methodReference' && node.name === 'new') addReference(node, add);
    });
  }
  cache.set(project, names);
  return names;
}

function addReference(node: Expression & { kind: 'methodReference' }, add: (name: string) => void): void {
  if (node.type !== null) add(node.type.name);
  else if (node.target?.kind === 'name' || node.target?.kind === 'select') add(node.target.name);
}
