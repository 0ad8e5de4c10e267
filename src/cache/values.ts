/**
 * JSON values as bytes: strings and the key lists of objects stand in tables, places are differences to the one before. What
 * is large and rarely asked for (`LAZY_KEYS`) is put aside and decoded when it is read.
 */
import { type ByteReader, ByteWriter } from './bytes.ts';

const NULL = 0;
const TRUE = 1;
const FALSE = 2;
const INTEGER = 3;
const DOUBLE = 4;
const STRING = 5;
const ARRAY = 6;
/** An array of whole numbers, as differences. */
const INTEGERS = 7;
const LAZY = 8;
const FIRST_SHAPE = 9;

const MAX_INTEGER = 2 ** 50;

/** Properties that are put aside, the first of an object: bodies, and the line table. */
const LAZY_KEYS = ['body', 'lineStarts'] as const;
type LazyKey = (typeof LAZY_KEYS)[number];

function isLazyKey(key: string): key is LazyKey {
  return (LAZY_KEYS as readonly string[]).includes(key);
}

/** Whether a part is worth being put aside: bodies that wait in their texts are empty. */
function isLarge(part: unknown): boolean {
  return Array.isArray(part) && part.length > 0;
}

/** Gives the number of a string, or of a key list (keys joined by `,`). */
export type Numbering = (text: string) => number;

/** Writes values into one stream, and what is put aside into another. */
export class ValueWriter {
  readonly main = new ByteWriter();
  readonly aside = new ByteWriter();
  private out = this.main;
  private readonly stringNumber: Numbering;
  private readonly shapeNumber: Numbering;

  constructor(stringNumber: Numbering, shapeNumber: Numbering) {
    this.stringNumber = stringNumber;
    this.shapeNumber = shapeNumber;
  }

  /** Writes a value whose properties of `LAZY_KEYS` are put aside. Nesting must be bounded, as that of facts is. */
  write(value: unknown): void {
    if (typeof value === 'string') this.tagged(STRING, this.stringNumber(value));
    else if (typeof value === 'number') this.number(value);
    else if (Array.isArray(value)) this.array(value);
    else if (typeof value === 'object' && value !== null) this.object(value);
    else this.out.byte(value === true ? TRUE : value === false ? FALSE : NULL);
  }

  private number(value: number): void {
    if (Number.isInteger(value) && Math.abs(value) < MAX_INTEGER && !Object.is(value, -0)) {
      this.out.byte(INTEGER);
      this.out.signed(value);
    } else {
      this.out.byte(DOUBLE);
      this.out.double(value);
    }
  }

  private array(value: readonly unknown[]): void {
    if (value.length > 0 && value.every((one) => Number.isInteger(one) && Math.abs(one as number) < MAX_INTEGER)) {
      this.tagged(INTEGERS, value.length);
      let before = 0;
      for (const one of value as readonly number[]) {
        this.out.signed(one - before);
        before = one;
      }
      return;
    }
    this.tagged(ARRAY, value.length);
    for (const one of value) this.write(one);
  }

  private object(value: object): void {
    const keys = Object.keys(value);
    this.out.unsigned(FIRST_SHAPE + this.shapeNumber(keys.join(',')));
    const lazy = keys.find((key) => isLazyKey(key));
    for (const key of keys) {
      const part = (value as Record<string, unknown>)[key];
      if (key === lazy && this.out === this.main && isLarge(part)) this.putAside(part);
      else this.write(part);
    }
  }

  private putAside(value: unknown): void {
    this.tagged(LAZY, this.aside.length);
    this.out = this.aside;
    this.write(value);
    this.out = this.main;
  }

  private tagged(tag: number, value: number): void {
    this.out.byte(tag);
    this.out.unsigned(value);
  }
}

/** The keys of an object in order; `lazy` is the one that may have been put aside, null when there is none. */
export interface ObjectShape {
  readonly keys: readonly string[];
  readonly lazy: LazyKey | null;
}

/** The shape of a key list as a `ValueWriter` gives it to its numbering. */
export function shapeOf(keyList: string): ObjectShape {
  const keys = keyList === '' ? [] : keyList.split(',');
  return { keys, lazy: keys.find((key) => isLazyKey(key)) ?? null };
}

/** What numbers stand for. */
export interface Tables {
  readonly string: (index: number) => string;
  readonly shape: (index: number) => ObjectShape;
}

/** Gives a cursor at an offset of what was put aside. */
export type Aside = (offset: number) => ByteReader;

/**
 * Reads a value. What was put aside becomes a property that is decoded when it is first read; `aside` is null inside of it.
 * Throws for bytes that no `ValueWriter` wrote.
 */
export function readValue(reader: ByteReader, tables: Tables, aside: Aside | null): unknown {
  const tag = reader.unsigned();
  switch (tag) {
    case NULL:
      return null;
    case TRUE:
      return true;
    case FALSE:
      return false;
    case INTEGER:
      return reader.signed();
    case DOUBLE:
      return reader.double();
    case STRING:
      return tables.string(reader.unsigned());
    case ARRAY: {
      const length = reader.unsigned();
      const values: unknown[] = [];
      for (let index = 0; index < length; index++) values.push(readValue(reader, tables, aside));
      return values;
    }
    case INTEGERS:
      return readIntegers(reader);
    default:
      return readObject(reader, tables.shape(tag - FIRST_SHAPE), tables, aside);
  }
}

function readIntegers(reader: ByteReader): number[] {
  const length = reader.unsigned();
  const values: number[] = [];
  let before = 0;
  for (let index = 0; index < length; index++) values.push((before += reader.signed()));
  return values;
}

function readObject(reader: ByteReader, { keys, lazy }: ObjectShape, tables: Tables, aside: Aside | null): object {
  if (lazy !== null && aside !== null) return readHolder(reader, keys, lazy, tables, aside);
  const object: Record<string, unknown> = {};
  for (const key of keys) setOwn(object, key, readValue(reader, tables, aside));
  return object;
}

/** An object with a property that may have been put aside: then it is one with an accessor. */
function readHolder(reader: ByteReader, keys: readonly string[], lazy: LazyKey, tables: Tables, aside: Aside): object {
  let cell: Cell | null = null;
  const values: unknown[] = [];
  for (const key of keys) {
    if (key === lazy) cell = putAsideAt(reader, tables, aside);
    values.push(key === lazy && cell !== null ? null : readValue(reader, tables, aside));
  }
  const object: Record<string, unknown> = cell === null ? {} : HOLDERS[lazy](cell);
  for (const [index, key] of keys.entries()) if (cell === null || key !== lazy) setOwn(object, key, values[index]);
  return object;
}

/** Null where the next value was not put aside. */
function putAsideAt(reader: ByteReader, tables: Tables, aside: Aside): Cell | null {
  const start = reader.position;
  if (reader.unsigned() === LAZY) return new Cell(aside(reader.unsigned()), tables);
  reader.position = start;
  return null;
}

function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, ...PLAIN });
  else object[key] = value;
}

const PLAIN = { enumerable: true, configurable: true, writable: true };

/** A property's value, decoded when it is first asked for. */
class Cell {
  private reader: ByteReader | null;
  private value: unknown = null;
  private readonly tables: Tables;

  /** `reader` stands where the value begins. */
  constructor(reader: ByteReader, tables: Tables) {
    this.reader = reader;
    this.tables = tables;
  }

  read(): unknown {
    if (this.reader !== null) this.value = readValue(this.reader, this.tables, null);
    this.reader = null;
    return this.value;
  }
}

/** Literals with an accessor: objects made so are an order of magnitude cheaper than with `defineProperty`. */
const HOLDERS: Readonly<Record<LazyKey, (cell: Cell) => Record<string, unknown>>> = {
  body: (cell) => ({
    get body() {
      return cell.read();
    },
  }),
  lineStarts: (cell) => ({
    get lineStarts() {
      return cell.read();
    },
  }),
};
