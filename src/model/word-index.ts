/** Which files mention which words: asked before bodies are read, so that most never are. */
import type { FileFacts } from './facts.ts';

/** Words one of which is looked for, or what one must match (a pattern without `g` or `y` flag). */
export type WordQuestion = readonly string[] | RegExp;

export class WordIndex {
  private readonly ordinals = new Map<FileFacts, number>();
  private readonly files: FileFacts[];
  /** The files, by ordinal, that have a word. What a file had before it changed stays: it only asks for a closer look. */
  private readonly postings = new Map<string, number[]>();
  private readonly answers = new Map<
    string | RegExp,
    { readonly question: WordQuestion; readonly files: Set<number> }
  >();

  constructor(files: readonly FileFacts[]) {
    this.files = [...files];
    for (const [ordinal, file] of files.entries()) {
      this.ordinals.set(file, ordinal);
      for (const word of file.words) this.post(word, ordinal);
    }
  }

  /** False only if no word of the file is one of those that are looked for. */
  mayMention(file: FileFacts, question: WordQuestion): boolean {
    const ordinal = this.ordinals.get(file);
    return ordinal === undefined || this.answerTo(question).has(ordinal);
  }

  /** False only if no file has the word. */
  has(word: string): boolean {
    return this.postings.has(word);
  }

  /** The files that have one of the words, and perhaps others. */
  filesWith(words: ReadonlySet<string>): readonly FileFacts[] {
    const ordinals = new Set([...words].flatMap((word) => this.postings.get(word) ?? []));
    return [...ordinals].flatMap((ordinal) => this.files[ordinal] ?? []);
  }

  /** Takes a file in place of another. */
  replace(previous: FileFacts, next: FileFacts): void {
    const ordinal = this.ordinals.get(previous);
    if (ordinal === undefined) return;
    this.ordinals.delete(previous);
    this.ordinals.set(next, ordinal);
    this.files[ordinal] = next;
    const words = new Set(next.words);
    for (const word of words) if (this.postings.get(word)?.includes(ordinal) !== true) this.post(word, ordinal);
    for (const { question, files } of this.answers.values()) {
      const asked =
        question instanceof RegExp ? next.words.some((word) => question.test(word)) : hasOne(words, question);
      if (asked) files.add(ordinal);
      else files.delete(ordinal);
    }
  }

  private post(word: string, ordinal: number): void {
    const known = this.postings.get(word);
    if (known === undefined) this.postings.set(word, [ordinal]);
    else known.push(ordinal);
  }

  private answerTo(question: WordQuestion): ReadonlySet<number> {
    const key = question instanceof RegExp ? question : question.join('\n');
    const known = this.answers.get(key);
    if (known !== undefined) return known.files;
    const files = new Set<number>();
    for (const ordinals of this.postingsFor(question)) for (const ordinal of ordinals) files.add(ordinal);
    this.answers.set(key, { question, files });
    return files;
  }

  private *postingsFor(question: WordQuestion): Iterable<readonly number[]> {
    if (question instanceof RegExp) {
      for (const [word, ordinals] of this.postings) if (question.test(word)) yield ordinals;
      return;
    }
    for (const word of question) {
      const ordinals = this.postings.get(word);
      if (ordinals !== undefined) yield ordinals;
    }
  }
}

function hasOne(words: ReadonlySet<string>, wanted: readonly string[]): boolean {
  return wanted.some((word) => words.has(word));
}
