import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import type { GenericSchema, InferOutput } from 'valibot';
import { parse } from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { json } from '../../src/reporter/json.ts';
import { reportSchema } from '../../src/reporter/report-schema.ts';
import type { Finding, Report } from '../../src/types.ts';
import { context, finding, range, report } from './sample.ts';

const published: unknown = JSON.parse(
  readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8'),
);
const isReport = new Ajv({ strict: true }).compile(published as object);

const full = report(
  [
    finding({
      suggestions: [
        { title: 't', kind: 'lazy', safe: true, edits: [{ file: 'a', range: range(1, 1, 2), newText: 'x' }] },
      ],
    }),
  ],
  [{ file: 'Bad.java', line: 1, column: 1, message: 'bad' }],
);

describe('json', () => {
  it('prints one document that the published schema and the source schema accept', () => {
    const document: unknown = JSON.parse(json(full, context()));
    expect(isReport(document)).toBe(true);
    expect(parse(reportSchema, document)).toEqual(full);
  });

  it('prints fields in one order whatever order they came in, and none that the contract does not name', () => {
    const shuffled = { extra: 1, ...Object.fromEntries(Object.entries(finding()).reverse()) } as unknown as Finding;
    expect(json(report([shuffled]), context())).toBe(json(report([finding()]), context()));
  });

  it('ends in a line feed and holds no character that a terminal would obey', () => {
    const text = json(report([finding({ message: 'a\u001b\u007f\u009b\u202e\u2028z' })]), context());
    expect(text.endsWith('}\n')).toBe(true);

    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u2028]/);
    expect((JSON.parse(text) as Report).findings[0]?.message).toBe('a\u001b\u007f\u009b\u202e\u2028z');
  });

  it('refuses a document with a wrong or a missing field', () => {
    expect(isReport({ ...full, schemaVersion: 2 })).toBe(false);
    expect(isReport({ ...full, findings: [{ ...finding(), severity: 'fatal' }] })).toBe(false);
    expect(isReport({ ...full, problems: [{ file: 'a', line: 0, column: 1, message: '' }] })).toBe(false);
  });
});

it('the schema and the types say the same', () => {
  type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
  expectTypeOf<InferOutput<typeof reportSchema>>().toEqualTypeOf<Mutable<Report>>();
  expectTypeOf(reportSchema).toExtend<GenericSchema>();
});
