import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader, ByteWriter } from '../../src/cache/bytes.ts';
import { Numbered, stringsOf } from '../../src/cache/dictionary.ts';
import { readValue, shapeOf, ValueWriter } from '../../src/cache/values.ts';

function roundTrip(value: unknown): unknown {
  const strings = new Numbered();
  const shapes = new Numbered();
  const writer = new ValueWriter(strings.numberOf, shapes.numberOf);
  writer.write(value);
  const texts = stringsOf(strings.toBytes());
  const keyLists = stringsOf(shapes.toBytes()).map((keys) => shapeOf(keys));
  const tables = { string: (index: number) => texts[index]!, shape: (index: number) => keyLists[index]! };
  const aside = writer.aside.done();
  return readValue(new ByteReader(writer.main.done(), 0), tables, (offset) => new ByteReader(aside, offset));
}

describe('values as bytes', () => {
  it.each([
    [{ elements: {} }],
    [{ span: [5, 9], n: -3, lineStarts: [0, 70_000, 70_001] }],
    [
      {
        methods: [
          { body: [{ kind: 'lambda', body: [] }], name: 'a' },
          { body: null, name: 'b' },
        ],
      },
    ],
    [[0.5, 1e300, -1, 2 ** 49, -(2 ** 49), 2 ** 60, 127, 128, 2 ** 31]],
    ['line\nfeed \\ "quote" \u0000 \ud800 é ☃ 😀'],
    [JSON.parse('{"__proto__":{"a":1}}')],
    [[true, false, null, [], [[]], {}]],
  ])('come back: %j', (value) => {
    const back = roundTrip(value);
    expect(JSON.parse(JSON.stringify(back))).toEqual(value);
    expect(back).toEqual(value);
  });

  it('come back whatever they are', () => {
    const key = fc.stringMatching(/^[a-z]{1,8}$/);
    const plain = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom(null, true, false),
        fc.integer(),
        fc.double({ noNaN: true }).filter((one) => !Object.is(one, -0)),
        fc.string({ unit: 'binary' }),
        fc.array(tie('value')),
        fc.dictionary(fc.oneof(key, fc.constantFrom('body', 'lineStarts')), tie('value'), { noNullPrototype: true }),
      ),
    })).value;
    fc.assert(
      fc.property(plain, (value) => {
        expect(roundTrip(value)).toEqual(value);
      }),
    );
  });

  it('puts bodies aside: nothing of them is read before they are', () => {
    const writer = new ValueWriter(new Numbered().numberOf, new Numbered().numberOf);
    writer.write({ name: 'a', body: ['long', 'and', 'longer'] });
    expect(writer.aside.length).toBeGreaterThan(writer.main.length / 2);
    const tables = { string: () => 'a', shape: () => shapeOf('name,body') };
    const value = readValue(new ByteReader(writer.main.done(), 0), tables, () => new ByteReader(Buffer.alloc(0), 0));
    expect((value as { name: string }).name).toBe('a');
    expect(() => (value as { body: unknown }).body).toThrow(RangeError);
  });

  it('reads the integers that it wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger()), (values) => {
        const writer = new ByteWriter();
        for (const value of values) writer.signed(Math.trunc(value / 4));
        const reader = new ByteReader(writer.done(), 0);
        expect(values.map(() => reader.signed())).toEqual(values.map((value) => Math.trunc(value / 4) + 0));
      }),
    );
  });
});
