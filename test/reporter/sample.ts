/** A report with one finding that has everything, for reporter tests. */
import { collectReport } from '../../src/findings/collect.ts';
import type { ReportContext } from '../../src/reporter/reporter.ts';
import type { Finding, Problem, Range, Report } from '../../src/types.ts';

export function range(line: number, column: number, endColumn: number, endLine = line): Range {
  return { start: { line, column }, end: { line: endLine, column: endColumn } };
}

export const repository = [
  'package com.acme;',
  '',
  'class Repository {',
  '\tprivate final Connection connection = DriverManager.getConnection(URL);',
  '}',
  '',
].join('\n');

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'connection-in-init',
    family: 'connection',
    severity: 'error',
    confidence: 'definite',
    message: 'DriverManager.getConnection runs before the snapshot.',
    file: 'src/Repository.java',
    range: range(4, 40, 72),
    symbol: 'com.acme.Repository#<init>',
    sink: { type: 'java.sql.DriverManager', member: 'getConnection' },
    phase: 'instance-field',
    trace: [
      { file: 'src/Handler.java', range: range(8, 3, 20), message: 'constructor of Handler' },
      { file: 'src/Handler.java', range: range(9, 5, 30), message: 'Handler creates Repository' },
      {
        file: 'src/Repository.java',
        range: range(4, 40, 72),
        message: 'field initialiser calls DriverManager.getConnection',
      },
    ],
    roots: ['com.acme.Handler'],
    snapStart: 'unknown',
    suggestions: [],
    fingerprint: '',
    docsUrl: 'https://example.test/docs/rules/connection-in-init.md',
    ...changes,
  };
}

export function report(findings: readonly Finding[], problems: readonly Problem[] = []): Report {
  return collectReport({
    toolVersion: '1.2.3',
    target: 'snapstart',
    files: 7,
    analyzed: 6,
    suppressed: [],
    notSnapshotted: 0,
    findings,
    problems,
  });
}

export function context(changes: Partial<ReportContext> = {}): ReportContext {
  const sources = new Map([['src/Repository.java', repository]]);
  return { colour: false, links: false, sources, rules: [], category: 'java', ...changes };
}
