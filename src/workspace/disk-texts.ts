/** Texts of files on disk that are kept while the files stay what they were. */
import { isDeepStrictEqual } from 'node:util';
import type { FoundFile } from '../discover/files.ts';
import { readSource, type SourceResult } from '../run/file.ts';
import { Seen } from './seen.ts';

export class DiskTexts {
  private readonly seen = new Seen();
  private readonly known = new Map<string, SourceResult>();
  /** Paths whose text has to be read again before it counts. */
  private readonly stale = new Set<string>();

  /** Looks at every file that is known; what is read from now on is of this time. Gives how many of them may have changed. */
  look(): number {
    for (const path of this.stale) this.forget(path);
    for (const path of this.known.keys()) if (!this.seen.isSame(path)) this.stale.add(path);
    return this.stale.size;
  }

  /** The text of a file: the same object while it is the same. */
  read(source: FoundFile): SourceResult {
    const { path } = source;
    const known = this.known.get(path);
    if (known !== undefined && !this.stale.has(path)) return known;
    if (known === undefined) this.seen.isSame(path);
    this.stale.delete(path);
    const read = readSource(source);
    if (known !== undefined && isDeepStrictEqual(known, read)) return known;
    this.known.set(path, read);
    return read;
  }

  /** It was not asked for since it changed: it is no longer one of the project's. */
  private forget(path: string): void {
    this.seen.forget(path);
    this.known.delete(path);
    this.stale.delete(path);
  }
}
