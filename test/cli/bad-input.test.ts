import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/types.ts';
import { project, prngHandler, snapsafe } from './process.ts';
import type { Finished } from './process.ts';

const DEPTH = 10_000;
const around = (open: string, inner: string, close: string): string => open.repeat(DEPTH) + inner + close.repeat(DEPTH);

let root: string;
let finished: Finished;
let report: Report;

beforeAll(() => {
  root = project({
    'src/CouponHandler.java': prngHandler,
    'src/Binary.java': Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 0x34),
    'src/DeepBlocks.java': `class DeepBlocks { void run() ${around('{', '', '}')} }`,
    'src/DeepCalls.java': `class DeepCalls { Object o = ${around('f(', '1', ')')}; }`,
    'src/DeepTypes.java': around('class A {', '', '}'),
    'src/Empty.java': '',
    'src/Huge.java': new Uint8Array(10_000_000).fill(0x20),
    'src/Latin.java': Buffer.from('class Latin { String s = "caf\u00e9"; }', 'latin1'),
    'src/Prose.java': 'This is not Java, it is a letter.\n',
    'src/Syntax.java': 'class Syntax {\n  int a = ;\n}\n',
    'src/Wide.java': Buffer.from('\ufeffclass Wide { String s = "\u65e5"; }', 'utf16le'),
  });
  mkdirSync(join(root, 'src/Directory.java'));
  symlinkSync('..', join(root, 'src/loop'));
  symlinkSync('nowhere', join(root, 'src/Dangling.java'));
  finished = snapsafe(root, ['--format', 'json']);
  report = JSON.parse(finished.stdout) as Report;
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const problemOf = (file: string): string[] =>
  report.problems
    .filter((problem) => problem.file === file)
    .map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a tree full of bad files', () => {
  it('still gives the finding of the good one, and exits by it', () => {
    expect(finished.code).toBe(1);
    expect(report.findings.map(({ file, ruleId }) => `${file} ${ruleId}`)).toEqual([
      'src/CouponHandler.java prng-in-init',
    ]);
  });

  it('names each bad file once, with its place', () => {
    expect(problemOf('src/Binary.java')).toEqual(['1:5 file contains a NUL byte; it looks binary']);
    expect(problemOf('src/Dangling.java')).toEqual(['1:1 cannot be read: it does not exist (a dangling link?)']);
    expect(problemOf('src/Huge.java')).toEqual([
      '1:1 file is too large to analyse (10000000 bytes, the limit is 5000000)',
    ]);
    expect(problemOf('src/Latin.java')).toEqual(['1:30 file is not valid UTF-8; read as windows-1252']);
    expect(problemOf('src/Syntax.java')).toEqual([expect.stringMatching(/^2:11 ./)]);
    expect(problemOf('src/Prose.java')).toHaveLength(1);
    expect(new Set(report.problems.map(({ file }) => file)).size).toBe(report.problems.length);
  });

  it('names what is wrong in bodies that nothing asks about when it is to read everything', () => {
    const { code, stdout } = snapsafe(root, ['--format', 'json', '--strict']);
    const { problems } = JSON.parse(stdout) as Report;
    expect(code).toBe(2);
    for (const file of ['src/DeepBlocks.java', 'src/DeepCalls.java', 'src/DeepTypes.java']) {
      const told = problems.filter((problem) => problem.file === file);
      expect(told.map(({ line, message }) => `${line} ${message}`)).toEqual([expect.stringMatching(/^1 .*nested/)]);
    }
    expect(problems.length).toBeGreaterThanOrEqual(report.problems.length);
  });

  it('has no problem with an empty file, UTF-16, a directory called like a file and a loop of links', () => {
    for (const file of ['src/Empty.java', 'src/Wide.java', 'src/Directory.java', 'src/loop']) {
      expect(problemOf(file)).toEqual([]);
    }
    expect(report.summary).toMatchObject({ files: 11, analyzed: 9 });
  });

  it('repeats the problems on stderr when stdout is for a machine', () => {
    expect(finished.stderr.trim().split('\n')).toHaveLength(report.problems.length);
    expect(finished.stderr).toContain('src/Binary.java:1:5: file contains a NUL byte; it looks binary\n');
  });

  it('shows the problems among the findings when people read stdout', () => {
    const { stdout, stderr } = snapsafe(root, ['-f', 'compact', 'src/Binary.java', 'src/CouponHandler.java']);
    expect(stderr).toBe('');
    expect(stdout).toContain('src/Binary.java:1:5: note: file contains a NUL byte; it looks binary [problem]\n');
  });
});

describe('--strict', () => {
  it('exits 2 when a file was not fully understood, 0 or 1 otherwise', () => {
    expect(snapsafe(root, ['src/Syntax.java']).code).toBe(0);
    expect(snapsafe(root, ['src/Syntax.java', '--strict']).code).toBe(2);
    expect(snapsafe(root, ['src/Empty.java', '--strict']).code).toBe(0);
  });

  it('exits 2 when init runs code of the project that is not there, until it is', () => {
    const handler = prngHandler.replace(
      'new Random();',
      'new Random();\n  private final Object ledger = new Ledger();',
    );
    const lacking = project({ 'src/CouponHandler.java': handler });
    try {
      const { code, stdout } = snapsafe(lacking, ['-f', 'compact', '--strict']);
      expect(stdout).toContain('init runs code of Ledger, whose source was not found; what it does is not known');
      expect(code).toBe(2);
      writeFileSync(join(lacking, 'src/Ledger.java'), 'package com.acme;\nclass Ledger {}\n');
      expect(snapsafe(lacking, ['--strict']).code).toBe(1);
    } finally {
      rmSync(lacking, { recursive: true });
    }
  });
});

it('a reader that goes away does not break the run', async () => {
  const many = project(
    Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [
        `p${index}/CouponHandler.java`,
        prngHandler.replace('com.acme', `com.acme.p${index}`),
      ]),
    ),
  );
  const bin = fileURLToPath(new URL('../../bin/snapsafe.js', import.meta.url));
  const child = spawn(process.execPath, [bin, '-f', 'json'], { cwd: many, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.once('close', resolve));
  rmSync(many, { recursive: true });
  expect(stderr).toBe('');
  expect(code).toBe(1);
});
