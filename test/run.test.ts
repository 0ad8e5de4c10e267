import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineStartsOf } from '../src/java-ast/line-table.ts';
import type { FileFacts } from '../src/model/facts.ts';
import { concerning } from '../src/cli/report-filter.ts';
import { analyze, why } from '../src/run/run.ts';
import type { AnalyzeOptions, RunEvent } from '../src/run/run.ts';
import type { RuleOptions } from '../src/rules/runners/run-rules.ts';
import type { Stages } from '../src/run/stages.ts';
import type { Report } from '../src/types.ts';
import { finding } from './reporter/sample.ts';

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'snapsafe-run-'));
});

afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
});

function write(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), content);
}

/** Stages that take the text `crash` as a bug, each `?` as a syntax error, and find one defect per file. */
const fakes: Stages = {
  rules: [
    {
      id: 'connection-in-init',
      family: 'connection',
      title: 't',
      severity: { snapstart: 'error', crac: 'error' },
      preset: 'recommended',
      docsUrl: 'u',
    },
  ],
  lowering: () => (text, file) => {
    if (text === 'crash') throw new Error('lost the thread');
    if (text === 'deep') throw new RangeError('Maximum call stack size exceeded');
    const marks = [...text.matchAll(/\?/g)];
    return Promise.resolve({
      version: 4,
      file,
      lineStarts: lineStartsOf(text),
      packageName: text,
      imports: [],
      types: [],
      markers: [],
      syntaxErrors: marks.map((mark) => ({ span: [mark.index, mark.index + 1], message: 'unexpected ?' })),
      words: [],
      created: [],
      qualified: [],
    } as FileFacts);
  },
  runRules: (facts, { target, severities }) => ({
    findings: facts.map(({ file }) => finding({ file, message: `${target} ${[...severities.values()].join()}` })),
    notSnapshotted: ['A.java', 'A.java'],
    problems: [],
  }),
  readProject: ({ companions }) =>
    Promise.resolve({
      functions: [],
      modules: [],
      crac: { uses: [] },
      problems: (companions ?? []).map(({ file }) => ({ file, line: 3, column: 1, message: 'not valid' })),
    }),
  suggest: (findings) => Promise.resolve(findings),
  initMembers: () => [],
  lintScripts: () => Promise.resolve({ findings: [], notSnapshotted: 0, problems: [], sources: [] }),
  explainScript: () => Promise.resolve(null),
  explainLine: (facts, file, line) => ({ text: `${facts.length} files, ${file} ${line}`, findings: [] }),
};

async function run(options: Partial<AnalyzeOptions> = {}): Promise<Report> {
  const outcome = await analyze({ cwd, ...options }, fakes);
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.report;
}

const problemsOf = (report: Report): string[] =>
  report.problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);

describe('analyze', () => {
  it('reports what the rules find in every file', async () => {
    write('b/B.java', 'class B {}');
    write('A.java', 'class A {}');
    const report = await run({ target: 'crac', severities: new Map([['connection-in-init', 'info']]) });
    expect(report.findings.map(({ file, message }) => `${file} ${message}`)).toEqual([
      'A.java crac info',
      'b/B.java crac info',
    ]);
    expect(report.summary).toEqual({
      files: 2,
      analyzed: 2,
      findings: { error: 2, warning: 0, info: 0 },
      suppressed: 0,
      notSnapshotted: 2,
      problems: 0,
    });
  });

  it('names the place of a first syntax error, counts the others, and still analyses the file', async () => {
    write('Bad.java', 'class\n Bad ? ? ?');
    write('One.java', '?');
    const report = await run();
    expect(problemsOf(report)).toEqual([
      'Bad.java:2:6 unexpected ? (and 2 more in this file)',
      'One.java:1:1 unexpected ?',
    ]);
    expect(report.summary.analyzed).toBe(2);
  });

  it('gives one problem for a binary, a huge, a wrongly encoded, a dangling and a crashing file, and analyses the rest', async () => {
    write('Binary.java', Uint8Array.of(0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52));
    write('Crash.java', 'crash');
    write('Deep.java', 'deep');
    write('Good.java', 'class Good {}');
    write('Huge.java', new Uint8Array(10_000_000).fill(0x20));
    write('Latin.java', Buffer.from('class L { String s = "\u00e9"; }', 'latin1'));
    symlinkSync('nowhere', join(cwd, 'Dangling.java'));
    const report = await run();
    expect(problemsOf(report)).toEqual([
      'Binary.java:1:5 file contains a NUL byte; it looks binary',
      'Crash.java:1:1 not analysed: internal error: lost the thread',
      'Dangling.java:1:1 cannot be read: it does not exist (a dangling link?)',
      'Deep.java:1:1 not analysed: the code is nested too deeply',
      'Huge.java:1:1 file is too large to analyse (10000000 bytes, the limit is 5000000)',
      'Latin.java:1:23 file is not valid UTF-8; read as windows-1252',
    ]);
    expect(report.findings.map(({ file }) => file)).toEqual(['Good.java', 'Latin.java']);
    expect(report.summary).toMatchObject({ files: 6, analyzed: 2, problems: 6 });
  });

  it('does not begin with a path that does not exist or with an unknown rule', async () => {
    expect(await analyze({ cwd, paths: ['nope'] }, fakes)).toEqual({
      ok: false,
      problem: 'no such file or directory: nope',
    });
    expect(await analyze({ cwd, severities: new Map([['conection-in-init', 'off']]) }, fakes)).toEqual({
      ok: false,
      problem: "unknown rule 'conection-in-init' (did you mean 'connection-in-init'?)",
    });
  });

  it('hands the rules what was found beside the sources, in the one walk for both', async () => {
    write('A.java', 'class A {}');
    write('deploy/template.yaml', '');
    write('notes.txt', '');
    const seen: RuleOptions[] = [];
    const stages: Stages = {
      ...fakes,
      runRules: (facts, options) => {
        seen.push(options);
        return fakes.runRules(facts, options);
      },
    };
    const outcome = await analyze({ cwd, assumeSnapStart: true }, stages);
    expect(outcome.ok && problemsOf(outcome.report)).toEqual(['deploy/template.yaml:3:1 not valid']);
    expect(seen.map(({ facts, assumeSnapStart }) => [facts?.problems.length, assumeSnapStart])).toEqual([[1, true]]);
  });

  it('makes suggestions for what is shown alone', async () => {
    write('A.java', 'class A {}');
    write('B.java', 'class B {}');
    const suggested: string[] = [];
    const suggest: Stages['suggest'] = (findings) => {
      suggested.push(...findings.map(({ file }) => file));
      return Promise.resolve(findings);
    };
    const shown = (report: Report): Report => concerning(report, new Set(['B.java']));
    const outcome = await analyze({ cwd, shown }, { ...fakes, suggest });
    expect(suggested).toEqual(['B.java']);
    expect(outcome.ok && outcome.report.summary.findings.error).toBe(1);
  });

  it('tells of every file and of every stage as it goes', async () => {
    write('A.java', 'class A {}');
    write('B.java', 'class B {}');
    const events: RunEvent[] = [];
    await run({ onEvent: (event) => events.push(event) });
    expect(events.filter((event) => event.kind === 'file')).toEqual([
      { kind: 'file', file: 'A.java', done: 1, total: 2 },
      { kind: 'file', file: 'B.java', done: 2, total: 2 },
    ]);
    const stages = new Set(events.map((event) => (event.kind === 'stage' ? event.stage : 'file')));
    expect([...stages]).toEqual([
      'discover',
      'cache',
      'read',
      'parse',
      'file',
      'project',
      'analyze',
      'scripts',
      'suppress',
      'collect',
      'suggest',
    ]);
  });
});

describe('why', () => {
  it('asks about a line of an analysed file', async () => {
    write('a/A.java', 'class A {}');
    expect(await why({ cwd }, './a/A.java', 3, fakes)).toEqual({ ok: true, text: '1 files, a/A.java 3' });
    expect(await why({ cwd }, 'a/B.java', 3, fakes)).toEqual({
      ok: false,
      problem: 'a/B.java is not among the analysed Java files',
    });
  });
});
