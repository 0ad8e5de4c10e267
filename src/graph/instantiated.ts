/** Which classes are created anywhere in the sources (rapid type analysis over names). */
import { createdInBody } from '../model/created.ts';
import { digestOf } from '../model/digests.ts';
import type { FileFacts } from '../model/facts.ts';
import { isSameSet } from '../model/memory.ts';
import { inEachFile } from '../model/per-file.ts';
import type { ProjectModel } from '../model/project.ts';
import { bodiesIn } from '../model/visit.ts';

/** Simple names of the project's types that stand after `new` or before `::new`, in all files. */
export function instantiatedTypeNames(project: ProjectModel): ReadonlySet<string> {
  const compute = (): ReadonlySet<string> => {
    const names = new Set(inEachFile(project, 'created types', (_, file) => [...createdIn(file)]));
    return new Set(project.types.map(({ fact }) => fact.name).filter((name) => names.has(name)));
  };
  return project.memory.cell(instantiatedTypeNames, compute, isSameSet);
}

function createdIn(file: FileFacts): Iterable<string> {
  const bodies = (): string[] =>
    file.types.flatMap((fact) => [...bodiesIn(fact)].flatMap((body) => [...createdInBody(body)]));
  return digestOf(file)?.created() ?? bodies();
}
