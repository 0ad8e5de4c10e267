/** Texts on their way to facts: lowered by this thread and, where there are so many that it pays, by others beside it. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { CertainLowering } from './parse.ts';
import type { Job, ParseThreads, ThreadOptions } from './threads.ts';

/**
 * Under so many characters (some 850 files) another thread saves less than it costs: it loads the grammar, and its code is as slow
 * as all code is at first. The figures are in docs/scale.md.
 */
const MIN_CHARACTERS = 4_000_000;
/** So many keep a thread busy for some hundredths of a second. */
const BATCH_CHARACTERS = 128 * 1024;
/** What one thread reads, hashes and takes back keeps no more than this busy. */
const MAX_THREADS = 4;

/** One processor is for the threads of the engine, which compile and collect while these parse: with two, nothing is won. */
function threadsThatPay(): number {
  return Math.min(availableParallelism() - 1, MAX_THREADS);
}

export interface LaneOptions extends Pick<ThreadOptions, 'onAnswer'> {
  /** How many threads lower, this one included, however little there is to do; undefined: as many as pay. */
  readonly threads: number | undefined;
}

/** The module of the threads; null where it is not, because the sources run as they are. */
function threadModule(): URL | null {
  const module = new URL('./worker.js', import.meta.url);
  return existsSync(module) ? module : null;
}

/** Null where this thread does all. */
export function openLanes({ threads, onAnswer }: LaneOptions): ParseLanes | null {
  const module = threadModule();
  const count = threads ?? threadsThatPay();
  if (module === null || count < 2) return null;
  return new ParseLanes({ module, count: count - 1, onAnswer }, threads === undefined ? MIN_CHARACTERS : 0);
}

/** Where texts are put to be lowered. */
export class ParseLanes {
  private readonly options: ThreadOptions;
  private readonly least: number;
  /** Put off until it is known whether there is enough to do. */
  private waiting: (readonly Job[])[] = [];
  private batch: Job[] = [];
  /** Of the batch, and of all that was added. */
  private characters = { batch: 0, all: 0 };
  private others: ParseThreads | null = null;
  private lower: CertainLowering | null = null;

  /** @param least characters under which other threads are not begun */
  constructor(options: ThreadOptions, least: number) {
    this.options = options;
    this.least = least;
  }

  /** How many threads lowered. */
  get threads(): number {
    return this.others === null ? 1 : this.options.count + 1;
  }

  /** Takes a text; waits while the others have no room for more. Answers come in any order. */
  async add(job: Job): Promise<void> {
    this.batch.push(job);
    this.characters.batch += job.text.length;
    this.characters.all += job.text.length;
    if (this.characters.batch >= BATCH_CHARACTERS) await this.endBatch();
  }

  /** Waits until every text is answered. */
  async finish(): Promise<void> {
    await this.endBatch();
    if (this.others !== null) return this.others.done();
    for (const job of this.waiting.flat()) this.options.onAnswer(job, null);
  }

  /** Ends the other threads; nothing is answered any more. */
  close(): void {
    this.others?.close();
  }

  private async endBatch(): Promise<void> {
    this.waiting.push(this.batch);
    this.batch = [];
    this.characters.batch = 0;
    if (this.characters.all < this.least) return;
    this.others ??= await this.start();
    for (const batch of this.waiting.splice(0)) await this.place(this.others, batch);
  }

  /** Threads are loaded where there is enough to do for them. */
  private async start(): Promise<ParseThreads> {
    const { ParseThreads } = await import('./threads.ts');
    return new ParseThreads(this.options);
  }

  /** To another thread, or, when all have enough to do, by this one. */
  private async place(others: ParseThreads, batch: readonly Job[]): Promise<void> {
    if (others.take(batch)) return;
    this.lower ??= await (await import('./parse.ts')).certainLowering();
    for (const job of batch) this.options.onAnswer(job, await this.lower(job.text, job.file, job.isWhole));
    // Lets answers of the others in.
    await setImmediate();
  }
}
