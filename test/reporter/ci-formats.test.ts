/** The formats of GitHub Actions, GitLab and reviewdog, and the summary in Markdown. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { github } from '../../src/reporter/github.ts';
import { gitlab } from '../../src/reporter/gitlab.ts';
import { markdown } from '../../src/reporter/markdown.ts';
import { rdjson } from '../../src/reporter/rdjson.ts';
import type { Problem, Suggestion } from '../../src/types.ts';
import { hostileReport, hostileSources } from './hostile.ts';
import { context, finding, range, report } from './sample.ts';

const problem: Problem = { file: 'src/Bad.java', line: 3, column: 7, message: 'syntax error' };
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u202e\u2028\ufeff]/;

function manyFindings(count: number, severity: 'error' | 'warning' | 'info'): ReturnType<typeof finding>[] {
  return Array.from({ length: count }, (_, index) => finding({ severity, file: `src/${severity}${index}.java` }));
}

describe('github', () => {
  it('prints an annotation per finding, with its chain, and a closing line', () => {
    expect(github(report([finding()]), context())).toBe(
      '::error file=src/Repository.java,line=4,endLine=4,col=40,endColumn=72,title=snapsafe connection-in-init::' +
        'DriverManager.getConnection runs before the snapshot.%0A1. src/Handler.java:8 constructor of Handler%0A' +
        '2. src/Handler.java:9 Handler creates Repository%0A3. src/Repository.java:4 field initialiser calls ' +
        'DriverManager.getConnection%0Ahttps://example.test/docs/rules/connection-in-init.md\n' +
        'snapsafe: 1 error; 6 of 7 files analysed\n',
    );
  });

  it('leaves columns away when the range has several lines', () => {
    expect(github(report([finding({ range: range(4, 40, 2, 6) })]), context())).toContain(
      'file=src/Repository.java,line=4,endLine=6,title=',
    );
  });

  it('prints the most severe first, ten of each level, and says how many it left out', () => {
    const findings = [...manyFindings(12, 'info'), ...manyFindings(3, 'warning'), ...manyFindings(14, 'error')];
    const lines = github(report(findings, [problem]), context())
      .trimEnd()
      .split('\n');
    const levels = lines.map((line) => /^::(\w+) /.exec(line)?.[1]);
    expect(levels).toEqual([
      ...Array<string>(10).fill('error'),
      ...Array<string>(3).fill('warning'),
      ...Array<string>(10).fill('notice'),
      undefined,
    ]);
    expect(lines.at(-1)).toBe(
      'snapsafe: 14 errors, 3 warnings, 12 info; 6 of 7 files analysed, 1 problem; 7 not annotated here (GitHub shows 10 of each level)',
    );
  });

  it('shows problems as notices', () => {
    expect(github(report([], [problem]), context())).toBe(
      '::notice file=src/Bad.java,line=3,col=7,title=snapsafe%3A not fully understood::syntax error\n' +
        'snapsafe: no findings; 6 of 7 files analysed, 1 problem\n',
    );
  });

  it('lets no text begin a command, end a property or reach the terminal', () => {
    const lines = github(hostileReport(), context()).trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual([
      '::error',
      '::warning',
      '::notice',
      '::notice',
      'snapsafe:',
    ]);
    for (const line of lines) {
      expect(line).not.toMatch(CONTROLS);
      const properties = /^::\w+ (.*?)::/.exec(line)?.[1]?.split(',') ?? [];
      for (const property of properties) expect(property).toMatch(/^(file|line|endLine|col|endColumn|title)=[^:,]*$/);
    }
    expect(lines[0]).toContain('%250A');
  });
});

interface QualityEntry {
  readonly check_name: string;
  readonly description: string;
  readonly severity: string;
  readonly fingerprint: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

describe('gitlab', () => {
  const entries = (...parameters: Parameters<typeof report>): QualityEntry[] =>
    JSON.parse(gitlab(report(...parameters), context())) as QualityEntry[];

  it('has the fields that GitLab reads', () => {
    const [entry] = entries([finding({ severity: 'warning' })]);
    expect(entry).toMatchObject({
      check_name: 'connection-in-init',
      description: 'DriverManager.getConnection runs before the snapshot.',
      severity: 'major',
      location: { path: 'src/Repository.java', lines: { begin: 4, end: 4 } },
    });
    const severities = entries([finding(), finding({ severity: 'info' })]).map(({ severity }) => severity);
    expect(severities).toEqual(['critical', 'info']);
  });

  it('has fingerprints that differ, and that moved lines do not change', () => {
    const twice = [problem, { ...problem, line: 9 }];
    const fingerprints = entries([finding(), finding()], twice).map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(4);
    const moved = entries(
      [finding({ range: range(9, 1, 2) }), finding({ range: range(10, 1, 2) })],
      twice.map((one) => ({ ...one, line: one.line + 20 })),
    );
    expect(moved.map(({ fingerprint }) => fingerprint)).toEqual(fingerprints);
  });

  it('lists problems as info, with how much was analysed', () => {
    expect(entries([], [problem])).toMatchObject([
      {
        check_name: 'not-fully-understood',
        severity: 'info',
        description: 'Not fully understood: syntax error (6 of 7 files analysed, 1 problem)',
      },
    ]);
    expect(gitlab(report([]), context())).toBe('[]\n');
  });

  it('is JSON without control characters whatever the report holds', () => {
    const text = gitlab(hostileReport(), context());
    expect(text.replaceAll('\n', '')).not.toMatch(CONTROLS);
    expect(JSON.parse(text)).toHaveLength(4);
  });
});

describe('rdjson', () => {
  const schema = JSON.parse(readFileSync(new URL('schemas/rdjson.schema.json', import.meta.url), 'utf8')) as object;
  const isRdjson = new Ajv().compile(schema);
  interface Diagnostics {
    readonly diagnostics: readonly {
      readonly severity: string;
      readonly message: string;
      readonly location: { readonly path: string; readonly range: unknown };
      readonly suggestions?: readonly unknown[];
      readonly related_locations?: readonly unknown[];
    }[];
  }
  const diagnosticsOf = (...parameters: Parameters<typeof rdjson>): Diagnostics['diagnostics'] => {
    const document = JSON.parse(rdjson(...parameters)) as Diagnostics;
    if (!isRdjson(document)) throw new Error(JSON.stringify(isRdjson.errors));
    return document.diagnostics;
  };

  it('has message, place, severity, rule and chain', () => {
    const [diagnostic] = diagnosticsOf(report([finding()]), context({ sources: new Map() }));
    expect(diagnostic).toMatchObject({
      message: 'DriverManager.getConnection runs before the snapshot.',
      severity: 'ERROR',
      code: { value: 'connection-in-init', url: 'https://example.test/docs/rules/connection-in-init.md' },
      location: {
        path: 'src/Repository.java',
        range: { start: { line: 4, column: 40 }, end: { line: 4, column: 72 } },
      },
    });
    expect(diagnostic?.related_locations).toHaveLength(3);
  });

  it('counts columns in bytes of UTF-8', () => {
    const sources = new Map([['src/Repository.java', 'ä𐐀b\n']]);
    const [diagnostic] = diagnosticsOf(report([finding({ range: range(1, 4, 5) })]), context({ sources }));
    expect(diagnostic?.location.range).toEqual({ start: { line: 1, column: 7 }, end: { line: 1, column: 8 } });
  });

  it('offers suggestions of one edit in the file, and no part of a larger one', () => {
    const edit = { file: 'src/Repository.java', range: range(4, 40, 72), newText: 'null' };
    const suggestion = (edits: Suggestion['edits']): Suggestion => ({ title: 't', kind: 'lazy', safe: false, edits });
    const suggestions = [[edit], [edit, edit], [{ ...edit, file: 'src/Other.java' }], []].map(suggestion);
    const [diagnostic] = diagnosticsOf(report([finding({ suggestions })]), context({ sources: new Map() }));
    expect(diagnostic?.suggestions).toEqual([{ range: edit.range, text: 'null' }]);
  });

  it('shows problems, with how much was analysed', () => {
    expect(diagnosticsOf(report([], [problem]), context())).toMatchObject([
      { severity: 'INFO', message: 'Not fully understood: syntax error (6 of 7 files analysed, 1 problem)' },
    ]);
  });

  it('is JSON without control characters whatever the report holds', () => {
    const text = rdjson(hostileReport(), context({ sources: hostileSources }));
    expect(text.replaceAll('\n', '')).not.toMatch(CONTROLS);
    expect(diagnosticsOf(hostileReport(), context({ sources: hostileSources }))).toHaveLength(4);
  });
});

describe('markdown', () => {
  it('gives the counts and a table, most severe first', () => {
    const text = markdown(
      report([finding({ severity: 'warning', file: 'src/A.java' }), finding()], [problem]),
      context(),
    );
    expect(text).toMatch(/^### snapsafe: 1 error, 1 warning\n\n6 of 7 files analysed, 1 problem\.\n/);
    const rows = text.split('\n').filter((line) => /^\| (error|warning)/.test(line));
    expect(rows[0]).toBe(
      '| error | src/Repository.java:4 | [connection-in-init](https://example.test/docs/rules/connection-in-init.md) | ' +
        'DriverManager.getConnection runs before the snapshot.<br>constructor of Handler → Handler creates Repository → ' +
        'field initialiser calls DriverManager.getConnection |',
    );
    expect(rows[1]).toMatch(/^\| warning \| src\/A\.java:4 /);
    expect(text).toContain('\n- src/Bad.java:3 syntax error\n');
  });

  it('is two lines for a clean report, and cuts a long table', () => {
    expect(markdown(report([]), context())).toBe('### snapsafe: no findings\n\n6 of 7 files analysed.\n');
    expect(markdown(report(manyFindings(130, 'error')), context())).toContain('\nand 30 findings more.\n');
  });

  it('lets no text become markup, a cell, a link or a mention', () => {
    const text = markdown(hostileReport(), context());
    expect(text.replaceAll('\n', '')).not.toMatch(CONTROLS);
    const rows = text.split('\n').filter((line) => line.startsWith('| error'));
    expect(rows).toHaveLength(1);
    expect(rows[0]!.match(/(?<!\\)\|/g)).toHaveLength(5);
    expect(text.replaceAll('<!-- -->', '').replaceAll('<br>', '')).not.toMatch(/<(?!!-- -->)/);
    expect(text).not.toMatch(/(?<!\\)[[\]`]|@everyone|https:\/\/evil/);
  });
});
