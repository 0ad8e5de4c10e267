/** Which project classes the code of a class mentions: enough to tell whether request code may be the first to touch one. */
import type { FileFacts } from '../model/facts.ts';
import type { ProjectModel, TypeModel } from '../model/project.ts';
import { resolveSimple } from '../model/resolve.ts';

/**
 * All classes that the files of `roots` mention, directly or through the files of mentioned classes, with all that those files
 * declare. A class outside of it is touched by none of the roots as far as the sources show (reflection and qualified names
 * aside).
 */
export function mentionedClasses(project: ProjectModel, roots: Iterable<TypeModel>): ReadonlySet<TypeModel> {
  const reached = new Set<TypeModel>();
  const files = new Set<FileFacts>();
  const queue = [...roots];
  for (let type = queue.pop(); type !== undefined; type = queue.pop()) {
    if (files.has(type.file)) continue;
    files.add(type.file);
    for (const own of project.typesOf(type.file)) reached.add(own);
    queue.push(...neighbours(project, type.file));
  }
  return reached;
}

function neighbours(project: ProjectModel, file: FileFacts): readonly TypeModel[] {
  const types = project.typesOf(file);
  return project.memory.ask(neighbours, types, () => findNeighbours(project, file, types));
}

/** By words, not by bodies: those of most classes need not be read for it. */
function findNeighbours(project: ProjectModel, file: FileFacts, types: readonly TypeModel[]): readonly TypeModel[] {
  const found = new Set<TypeModel>();
  const [scopeType] = types;
  if (scopeType === undefined) return [];
  for (const type of types) {
    for (const supertype of project.allSupertypes(type)) if (supertype.project !== null) found.add(supertype.project);
  }
  const scope = { type: scopeType, file, method: null };
  for (const word of file.words) {
    if (!project.declaresName(word)) continue;
    const resolved = resolveSimple(project, word, scope)?.project ?? null;
    if (resolved !== null) found.add(resolved);
  }
  for (const declaration of file.imports) {
    if (declaration.form !== 'static') continue;
    const owner = project.findType(
      declaration.onDemand ? declaration.name : declaration.name.slice(0, declaration.name.lastIndexOf('.')),
      file,
    );
    if (owner !== null) found.add(owner);
  }
  return [...found].filter((type) => type.file !== file);
}
