/**
 * What the bodies of a file mention, without looking at them: facts that come from the cache bring it along, so that most
 * bodies are never decoded.
 */
import { createdInBody } from './created.ts';
import type { FileFacts } from './facts.ts';
import { wordsOf } from './mentions.ts';
import { bodiesIn } from './visit.ts';

export interface FileDigest {
  /** Whether a body of the file may mention one of the words, or a word that matches; false only if none does. */
  readonly mayMention: (words: readonly string[] | RegExp) => boolean;
  /** Simple names of the classes that the file's bodies create. */
  readonly created: () => Iterable<string>;
}

/** The words (see `wordsOf`) and created classes of all bodies of a file. */
export interface BodyWords {
  readonly words: ReadonlySet<string>;
  readonly created: ReadonlySet<string>;
}

const known = new WeakMap<FileFacts, FileDigest>();

/** The digest that came with the facts; null when they were made from a text and their bodies are at hand. */
export function digestOf(file: FileFacts): FileDigest | null {
  return known.get(file) ?? null;
}

/** Says what is known of the bodies of `file`. */
export function knowDigest(file: FileFacts, digest: FileDigest): void {
  known.set(file, digest);
}

/** Looks at all bodies of a file. */
export function bodyWords(file: FileFacts): BodyWords {
  const words = new Set<string>();
  const created = new Set<string>();
  for (const type of file.types) {
    for (const body of bodiesIn(type)) {
      for (const word of wordsOf(body)) words.add(word);
      for (const name of createdInBody(body)) created.add(name);
    }
  }
  return { words, created };
}
