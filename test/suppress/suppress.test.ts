import { describe, expect, it } from 'vitest';
import { lineStartsOf, positionAt } from '../../src/java-ast/line-table.ts';
import { outlineOf } from '../../src/java-ast/outline.ts';
import { parseJava } from '../../src/java-ast/parse.ts';
import { lowerUnit } from '../../src/model/lower.ts';
import { markersOf } from '../../src/model/markers.ts';
import { commentMarkers } from '../../src/suppress/hash-comments.ts';
import { suppress } from '../../src/suppress/suppress.ts';
import type { MarkedFile, SuppressOptions, SuppressResult } from '../../src/suppress/suppress.ts';
import type { Finding } from '../../src/types.ts';
import { finding } from '../reporter/sample.ts';

const knownRules = ['prng-in-init', 'timestamp-in-init', 'unique-value-in-init'];

const options: SuppressOptions = { knownRules, severityIn: () => 'warning', judgesUnused: true };

/** A finding of each rule wherever its initial stands in the text as `§p`, `§t` or `§u`; the marks are taken out, the letters stay. */
function marked(source: string): { text: string; findings: Finding[] } {
  const findings: Finding[] = [];
  let text = '';
  for (const [index, part] of source.split('§').entries()) {
    const rule = index === 0 ? undefined : knownRules.find((id) => id.startsWith(part.charAt(0)));
    if (rule !== undefined) {
      const start = positionAt(lineStartsOf(text), text.length);
      findings.push(
        finding({ ruleId: rule, file: 'A.java', range: { start, end: { ...start, column: start.column + 1 } } }),
      );
    }
    text += part;
  }
  return { text, findings };
}

async function javaFile(text: string): Promise<MarkedFile> {
  const { unit, errors } = await parseJava(text, { parser: 'orchard' });
  const lineStarts = lineStartsOf(text);
  const facts = lowerUnit(unit, {
    file: 'A.java',
    lineStarts,
    outline: outlineOf(text),
    syntaxErrors: errors,
    markers: markersOf(unit, text, lineStarts),
  });
  return { ...facts, isBroken: facts.syntaxErrors.length > 0 };
}

async function run(source: string, changes: Partial<SuppressOptions> = {}): Promise<SuppressResult & { text: string }> {
  const { text, findings } = marked(source);
  return { ...suppress(findings, [await javaFile(text)], { ...options, ...changes }), text };
}

/** What is left, as `line rule` or, for what the pass itself says, `line rule: message`; and what is suppressed. */
async function outcome(source: string, changes: Partial<SuppressOptions> = {}): Promise<string[]> {
  const { findings, suppressed } = await run(source, changes);
  return [
    ...findings.map(
      ({ ruleId, range, message }) =>
        `${range.start.line} ${ruleId}${knownRules.includes(ruleId) ? '' : `: ${message}`}`,
    ),
    ...suppressed.map(
      (one) =>
        `${one.finding.range.start.line} ${one.finding.ruleId} suppressed by ${one.by}, ${one.reason ?? 'no reason'}`,
    ),
  ];
}

/** The text after the first suggestion of each finding. */
async function mended(source: string): Promise<string> {
  const { findings, text } = await run(source);
  const offset = ({ line, column }: { line: number; column: number }): number =>
    (lineStartsOf(text)[line - 1] ?? text.length) + column - 1;
  const edits = findings.flatMap(({ suggestions }) => suggestions[0]?.edits ?? []);
  return edits
    .sort((left, right) => offset(right.range.start) - offset(left.range.start))
    .reduce(
      (rest, { range, newText }) => rest.slice(0, offset(range.start)) + newText + rest.slice(offset(range.end)),
      text,
    );
}

describe('comments', () => {
  it('suppress the named rules in the next statement, with their reason', async () => {
    expect(
      await outcome(
        'class A {\n// snapsafe-disable-next-line prng-in-init, timestamp-in-init -- seeded later\nint i =\n f(§p,\n §t, §u);\nint j = §p;\n}',
      ),
    ).toEqual([
      '5 unique-value-in-init',
      '6 prng-in-init',
      '4 prng-in-init suppressed by comment, seeded later',
      '5 timestamp-in-init suppressed by comment, seeded later',
    ]);
  });

  it('suppress in their own line', async () => {
    expect(
      await outcome('class A {\nint i = §p; // snapsafe-disable-line prng-in-init -- why not\nint j = §p;\n}'),
    ).toEqual(['3 prng-in-init', '2 prng-in-init suppressed by comment, why not']);
  });

  it('suppress from disable to enable, or to the end', async () => {
    const source = [
      'class A {',
      'int a = §p;',
      '/* snapsafe-disable prng-in-init, timestamp-in-init -- generated */',
      'int b = §p;',
      '/* snapsafe-enable prng-in-init */',
      'int c = §p + §t;',
      '// snapsafe-enable',
      'int d = §t;',
      '}',
    ].join('\n');
    expect(await outcome(source)).toEqual([
      '2 prng-in-init',
      '6 prng-in-init',
      '8 timestamp-in-init',
      '4 prng-in-init suppressed by comment, generated',
      '6 timestamp-in-init suppressed by comment, generated',
    ]);
    expect(await outcome('// snapsafe-disable prng-in-init -- all of it\nclass A {\nint a = §p;\n}')).toEqual([
      '3 prng-in-init suppressed by comment, all of it',
    ]);
  });

  it('suppress in the whole file, from wherever they stand', async () => {
    expect(await outcome('class A { int a = §p; }\n// snapsafe-disable-file prng-in-init -- a tool')).toEqual([
      '1 prng-in-init suppressed by comment, a tool',
    ]);
  });

  it('suppress also without a reason, which is then asked for', async () => {
    expect(await outcome('class A {\nint i = §p; // snapsafe-disable-line prng-in-init\n}')).toEqual([
      '2 suppression-needs-reason: Say why this is right: a reason for whoever reads it next, behind --.',
      '2 prng-in-init suppressed by comment, no reason',
    ]);
  });

  it('that cannot be understood say so and suppress nothing', async () => {
    const source = [
      'class A {',
      '// snapsafe-disable-next-line',
      'int a = §p;',
      'int b; // snapsafe-disable-line prng-init -- x',
      '// snapsafe-enable prng-in-init',
      '// snapsafe-enable',
      '}',
      '// snapsafe-disable-next-line prng-in-init -- x',
    ].join('\n');
    expect(await outcome(source)).toEqual([
      '3 prng-in-init',
      '2 invalid-suppression: This suppresses nothing: names no rule: write snapsafe-disable-next-line <rule> -- <reason>.',
      '5 invalid-suppression: prng-in-init is not disabled above.',
      '6 invalid-suppression: Nothing is disabled above.',
      '8 invalid-suppression: This suppresses nothing: no code follows.',
      "4 invalid-suppression: This suppresses the unknown rule 'prng-init' (did you mean 'prng-in-init'?).",
    ]);
  });

  it('in strings are none', async () => {
    expect(await outcome('class A {\nString s = "// snapsafe-disable-line prng-in-init -- x" + §p;\n}')).toEqual([
      '2 prng-in-init',
    ]);
  });
});

describe('@SuppressWarnings', () => {
  it('suppresses in the type, member or local that it stands on', async () => {
    const source = [
      'class A {',
      '@SuppressWarnings("snapsafe:prng-in-init") int a = §p + §t;',
      'int b = §p;',
      '@SuppressWarnings({"unchecked", "snapsafe:timestamp-in-init"}) void m() {',
      'f(§t);',
      '@SuppressWarnings("snapsafe:prng-in-init") int c = §p;',
      'g(§p);',
      '}',
      '@SuppressWarnings("snapsafe:prng-in-init") static class B { int d = §p; }',
      '}',
    ].join('\n');
    expect(await outcome(source)).toEqual([
      '2 timestamp-in-init',
      '3 prng-in-init',
      '7 prng-in-init',
      '2 prng-in-init suppressed by annotation, no reason',
      '5 timestamp-in-init suppressed by annotation, no reason',
      '6 prng-in-init suppressed by annotation, no reason',
      '9 prng-in-init suppressed by annotation, no reason',
    ]);
  });

  it('without a rule, or with one that is not known, says so', async () => {
    expect(await outcome('@SuppressWarnings({"snapsafe", "snapsafe:prng"}) class A { int a = §p; }')).toEqual([
      '1 prng-in-init',
      '1 invalid-suppression: This suppresses nothing: write the rule as "snapsafe:<rule>".',
      "1 invalid-suppression: This suppresses the unknown rule 'prng' (did you mean 'prng-in-init'?).",
    ]);
  });
});

describe('unused suppressions', () => {
  const unused = (line: number, rule = 'prng-in-init'): string =>
    `${line} unused-suppression: This suppresses nothing: ${rule} has no finding here. Remove it.`;

  it('are reported, each rule of its own', async () => {
    expect(
      await outcome('class A {\n// snapsafe-disable-next-line prng-in-init, timestamp-in-init -- x\nint a = §p;\n}'),
    ).toEqual([unused(2, 'timestamp-in-init'), '3 prng-in-init suppressed by comment, x']);
  });

  it('are the wider ones of two that cover the same', async () => {
    const source =
      '@SuppressWarnings("snapsafe:prng-in-init")\nclass A {\n// snapsafe-disable-next-line prng-in-init -- x\nint a = §p;\n}';
    expect(await outcome(source)).toEqual([unused(1), '4 prng-in-init suppressed by comment, x']);
  });

  it('are not judged where the run did not see everything, where the rule is off, or where the file is broken', async () => {
    const source = 'class A { int a; // snapsafe-disable-line prng-in-init -- x\n}';
    expect(await outcome(source)).toEqual([unused(1)]);
    expect(await outcome(source, { judgesUnused: false })).toEqual([]);
    expect(await outcome(source, { severityIn: (rule) => (rule === 'prng-in-init' ? 'off' : 'error') })).toEqual([]);
    expect(await outcome(`${source} class {`)).toEqual([]);
  });

  it('are not reported when their rule is off', async () => {
    const severityIn: SuppressOptions['severityIn'] = (rule) => (rule === 'unused-suppression' ? 'off' : 'error');
    expect(await outcome('class A { int a; // snapsafe-disable-line prng-in-init -- x\n}', { severityIn })).toEqual([]);
  });

  it('are removed by their suggestion, with nothing else', async () => {
    const source = [
      'class A {',
      '  // snapsafe-disable-next-line prng-in-init -- x',
      '  int a;',
      '  int b; // snapsafe-disable-line prng-in-init -- x',
      '  int c = §p; // snapsafe-disable-line prng-in-init, timestamp-in-init -- x',
      '  @SuppressWarnings("snapsafe:prng-in-init")',
      '  int d;',
      '  @SuppressWarnings({"unchecked", "snapsafe:prng-in-init"}) int e;',
      '  @SuppressWarnings({"snapsafe:prng-in-init", OTHER}) int f;',
      '  @SuppressWarnings({"snapsafe:prng-in-init", "snapsafe:timestamp-in-init"}) int g;',
      '}',
    ].join('\n');
    expect(await mended(source)).toBe(
      [
        'class A {',
        '  int a;',
        '  int b;',
        '  int c = p; // snapsafe-disable-line prng-in-init -- x',
        '  int d;',
        '  @SuppressWarnings({"unchecked"}) int e;',
        '  @SuppressWarnings({OTHER}) int f;',
        '  int g;',
        '}',
      ].join('\n'),
    );
  });

  it('have the symbol of the type around them, and no place in their meaning', async () => {
    const { findings } = await run(
      'package p;\nclass A { class B { int a; // snapsafe-disable-line prng-in-init -- x\n} }',
    );
    expect(findings.map(({ symbol, sink }) => [symbol, sink.member])).toEqual([['p.A$B', 'prng-in-init']]);
  });
});

describe('comments of other files', () => {
  const inFile = (file: string, text: string, line: number): string[] => {
    const own = finding({
      ruleId: 'prng-in-init',
      file,
      range: { start: { line, column: 1 }, end: { line, column: 2 } },
    });
    const markers = commentMarkers(file, text);
    const other: MarkedFile = {
      file,
      lineStarts: lineStartsOf(text),
      markers,
      isBroken: false,
      packageName: '',
      types: [],
    };
    const { findings, suppressed } = suppress([own], [other], options);
    return [...findings.map(({ ruleId }) => ruleId), ...suppressed.map(({ reason }) => `suppressed: ${reason ?? ''}`)];
  };

  it.each([
    ['template.yaml', 'a: 1\n# snapsafe-disable-next-line prng-in-init -- x\n\n# other\nb: 2\n', 5],
    ['template.yml', 'a: 1 # snapsafe-disable-line prng-in-init -- x\n', 1],
    ['application.properties', '! snapsafe-disable-next-line prng-in-init -- x\na=1\n', 2],
    ['pom.xml', '<a>\n<!-- snapsafe-disable-next-line prng-in-init -- x -->\n<b/>\n</a>', 3],
    ['main.tf', '// snapsafe-disable-file prng-in-init -- x\na = 1\n', 2],
    ['stack.ts', 'f();\n/* snapsafe-disable prng-in-init -- x */\ng();\n/* snapsafe-enable prng-in-init */', 3],
  ])('suppress in %s', (file, text, line) => {
    expect(inFile(file, text, line)).toEqual(['suppressed: x']);
  });

  it.each([
    ['template.yaml', 'a: "b#snapsafe-disable-line prng-in-init -- x"\n', 1],
    ['application.properties', 'a=1 # snapsafe-disable-line prng-in-init -- x\n', 1],
    ['template.json', '{ "a": "# snapsafe-disable-line prng-in-init -- x" }', 1],
  ])('are none in the values of %s', (file, text, line) => {
    expect(inFile(file, text, line)).toEqual(['prng-in-init']);
  });
});
