/**
 * What was found out about a project, for as long as it holds. An answer is kept with the pieces of source (tokens) that were
 * read for it; when a piece changes, exactly the answers that read it are given up. In a run that ends, nothing changes and
 * no piece tells of being read: then this is a plain cache.
 */

interface Answer {
  value: unknown;
  /** What was read: pieces of source, and cells. */
  readonly tokens: ReadonlySet<object>;
  isValid: boolean;
  /** Where answers to one question are gathered, this one at an index. */
  gathered?: { readonly stale: Set<number>; readonly index: number };
}

/** What most answers read in a run that ends: one set for all of them. */
const NOTHING: ReadonlySet<object> = new Set();

/** An answer that is compared when it is found anew: what rests on it holds while it is equal. */
interface Cell {
  /** Stands for the value in others' tokens. */
  readonly token: object;
  readonly compute: () => unknown;
  readonly isEqual: (before: unknown, after: unknown) => boolean;
  answer: Answer;
}

/** Lists that answer one question about each of a list of subjects, and all of them as one. */
interface Gathered {
  /** Stands for all of them in others' tokens. */
  readonly token: object;
  readonly question: object | string;
  readonly subjects: readonly object[];
  readonly compute: (subject: object, index: number) => readonly unknown[];
  readonly answers: Answer[];
  /** Indexes of answers that were given up. */
  readonly stale: Set<number>;
  all: readonly unknown[];
  /** The number of changes before it was asked the last time. */
  askedAt: number;
}

/** After so many changes what nobody asked for since the last time is let go: much of it is about names that are no more. */
const CHANGES_KEPT = 200;

/** Answers of one question, by what they are about. */
type Answers = WeakMap<object, Answer>;

export class Memory {
  /** Whether the project may change while this lasts. */
  private readonly isLasting: boolean;
  private readonly named = new Map<string, object>();
  private reads: Set<object> | null = null;
  private readonly byQuestion = new Map<object | string, Answers>();
  private readonly gatherings = new Map<object | string, Gathered>();
  private readonly lists = new Map<string, readonly unknown[]>();
  private readonly dependents = new Map<object, Set<Answer>>();
  private readonly cells = new Map<object, Cell>();
  private changes = 0;

  constructor(isLasting = false) {
    this.isLasting = isLasting;
  }

  /** Says that a piece is read by whatever is being computed. */
  note(token: object): void {
    this.reads?.add(token);
  }

  /** As `note`, of a piece that is no object, but has a name: it is put together only where it is noted. */
  noteNamed(nameOf: () => string): void {
    if (!this.isLasting || this.reads === null) return;
    const name = nameOf();
    let token = this.named.get(name);
    if (token === undefined) this.named.set(name, (token = {}));
    this.reads.add(token);
  }

  /**
   * The answer to `question` about `about`, computed when it is not known. Objects are told apart by identity. `compute` may
   * depend on both, on the project and on what stays the same for its whole life, on nothing else.
   */
  ask<T>(question: object | string, about: object, compute: () => T): T {
    return this.answerTo(question, about, compute).value as T;
  }

  /**
   * The lists that `compute` gives for each of `subjects`, one after the other: each as from `ask`. A list of subjects that is
   * the same object has the same subjects in it, so only what was given up is looked at again. Answers that use it stand while
   * what is found anew is the same; that there are other subjects is for the caller to note.
   */
  askEach<S extends object, T>(
    question: object | string,
    subjects: readonly S[],
    compute: (subject: S, index: number) => readonly T[],
  ): readonly T[] {
    let known = this.gatherings.get(question);
    if (known?.subjects !== subjects) {
      const given = compute as Gathered['compute'];
      const stale = new Set(subjects.keys());
      known = { token: {}, question, subjects, compute: given, answers: [], stale, all: [], askedAt: this.changes };
      this.gatherings.set(question, known);
    }
    known.askedAt = this.changes;
    if (known.stale.size > 0 && this.hasChanged(known)) this.invalidate(known.token);
    if (this.isLasting) this.note(known.token);
    return known.all as readonly T[];
  }

  /** Finds anew what was given up of `gathered`. Whether anything in it is not what it was. */
  private hasChanged(gathered: Gathered): boolean {
    const { question, subjects, answers, stale, compute } = gathered;
    const outer = this.reads;
    // What is read for it is of interest to the answers of each subject alone.
    const read = new Set<object>();
    this.reads = read;
    let isOther = false;
    try {
      for (const index of stale) {
        stale.delete(index);
        const subject = subjects[index];
        if (subject === undefined) continue;
        const before = answers[index];
        const answer = this.answerTo(question, subject, () => compute(subject, index));
        if (before !== undefined && isSameValue(before.value, answer.value)) answer.value = before.value;
        else isOther = true;
        answer.gathered = { stale, index };
        answers[index] = answer;
      }
    } catch (error) {
      this.gatherings.delete(question);
      if (outer !== null) for (const token of read) outer.add(token);
      throw error;
    } finally {
      this.reads = outer;
    }
    if (isOther) gathered.all = answers.flatMap(({ value }) => value as readonly unknown[]);
    return isOther;
  }

  private answerTo(question: object | string, about: object, compute: () => unknown): Answer {
    let answers = this.byQuestion.get(question);
    if (answers === undefined) this.byQuestion.set(question, (answers = new WeakMap()));
    const known = answers.get(about);
    if (known?.isValid === true) {
      this.noteAll(known.tokens);
      return known;
    }
    const answer = this.compute(compute);
    answers.set(about, answer);
    return answer;
  }

  /** Runs `compute` without noting what it reads: for what is kept up to date by other means. */
  unnoticed<T>(compute: () => T): T {
    const outer = this.reads;
    this.reads = null;
    try {
      return compute();
    } finally {
      this.reads = outer;
    }
  }

  /**
   * As `ask`, about the whole project, for what seldom changes: answers that use the value stand while `isEqual` holds between
   * it and the one that is found after a change, whatever was read for it. Such a value is the same object as before.
   */
  cell<T>(question: object, compute: () => T, isEqual: (before: T, after: T) => boolean): T {
    let cell = this.cells.get(question);
    if (cell === undefined) {
      cell = { token: {}, compute, isEqual: isEqual as Cell['isEqual'], answer: this.aside(compute) };
      this.cells.set(question, cell);
    }
    this.note(cell.token);
    return cell.answer.value as T;
  }

  /** `list`, or the list that was given for `name` the last time, when it holds the same: something to ask about. */
  same<T>(name: string, list: readonly T[]): readonly T[] {
    const before = this.lists.get(name);
    if (before !== undefined && isSameList(before, list)) return before as readonly T[];
    this.lists.set(name, list);
    return list;
  }

  /** Pieces were replaced, and the project is as it is now: what was found out by reading them is given up. */
  forget(tokens: Iterable<object>, named: readonly string[] = []): void {
    for (const token of tokens) this.invalidate(token);
    for (const name of named) this.invalidate(this.named.get(name));
    // They may rest on each other: until there is nothing to find anew.
    while (this.renewCells() || this.renewGathered());
    this.changes += 1;
    if (this.changes % CHANGES_KEPT === 0) this.letGo();
  }

  /** Lets go of lists that nobody asks for any more, and of names that nothing rests on. */
  private letGo(): void {
    for (const [question, { token, answers, askedAt }] of this.gatherings) {
      if (askedAt > this.changes - CHANGES_KEPT || this.hasDependents(token)) continue;
      for (const answer of answers) this.giveUp(answer);
      this.gatherings.delete(question);
      this.byQuestion.delete(question);
    }
    for (const [token, answers] of this.dependents) if (answers.size === 0) this.dependents.delete(token);
    for (const [name, token] of this.named) if (!this.dependents.has(token)) this.named.delete(name);
  }

  private hasDependents(token: object): boolean {
    return (this.dependents.get(token)?.size ?? 0) > 0;
  }

  /** Whether there was one to renew. */
  private renewCells(): boolean {
    let wasStale = false;
    for (const cell of this.cells.values()) {
      if (cell.answer.isValid) continue;
      wasStale = true;
      const next = this.aside(cell.compute);
      const isSame = cell.isEqual(cell.answer.value, next.value);
      if (isSame) next.value = cell.answer.value;
      cell.answer = next;
      if (!isSame) this.invalidate(cell.token);
    }
    return wasStale;
  }

  /** As `renewCells`, of those that an answer rests on. */
  private renewGathered(): boolean {
    let wasStale = false;
    for (const gathered of this.gatherings.values()) {
      if (gathered.stale.size === 0 || !this.hasDependents(gathered.token)) continue;
      wasStale = true;
      try {
        if (!this.hasChanged(gathered)) continue;
      } catch {
        // Whoever asks again fails with it.
      }
      this.invalidate(gathered.token);
    }
    return wasStale;
  }

  private invalidate(token: object | undefined): void {
    if (token === undefined) return;
    for (const answer of this.dependents.get(token) ?? []) this.giveUp(answer);
    this.dependents.delete(token);
  }

  private giveUp(answer: Answer): void {
    answer.isValid = false;
    answer.gathered?.stale.add(answer.gathered.index);
    for (const token of answer.tokens) this.dependents.get(token)?.delete(answer);
  }

  private noteAll(tokens: ReadonlySet<object>): void {
    if (this.reads !== null) for (const token of tokens) this.reads.add(token);
  }

  /** What is read for it counts as read for what is being computed around it. */
  private compute(compute: () => unknown): Answer {
    const answer = this.aside(compute);
    this.noteAll(answer.tokens);
    return answer;
  }

  private aside(compute: () => unknown): Answer {
    if (!this.isLasting) return { value: compute(), tokens: NOTHING, isValid: true };
    const outer = this.reads;
    const tokens = new Set<object>();
    this.reads = tokens;
    try {
      const value = compute();
      return this.kept({ value, tokens: tokens.size === 0 ? NOTHING : tokens, isValid: true });
    } catch (error) {
      // Whoever catches it (code too deep to be followed) rests on what was read until then.
      if (outer !== null) for (const token of tokens) outer.add(token);
      throw error;
    } finally {
      this.reads = outer;
    }
  }

  private kept(answer: Answer): Answer {
    for (const token of answer.tokens) {
      const known = this.dependents.get(token);
      if (known === undefined) this.dependents.set(token, new Set([answer]));
      else known.add(answer);
    }
    return answer;
  }
}

/** For cells that hold sets of texts. */
export function isSameSet<T>(before: ReadonlySet<T>, after: ReadonlySet<T>): boolean {
  return before.size === after.size && [...before].every((one) => after.has(one));
}

/** For cells that hold lists. */
export function isSameList<T>(
  before: readonly T[],
  after: readonly T[],
  isSame: (before: T, after: T) => boolean = Object.is,
): boolean {
  return before.length === after.length && before.every((one, index) => isSame(one, after[index] as T));
}

function isSameValue(before: unknown, after: unknown): boolean {
  return Array.isArray(before) && Array.isArray(after) && isSameList<unknown>(before, after, isSameEntry);
}

/** Whether two entries of lists are one, or plain objects that hold the same. */
function isSameEntry(before: unknown, after: unknown): boolean {
  if (Object.is(before, after)) return true;
  if (!isPlain(before) || !isPlain(after)) return false;
  const keys = Object.keys(before);
  return (
    keys.length === Object.keys(after).length && keys.every((key) => key in after && Object.is(before[key], after[key]))
  );
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
