/** Questions about every file of a project that are answered file by file, so that a change costs the answers of few files. */
import type { FileFacts } from './facts.ts';
import type { ProjectModel, TypeModel } from './project.ts';

/**
 * What `look` finds in each file's types, in file order. `question` names what is looked for: the answers of a file stand for
 * it while what was read for them does, so `look` depends on the types and the project alone.
 */
export function inEachFile<T>(
  project: ProjectModel,
  question: object | string,
  look: (types: readonly TypeModel[], file: FileFacts) => readonly T[],
): readonly T[] {
  return project.memory.askEach(question, project.typesByFile, (types, index) => {
    const file = project.files[index];
    return file === undefined ? [] : look(types, file);
  });
}
