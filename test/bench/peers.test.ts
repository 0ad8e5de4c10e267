import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasFindings } from '../../bench/candidates.mjs';
import { isLeftOut } from '../../bench/left-out.mjs';
import { interleaved } from '../../bench/measure.mjs';
import { rulesOfCatalogue } from '../../bench/peers/semgrep-rules.mjs';
import { peersIn, reports, scannedAll } from '../../bench/peers/tools.mjs';
import { catalogueEntries } from '../../src/knowledge/catalogue.ts';

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'snapsafe-bench-peers-'));
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('other analysers', () => {
  it('that are not installed are told of, with what to run', () => {
    const peers = peersIn(join(directory, 'none'));
    expect(peers.missing).toEqual(
      ['PMD', 'Semgrep', 'SpotBugs'].map(
        (name) => `${name} was not measured, as it is not installed: node bench/peers/install.mjs`,
      ),
    );
    expect([...peers.ofSources('src', 'work'), ...peers.ofClasses('src', 'work', 1)]).toEqual([]);
  });

  it('that are installed run, with their version in the table', () => {
    mkdirSync(join(directory, 'pmd'));
    writeFileSync(join(directory, 'pmd/pmd-cli-7.1.0.jar'), '');
    const peers = peersIn(directory);
    const [pmd] = peers.ofSources('src', 'work');
    expect(pmd?.name).toBe('PMD 7.1.0, quickstart rules');
    expect(pmd?.command).toContain(`${join(directory, 'pmd')}/*`);
    expect(() => pmd?.check?.(' \n')).toThrow('reported nothing');
    expect(peers.missing).toHaveLength(2);
  });

  it('have to do the work that is compared', () => {
    const scanned = JSON.stringify({ paths: { scanned: ['A.java', 'B.java'] } });
    expect(() => {
      scannedAll(2)(scanned);
    }).not.toThrow();
    expect(() => {
      scannedAll(3)(scanned);
    }).toThrow('scanned 2 files of 3');
    expect(() => {
      reports(2)('H C SNAP_START: a\nH C SNAP_START: b\n');
    }).not.toThrow();
    expect(() => {
      reports(3)('H C SNAP_START: a\n');
    }).toThrow('reported 1 findings, expected 3');
    const report = (findings: readonly string[]): string =>
      JSON.stringify({ summary: { files: 9 }, findings: findings.map((ruleId) => ({ ruleId })) });
    const expected = hasFindings({ files: 9, findings: 1 });
    expect(() => {
      expected(report(['unique-value-in-init']));
    }).not.toThrow();
    expect(() => {
      expected(report(['unique-value-in-init', 'connection-in-init']));
    }).toThrow('1 of 2 findings');
  });

  it('are not given the tests', () => {
    const paths = ['a/src/test/java/A.java', '.git/config', 'a/tests/A.java', 'src/main/java/a/ATest.java', 'test'];
    expect(paths.filter((path) => !isLeftOut(path))).toEqual([]);
    expect(['src/main/java/a/Testing.java', 'contest/A.java', '.github/a.yml'].filter(isLeftOut)).toEqual([]);
  });
});

describe('turns', () => {
  it('count from the second on, but for a slow command, which runs once', () => {
    const ran: string[] = [];
    const candidate = (name: string, seconds: number): Parameters<typeof interleaved>[0][number] => ({
      name,
      command: ['sleep', String(seconds)],
      before: () => {
        ran.push(name);
      },
    });
    const rows = interleaved([candidate('quick', 0), candidate('slow', 3)], { runs: 2, slow: 2.5 });
    expect(ran).toEqual(['quick', 'slow', 'quick', 'quick']);
    expect(rows.map(({ name, runs }) => [name, runs])).toEqual([
      ['quick', 2],
      ['slow', 1],
    ]);
    expect(rows[1]?.wall).toBeGreaterThanOrEqual(3);
  });

  it('Semgrep is given every call of the catalogue that a rule reports', () => {
    const { rules } = JSON.parse(rulesOfCatalogue()) as {
      rules: { id: string; 'pattern-either': { pattern: string }[] }[];
    };
    const patterns = new Map(rules.map((rule) => [rule.id, rule['pattern-either'].map(({ pattern }) => pattern)]));
    expect(patterns.get('unique-value-in-init')).toContain('java.util.UUID.randomUUID(...)');
    expect(patterns.get('prng-in-init')).toContain('new java.util.Random(...)');
    const reported = catalogueEntries().filter(({ rule, verdict }) => rule !== null && verdict !== 'ok');
    expect([...patterns.keys()].sort()).toEqual([...new Set(reported.map(({ rule }) => rule))].sort());
    const members = new Set(reported.map(({ rule, type, member }) => `${rule} ${type}#${member}`));
    expect([...patterns.values()].flat().length).toBeGreaterThanOrEqual(members.size);
  });
});
