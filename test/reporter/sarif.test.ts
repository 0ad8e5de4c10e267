import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { ReportContext, RuleInfo } from '../../src/reporter/reporter.ts';
import { MAX_RESULTS, sarif } from '../../src/reporter/sarif.ts';
import { lineHashes } from '../../src/reporter/sarif/line-hash.ts';
import type { Report } from '../../src/types.ts';
import { evil, hostileReport, hostileSources } from './hostile.ts';
import { context, finding, range, report, repository } from './sample.ts';

const isSarif = sarifValidator();

/** The schema comes with the package that .ci/run validates with: one per platform, of which one is installed. */
function sarifValidator(): ReturnType<Ajv['compile']> {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('@microsoft/sarif-multitool'));
  const directory = dirname(resolve(`@microsoft/sarif-multitool-${process.platform}/package.json`));
  const schema = JSON.parse(readFileSync(join(directory, 'sarif-2.1.0.json'), 'utf8')) as object;
  // Its `format`s say `uri` of relative references too.
  return new Ajv({ strict: false, validateFormats: false }).compile({ ...schema, id: undefined, $schema: undefined });
}

const rule: RuleInfo = {
  id: 'connection-in-init',
  title: 'Connections opened before the snapshot',
  family: 'connection',
  severity: 'error',
  docsUrl: 'https://example.test/docs/rules/connection-in-init.md',
  page: '<!-- generated -->\n\n# connection-in-init\n\n## What it does\n\nReports a connection\nthat is open.\n\nMore.\n',
};

function runOf(input: Report, changes: Partial<ReportContext> = {}): Run {
  const log = JSON.parse(sarif(input, context({ rules: [rule], ...changes }))) as Log;
  if (!isSarif(log)) throw new Error(JSON.stringify(isSarif.errors, null, 1));
  return log.runs[0]!;
}

function resultOf(input: Report, changes: Partial<ReportContext> = {}): Result {
  return runOf(input, changes).results![0]!;
}

describe('sarif', () => {
  it('refuses in this test what the schema refuses', () => {
    expect(isSarif({ version: '2.1.0', runs: [{ tool: {} }] })).toBe(false);
  });

  it('names the tool, its version, and the analysis', () => {
    const run = runOf(report([finding()]));
    expect(run.tool.driver).toMatchObject({ name: 'snapsafe', version: '1.2.3', semanticVersion: '1.2.3' });
    expect(run.automationDetails?.id).toBe('snapsafe/java/');
    expect(runOf(report([]), { category: 'orders' }).automationDetails?.id).toBe('snapsafe/orders/');
    expect(run.columnKind).toBe('utf16CodeUnits');
  });

  it('gives each result one location with all four numbers, its rule and its level', () => {
    const result = resultOf(report([finding({ severity: 'warning' })]));
    expect(result.locations).toHaveLength(1);
    expect(result.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: 'src/Repository.java', uriBaseId: '%SRCROOT%' },
      region: { startLine: 4, startColumn: 40, endLine: 4, endColumn: 72 },
    });
    expect(result).toMatchObject({ ruleId: 'connection-in-init', ruleIndex: 0, level: 'warning', rank: 90 });
    expect(resultOf(report([finding({ severity: 'info' })])).level).toBe('note');
  });

  it('shows the call chain as a code flow, and as related locations that the message links', () => {
    const result = resultOf(report([finding()]));
    const steps = result.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => [
      location?.message?.text,
      location?.physicalLocation?.region?.startLine,
    ]);
    expect(steps).toEqual([
      ['constructor of Handler', 8],
      ['Handler creates Repository', 9],
      ['field initialiser calls DriverManager.getConnection', 4],
    ]);
    expect(result.message.text).toBe(
      'DriverManager.getConnection runs before the snapshot.\n\n' +
        'Reached through: [constructor of Handler](1) → [Handler creates Repository](2)',
    );
    expect(result.relatedLocations?.map(({ id, message }) => [id, message?.text])).toEqual([
      [1, 'constructor of Handler'],
      [2, 'Handler creates Repository'],
    ]);
  });

  it('has the line hash of GitHub where the source is at hand, and the own fingerprint always', () => {
    const input = report([finding()]);
    expect(resultOf(input).partialFingerprints).toEqual({
      primaryLocationLineHash: lineHashes(repository, [4]).get(4),
      'snapsafe/v1': input.findings[0]!.fingerprint,
    });
    expect(resultOf(input, { sources: new Map() }).partialFingerprints).toEqual({
      'snapsafe/v1': input.findings[0]!.fingerprint,
    });
  });

  it('describes the rules that ran, with their pages, and not those that are off', () => {
    const off = { ...rule, id: 'quiet-rule', severity: 'off' as const };
    const [descriptor, ...others] = runOf(report([finding()]), { rules: [rule, off] }).tool.driver.rules!;
    expect(others).toEqual([]);
    expect(descriptor).toMatchObject({
      id: 'connection-in-init',
      name: 'ConnectionInInit',
      shortDescription: { text: 'Connections opened before the snapshot.' },
      fullDescription: { text: 'Reports a connection that is open.' },
      helpUri: rule.docsUrl,
      defaultConfiguration: { level: 'error', enabled: true },
      properties: { precision: 'high', 'problem.severity': 'error' },
    });
    expect(descriptor?.help?.markdown).toMatch(/^# connection-in-init\n/);
  });

  it('describes a rule that only a finding of a saved report names', () => {
    const run = runOf(report([finding({ ruleId: 'from-the-future' })]), { rules: [rule] });
    expect(run.tool.driver.rules?.map(({ id }) => id)).toEqual(['connection-in-init', 'from-the-future']);
    expect(run.results?.[0]?.ruleIndex).toBe(1);
  });

  it('cuts a description that GitHub would refuse', () => {
    const page = `## What it does\n\n${'many words '.repeat(200)}\n`;
    const text = runOf(report([]), { rules: [{ ...rule, page }] }).tool.driver.rules![0]!.fullDescription!.text;
    expect(text.length).toBeLessThanOrEqual(1024);
    expect(text).toMatch(/words …$/);
  });

  it('writes suggestions with edits as fixes, by file', () => {
    const edits = [
      { file: 'src/A.java', range: range(1, 1, 2), newText: 'a' },
      { file: 'src/B.java', range: range(2, 1, 1), newText: 'b' },
      { file: 'src/A.java', range: range(3, 1, 2), newText: 'c' },
    ];
    const withEdits = { title: 'Open it later', kind: 'lazy', safe: false, edits } as const;
    const result = resultOf(report([finding({ suggestions: [withEdits, { ...withEdits, edits: [] }] })]));
    expect(result.fixes).toHaveLength(1);
    expect(result.fixes?.[0]?.description?.text).toBe('Open it later');
    expect(
      result.fixes?.[0]?.artifactChanges.map(({ artifactLocation, replacements }) => [
        artifactLocation.uri,
        replacements.map(({ insertedContent }) => insertedContent?.text),
      ]),
    ).toEqual([
      ['src/A.java', ['a', 'c']],
      ['src/B.java', ['b']],
    ]);
  });

  it('tells what was not understood, and how much was analysed', () => {
    const run = runOf(report([], [{ file: 'a b/Bad.java', line: 3, column: 7, message: 'syntax error' }]));
    const [notification] = run.invocations![0]!.toolExecutionNotifications!;
    expect(notification).toMatchObject({ level: 'warning', message: { text: 'syntax error' } });
    expect(notification?.locations?.[0]?.physicalLocation).toMatchObject({
      artifactLocation: { uri: 'a%20b/Bad.java' },
      region: { startLine: 3, startColumn: 7 },
    });
    expect(run.properties).toEqual({
      target: 'snapstart',
      files: 7,
      analyzed: 6,
      problems: 1,
      suppressed: 0,
      notSnapshotted: 0,
    });
  });

  it('marks suppressed findings with their reason, and the others as not suppressed', () => {
    const suppressed = [
      { finding: finding({ message: 'quiet' }), by: 'comment' as const, reason: 'known' },
      { finding: finding({ message: 'old' }), by: 'baseline' as const, reason: null },
    ];
    const { results } = runOf({ ...report([finding()]), suppressed });
    expect(results?.map(({ suppressions }) => suppressions)).toEqual([
      [],
      [{ kind: 'inSource', status: 'accepted', justification: 'known' }],
      [{ kind: 'external', status: 'accepted' }],
    ]);
    expect(resultOf(report([finding()]))).not.toHaveProperty('suppressions');
  });

  it('encodes paths as URIs that decode to the path', () => {
    const file = 'src/ä b/c%20d#e?f:g[h]\\i\n"<>.java';
    const uri = resultOf(report([finding({ file })])).locations![0]!.physicalLocation!.artifactLocation!.uri!;
    expect(uri).toMatch(/^[\w%./~!'()*-]+$/);
    expect(decodeURIComponent(uri)).toBe(file);
  });

  it('lets no text become a link, a control character or invalid JSON', () => {
    const text = sarif(hostileReport(), context({ rules: [rule], sources: hostileSources }));
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u2028\ufeff]/);
    const run = runOf(hostileReport(), { sources: hostileSources });
    expect(run.tool.driver.rules?.at(-1)).not.toHaveProperty('helpUri');
    for (const { message } of run.results!) {
      const links = [...message.text!.matchAll(/(?<!\\)\]\(([^)]*)\)/g)].map(([, target]) => target);
      expect(links.filter((target) => !/^\d+$/.test(target!))).toEqual([]);
      expect(links.length).toBeLessThanOrEqual(1);
    }
    expect(JSON.stringify(run)).toContain(JSON.stringify(evil.replaceAll('](', '] (')).slice(1, -1));
  });
});

describe('more results than code scanning takes', () => {
  const plain = finding({ trace: [], roots: [] });
  const severities = ['info', 'warning', 'error'] as const;
  const many = Array.from({ length: MAX_RESULTS + 2 }, (_, index) => ({
    ...plain,
    file: `src/F${String(index)}.java`,
    severity: severities[index % 3] ?? 'info',
  }));

  it('are left out, the least severe first, and the run says so', () => {
    const { results = [], invocations } = runOf(report(many));
    expect(results).toHaveLength(MAX_RESULTS);
    const levels = results.map(({ level }) => level);
    expect(levels.filter((level) => level === 'error')).toHaveLength(
      many.filter((one) => one.severity === 'error').length,
    );
    expect(levels.filter((level) => level === 'warning')).toHaveLength(
      many.filter((one) => one.severity === 'warning').length,
    );
    expect(invocations?.[0]?.toolExecutionNotifications).toEqual([
      {
        descriptor: { id: 'results-left-out', index: 1 },
        level: 'warning',
        message: {
          text: '2 results are left out: GitHub takes 25000 of a run. The most severe are kept; the format json has all.',
        },
      },
    ]);
    expect(results[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('src/F0.java');
  });

  it('are suppressed ones before any other', () => {
    const findings = many.slice(0, MAX_RESULTS - 1);
    const suppressed = many.slice(-3).map((one) => ({ finding: one, by: 'comment' as const, reason: 'known' }));
    const { results = [] } = runOf({ ...report(findings), suppressed });
    expect(results).toHaveLength(MAX_RESULTS);
    expect(results.filter(({ suppressions }) => suppressions?.length === 1)).toHaveLength(1);
  });

  it('are all kept at the limit', () => {
    const { results = [], invocations } = runOf(report(many.slice(0, MAX_RESULTS)));
    expect(results).toHaveLength(MAX_RESULTS);
    expect(invocations?.[0]?.toolExecutionNotifications).toEqual([]);
  });
});
