/** Which classes are created anywhere in the sources (rapid type analysis over names). */
import type { Expression } from '../model/facts.ts';
import { isSameSet } from '../model/memory.ts';
import { perBody } from '../model/per-body.ts';
import { inEachFile } from '../model/per-file.ts';
import type { ProjectModel } from '../model/project.ts';
import { bodiesIn, visitAll } from '../model/visit.ts';

/** Simple names of the project's types that stand after `new` or before `::new`, in all files. */
export function instantiatedTypeNames(project: ProjectModel): ReadonlySet<string> {
  const compute = (): ReadonlySet<string> => {
    const names = new Set(
      inEachFile(project, 'created types', (types) =>
        types.flatMap(({ fact }) => [...bodiesIn(fact)].flatMap((body) => [...createdInBody(body)])),
      ),
    );
    return new Set(project.types.map(({ fact }) => fact.name).filter((name) => names.has(name)));
  };
  return project.memory.cell(instantiatedTypeNames, compute, isSameSet);
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
