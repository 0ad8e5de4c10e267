/** The catalogue's data: well-formed, unique, reachable, and the same as what the plugin loads. */
import Ajv from 'ajv';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isKnownCondition } from '../src/analysis/conditions.ts';
import type { CatalogueEntry } from '../src/knowledge/entry.ts';
import { exportPathOf, moduleNameOf } from '../src/knowledge/libraries.ts';
import { sinks } from '../src/knowledge/sinks.generated.ts';
import { rules } from '../src/rules/index.ts';

interface DataEntry extends CatalogueEntry {
  readonly measured: boolean;
  readonly evidence: string;
}

const entries = JSON.parse(
  readFileSync(new URL('../data/node-sinks.json', import.meta.url), 'utf8'),
) as readonly DataEntry[];

const text = { type: 'string', minLength: 1 };
const texts = { type: 'array', items: text, minItems: 1, uniqueItems: true };

const schema = {
  type: 'array',
  items: {
    type: 'object',
    required: 'module export member kind when family effect verdict rule selfHeals remedy measured evidence'.split(' '),
    additionalProperties: false,
    properties: {
      module: text,
      export: text,
      member: { ...text, type: ['string', 'null'] },
      kind: { enum: ['new', 'call', 'await'] },
      when: { ...text, type: ['string', 'null'] },
      family: {
        enum: ['connection', 'secret', 'token', 'randomness', 'time', 'host', 'timer', 'thread', 'process', 'file'],
      },
      effect: { enum: ['connects-now', 'connects-in-background', 'opens-on-first-use', 'draws', 'reads', 'none'] },
      verdict: { enum: ['unsafe', 'risky', 'ok'] },
      rule: { type: ['string', 'null'] },
      strict: { const: true },
      holds: texts,
      draws: texts,
      startupSnapshot: { enum: ['abort', 'hang', 'error'] },
      selfHeals: { type: ['boolean', 'null'] },
      remedy: text,
      measured: { type: 'boolean' },
      evidence: { type: 'string', minLength: 10 },
    },
  },
};

const keyOf = ({ module, export: name, member, kind, when }: CatalogueEntry): string =>
  [module, name, member, kind, when].join('|');

describe('data/node-sinks.json', () => {
  it('follows its schema', () => {
    const ajv = new Ajv.default({ allErrors: true, allowUnionTypes: true });
    const valid = ajv.validate(schema, entries);
    expect(ajv.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(entries.length).toBeGreaterThan(400);
  });

  it('states each fact once, sorted', () => {
    const keys = entries.map(keyOf);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('names rules of this plugin', () => {
    const unknown = entries.filter(({ rule }) => rule !== null && !Object.hasOwn(rules, rule));
    expect(unknown.map(keyOf)).toEqual([]);
  });

  it('names the rule of every entry that is unsafe, and none for what is fine', () => {
    const mute = entries.filter(({ verdict, rule }) => verdict === 'unsafe' && rule === null);
    // Reported as what the option says: copied credentials are found where they are read from the environment.
    expect(mute.map(keyOf)).toEqual([
      '@aws-sdk/client-s3|S3Client||new|option credentials: an object copied from process.env',
    ]);
    expect(entries.filter(({ verdict, rule }) => verdict === 'ok' && rule !== null).map(keyOf)).toEqual([]);
  });

  it('states conditions that the plugin can check', () => {
    const unknown = entries.filter(({ when }) => when !== null && !isKnownCondition(when));
    expect(unknown.map(keyOf)).toEqual([]);
  });

  it('names modules as imports of them are looked up', () => {
    const unreachable = entries.filter(({ module, export: name }) => {
      if (module === 'global') return false;
      const looked = moduleNameOf(module);
      return looked.module !== module || exportPathOf(module, name.split('.')).join('.') === '';
    });
    expect(unreachable.map(keyOf)).toEqual([]);
  });

  it('is what the plugin loads', () => {
    expect(sinks.map(keyOf)).toEqual(entries.map(keyOf));
  });
});
