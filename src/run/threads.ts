/**
 * Threads that lower texts beside the one that calls. A thread answers only what is certain (`certainLowering`); everything else, and
 * so all that a result may depend on, is left to the caller, in its order.
 */
import { Worker } from 'node:worker_threads';
import { Segment } from '../cache/segment.ts';
import type { FileFacts } from '../model/facts.ts';

/** A text to lower. */
export interface Job {
  /** Tells jobs apart. */
  readonly index: number;
  /** Report path. */
  readonly file: string;
  /** Without BOM. */
  readonly text: string;
  /** Whether an outline will not do. */
  readonly isWhole: boolean;
}

/** What a thread sends: that it is ready to work; for each batch a segment with the facts of its jobs, by their place in it. */
export type ThreadMessage = 'ready' | { readonly bytes: Uint8Array<ArrayBuffer> };

/** Facts; null for a text that is left to the usual way; or why there are none. */
export type Answer = FileFacts | null | { readonly failure: string };

export interface ThreadOptions {
  /** The module that runs in each thread. */
  readonly module: URL;
  readonly count: number;
  readonly onAnswer: (job: Job, answer: Answer) => void;
  /** How long a batch may take; the default is LIMIT_MILLISECONDS. */
  readonly limit?: number;
}

/** The grammar itself gives a file up after 20 s, and a batch has few that are large enough to take one. */
const LIMIT_MILLISECONDS = 120_000;
/** One is lowered, the other waits: a thread never has to wait for the caller. */
const BATCHES_PER_THREAD = 2;

/** A little less than a main thread has, so that what is too deep for that one is never an answer of these. */
const STACK_MEGABYTES = 1;
/** More than the largest file needs that is parsed at all. */
const HEAP_MEGABYTES = 2048;

interface Thread {
  readonly worker: Worker;
  /** What it was given and has not answered, the first one being lowered. */
  readonly batches: (readonly Job[])[];
  isReady: boolean;
  timer: NodeJS.Timeout | null;
  isTooSlow: boolean;
}

/** A thread that ends or takes too long is replaced. What it was at is tried again file by file; one that fails again is told. */
export class ParseThreads {
  private readonly options: ThreadOptions;
  private readonly threads = new Set<Thread>();
  /** What a thread that ended was given, to be taken first. */
  private readonly again: (readonly Job[])[] = [];
  private whenIdle: (() => void) | null = null;
  private isClosed = false;

  constructor(options: ThreadOptions) {
    this.options = options;
    for (let index = 0; index < options.count; index++) this.threads.add(this.start());
  }

  /** Takes a batch if a thread has room for it. */
  take(batch: readonly Job[]): boolean {
    let chosen: Thread | null = null;
    for (const thread of this.threads) {
      const least = chosen?.batches.length ?? BATCHES_PER_THREAD;
      if (thread.batches.length < least) chosen = thread;
    }
    if (chosen === null) return false;
    this.send(chosen, batch);
    return true;
  }

  /** Resolves when everything that was taken is answered. */
  async done(): Promise<void> {
    while (!this.isIdle()) await new Promise<void>((resolve) => (this.whenIdle = resolve));
  }

  /** Ends the threads. Nothing is answered any more. */
  close(): void {
    this.isClosed = true;
    for (const { worker, timer } of this.threads) {
      if (timer !== null) clearTimeout(timer);
      void worker.terminate();
    }
    this.threads.clear();
  }

  private isIdle(): boolean {
    return this.again.length === 0 && [...this.threads].every(({ batches }) => batches.length === 0);
  }

  private start(): Thread {
    const resourceLimits = { maxOldGenerationSizeMb: HEAP_MEGABYTES, stackSizeMb: STACK_MEGABYTES };
    const worker = new Worker(this.options.module, { resourceLimits });
    const thread: Thread = { worker, batches: [], isReady: false, timer: null, isTooSlow: false };
    let reason = 'it ends the thread that parses it';
    worker.on('message', (message: ThreadMessage) => {
      if (message === 'ready') thread.isReady = true;
      else this.answered(thread, message.bytes);
    });
    worker.on('error', (error: Error) => (reason = error.message));
    worker.on('exit', () => this.ended(thread, thread.isTooSlow ? 'it takes too long' : reason));
    return thread;
  }

  private send(thread: Thread, batch: readonly Job[]): void {
    thread.batches.push(batch);
    thread.worker.postMessage(batch);
    if (thread.batches.length === 1) this.watch(thread);
  }

  /** Looks at the clock for the batch that is lowered now. */
  private watch(thread: Thread): void {
    const { limit = LIMIT_MILLISECONDS } = this.options;
    if (thread.timer !== null) clearTimeout(thread.timer);
    const [batch] = thread.batches;
    if (batch === undefined) return;
    thread.timer = setTimeout(() => {
      // An answer may have come that this thread had no time to take.
      setImmediate(() => {
        if (thread.batches[0] !== batch) return;
        thread.isTooSlow = true;
        void thread.worker.terminate();
      });
    }, limit);
  }

  private answered(thread: Thread, bytes: Uint8Array<ArrayBuffer>): void {
    if (this.isClosed) return;
    const batch = thread.batches.shift() ?? [];
    const segment = new Segment(Buffer.from(bytes.buffer));
    for (const [place, job] of batch.entries()) this.options.onAnswer(job, segment.read(String(place), job.file));
    this.watch(thread);
    this.goOn();
  }

  private ended(thread: Thread, reason: string): void {
    if (this.isClosed) return;
    if (thread.timer !== null) clearTimeout(thread.timer);
    this.threads.delete(thread);
    const [current = [], ...waiting] = thread.batches;
    if (!thread.isReady && !thread.isTooSlow) {
      // It never came to work, and another one would not either.
      this.again.push(...thread.batches);
    } else {
      const [job] = current;
      if (job !== undefined && current.length === 1) this.options.onAnswer(job, { failure: reason });
      else this.again.push(...current.map((one) => [one]));
      this.again.push(...waiting);
      this.threads.add(this.start());
    }
    this.goOn();
  }

  /** Gives out what is to be tried again; without threads that is left to the usual way. */
  private goOn(): void {
    for (let batch = this.again.shift(); batch !== undefined; batch = this.again.shift()) {
      if (this.threads.size === 0) for (const job of batch) this.options.onAnswer(job, null);
      else if (!this.take(batch)) {
        this.again.unshift(batch);
        break;
      }
    }
    this.whenIdle?.();
  }
}
