/**
 * The facts cache: a directory of segments. Segments are written aside, renamed and never changed, so that runs beside each other
 * need no lock. What cannot be read or written costs time and no result.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWhole, type FileFacts } from '../model/facts.ts';
import { describeSystemError } from '../util/system-error.ts';
import { Segment, segmentBytes } from './segment.ts';
import { STALE_MILLISECONDS, SUFFIX, UNFINISHED } from './unused.ts';

export interface CacheOptions {
  /** Absolute; made when something is stored. */
  readonly directory: string;
  /** Facts of another version are never read. Letters and digits only. */
  readonly version: string;
  /** Nothing is written, renewed or removed. */
  readonly isReadOnly?: boolean;
  /** What the directory may hold, about; the default is MAX_BYTES. */
  readonly maxBytes?: number;
}

/** Four times what a project of 3,500 files needs. */
const MAX_BYTES = 64 * 2 ** 20;
/** With more segments than this the small ones are joined. */
const MAX_SEGMENTS = 8;
/** A file that was begun and never finished, by a run that was ended. */
const ABANDONED_MILLISECONDS = 3600 * 1000;

interface StoredSegment {
  readonly name: string;
  readonly bytes: number;
  readonly segment: Segment;
}

export class FactsStore {
  /** What went wrong, a line each: for `--debug`. */
  readonly notes: string[] = [];
  private readonly options: Required<CacheOptions>;
  private readonly segments: readonly StoredSegment[];
  private readonly fresh = new Map<string, () => FileFacts>();
  private readonly used = new Map<string, string>();

  constructor(options: CacheOptions) {
    this.options = { maxBytes: MAX_BYTES, isReadOnly: false, ...options };
    this.segments = this.readSegments();
  }

  /** The facts under `key`, as those of `file` (report path), an outline if there are no whole ones; null when they have to be made. */
  get(key: string, file: string): FileFacts | null {
    let outline: FileFacts | null = null;
    for (const { name, segment } of this.segments) {
      if (!segment.has(key)) continue;
      const facts = segment.read(key, file);
      if (facts === null) {
        this.notes.push(`cache: an entry of ${name} is damaged and was made again (${file})`);
        continue;
      }
      this.used.set(key, file);
      if (isWhole(facts)) return facts;
      outline ??= facts;
    }
    return outline;
  }

  /** Takes facts that `get` did not have; `save` asks for them and writes them. */
  put(key: string, facts: () => FileFacts): void {
    this.fresh.set(key, facts);
  }

  /** Writes what is new, and joins or drops old segments when they are many or large. */
  save(): void {
    try {
      if (this.fresh.size > 0) this.write(made(this.fresh));
      const bytes = this.segments.reduce((sum, one) => sum + one.bytes, 0);
      if (bytes > this.options.maxBytes) this.join(this.segments, 'used');
      else if (this.segments.length >= MAX_SEGMENTS) {
        const sizes = this.segments.map((one) => one.bytes);
        this.join(
          this.segments.filter((one) => one.bytes < Math.max(...sizes) / 4),
          'all',
        );
      }
    } catch (error) {
      this.notes.push(`cache: cannot be written: ${describeSystemError(error)} (${this.options.directory})`);
    }
  }

  private readSegments(): readonly StoredSegment[] {
    const { directory, version, isReadOnly } = this.options;
    const read: StoredSegment[] = [];
    for (const name of this.names()) {
      const path = join(directory, name);
      if (!name.startsWith(`${version}-`) || !name.endsWith(SUFFIX)) {
        if (isReadOnly) {
          this.notes.push(`cache: ${name} is of another version of snapsafe, or unfinished (${directory})`);
        } else this.removeStale(path, name.endsWith(UNFINISHED) ? ABANDONED_MILLISECONDS : STALE_MILLISECONDS);
        continue;
      }
      try {
        const bytes = readFileSync(path);
        read.push({ name, bytes: bytes.length, segment: new Segment(bytes) });
        if (!isReadOnly) touch(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue;
        const what = isReadOnly ? 'cannot be read' : 'was removed';
        this.notes.push(`cache: ${name} ${what}: ${error instanceof Error ? error.message : String(error)}`);
        if (!isReadOnly) rmSync(path, { force: true });
      }
    }
    return read;
  }

  private names(): readonly string[] {
    try {
      return readdirSync(this.options.directory)
        .filter((name) => name.endsWith(SUFFIX) || name.endsWith(UNFINISHED))
        .sort();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') this.notes.push(`cache: cannot be read: ${describeSystemError(error)}`);
      return [];
    }
  }

  private removeStale(path: string, age: number): void {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && Date.now() - stats.mtimeMs > age) rmSync(path, { force: true });
  }

  /** Gives the name of the segment. */
  private write(facts: Iterable<readonly [string, FileFacts]>): string {
    const { directory, version } = this.options;
    mkdirSync(directory, { recursive: true });
    const bytes = segmentBytes(facts);
    // By what it holds: the same sources make the same files, and what runs beside each other wrote twice is there once.
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
    const name = `${version}-${hash}${SUFFIX}`;
    const unfinished = join(directory, `${version}-${hash}-${randomUUID()}${UNFINISHED}`);
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, join(directory, name));
    return name;
  }

  /** Writes the entries of some segments, all or those that this run used, as one, and removes the segments. */
  private join(segments: readonly StoredSegment[], which: 'all' | 'used'): void {
    const facts = new Map<string, FileFacts>();
    for (const { segment } of segments) {
      for (const key of segment.keys) {
        const file = this.used.get(key) ?? (which === 'all' ? '' : undefined);
        const known = facts.get(key);
        const read = file === undefined || (known !== undefined && isWhole(known)) ? null : segment.read(key, file);
        if (read !== null && (known === undefined || isWhole(read))) facts.set(key, read);
      }
    }
    const written = facts.size > 0 ? this.write(facts) : null;
    for (const { name } of segments) {
      if (name !== written) rmSync(join(this.options.directory, name), { force: true });
    }
  }
}

function* made(facts: ReadonlyMap<string, () => FileFacts>): Iterable<readonly [string, FileFacts]> {
  for (const [key, make] of facts) yield [key, make()];
}

/** Says that a file was used, at most once a day. */
function touch(path: string): void {
  const now = new Date();
  const { mtimeMs } = statSync(path);
  if (now.getTime() - mtimeMs > 24 * 3600 * 1000) utimesSync(path, now, now);
}
