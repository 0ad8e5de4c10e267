/** The part of a run that makes facts of the sources: from the cache where it has them, else from the text. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { FactsStore } from '../cache/store.ts';
import type { SourceFile } from '../discover/files.ts';
import type { ParserName } from '../java-ast/parse.ts';
import { isWhole, type FileFacts } from '../model/facts.ts';
import type { OutlinedFiles, TextAgain } from '../model/outlined.ts';
import type { RunEvent, Stopwatch } from './events.ts';
import { decodeBytes, failed, lowerFile, readBytes, resultOf } from './file.ts';
import type { FileResult, Lowering, SourceResult } from './file.ts';
import type { LaneOptions, ParseLanes } from './lanes.ts';
import type { Outlining } from './parse.ts';
import type { Answer } from './threads.ts';
import type { Problem } from '../types.ts';
import { factsBuild } from '../version.ts';

export interface LoweringOptions {
  readonly lower: Lowering;
  /** Gives the facts of a text that was lowered before, null where they are not at hand. Left out: they never are. */
  readonly lowered?: ((text: string, file: string) => FileFacts | null) | undefined;
  /** What is kept between runs in one process. Left out: nothing; then sources are read as bytes where there is a cache. */
  readonly kept?: KeptFacts | undefined;
  /** Null: every file is lowered whole. */
  readonly outlines: Outlines | null;
  /** Gives the text of a source when there is no cache. */
  readonly read: (source: SourceFile) => SourceResult;
  /** Texts, by report path, that stand for what the files on disk hold. */
  readonly texts: ReadonlyMap<string, string> | undefined;
  /** Null: facts are made of texts, and nothing is kept. */
  readonly stored: StoredFacts | null;
  /** Left out, or null from it: one text is lowered after the other. */
  readonly lanes?: ((onAnswer: LaneOptions['onAnswer']) => ParseLanes | null) | undefined;
  readonly watch: Stopwatch;
  readonly onEvent: ((event: RunEvent) => void) | undefined;
}

/** How files become facts whose bodies are read when they are asked for. */
export interface Outlines {
  readonly outlining: Outlining;
  readonly files: OutlinedFiles;
  /** Report paths of files that are lowered whole all the same. */
  readonly except: ReadonlySet<string>;
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

/** Facts that a process keeps. */
export interface KeptFacts {
  /** Is given facts that `lower` did not make. */
  readonly take: (text: string, facts: FileFacts) => Promise<void>;
  /** Whether the facts of the text that a file (report path) has now are those that any run makes of it. */
  readonly isSettled: (file: string) => boolean;
  /** Whether facts still say what they did when they were made: the text is the file's, or the file was not looked at since. */
  readonly isCurrent: (facts: FileFacts) => boolean;
  /** Takes what need not be done before the run ends. Left out: it is done in the run. */
  readonly later?: ((step: () => void) => void) | undefined;
}

export interface LoweredSources {
  /** In the order of the files; those that are missing have a problem. */
  readonly facts: readonly FileFacts[];
  readonly problems: readonly Problem[];
  /** Keeps what was made in the cache: to be called once, when nothing more is read. */
  readonly keep: () => void;
}

/** So few files are parsed sooner than a cache is read and written. */
const MIN_CACHED_FILES = 16;

/** Reads and lowers every source, and tells of each that is done. */
export async function lowerSources(files: readonly SourceFile[], options: LoweringOptions): Promise<LoweredSources> {
  const { stored, onEvent, watch, kept } = options;
  const known = files.map((source) => (kept === undefined ? null : fromMemory(source, options)));
  const missing = known.filter((one) => one === null).length;
  const stores = await watch('cache', () => openStores(stored, missing));
  const lowered: Lowered[] = [];
  let done = 0;
  const settle = (index: number, one: Lowered): void => {
    lowered[index] = one;
    done += 1;
    onEvent?.({ kind: 'file', file: files[index]?.file ?? '', done, total: files.length });
  };
  const lanes = kept !== undefined && missing < MIN_CACHED_FILES ? undefined : options.lanes;
  await lowerAll(files, known, stores, { ...options, lanes }, settle);
  const made: MadeFacts[] = [];
  for (const { result, key, isHit } of lowered) {
    const isValid = kept === undefined || result.facts?.syntaxErrors.length === 0;
    if (result.facts !== null && key !== null && isValid) made.push({ key, facts: result.facts, isStored: isHit });
  }
  const keep = (): void => {
    if (stores === null) return;
    const put = (): void => {
      if (stores.own === null) return;
      const current = kept === undefined ? made : made.filter(({ facts }) => kept.isCurrent(facts));
      putAll(stores.own, current, options.outlines?.files ?? null);
    };
    if (kept?.later === undefined) watch('cache', put);
    else if (made.some(({ isStored }) => !isStored)) kept.later(put);
    const notes = stores.all.flatMap((store) => store.notes);
    const hits = lowered.filter(({ isHit }) => isHit).length;
    onEvent?.({ kind: 'cache', hits, misses: files.length - hits, notes });
  };
  return {
    facts: lowered.flatMap(({ result }) => result.facts ?? []),
    problems: lowered.flatMap(({ result }) => result.problems),
    keep,
  };
}

/** Settles every file: what other threads are given when they answer, what they leave when all of it is known, in the order of the files. */
async function lowerAll(
  files: readonly SourceFile[],
  known: readonly (Lowered | null)[],
  stores: Stores | null,
  options: LoweringOptions,
  settle: (index: number, one: Lowered) => void,
): Promise<void> {
  const { lanes: open, watch, onEvent, kept } = options;
  const pending = new Map<number, Unlowered>();
  const lanes =
    open?.(({ index }, answer) => {
      const one = pending.get(index);
      const result = one === undefined || answer === null ? null : resultOfAnswer(one, answer, options);
      if (one === undefined || result === null) return;
      pending.delete(index);
      if (result.facts !== null) void kept?.take(one.text, result.facts);
      settle(index, { result, key: one.key, isHit: false });
    }) ?? null;
  try {
    for (const [index, source] of files.entries()) {
      const one = known[index] ?? (await lookUp(source, stores, options));
      if ('result' in one) settle(index, one);
      else if (lanes === null) settle(index, await lowerText(one, options));
      else {
        pending.set(index, one);
        const isWhole = outlinesFor(source, options) === null;
        await watch('parse', () => lanes.add({ index, file: source.file, text: one.text, isWhole }));
      }
    }
    if (lanes !== null) await watch('parse', () => lanes.finish());
  } finally {
    lanes?.close();
  }
  if (lanes !== null) onEvent?.({ kind: 'threads', count: lanes.threads });
  for (const [index, one] of [...pending].sort(([left], [right]) => left - right)) {
    settle(index, await lowerText(one, options));
  }
}

/** Facts that the cache may keep. */
interface MadeFacts {
  readonly key: string;
  readonly facts: FileFacts;
  readonly isStored: boolean;
}

/** Puts what is not stored, and what was an outline when it was stored and is whole now. */
function putAll(own: FactsStore, made: readonly MadeFacts[], outlined: OutlinedFiles | null): void {
  for (const { key, facts, isStored } of made) {
    if (!isStored || outlined?.isRead(facts) === true) own.put(key, () => outlined?.plain(facts) ?? facts);
  }
  own.save();
}

interface Lowered {
  readonly result: FileResult;
  /** Under which the facts may be kept; null for those that may not. */
  readonly key: string | null;
  readonly isHit: boolean;
}

/** A text of which facts have to be made. */
interface Unlowered {
  readonly source: SourceFile;
  readonly text: string;
  /** What is wrong with its bytes. */
  readonly problems: readonly Problem[];
  /** As of `Lowered`. */
  readonly key: string | null;
}

/** What this process knows of a file as it is now; null where it has to be looked for. */
function fromMemory(source: SourceFile, { read, lowered }: LoweringOptions): Lowered | null {
  const { text, problems } = read(source);
  const known = text === null ? null : (lowered?.(text, source.file) ?? null);
  return known && { result: withProblems(resultOf(known), problems), key: null, isHit: true };
}

/** What is known of a file without parsing it. */
async function lookUp(
  source: SourceFile,
  stores: Stores | null,
  options: LoweringOptions,
): Promise<Lowered | Unlowered> {
  const { texts, watch, read, kept } = options;
  if (stores === null || kept !== undefined || texts?.has(source.file) === true) {
    const { text, problems } = watch('read', () => read(source));
    const isStorable = stores !== null && problems.length === 0 && kept?.isSettled(source.file) === true;
    if (text === null || !isStorable) return unlowered({ source, text, problems, key: null });
    const key = watch('cache', () => keyOf(source, text));
    const stored = watch('cache', () => fromStores(source, key, stores, false));
    // What is not valid is for each process to have its second opinion on.
    if (stored === null || stored.syntaxErrors.length > 0) return unlowered({ source, text, problems, key });
    await kept.take(text, stored);
    return { result: resultOf(stored), key, isHit: true };
  }
  const { bytes, problems: failures } = watch('read', () => readBytes(source));
  if (bytes === null) return { result: { facts: null, problems: failures }, key: null, isHit: true };
  const key = watch('cache', () => keyOf(source, bytes));
  const outlines = outlinesFor(source, options);
  const stored = watch('cache', () => fromStores(source, key, stores, outlines !== null));
  if (stored !== null) {
    const facts = outlines === null ? stored : asOutlined(source, stored, bytes, outlines, options);
    return { result: resultOf(facts), key, isHit: true };
  }
  const { text, problems } = watch('read', () => decodeBytes(source, bytes));
  return unlowered({ source, text, problems, key: problems.length === 0 ? key : null });
}

function unlowered(one: Omit<Unlowered, 'text'> & SourceResult): Lowered | Unlowered {
  const { text, problems, key } = one;
  return text === null ? { result: { facts: null, problems }, key, isHit: false } : { ...one, text };
}

async function lowerText({ source, text, problems, key }: Unlowered, options: LoweringOptions): Promise<Lowered> {
  return { result: await factsOf(source, text, problems, options), key, isHit: false };
}

/** What comes of what another thread, or this one in passing, says of a text. */
function resultOfAnswer(
  { source, text, problems }: Unlowered,
  answer: NonNullable<Answer>,
  options: LoweringOptions,
): FileResult {
  const { outlines } = options;
  if ('failure' in answer) return failed(source, answer.failure, problems);
  return {
    facts: outlines === null ? answer : outlines.files.take(answer, textAgain(source, text.length, options)),
    problems,
  };
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
  const { FactsStore } = await import('../cache/store.ts');
  const version = `${factsBuild}${parser === 'orchard' ? '' : 'strict'}`;
  const own = directory === null ? null : new FactsStore({ directory, version });
  const foreign = others.map((one) => new FactsStore({ directory: one, version, isReadOnly: true }));
  return { own, all: own === null ? foreign : [own, ...foreign] };
}

/** Whole facts if a store has them, else an outline where one will do. */
function fromStores({ file }: SourceFile, key: string, { all }: Stores, mayOutline: boolean): FileFacts | null {
  let outline: FileFacts | null = null;
  for (const store of all) {
    const facts = store.get(key, file);
    if (facts === null) continue;
    if (isWhole(facts)) return facts;
    outline ??= facts;
  }
  return mayOutline ? outline : null;
}

/** Stored facts, as this run would have made them. */
function asOutlined(
  source: SourceFile,
  stored: FileFacts,
  bytes: Buffer,
  outlines: Outlines,
  options: LoweringOptions,
): FileFacts {
  const { files } = outlines;
  if (stored.syntaxErrors.length === 0) return files.take(stored, textAgain(source, null, options));
  // Another run looked at every body: whether a syntax error counts in this one, the outline tells.
  const { text } = decodeBytes(source, bytes);
  return (text === null ? null : outlinedFacts(source, text, outlines, options)) ?? stored;
}

/** Reads a text when it is asked for: one of `length` characters, unless that is null. */
function textAgain(source: SourceFile, length: number | null, { read }: LoweringOptions): TextAgain {
  return () => {
    const { text } = read(source);
    return length === null || text?.length === length ? text : null;
  };
}

/** Null for a file that is lowered whole. */
function outlinesFor({ file }: SourceFile, { outlines, texts }: LoweringOptions): Outlines | null {
  const isWanted = outlines?.except.has(file) === false && texts?.has(file) !== true;
  return isWanted ? outlines : null;
}

async function factsOf(
  source: SourceFile,
  text: string,
  problems: readonly Problem[],
  options: LoweringOptions,
): Promise<FileResult> {
  const { lower, watch } = options;
  const outlines = outlinesFor(source, options);
  const result = await watch('parse', async () => {
    const outline = outlines === null ? null : outlinedFacts(source, text, outlines, options);
    return outline === null ? await lowerFile(source, text, lower) : { facts: outline, problems: [] };
  });
  return withProblems(result, problems);
}

function withProblems(result: FileResult, problems: readonly Problem[]): FileResult {
  return problems.length === 0 ? result : { facts: result.facts, problems: [...problems, ...result.problems] };
}

/** Null where the whole text is needed, or where it is left to the usual way to say what is wrong with the file. */
function outlinedFacts(
  source: SourceFile,
  text: string,
  { outlining, files }: Outlines,
  options: LoweringOptions,
): FileFacts | null {
  try {
    const outline = outlining.outline(text, source.file);
    return outline === null ? null : files.take(outline, textAgain(source, text.length, options));
  } catch {
    return null;
  }
}

/** Facts depend on the bytes, and on the file's name where a class has no other. */
function keyOf({ file }: SourceFile, bytes: Buffer | string): string {
  return createHash('sha256').update(posix.basename(file)).update('\0').update(bytes).digest('base64url').slice(0, 24);
}
