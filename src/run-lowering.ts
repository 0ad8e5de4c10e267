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
  readonly cache: { readonly directory: string; readonly parser: ParserName } | null;
  readonly watch: Stopwatch;
  readonly onEvent: ((event: RunEvent) => void) | undefined;
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
  const { cache, texts, onEvent, watch } = options;
  const store = cache === null || files.length < MIN_CACHED_FILES ? null : await watch('cache', () => openStore(cache));
  const facts: FileFacts[] = [];
  const problems: Problem[] = [];
  let hits = 0;
  for (const [index, source] of files.entries()) {
    const cached = store === null || texts?.has(source.file) === true ? null : fromStore(source, store, watch);
    const known = cached?.result ?? null;
    const result = known ?? (await made(source, cached, store, options));
    if (known !== null) hits += 1;
    problems.push(...result.problems);
    if (result.facts !== null) facts.push(result.facts);
    onEvent?.({ kind: 'file', file: source.file, done: index + 1, total: files.length });
  }
  if (store !== null) {
    watch('cache', () => store.save());
    onEvent?.({ kind: 'cache', hits, misses: files.length - hits, notes: store.notes });
  }
  return { facts, problems };
}

async function openStore({
  directory,
  parser,
}: {
  readonly directory: string;
  readonly parser: ParserName;
}): Promise<FactsStore> {
  const { FactsStore } = await import('./cache/store.ts');
  return new FactsStore({ directory, version: `${factsBuild}${parser === 'orchard' ? '' : 'strict'}` });
}

/** What the store says of a source; `result` is null when it does not have it. */
interface Asked {
  readonly key: string;
  readonly bytes: Buffer | null;
  readonly result: FileResult | null;
}

function fromStore(source: SourceFile, store: FactsStore, watch: Stopwatch): Asked {
  const { bytes, problems } = watch('read', () => readBytes(source));
  if (bytes === null) return { key: '', bytes, result: { facts: null, problems } };
  return watch('cache', () => {
    const key = keyOf(source, bytes);
    const facts = store.get(key, source.file);
    return { key, bytes, result: facts === null ? null : resultOf(facts) };
  });
}

/** A source whose facts have to be made; the store takes what was made of all its bytes. */
async function made(
  source: SourceFile,
  asked: Asked | null,
  store: FactsStore | null,
  { read, lower, watch }: LoweringOptions,
): Promise<FileResult> {
  const bytes = asked?.bytes ?? null;
  const { text, problems } = watch('read', () => (bytes === null ? read(source) : decodeBytes(source, bytes)));
  if (text === null) return { facts: null, problems };
  const result = await watch('parse', () => lowerFile(source, text, lower));
  if (asked !== null && result.facts !== null && problems.length === 0) store?.put(asked.key, result.facts);
  return { facts: result.facts, problems: [...problems, ...result.problems] };
}

/** Facts depend on the bytes, and on the file's name where a class has no other. */
function keyOf({ file }: SourceFile, bytes: Buffer): string {
  return createHash('sha256').update(posix.basename(file)).update('\0').update(bytes).digest('base64url').slice(0, 24);
}
