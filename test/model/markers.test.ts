import { describe, expect, it } from 'vitest';
import { lineStartsOf } from '../../src/java-ast/line-table.ts';
import { parseJava } from '../../src/java-ast/parse.ts';
import type { MarkerFact } from '../../src/model/facts.ts';
import { markersOf } from '../../src/model/markers.ts';

async function markers(text: string): Promise<readonly MarkerFact[]> {
  const { unit } = await parseJava(text, { parser: 'orchard' });
  return markersOf(unit, text, lineStartsOf(text));
}

/** Every comment marker as `text | here | next`. */
async function comments(text: string): Promise<string[]> {
  return (await markers(text)).map((marker) =>
    marker.kind === 'comment'
      ? `${marker.text.trim()} | ${marker.here.join('-')} | ${marker.next?.join('-') ?? 'none'}`
      : 'annotation',
  );
}

/** The text without what each marker's removal takes away. */
async function removed(text: string): Promise<string> {
  const spans = (await markers(text)).map(({ removal }) => removal);
  return spans.reduceRight((rest, [start, end]) => rest.slice(0, start) + rest.slice(end), text);
}

describe('comments', () => {
  it('are markers when they name the linter, and nothing else is', async () => {
    const text = 'class A {\n// snapsafe-x\n/* other */\nString s = "// snapsafe-x";\n/** snapsafe-y */ int i;\n}';
    expect(await comments(text)).toEqual(['snapsafe-x | 2-2 | 4-4', '* snapsafe-y | 5-5 | 6-6']);
    expect(await comments('class A { /* about snapsafe */ }')).toEqual([]);
  });

  it('cover the whole of a statement that begins on the next line with code', async () => {
    const text =
      'class A {\n  void m() {\n    // snapsafe-n\n\n    // why\n    c =\n      open(\n      1);\n    d();\n  }\n}';
    expect(await comments(text)).toEqual(['snapsafe-n | 3-3 | 6-8']);
  });

  it('cover a field with its annotations', async () => {
    expect(await comments('class A {\n  // snapsafe-n\n  @Inject\n  final B b =\n    new B();\n  int i;\n}')).toEqual([
      'snapsafe-n | 2-2 | 3-5',
    ]);
  });

  it('cover one line where a block or a declaration begins', async () => {
    expect(await comments('class A {\n  // snapsafe-n\n  void m() {\n    a();\n  }\n}')).toEqual([
      'snapsafe-n | 2-2 | 3-3',
    ]);
  });

  it('at the end of a line cover the statement that ends or begins there', async () => {
    expect(await comments('class A {\n  int i =\n    f(\n    1); // snapsafe-l\n  int j; // snapsafe-l\n}\n')).toEqual([
      'snapsafe-l | 2-4 | 5-5',
      'snapsafe-l | 5-5 | 6-6',
    ]);
    expect(await comments('class A {\n  int i = // snapsafe-l\n    1;\n}')).toEqual(['snapsafe-l | 2-3 | 3-3']);
  });

  it('have nothing behind them at the end of a file, also with other line ends', async () => {
    expect(await comments('class A {}\r\n// snapsafe-n')).toEqual(['snapsafe-n | 2-2 | none']);
    expect(await comments('// snapsafe-n\r\n\r\nclass A {}\r\n')).toEqual(['snapsafe-n | 1-1 | 3-3']);
  });

  it('are removed with their line, or with the white space before them', async () => {
    expect(await removed('class A {\n  // snapsafe-n\n  int i; // snapsafe-l\n  /* snapsafe-x */ int j;\n}')).toBe(
      'class A {\n  int i;\n  int j;\n}',
    );
  });
});

describe('@SuppressWarnings', () => {
  it('is a marker on types, members and locals, when one of its names is the linter’s', async () => {
    const text = [
      '@SuppressWarnings("snapsafe:a") class A {',
      '  @SuppressWarnings({"unchecked", "snapsafe:b", OTHER}) int i;',
      '  @java.lang.SuppressWarnings(value = "snapsafe") void m() {',
      '    @SuppressWarnings("snapsafe:c") int j = 1;',
      '  }',
      '  @SuppressWarnings("unchecked") int k;',
      '  @Named("snapsafe:a") int l;',
      '}',
    ].join('\n');
    const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length;
    const found = (await markers(text)).map(({ kind, ...marker }) => {
      if (!('names' in marker)) return kind;
      const [start, end] = marker.scope;
      return `${marker.names.map((name) => String(name.text)).join()} on lines ${lineOf(start)}-${lineOf(end)}`;
    });
    expect(found).toEqual([
      'snapsafe:a on lines 1-8',
      'unchecked,snapsafe:b,null on lines 2-2',
      'snapsafe on lines 3-5',
      'snapsafe:c on lines 4-4',
    ]);
  });

  it('is removed with the white space behind it', async () => {
    expect(
      await removed('@SuppressWarnings("snapsafe:a") class A {\n  @SuppressWarnings("snapsafe:b")\n  int i;\n}'),
    ).toBe('class A {\n  int i;\n}');
  });
});
