import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../src/run.ts';
import type { Report } from '../../src/types.ts';
import { Workspace } from '../../src/workspace/workspace.ts';

const EXAMPLE = resolve('examples/orders');
const SOURCES = 'src/main/java/com/example/orders';

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-workspace-'));
  cpSync(EXAMPLE, root, { recursive: true });
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const pathOf = (name: string): string => join(root, SOURCES, name);
const textOf = (name: string): string => readFileSync(pathOf(name), 'utf8');

async function reportOf(workspace: Workspace): Promise<Report> {
  const outcome = await workspace.diagnose();
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.report;
}

async function freshReport(): Promise<Report> {
  const outcome = await analyze({ cwd: root, suggestions: false });
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.report;
}

describe('a workspace', () => {
  it('reports what a run reports', async () => {
    expect(await reportOf(new Workspace(root))).toEqual(await freshReport());
  });

  it('sees what the editor holds, and the disk again after closing', async () => {
    const workspace = new Workspace(root);
    const before = await reportOf(workspace);
    const text = textOf('OrderNumbers.java');
    workspace.edit(pathOf('OrderNumbers.java'), text.replace('new Random()', 'new java.security.SecureRandom()'));
    const rules = (await reportOf(workspace)).findings.map(({ ruleId }) => ruleId);
    expect(rules).toEqual(before.findings.map(({ ruleId }) => ruleId).filter((id) => id !== 'prng-in-init'));
    workspace.close(pathOf('OrderNumbers.java'));
    expect(await reportOf(workspace)).toEqual(before);
  });

  it('moves findings of other files along when lines move', async () => {
    const workspace = new Workspace(root);
    await reportOf(workspace);
    const path = pathOf('Database.java');
    workspace.edit(path, `\n\n${textOf('Database.java')}`);
    const moved = (await reportOf(workspace)).findings.find(({ ruleId }) => ruleId === 'connection-in-init');
    expect(moved?.range.start).toEqual({ line: 18, column: 16 });
    expect(moved?.trace.at(-1)?.range.start.line).toBe(18);
  });

  it('keeps the other members of half-typed code', async () => {
    const workspace = new Workspace(root);
    const path = pathOf('Database.java');
    workspace.edit(path, textOf('Database.java').replace(/\}\s*$/, '    void half( { int x = ;\n}\n'));
    const rules = (await reportOf(workspace)).findings.map(({ ruleId }) => ruleId);
    expect(rules).toContain('connection-in-init');
  });

  it('notices files that come, change and go on disk', async () => {
    const workspace = new Workspace(root);
    const before = await reportOf(workspace);
    const path = pathOf('Added.java');
    const added = (value: string): string =>
      `package com.example.orders;\npublic class Added implements com.amazonaws.services.lambda.runtime.RequestHandler<String, String> {\n` +
      `  private final String id = ${value};\n  public String handleRequest(String in, com.amazonaws.services.lambda.runtime.Context context) { return id; }\n}\n`;
    writeFileSync(path, added('java.util.UUID.randomUUID().toString()'));
    expect((await reportOf(workspace)).findings).toHaveLength(before.findings.length);
    workspace.changedOnDisk([{ path, isTextOnly: false }]);
    expect((await reportOf(workspace)).findings).toHaveLength(before.findings.length + 1);
    writeFileSync(path, added('"fixed"'));
    workspace.changedOnDisk([{ path, isTextOnly: true }]);
    expect((await reportOf(workspace)).findings).toHaveLength(before.findings.length);
    rmSync(path);
    workspace.changedOnDisk([{ path, isTextOnly: false }]);
    expect(await reportOf(workspace)).toEqual(before);
  });

  it('says why a line runs before the snapshot', async () => {
    const workspace = new Workspace(root);
    const line =
      textOf('Database.java')
        .split('\n')
        .findIndex((one) => one.includes('DriverManager.getConnection')) + 1;
    const outcome = await workspace.why(pathOf('Database.java'), line);
    expect(outcome).toMatchObject({ ok: true, text: expect.stringContaining('CreateOrderHandler') as string });
  });
});

/** What a person does to a file: types, deletes, moves lines, takes pieces from elsewhere. */
interface Edit {
  readonly file: number;
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const PIECES = [
  '\n', '  ', '}', '{', ';', '"', '/* ', ' */', 'x', 'static ', 'final ', 'private ',
  'new java.util.Random()', 'java.util.UUID.randomUUID();', 'System.currentTimeMillis()', 'return null;',
  'static final long STARTED = System.nanoTime();', 'void added() { new OrderNumbers(); }', 'class Inner { }',
  'new Object() { }', '() -> 1', '@Deprecated ', 'import java.util.*;', 'if (true) ', 'synchronized (this) { ',
]; // prettier-ignore

const FILES = [
  'CreateOrderHandler.java',
  'OrderRepository.java',
  'OrderNumbers.java',
  'ApiHandler.java',
  'Database.java',
];

const edit: fc.Arbitrary<Edit> = fc.record({
  file: fc.nat(FILES.length - 1),
  at: fc.double({ min: 0, max: 1, noNaN: true, noDefaultInfinity: true }),
  remove: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(30)),
  insert: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, fc.constant('')),
});

describe('random edits', () => {
  it('leave the findings of a fresh workspace over the same texts', async () => {
    const edits = Number(process.env.SNAPSAFE_EDITS ?? '400');
    const workspace = new Workspace(root);
    const texts = FILES.map(textOf);
    const sampled = fc.sample(edit, { numRuns: edits, seed: 7 });
    for (const [index, { file, at, remove, insert }] of sampled.entries()) {
      // A text that grew or lost too much is given up for the original: otherwise nothing parses any more.
      const text = index % 25 === 0 ? textOf(FILES[file] ?? '') : (texts[file] ?? '');
      const from = Math.floor(at * text.length);
      texts[file] = text.slice(0, from) + insert + text.slice(from + remove);
      workspace.edit(pathOf(FILES[file] ?? ''), texts[file]);
      const report = await reportOf(workspace);
      if (index % 20 !== 19) continue;
      const fresh = new Workspace(root);
      for (const [position, name] of FILES.entries()) fresh.edit(pathOf(name), texts[position] ?? '');
      expect(report, `after edit ${String(index)}`).toEqual(await reportOf(fresh));
    }
    workspace.settle();
    const fresh = new Workspace(root);
    for (const [position, name] of FILES.entries()) fresh.edit(pathOf(name), texts[position] ?? '');
    fresh.settle();
    expect(await reportOf(workspace)).toEqual(await reportOf(fresh));
  }, 120_000);
});
