import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collectReport } from '../../src/findings/collect.ts';
import { errorsOnly, exceedsThreshold } from '../../src/findings/threshold.ts';
import type { Finding, Problem } from '../../src/types.ts';
import { version } from '../../src/version.ts';
import { finding, range, report } from '../reporter/sample.ts';

const at = (file: string, line: number, changes: Partial<Finding> = {}): Finding =>
  finding({ file, range: range(line, 1, 2), ...changes });

describe('collectReport', () => {
  it('sorts by file, line, column and rule, by code unit', () => {
    const findings = [
      at('b.java', 1),
      at('a.java', 10),
      at('a.java', 9, { ruleId: 'z' }),
      at('a.java', 9, { ruleId: 'b' }),
      at('B.java', 5),
    ];
    const order = report(findings).findings.map((one) => `${one.file}:${one.range.start.line} ${one.ruleId}`);
    expect(order).toEqual([
      'B.java:5 connection-in-init',
      'a.java:9 b',
      'a.java:9 z',
      'a.java:10 connection-in-init',
      'b.java:1 connection-in-init',
    ]);
  });

  it('gives the same report whatever order the findings came in', () => {
    const findings = [at('b.java', 1), at('a.java', 10), at('a.java', 9), at('a.java', 9, { message: 'other' })];
    expect(report([...findings].reverse())).toEqual(report(findings));
  });

  it('counts by severity and gives equal problems once', () => {
    const problem: Problem = { file: 'a.java', line: 1, column: 1, message: 'bad' };
    const { summary, problems } = report(
      [at('a', 1), at('a', 2, { severity: 'warning' }), at('a', 3, { severity: 'info' }), at('a', 4)],
      [problem, { ...problem }],
    );
    expect(summary).toEqual({
      files: 7,
      analyzed: 6,
      findings: { error: 2, warning: 1, info: 1 },
      suppressed: 0,
      notSnapshotted: 0,
      problems: 1,
    });
    expect(problems).toEqual([problem]);
  });
});

describe('fingerprints', () => {
  const fingerprints = (findings: readonly Finding[]): string[] =>
    report(findings).findings.map((one) => one.fingerprint);

  it('survive a moved line and a moved file', () => {
    expect(fingerprints([at('a.java', 1)])).toEqual(fingerprints([at('moved/b.java', 900, { message: 'reworded' })]));
  });

  it('tell rule, symbol and sink apart, and number what is alike in all three', () => {
    const all = fingerprints([
      at('a', 1),
      at('a', 2),
      at('a', 3, { ruleId: 'x' }),
      at('a', 4, { symbol: 'com.acme.B#c' }),
      at('a', 5, { sink: { type: 'java.sql.DriverManager', member: 'x' } }),
    ]);
    expect(new Set(all).size).toBe(5);
    expect(all.every((one) => /^[0-9a-f]{24}$/.test(one))).toBe(true);
  });
});

describe('threshold', () => {
  const errors = report([at('a', 1)]);
  const warnings = report([at('a', 1, { severity: 'warning' }), at('a', 2, { severity: 'warning' })]);
  const infos = report([at('a', 1, { severity: 'info' })]);

  it('fails on any error, and on more warnings than allowed; info never counts', () => {
    expect(exceedsThreshold(errors, Infinity)).toBe(true);
    expect(exceedsThreshold(warnings, 1)).toBe(true);
    expect(exceedsThreshold(warnings, 2)).toBe(false);
    expect(exceedsThreshold(infos, 0)).toBe(false);
  });

  it('errorsOnly leaves errors and their count', () => {
    const mixed = errorsOnly(
      report([at('a', 1), at('a', 2, { severity: 'warning' }), at('a', 3, { severity: 'info' })]),
    );
    expect(mixed.findings).toHaveLength(1);
    expect(mixed.summary.findings).toEqual({ error: 1, warning: 0, info: 0 });
  });
});

it('the version is the one in package.json', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(version).toBe(manifest.version);
  expect(
    collectReport({
      toolVersion: version,
      target: 'crac',
      files: 0,
      analyzed: 0,
      suppressed: [],
      notSnapshotted: 0,
      findings: [],
      problems: [],
    }).tool.version,
  ).toBe(version);
});
