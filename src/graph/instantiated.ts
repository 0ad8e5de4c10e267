/** Which classes are created anywhere in the sources (rapid type analysis over names). */
import type { FileFacts } from '../model/facts.ts';
import { isSameSet } from '../model/memory.ts';
import { inEachFile } from '../model/per-file.ts';
import type { ProjectModel } from '../model/project.ts';

/** Simple names of the project's types that stand after `new` or before `::new`, in all files. */
export function instantiatedTypeNames(project: ProjectModel): ReadonlySet<string> {
  const compute = (): ReadonlySet<string> => {
    const names = new Set(inEachFile(project, 'created types', (_, file) => createdIn(file)));
    return new Set(project.types.map(({ fact }) => fact.name).filter((name) => names.has(name)));
  };
  return project.memory.cell(instantiatedTypeNames, compute, isSameSet);
}

/** What stands after `new`, and the enums with constants: those create themselves. */
function createdIn({ created, types }: FileFacts): readonly string[] {
  const enums = types.filter(({ fields }) => fields.some(({ isEnumConstant }) => isEnumConstant));
  return [...created, ...enums.map(({ name }) => name)];
}
