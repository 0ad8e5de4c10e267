import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateProject } from '../../bench/generate.mjs';
import { analyze } from '../../src/run/run.ts';
import type { AnalyzeOptions, RunEvent } from '../../src/run/run.ts';
import type { Report } from '../../src/types.ts';

let root: string;
let cwd: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'snapsafe-cached-run-'));
  cwd = join(root, 'project');
  generateProject(cwd, { modules: 2, handlers: 2, depth: 3, files: 12, lines: 40 });
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

type Cached = RunEvent & { kind: 'cache' };

async function run(options: Partial<AnalyzeOptions> = {}): Promise<{ report: Report; cached: Cached | null }> {
  let cached: Cached | null = null;
  const onEvent = (event: RunEvent): void => {
    if (event.kind === 'cache') cached = event;
  };
  const outcome = await analyze({ cwd, cache: { directory: join(root, 'cache') }, onEvent, ...options });
  if (!outcome.ok) throw new Error(outcome.problem);
  return { report: outcome.report, cached };
}

const HANDLER = 'm0/src/main/java/com/acme/m0/Handler1.java';

describe('a run with a cache', () => {
  it('parses nothing twice and finds the same', async () => {
    const plain = await run({ cache: undefined });
    expect(plain.cached).toBeNull();
    expect(plain.report.findings).not.toEqual([]);
    const first = await run();
    expect(first.cached).toMatchObject({ hits: 0, misses: 24, notes: [] });
    const second = await run();
    expect(second.cached).toMatchObject({ hits: 24, misses: 0, notes: [] });
    expect(first.report).toEqual(plain.report);
    expect(second.report).toEqual(plain.report);
  });

  it('takes a changed file, and one that came or went, as they are now', async () => {
    await run();
    writeFileSync(
      join(cwd, HANDLER),
      'package com.acme.m0;\nclass Handler1 { static final java.util.UUID ID = java.util.UUID.randomUUID(); }\n',
    );
    writeFileSync(join(cwd, 'Broken.java'), 'class Broken { void f( { }');
    rmSync(join(cwd, 'm1/src/main/java/com/acme/m1/Handler0.java'));
    const { report, cached } = await run();
    expect(cached).toMatchObject({ hits: 22, misses: 2 });
    expect(report).toEqual((await run({ cache: undefined })).report);
    expect(report.problems).toHaveLength(1);
    const again = await run();
    expect(again.cached).toMatchObject({ hits: 24, misses: 0 });
    expect(again.report).toEqual(report);
  });

  it('holds for the project under another path', async () => {
    const { report } = await run();
    const moved = join(root, 'moved');
    mkdirSync(moved);
    generateProject(moved, { modules: 2, handlers: 2, depth: 3, files: 12, lines: 40 });
    const there = await run({ cwd: moved });
    expect(there.cached).toMatchObject({ hits: 24, misses: 0 });
    expect(there.report).toEqual(report);
  });

  it('reads the text that stands for a file, not what is kept of it', async () => {
    await run();
    const { report } = await run({ texts: new Map([[HANDLER, 'class Handler1 { broken']]) });
    expect(report.problems.map(({ file }) => file)).toEqual([HANDLER]);
  });

  it('keeps the two parsers apart', async () => {
    await run();
    expect((await run({ parser: 'java-parser' })).cached).toMatchObject({ hits: 0 });
  });

  it('writes nothing for a handful of files', async () => {
    const { cached } = await run({ paths: ['m0'] });
    expect(cached).toBeNull();
    expect(readdirSync(root)).toEqual(['project']);
  });
});
