import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { prngHandler, project, snapsafe, timestampHandler } from './process.ts';

let root: string;

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** What a run finds, as `file rule severity`. */
function findings(...args: readonly string[]): string[] {
  const { stdout, stderr } = snapsafe(root, ['--format', 'json', ...args]);
  if (stdout === '') throw new Error(stderr);
  const report = JSON.parse(stdout) as { findings: { file: string; ruleId: string; severity: string }[] };
  return report.findings.map(({ file, ruleId, severity }) => `${file} ${ruleId} ${severity}`);
}

describe('a configuration file', () => {
  it('judges the files below it, the nearest one each', () => {
    root = project({
      'snapsafe.config.json': '{ "rules": { "prng-in-init": "warning" } }',
      'a/CouponHandler.java': prngHandler,
      'b/snapsafe.config.yaml': 'rules:\n  prng-in-init: off\n  timestamp-in-init: error\n',
      'b/CouponHandler.java': prngHandler.replace('com.acme', 'com.acme.b'),
      'b/ClockHandler.java': timestampHandler,
      'c/package.json': '{ "snapsafe": { "exclude": ["gen/"] } }',
      'c/CouponHandler.java': prngHandler.replace('com.acme', 'com.acme.c'),
      'c/gen/CouponHandler.java': prngHandler.replace('com.acme', 'com.acme.gen'),
    });
    expect(findings()).toEqual([
      'a/CouponHandler.java prng-in-init warning',
      'b/ClockHandler.java timestamp-in-init error',
      'c/CouponHandler.java prng-in-init error',
    ]);
    expect(findings('--rule', 'prng-in-init:info', '--rule', 'timestamp-in-init:off')).toEqual([
      'a/CouponHandler.java prng-in-init info',
      'b/CouponHandler.java prng-in-init info',
      'c/CouponHandler.java prng-in-init info',
    ]);
    expect(findings('--no-config').length).toBe(5);
    expect(findings('-c', 'b/snapsafe.config.yaml')).toEqual(['b/ClockHandler.java timestamp-in-init error']);
  });

  it('decides about test sources, and the command line over it', () => {
    root = project({
      'snapsafe.config.json': '{ "includeTests": true }',
      'src/test/java/CouponHandler.java': prngHandler,
    });
    expect(findings('--no-config')).toEqual([]);
    expect(findings()).toEqual(['src/test/java/CouponHandler.java prng-in-init error']);
  });

  it('that is not valid ends the run with its name, the line and the key', () => {
    root = project({
      'a/A.java': 'class A {}',
      'a/snapsafe.config.jsonc': '{\n  // who knows\n  "assumeSnapstart": true,\n  "target": "jvm"\n}',
    });
    expect(snapsafe(root, [])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        "snapsafe: a/snapsafe.config.jsonc:3:3: unknown key 'assumeSnapstart' (did you mean 'assumeSnapStart'?) " +
        '(and 1 more: snapsafe config verify lists them)\n',
    });
    expect(snapsafe(root, ['config', 'verify'])).toEqual({
      code: 2,
      stdout: '',
      stderr:
        "a/snapsafe.config.jsonc:3:3: unknown key 'assumeSnapstart' (did you mean 'assumeSnapStart'?)\n" +
        'a/snapsafe.config.jsonc:4:13: target: expected "snapstart" or "crac", but it is "jvm"\n',
    });
  });

  it('is verified where a run would use it', () => {
    root = project({ 'A.java': 'class A {}', 'snapsafe.config.yaml': '{}', 'b/snapsafe.config.yaml': 'x: 1' });
    expect(snapsafe(root, ['config', 'verify'])).toEqual({
      code: 0,
      stdout: 'snapsafe.config.yaml: valid\n',
      stderr: '',
    });
    expect(snapsafe(root, ['config', 'verify', '--no-config']).stdout).toBe(
      'no configuration file: the defaults hold\n',
    );
    expect(snapsafe(root, ['config', 'verify', '-c', 'b/snapsafe.config.yaml']).stderr).toBe(
      "b/snapsafe.config.yaml:1:1: unknown key 'x'\n",
    );
  });

  it('is shown as it holds for a file', () => {
    root = project({
      'a/snapsafe.config.json': '{ "target": "crac", "rules": { "prng-in-init": "info" }, "baseline": "old.json" }',
    });
    const { code, stdout } = snapsafe(root, ['--print-config', 'a/src/A.java']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      configFile: 'a/snapsafe.config.json',
      target: 'crac',
      preset: 'recommended',
      rules: { 'prng-in-init': 'info', 'env-credentials': 'off', 'connection-in-init': 'error' },
      include: null,
      exclude: [],
      baseline: 'a/old.json',
      handlers: [],
      node: {},
    });
  });

  it('is shown with what holds for handlers in JavaScript', () => {
    const node = { target: 'startup-snapshot', restoreBarrier: ['awaitRestore'] };
    root = project({ 'snapsafe.config.json': JSON.stringify({ handlers: ['src/*.mjs'], node }) });
    expect(JSON.parse(snapsafe(root, ['--print-config', 'src/a.mjs']).stdout)).toMatchObject({
      handlers: ['src/*.mjs'],
      node,
    });
  });
});
