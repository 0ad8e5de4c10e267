/** A workspace that begins from facts of an earlier one says what one says that reads every file. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Segment } from '../../src/cache/segment.ts';
import { analyze } from '../../src/run/run.ts';
import type { Report } from '../../src/types.ts';
import { Workspace } from '../../src/workspace/workspace.ts';

const SOURCES = 'src/main/java/com/example/orders';
const HANDLER = `${SOURCES}/CreateOrderHandler.java`;

let root: string;
let cache: { readonly directory: string };
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-cached-'));
  cache = { directory: join(root, 'node_modules', '.cache') };
  cpSync(resolve('examples/orders'), root, { recursive: true });
  // So many that a cache is worth reading.
  for (let index = 0; index < 8; index++) {
    const text = `package com.example.orders;\n\nclass Extra${String(index)} {\n  static final long AT = System.nanoTime();\n}\n`;
    writeFileSync(join(root, SOURCES, `Extra${String(index)}.java`), text);
  }
  writeFileSync(join(root, SOURCES, 'Broken.java'), 'class Broken { void m() { int = ; } }\n');
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true, force: true });
});

async function reportOf(workspace: Workspace): Promise<Report> {
  const outcome = await workspace.diagnose();
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.report;
}

const segments = (): readonly string[] => {
  try {
    return readdirSync(cache.directory).filter((name) => name.endsWith('.facts'));
  } catch {
    return [];
  }
};

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

it('keeps facts when it rests, and takes them the next time', async () => {
  const plain = await reportOf(new Workspace(root));
  const first = new Workspace(root, { cache });
  expect(await reportOf(first)).toEqual(plain);
  expect(segments()).toEqual([]);
  first.rest();
  expect(segments()).toHaveLength(1);
  const read = vi.spyOn(Segment.prototype, 'read');
  const second = new Workspace(root, { cache });
  expect(await reportOf(second)).toEqual(plain);
  const files = plain.summary.analyzed;
  expect(read.mock.results.filter(({ value }) => value !== null)).toHaveLength(files - 1);
  second.rest();
  expect(segments()).toHaveLength(1);
});

it('takes what a run kept of whole files, and a run what it keeps', async () => {
  const run = await analyze({ cwd: root, suggestions: false, cache, readsAllBodies: true });
  const workspace = new Workspace(root, { cache });
  expect({ ok: true, report: await reportOf(workspace) }).toEqual(run);
  rmSync(cache.directory, { recursive: true });
  const other = new Workspace(root, { cache });
  await reportOf(other);
  other.rest();
  expect(await analyze({ cwd: root, suggestions: false, cache, readsAllBodies: true })).toEqual(run);
});

it('says after each edit what one says that begins now', async () => {
  const first = new Workspace(root, { cache });
  await reportOf(first);
  first.rest();
  const workspace = new Workspace(root, { cache });
  const text = textOf(HANDLER);
  for (const typed of [
    text.replace(/^\}$/m, '  private final String own = java.util.UUID.randomUUID().toString();\n}'),
    text.replace('\n\n', '\n\n/* moved\n*/ '),
    text.replace(/\{$/m, '{ String s = "'),
    text.replace('class CreateOrderHandler', 'class Other extends OrderNumbers { } class CreateOrderHandler'),
    text,
  ]) {
    await reportOf(workspace);
    workspace.edit(join(root, HANDLER), typed);
    const fresh = new Workspace(root);
    fresh.edit(join(root, HANDLER), typed);
    expect(await reportOf(workspace)).toEqual(await reportOf(fresh));
    expect(await workspace.initMembers(join(root, HANDLER))).toEqual(await fresh.initMembers(join(root, HANDLER)));
  }
});

it('keeps nothing of a file that was edited before it rests', async () => {
  const first = new Workspace(root, { cache });
  await reportOf(first);
  first.edit(join(root, HANDLER), `/* moved\n\n*/ ${textOf(HANDLER)}`);
  await reportOf(first);
  first.rest();
  expect(await reportOf(new Workspace(root, { cache }))).toEqual(await reportOf(new Workspace(root)));
});

it('takes facts as well when many files change at once', async () => {
  const workspace = new Workspace(root, { cache });
  const before = await reportOf(workspace);
  workspace.rest();
  const files = readdirSync(join(root, SOURCES)).filter((name) => name.endsWith('.java'));
  const texts = new Map(files.map((name) => [join(root, SOURCES, name), textOf(`${SOURCES}/${name}`)]));
  const write = (change: (text: string) => string): void => {
    for (const [path, text] of texts) writeFileSync(path, change(text));
    workspace.changedOnDisk([...texts.keys()].map((path) => ({ path, isTextOnly: true })));
  };
  write((text) => `// another branch\n${text}`);
  expect(await reportOf(workspace)).toEqual(await reportOf(new Workspace(root)));
  const read = vi.spyOn(Segment.prototype, 'read');
  write((text) => text);
  expect(await reportOf(workspace)).toEqual(before);
  expect(read).toHaveBeenCalled();
});
