/** What the names in a project's files tell before anything is parsed. */
import type { FileFacts } from './facts.ts';
import type { WordQuestion } from './word-index.ts';

/** A file by its names: these parts are known from its tokens alone. */
export type NamedFile = Pick<FileFacts, 'file' | 'packageName' | 'imports' | 'words' | 'created' | 'qualified'>;

export interface Names {
  readonly files: readonly NamedFile[];
  /** Whether the project declares a type, as code of the file `from` means the name; null: as any code does. */
  readonly declares: (canonicalName: string, from: NamedFile | null) => boolean;
  /** False only if no file has the word. */
  readonly isMentioned: (word: string) => boolean;
}

/** Whether some file has one of the words, or a word that matches (a pattern without `g` or `y` flag). */
export function mentions({ files, isMentioned }: Names, question: WordQuestion): boolean {
  if (question instanceof RegExp) return files.some(({ words }) => words.some((word) => question.test(word)));
  return question.some(isMentioned);
}

/** Whether some file is of a package, imports a name, or writes one out, that matches (a pattern without `g` or `y` flag). */
export function namesLike({ files }: Names, pattern: RegExp): boolean {
  return files.some(
    ({ packageName, imports, qualified }) =>
      pattern.test(packageName) ||
      imports.some(({ name }) => pattern.test(name)) ||
      qualified.some((name) => pattern.test(name)),
  );
}

/** Of files of which no more is known: `topLevel` are the simple names of the types that each declares outside of others. */
export function namesOf(files: readonly (NamedFile & { readonly topLevel: readonly string[] })[]): Names {
  const declared = new Set(
    files.flatMap(({ packageName, topLevel }) =>
      topLevel.map((name) => (packageName === '' ? name : `${packageName}.${name}`)),
    ),
  );
  const words = new Set<string>();
  for (const file of files) for (const word of file.words) words.add(word);
  return {
    files,
    // What is nested in a type is not known: it counts as not declared.
    declares: (name) => declared.has(name),
    isMentioned: (word) => words.has(word),
  };
}
