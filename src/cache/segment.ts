/**
 * A segment: the facts of a number of files, in one piece that never changes once it is written. It begins with a head (JSON)
 * that says where what is, and its checksum; each entry has its own checksum.
 */
import { crc32 } from 'node:zlib';
import type { FileFacts } from '../model/facts.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { Numbered, stringsOf } from './dictionary.ts';
import { readValue, shapeOf, ValueWriter, type ObjectShape } from './values.ts';

const MAGIC = Buffer.from('snapsafe facts 1\n', 'latin1');
const HEAD_START = MAGIC.length + 8;

/** Where an entry begins, behind the head, and how long its parts are: the facts, and what was put aside of them. */
type EntryPlace = readonly [key: string, start: number, main: number, aside: number, checksum: number];

interface Head {
  readonly strings: number;
  readonly shapes: number;
  readonly checksum: number;
  readonly entries: readonly EntryPlace[];
}

/** Gives the bytes of a segment with these facts, by key; each is asked for when those before are written. */
export function segmentBytes(facts: Iterable<readonly [key: string, facts: FileFacts]>): Buffer {
  const strings = new Numbered();
  const shapes = new Numbered();
  const body = new ByteWriter();
  const entries: EntryPlace[] = [];
  for (const [key, file] of facts) {
    const writer = new ValueWriter(strings.numberOf, shapes.numberOf);
    writer.write({ ...file, file: '' });
    const parts = [writer.main.done(), writer.aside.done()] as const;
    const start = body.length;
    for (const part of parts) body.bytes(part);
    const [main, aside] = parts;
    entries.push([key, start, main.length, aside.length, crc32(aside, crc32(main))]);
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

/** A segment that is read. What was damaged since it was written is noticed: facts are given only if they are what was put in. */
export class Segment {
  private readonly places = new Map<string, EntryPlace>();
  private readonly strings: readonly string[];
  private readonly shapes: readonly ObjectShape[];
  private readonly body: Buffer;

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
    for (const place of head.entries) this.places.set(place[0], place);
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
    const [, start, main, aside, checksum] = found;
    if (crc32(this.body.subarray(start, start + main + aside)) !== checksum) return null;
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
    return facts;
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
