/**
 * A segment: the facts of a number of files, in one piece that never changes once it is written. It begins with a head (JSON)
 * that says where what is, and its checksum; each entry has its own checksum.
 */
import { crc32 } from 'node:zlib';
import { bodyWords, knowDigest, type FileDigest } from '../model/digests.ts';
import type { FileFacts } from '../model/facts.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { Numbered, stringsOf } from './dictionary.ts';
import { readValue, shapeOf, ValueWriter, type ObjectShape } from './values.ts';

const MAGIC = Buffer.from('snapsafe facts 1\n', 'latin1');
const HEAD_START = MAGIC.length + 8;

/** Where an entry begins, behind the head, and how long its parts are: the facts, their bodies, the words of the bodies. */
type EntryPlace = readonly [key: string, start: number, main: number, aside: number, words: number, checksum: number];

interface Head {
  readonly strings: number;
  readonly shapes: number;
  readonly checksum: number;
  readonly entries: readonly EntryPlace[];
}

/** Gives the bytes of a segment with these facts, by key. */
export function segmentBytes(facts: ReadonlyMap<string, FileFacts>): Buffer {
  const strings = new Numbered();
  const shapes = new Numbered();
  const body = new ByteWriter();
  const entries: EntryPlace[] = [];
  for (const [key, file] of facts) {
    const writer = new ValueWriter(strings.numberOf, shapes.numberOf);
    writer.write({ ...file, file: '' });
    const parts = [writer.main.done(), writer.aside.done(), wordBytes(file, strings)] as const;
    const start = body.length;
    for (const part of parts) body.bytes(part);
    const [main, aside, words] = parts;
    entries.push([key, start, main.length, aside.length, words.length, crc32(Buffer.concat(parts))]);
  }
  const tables = [strings.toBytes(), shapes.toBytes()] as const;
  const head: Head = {
    strings: tables[0].length,
    shapes: tables[1].length,
    checksum: crc32(Buffer.concat(tables)),
    entries,
  };
  const headBytes = Buffer.from(JSON.stringify(head), 'latin1');
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32LE(headBytes.length, 0);
  sizes.writeUInt32LE(crc32(headBytes), 4);
  return Buffer.concat([MAGIC, sizes, headBytes, ...tables, body.done()]);
}

function wordBytes(file: FileFacts, strings: Numbered): Buffer {
  const { words, created } = bodyWords(file);
  const writer = new ByteWriter();
  for (const set of [words, created]) {
    writer.unsigned(set.size);
    for (const word of set) writer.unsigned(strings.numberOf(word));
  }
  return writer.done();
}

/** A segment that is read. What was damaged since it was written is noticed: facts are given only if they are what was put in. */
export class Segment {
  private readonly places = new Map<string, { readonly place: EntryPlace; readonly ordinal: number }>();
  private readonly strings: readonly string[];
  private readonly shapes: readonly ObjectShape[];
  private readonly body: Buffer;
  private readonly words: WordIndex;

  /** @throws when the bytes are no segment, or not whole */
  constructor(bytes: Buffer) {
    const head = headOf(bytes);
    const tables = HEAD_START + bytes.readUInt32LE(MAGIC.length);
    const shapes = tables + head.strings;
    const body = shapes + head.shapes;
    if (crc32(bytes.subarray(tables, body)) !== head.checksum) throw new Error('its tables are damaged');
    this.strings = stringsOf(bytes.subarray(tables, shapes));
    this.shapes = stringsOf(bytes.subarray(shapes, body)).map((keys) => shapeOf(keys));
    this.body = bytes.subarray(body);
    for (const [ordinal, place] of head.entries.entries()) this.places.set(place[0], { place, ordinal });
    this.words = new WordIndex(
      this.strings,
      head.entries.map((place) => this.wordReader(place)),
    );
  }

  get keys(): Iterable<string> {
    return this.places.keys();
  }

  has(key: string): boolean {
    return this.places.has(key);
  }

  /** The facts under `key` as those of `file` (report path); null when they are not there or damaged. */
  read(key: string, file: string): FileFacts | null {
    const found = this.places.get(key);
    if (found === undefined) return null;
    const [, start, main, aside, words, checksum] = found.place;
    if (crc32(this.body.subarray(start, start + main + aside + words)) !== checksum) return null;
    const tables = {
      string: (index: number): string => at(this.strings, index),
      shape: (index: number): ObjectShape => at(this.shapes, index),
    };
    const bodies = start + main;
    const facts = readValue(
      new ByteReader(this.body, start),
      tables,
      (offset) => new ByteReader(this.body, bodies + offset),
    ) as { -readonly [Key in keyof FileFacts]: FileFacts[Key] };
    facts.file = file;
    knowDigest(facts, this.words.digest(found.ordinal));
    return facts;
  }

  private wordReader([, start, main, aside]: EntryPlace): () => ByteReader {
    return () => new ByteReader(this.body, start + main + aside);
  }
}

function headOf(bytes: Buffer): Head {
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('it is no file of the cache');
  const head = bytes.subarray(HEAD_START, HEAD_START + bytes.readUInt32LE(MAGIC.length));
  if (crc32(head) !== bytes.readUInt32LE(MAGIC.length + 4)) throw new Error('its head is damaged');
  return JSON.parse(head.toString('latin1')) as Head;
}

function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no value ${index}`);
  return value;
}

/** Which entries' bodies mention which words. Built when it is first asked. */
class WordIndex {
  private readonly strings: readonly string[];
  private readonly readers: readonly (() => ByteReader)[];
  private numbers: ReadonlyMap<string, number> | null = null;
  private postings: readonly (readonly number[] | undefined)[] | null = null;
  private readonly answers = new Map<string | RegExp, ReadonlySet<number>>();

  constructor(strings: readonly string[], readers: readonly (() => ByteReader)[]) {
    this.strings = strings;
    this.readers = readers;
  }

  digest(ordinal: number): FileDigest {
    return {
      mayMention: (words) => this.mentioning(words).has(ordinal),
      created: () => this.created(ordinal),
    };
  }

  private mentioning(words: readonly string[] | RegExp): ReadonlySet<number> {
    const key = words instanceof RegExp ? words : words.join('\n');
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const found = new Set<number>();
    for (const number of this.numbersOf(words)) for (const ordinal of this.posted(number)) found.add(ordinal);
    this.answers.set(key, found);
    return found;
  }

  private *numbersOf(words: readonly string[] | RegExp): Iterable<number> {
    if (words instanceof RegExp) {
      for (const [number, text] of this.strings.entries()) {
        if (this.posted(number).length > 0 && words.test(text)) yield number;
      }
      return;
    }
    this.numbers ??= new Map(this.strings.map((text, number) => [text, number]));
    for (const word of words) {
      const number = this.numbers.get(word);
      if (number !== undefined) yield number;
    }
  }

  private posted(number: number): readonly number[] {
    this.postings ??= this.post();
    return this.postings[number] ?? [];
  }

  private post(): readonly (readonly number[] | undefined)[] {
    const postings: number[][] = [];
    for (const [ordinal, readerOf] of this.readers.entries()) {
      const reader = readerOf();
      for (let count = reader.unsigned(); count > 0; count--) (postings[reader.unsigned()] ??= []).push(ordinal);
    }
    return postings;
  }

  private *created(ordinal: number): Iterable<string> {
    const reader = at(this.readers, ordinal)();
    for (let count = reader.unsigned(); count > 0; count--) reader.unsigned();
    for (let count = reader.unsigned(); count > 0; count--) yield at(this.strings, reader.unsigned());
  }
}
