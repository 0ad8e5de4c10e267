import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyze, type AnalyzeOptions } from '../../src/run/run.ts';
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
