import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isBaselineEntry, matchBaseline, renderBaseline, shapeOf } from '../../src/suppress/baseline.ts';
import type { BaselineEntry, ShapedFinding } from '../../src/suppress/baseline.ts';
import { finding, range } from '../reporter/sample.ts';

const RULES = ['connection-in-init', 'prng-in-init', 'timestamp-in-init'];
const CODE = ['new Random()', 'Instant.now()', 'DriverManager.getConnection(URL)', 'connect("a  b", 1)'];

/** One accepted piece of code: what it is, and where. */
interface Piece {
  readonly rule: string;
  readonly type: string;
  readonly member: string;
  readonly code: string;
}

const piece: fc.Arbitrary<Piece> = fc.record({
  rule: fc.constantFrom(...RULES),
  type: fc.constantFrom('A', 'B', 'C'),
  member: fc.constantFrom('<init>', 'load', 'open'),
  code: fc.constantFrom(...CODE),
});

/** Lines before the code, blanks around it and a comment in it. */
interface Place {
  readonly lines: number;
  readonly indent: number;
  readonly comment: boolean;
}
const place: fc.Arbitrary<Place> = fc.record({ lines: fc.nat(40), indent: fc.nat(12), comment: fc.boolean() });

/** A piece as a run finds it at a place of a file. */
function found({ rule, type, member, code }: Piece, at: Place, file = `src/${type}.java`): ShapedFinding {
  const written = at.comment ? code.replace('(', '( /* why */') : code;
  const text = `${'\n'.repeat(at.lines)}${' '.repeat(at.indent)}${written};\n`;
  const own = finding({
    ruleId: rule,
    file,
    symbol: `com.acme.${type}#${member}`,
    range: range(at.lines + 1, at.indent + 1, at.indent + 1 + written.length),
  });
  return { finding: own, rule, file, symbol: own.symbol, shape: shapeOf(own, text) };
}

/** What is read back from the file that accepts the findings. */
function baselineOf(findings: readonly ShapedFinding[]): readonly BaselineEntry[] {
  const { findings: entries } = JSON.parse(renderBaseline(findings)) as { findings: unknown[] };
  return entries.filter(isBaselineEntry);
}

const NONE = new Map<string, string>();

describe('a baseline', () => {
  it('accepts what it was made of, wherever it moved to', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, place, place), { maxLength: 12 }), (all) => {
        const before = all.map(([one, at]) => found(one, at));
        const after = all.map(([one, , at]) => found(one, at)).reverse();
        const { accepted, others, stale } = matchBaseline(after, baselineOf(before), NONE);
        expect([accepted.length, others, stale]).toEqual([all.length, [], []]);
      }),
    );
  });

  it('follows a file that was renamed, with its class, when git says so, and not without', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, place), { minLength: 1, maxLength: 8 }), (all) => {
        const before = all.map(([one, at]) => found({ ...one, type: 'A' }, at));
        const after = all.map(([one, at]) => found({ ...one, type: 'Renamed' }, at));
        const entries = baselineOf(before);
        const followed = matchBaseline(after, entries, new Map([['src/A.java', 'src/Renamed.java']]));
        expect([followed.others, followed.stale]).toEqual([[], []]);
        expect(matchBaseline(after, entries, NONE).accepted).toEqual([]);
        const moved = before.map((one) => ({ ...one, file: 'other/A.java' }));
        expect(matchBaseline(moved, entries, NONE).others).toEqual([]);
      }),
    );
  });

  it('has as many stale entries as pieces whose code is another one or gone, and reports each that is new', () => {
    const change = fc.constantFrom('same', 'other code', 'gone' as const);
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, place, change), { maxLength: 12 }), (all) => {
        const before = all.map(([one, at]) => found(one, at));
        const after = all.flatMap(([one, at, what]) => {
          if (what === 'gone') return [];
          return [found(what === 'same' ? one : { ...one, code: `${one.code}.changed()` }, at)];
        });
        const { accepted, others, stale } = matchBaseline(after, baselineOf(before), NONE);
        const count = (wanted: string): number => all.filter(([, , what]) => what === wanted).length;
        expect(accepted).toHaveLength(count('same'));
        expect(others).toHaveLength(count('other code'));
        expect(stale).toHaveLength(count('other code') + count('gone'));
      }),
    );
  });

  it('accepts one finding for each entry, never more', () => {
    fc.assert(
      fc.property(piece, place, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), (one, at, had, has) => {
        const entries = baselineOf(Array.from({ length: had }, () => found(one, at)));
        const { accepted, others, stale } = matchBaseline(
          Array.from({ length: has }, (_, index) => found(one, { ...at, lines: at.lines + index })),
          entries,
          NONE,
        );
        expect(accepted).toHaveLength(Math.min(had, has));
        expect([others.length, stale.length]).toEqual([Math.max(0, has - had), Math.max(0, had - has)]);
      }),
    );
  });

  it('is written the same in whatever order findings come', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, place), { maxLength: 8 }), (all) => {
        const findings = all.map(([one, at]) => found(one, at));
        expect(renderBaseline([...findings].reverse())).toBe(renderBaseline(findings));
      }),
    );
  });

  it('tells blanks in a text from blanks around code', () => {
    const at = { lines: 0, indent: 0, comment: false };
    const shape = (code: string): string => found({ rule: 'r', type: 'A', member: 'm', code }, at).shape;
    expect(shape('connect("a b")')).not.toBe(shape('connect("a  b")'));
    expect(shape('connect( "a b" )')).toBe(shape('connect("a b")'));
  });
});
