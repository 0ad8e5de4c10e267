import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyze, type AnalyzeOptions } from '../../src/run/run.ts';
import { stages } from '../../src/run/stages.ts';
import type { Report } from '../../src/types.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-outlines-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, 'project', file)), { recursive: true });
  writeFileSync(join(root, 'project', file), text);
}

async function run(options: Partial<AnalyzeOptions> = {}): Promise<Report> {
  const outcome = await analyze({ cwd: join(root, 'project'), ...options });
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.report;
}

const places = ({ findings }: Report): string[] =>
  findings.map(({ file, range, ruleId }) => `${file}:${range.start.line} ${ruleId}`);

const HANDLER = `public class Handler implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String> {
  private final String id = Ids.next();
  public String handleRequest(String input, com.amazonaws.services.lambda.runtime.Context context) { return id; }
}
`;
const UNREAD = 'class Unread { void never() { if ( } }\n';

describe('a run over names', () => {
  const SILENT = 'package com.acme;\nclass Size { void wrong() { } int }\n';
  /** The real stages, and whether they came to parse. */
  async function parsed(options: Partial<AnalyzeOptions> = {}): Promise<{ report: Report; isParsed: boolean }> {
    let isParsed = false;
    const outlining = async () => {
      const real = await stages.outlining!();
      const outline: typeof real.outline = (...given) => {
        isParsed = true;
        return real.outline(...given);
      };
      return { ...real, outline };
    };
    const outcome = await analyze(
      { cwd: join(root, 'project'), ...options },
      { ...stages, outlining, lanes: undefined },
    );
    if (!outcome.ok) throw new Error(outcome.problem);
    return { report: outcome.report, isParsed };
  }

  it('parses nothing where no rule can find anything', async () => {
    write('com/acme/Size.java', SILENT);
    write('com/acme/Shape.java', 'package com.acme;\nclass Shape { Size size; }\n');
    const { report, isParsed } = await parsed();
    expect(isParsed).toBe(false);
    expect(report.summary).toMatchObject({ files: 2, analyzed: 2, problems: 0 });
  });

  it.each<[string, Partial<AnalyzeOptions>]>([
    ['a file is named', { paths: ['com/acme/Size.java'] }],
    ['all is to be read', { readsAllBodies: true }],
    ['a rule that looks at all code is on', { preset: 'all' }],
  ])('tells of syntax errors where %s', async (_, options) => {
    write('com/acme/Size.java', SILENT);
    expect((await parsed(options)).report.problems.map(({ file, line }) => `${file}:${line}`)).toEqual([
      'com/acme/Size.java:2',
    ]);
  });

  it.each([
    ['a sink', 'class Ids { static String id = java.util.UUID.randomUUID().toString(); }', 'unique-value-in-init'],
    [
      'a comment for the linter',
      'class Ids { // snapsafe-disable-line unique-value-in-init -- why\n}',
      'unused-suppression',
    ],
  ])('parses all where one file has %s', async (_, text, ruleId) => {
    write('com/acme/Size.java', 'package com.acme;\nclass Size { }\n');
    write('com/acme/Store.java', text);
    const { report, isParsed } = await parsed();
    expect(isParsed).toBe(true);
    expect(report.findings.map((finding) => finding.ruleId)).toEqual([ruleId]);
    expect(report).toEqual(await run({ readsAllBodies: true }));
  });

  it('knows a class of the project by its package, not by its path', async () => {
    write('java/util/Random.java', 'package java.util;\npublic class Random { }\n');
    write('java/util/Dice.java', 'package java.util;\nclass Dice { static final Random DICE = new Random(); }\n');
    expect((await parsed()).isParsed).toBe(false);
    write('java/util/Random.java', 'package other;\npublic class Random { }\n');
    write('java/util/Dice.java', 'import java.util.Random;\nclass Dice { static final Random DICE = new Random(); }\n');
    const { report } = await parsed();
    expect(places(report)).toEqual(['java/util/Dice.java:2 prng-in-init']);
  });
});

describe('a run over outlines', () => {
  it('finds what stands in bodies that init runs', async () => {
    write('Handler.java', HANDLER);
    write(
      'Ids.java',
      'class Ids {\n  static String next() {\n    return java.util.UUID.randomUUID().toString();\n  }\n}\n',
    );
    const report = await run();
    expect(places(report)).toEqual(['Ids.java:3 unique-value-in-init']);
    expect(report).toEqual(await run({ readsAllBodies: true }));
  });

  it('asks the second opinion about a body that is read and has an error', async () => {
    write('Handler.java', HANDLER);
    write(
      'Ids.java',
      'class Ids {\n  static String next() {\n    String s = java.util.UUID.randomUUID().toString(); if ( ; return s;\n  }\n}\n',
    );
    const report = await run();
    expect(report.problems.map(({ file, line }) => `${file}:${line}`)).toEqual(['Ids.java:3']);
    expect(report).toEqual(await run({ readsAllBodies: true }));
  });

  it('does not look into a body that nothing asks about, unless it is told to', async () => {
    write('Handler.java', HANDLER);
    write('Ids.java', 'class Ids { static String next() { return ""; } }\n');
    write('Unread.java', UNREAD);
    expect((await run()).problems).toEqual([]);
    expect((await run({ readsAllBodies: true })).problems.map(({ file }) => file)).toEqual(['Unread.java']);
  });

  it('gives the same whatever an earlier run kept', async () => {
    const directory = join(root, 'cache');
    write('Handler.java', HANDLER);
    write('Unread.java', UNREAD);
    for (const name of ['Ids', ...Array.from({ length: 20 }, (_, n) => `Ids${n}`)]) {
      write(
        `${name}.java`,
        `class ${name} { static String next() { return java.util.UUID.randomUUID().toString(); } }
`,
      );
    }
    const plain = await run();
    expect(places(plain)).toHaveLength(1);
    const cache = { directory };
    expect(await run({ cache })).toEqual(plain);
    expect(await run({ cache })).toEqual(plain);
    // Another body is read than those that were kept.
    write('Handler.java', HANDLER.replace('Ids.next', 'Ids7.next'));
    const moved = await run({ cache });
    expect(places(moved)).toEqual(['Ids7.java:1 unique-value-in-init']);
    expect(moved).toEqual(await run());
    const whole = await run({ cache, readsAllBodies: true });
    expect(whole.problems).toHaveLength(1);
    expect(await run({ cache })).toEqual(moved);
    expect(await run({ cache, readsAllBodies: true })).toEqual(whole);
  });
});
