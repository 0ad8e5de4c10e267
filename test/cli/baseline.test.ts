import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { prngHandler, project, snapsafe, timestampHandler } from './process.ts';

let root: string;

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

function git(...args: readonly string[]): string {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@example.test', '-c', 'init.defaultBranch=main'];
  return execFileSync('git', [...identity, ...args], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function commitAll(): void {
  git('add', '-A');
  git('commit', '-q', '-m', 'change');
}

/** What a run finds, as `file:line rule`, with its exit code. */
function run(...args: readonly string[]): string[] {
  const { code, stdout, stderr } = snapsafe(root, ['--format', 'json', ...args]);
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout) as {
    summary: { suppressed: number };
    findings: { file: string; ruleId: string; range: { start: { line: number } } }[];
  };
  return [
    ...report.findings.map(({ file, ruleId, range }) => `${file}:${range.start.line} ${ruleId}`),
    `exit ${code ?? -1}, ${report.summary.suppressed} suppressed`,
  ];
}

describe('a baseline', () => {
  it('accepts what there is, wherever it moves, and nothing that is new', () => {
    root = project({ 'src/CouponHandler.java': prngHandler, 'src/ClockHandler.java': timestampHandler });
    expect(run().at(-1)).toBe('exit 1, 0 suppressed');
    expect(snapsafe(root, ['baseline', 'create'])).toEqual({
      code: 0,
      stdout: 'snapsafe-baseline.json: 2 entries\n',
      stderr: '',
    });
    expect(readFileSync(join(root, 'snapsafe-baseline.json'), 'utf8')).toBe(
      [
        '{',
        '  "schemaVersion": 1,',
        '  "findings": [',
        '    {"rule":"timestamp-in-init","file":"src/ClockHandler.java","symbol":"com.acme.ClockHandler#begin","shape":"47b5b27d23285452"},',
        '    {"rule":"prng-in-init","file":"src/CouponHandler.java","symbol":"com.acme.CouponHandler#random","shape":"97bf30dd5d669a44"}',
        '  ]',
        '}',
        '',
      ].join('\n'),
    );
    expect(run()).toEqual(['exit 0, 2 suppressed']);
    expect(run('--no-baseline').at(-1)).toBe('exit 1, 0 suppressed');

    // Moved lines, other white space, a comment, another directory.
    write('src/CouponHandler.java', `// moved\n\n${prngHandler.replace('new Random()', 'new /* why */\n  Random( )')}`);
    renameSync(join(root, 'src/ClockHandler.java'), join(root, 'ClockHandler.java'));
    expect(run()).toEqual(['exit 0, 2 suppressed']);

    write(
      'src/CouponHandler.java',
      prngHandler.replace('private final', 'private final Random other = new Random();\n  private final'),
    );
    expect(run()).toEqual(['src/CouponHandler.java:6 prng-in-init', 'exit 1, 2 suppressed']);
    expect(snapsafe(root, ['baseline', 'create']).stdout).toBe('snapsafe-baseline.json: 3 entries\n');
    expect(run()).toEqual(['exit 0, 3 suppressed']);
  });

  it('with entries that nothing matches any more fails, with the command that mends it', () => {
    root = project({ 'CouponHandler.java': prngHandler, 'ClockHandler.java': timestampHandler });
    snapsafe(root, ['baseline', 'create']);
    write('CouponHandler.java', prngHandler.replace('new Random()', 'null'));
    const { code, stdout } = snapsafe(root, ['--format', 'compact']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      'prng-in-init is no longer found in com.acme.CouponHandler#random (CouponHandler.java). Run: snapsafe baseline prune',
    );
    expect(run()).toEqual(['snapsafe-baseline.json:5 stale-baseline-entry', 'exit 1, 1 suppressed']);
    // A run that does not see everything, and one without the rule, cannot say so.
    expect(run('ClockHandler.java')).toEqual(['exit 0, 1 suppressed']);
    expect(run('--rule', 'prng-in-init:off')).toEqual(['exit 0, 1 suppressed']);
    expect(snapsafe(root, ['baseline', 'prune']).stdout).toBe('snapsafe-baseline.json: 1 entry, 1 removed\n');
    expect(run()).toEqual(['exit 0, 1 suppressed']);
  });

  it('follows files that git says were renamed, with their class', () => {
    root = project({ 'CouponHandler.java': prngHandler });
    git('init', '-q');
    snapsafe(root, ['baseline', 'create']);
    commitAll();
    git('mv', 'CouponHandler.java', 'VoucherHandler.java');
    write('VoucherHandler.java', prngHandler.replace('CouponHandler', 'VoucherHandler'));
    expect(run()).toEqual(['exit 0, 1 suppressed']);
    commitAll();
    expect(run()).toEqual(['exit 0, 1 suppressed']);
    expect(snapsafe(root, ['baseline', 'prune']).stdout).toBe('snapsafe-baseline.json: 1 entry\n');
    expect(readFileSync(join(root, 'snapsafe-baseline.json'), 'utf8')).toContain('com.acme.VoucherHandler#random');
    expect(run('--no-baseline')).toEqual(['VoucherHandler.java:6 prng-in-init', 'exit 1, 0 suppressed']);
  });

  it('is where the configuration or the command line says, and must be there then', () => {
    root = project({
      'a/snapsafe.config.json': '{ "baseline": "accepted.json" }',
      'a/CouponHandler.java': prngHandler,
      'b/ClockHandler.java': timestampHandler,
    });
    expect(snapsafe(root, []).stderr).toBe(
      'snapsafe: a/accepted.json:1:1: there is no such baseline; snapsafe baseline create writes it\n',
    );
    expect(snapsafe(root, ['baseline', 'create', 'a', '--file', 'a/accepted.json']).stdout).toBe(
      'a/accepted.json: 1 entry\n',
    );
    expect(run()).toEqual(['b/ClockHandler.java:5 timestamp-in-init', 'exit 1, 1 suppressed']);
    expect(snapsafe(root, ['--baseline', 'none.json']).code).toBe(2);
    write('bad.json', '{ "schemaVersion": 1, "findings": [{ "rule": 1 }] }');
    expect(snapsafe(root, ['--baseline', 'bad.json']).stderr).toBe(
      'snapsafe: bad.json:1:36: an entry needs rule, file, symbol and shape\n',
    );
    write('bad.json', '{ "schemaVersion": 2 }');
    expect(snapsafe(root, ['--baseline', 'bad.json']).stderr).toBe(
      'snapsafe: bad.json:1:1: is no baseline of this version; snapsafe baseline create writes one\n',
    );
  });

  it('is listed with what it accepts when asked for', () => {
    root = project({
      'CouponHandler.java': prngHandler,
      'ClockHandler.java': timestampHandler.replace(
        'now();',
        'now(); // snapsafe-disable-line timestamp-in-init -- shown only',
      ),
    });
    snapsafe(root, ['baseline', 'create']);
    const { stdout } = snapsafe(root, ['--format', 'json', '--include-suppressed']);
    const report = JSON.parse(stdout) as { suppressed: { by: string; reason: string; finding: { ruleId: string } }[] };
    expect(report.suppressed.map(({ by, reason, finding }) => [finding.ruleId, by, reason])).toEqual([
      ['timestamp-in-init', 'comment', 'shown only'],
      ['prng-in-init', 'baseline', 'accepted in snapsafe-baseline.json'],
    ]);
  });
});

describe('--new-from', () => {
  it('reports what lies on, or leads through, a changed line', () => {
    const helper =
      'package com.acme;\nimport java.util.Random;\nclass Dice {\n  final Random random = new Random();\n}\n';
    root = project({
      'CouponHandler.java': prngHandler,
      'Dice.java': helper,
      'ClockHandler.java': timestampHandler,
    });
    git('init', '-q');
    commitAll();
    git('checkout', '-q', '-b', 'feature');
    expect(run('--new-from', 'main')).toEqual(['exit 0, 0 suppressed']);
    // The generator itself is old; that init reaches it is new.
    write(
      'ClockHandler.java',
      timestampHandler.replace('  public String', '  private final Dice dice = new Dice();\n  public String'),
    );
    write('NewHandler.java', timestampHandler.replace('ClockHandler', 'NewHandler'));
    expect(run('--new-from', 'main')).toEqual([
      'Dice.java:4 prng-in-init',
      'NewHandler.java:5 timestamp-in-init',
      'exit 1, 0 suppressed',
    ]);
    commitAll();
    git('checkout', '-q', 'main');
    write('CouponHandler.java', `${prngHandler}\n// other work\n`);
    commitAll();
    git('checkout', '-q', 'feature');
    expect(run('--new-from', 'main')).toEqual([
      'Dice.java:4 prng-in-init',
      'NewHandler.java:5 timestamp-in-init',
      'exit 1, 0 suppressed',
    ]);
  });

  it('says what is wrong in one line', () => {
    root = project({ 'A.java': 'class A {}' });
    expect(snapsafe(root, ['--new-from', 'main'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'snapsafe: --new-from needs a git repository: not a git repository (or any of the parent directories): .git\n',
    });
    git('init', '-q');
    expect(snapsafe(root, ['--new-from', '--upload-pack=x']).stderr).toBe(
      "snapsafe: --new-from: git knows no commit '--upload-pack=x'\n",
    );
    expect(snapsafe(root, ['--new-from', 'HEAD'], { PATH: '' }).stderr).toBe(
      'snapsafe: --new-from needs a git repository: git is not installed\n',
    );
  });
});

describe('suppressing comments', () => {
  it('count, and are mended by --fix when they are unused', () => {
    root = project({
      'CouponHandler.java': prngHandler.replace(
        '  private final Random',
        '  // snapsafe-disable-next-line prng-in-init, timestamp-in-init -- drawn for fun\n  private final Random',
      ),
    });
    expect(run()).toEqual(['CouponHandler.java:6 unused-suppression', 'exit 1, 1 suppressed']);
    expect(run('CouponHandler.java')).toEqual(['exit 0, 1 suppressed']);
    snapsafe(root, ['--fix']);
    expect(readFileSync(join(root, 'CouponHandler.java'), 'utf8')).toContain(
      '// snapsafe-disable-next-line prng-in-init -- drawn for fun\n',
    );
    expect(run()).toEqual(['exit 0, 1 suppressed']);
  });
});
