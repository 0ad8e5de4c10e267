/** The part of a run that makes facts of the sources: from the cache where it has them, else from the text. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { FactsStore } from './cache/store.ts';
import type { SourceFile } from './discover/files.ts';
import type { ParserName } from './java-ast/parse.ts';
import type { FileFacts } from './model/facts.ts';
import type { RunEvent, Stopwatch } from './run-events.ts';
import { decodeBytes, lowerFile, readBytes, resultOf } from './run-file.ts';
import type { FileResult, Lowering, SourceResult } from './run-file.ts';
import type { Problem } from './types.ts';
import { factsBuild } from './version.ts';

export interface LoweringOptions {
  readonly lower: Lowering;
  /** Gives the text of a source when there is no cache. */
  readonly read: (source: SourceFile) => SourceResult;
  /** Texts, by report path, that stand for what the files on disk hold. */
  readonly texts: ReadonlyMap<string, string> | undefined;
  /** Null: facts are made of texts, and nothing is kept. */
  readonly stored: StoredFacts | null;
  readonly watch: Stopwatch;
  readonly onEvent: ((event: RunEvent) => void) | undefined;
}

/** Where facts are that were made before. */
export interface StoredFacts {
  readonly parser: ParserName;
  /** Absolute; what is made is kept there. Null: nowhere. */
  readonly cache: string | null;
  /** Whether a handful of files is kept as well. */
  readonly keepsFew?: boolean;
  /** Absolute directories with facts of other runs, which are read only. */
  readonly others: readonly string[];
}

export interface LoweredSources {
  /** In the order of the files; those that are missing have a problem. */
  readonly facts: readonly FileFacts[];
  readonly problems: readonly Problem[];
}

/** So few files are parsed sooner than a cache is read and written. */
const MIN_CACHED_FILES = 16;

/** Reads and lowers every source, and tells of each that is done. */
export async function lowerSources(files: readonly SourceFile[], options: LoweringOptions): Promise<LoweredSources> {
  const { stored, texts, onEvent, watch } = options;
  const stores = await watch('cache', () => openStores(stored, files.length));
  const facts: FileFacts[] = [];
  const problems: Problem[] = [];
  let hits = 0;
  for (const [index, source] of files.entries()) {
    const cached = stores === null || texts?.has(source.file) === true ? null : fromStores(source, stores, watch);
    const known = cached?.result ?? null;
    const result = known ?? (await made(source, cached, stores, options));
    if (known !== null) hits += 1;
    problems.push(...result.problems);
    if (result.facts !== null) facts.push(result.facts);
    onEvent?.({ kind: 'file', file: source.file, done: index + 1, total: files.length });
  }
  if (stores !== null) {
    watch('cache', () => stores.own?.save());
    const notes = stores.all.flatMap((store) => store.notes);
    onEvent?.({ kind: 'cache', hits, misses: files.length - hits, notes });
  }
  return { facts, problems };
}

interface Stores {
  /** The one that takes what is made. */
  readonly own: FactsStore | null;
  readonly all: readonly FactsStore[];
}

async function openStores(stored: StoredFacts | null, files: number): Promise<Stores | null> {
  if (stored === null) return null;
  const { cache, keepsFew = false, others, parser } = stored;
  const directory = keepsFew || files >= MIN_CACHED_FILES ? cache : null;
  if (directory === null && others.length === 0) return null;
  const { FactsStore } = await import('./cache/store.ts');
  const version = `${factsBuild}${parser === 'orchard' ? '' : 'strict'}`;
  const own = directory === null ? null : new FactsStore({ directory, version });
  const foreign = others.map((one) => new FactsStore({ directory: one, version, isReadOnly: true }));
  return { own, all: own === null ? foreign : [own, ...foreign] };
}

/** What the stores say of a source; `result` is null when none has it. */
interface Asked {
  readonly key: string;
  readonly bytes: Buffer | null;
  readonly result: FileResult | null;
}

function fromStores(source: SourceFile, { all }: Stores, watch: Stopwatch): Asked {
  const { bytes, problems } = watch('read', () => readBytes(source));
  if (bytes === null) return { key: '', bytes, result: { facts: null, problems } };
  return watch('cache', () => {
    const key = keyOf(source, bytes);
    let facts: FileFacts | null = null;
    for (const store of all) facts ??= store.get(key, source.file);
    return { key, bytes, result: facts === null ? null : resultOf(facts) };
  });
}

/** A source whose facts have to be made; the cache takes what was made of all its bytes. */
async function made(
  source: SourceFile,
  asked: Asked | null,
  stores: Stores | null,
  { read, lower, watch }: LoweringOptions,
): Promise<FileResult> {
  const bytes = asked?.bytes ?? null;
  const { text, problems } = watch('read', () => (bytes === null ? read(source) : decodeBytes(source, bytes)));
  if (text === null) return { facts: null, problems };
  const result = await watch('parse', () => lowerFile(source, text, lower));
  if (asked !== null && result.facts !== null && problems.length === 0) stores?.own?.put(asked.key, result.facts);
  return { facts: result.facts, problems: [...problems, ...result.problems] };
}

/** Facts depend on the bytes, and on the file's name where a class has no other. */
function keyOf({ file }: SourceFile, bytes: Buffer): string {
  return createHash('sha256').update(posix.basename(file)).update('\0').update(bytes).digest('base64url').slice(0, 24);
}
