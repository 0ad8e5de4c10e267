/** Which suggestions are applied together, and which are taken back. */
import { describe, expect, it } from 'vitest';
import { choose, failures, type Chosen } from '../../src/fixes/choose.ts';
import type { Finding, Suggestion, TextEdit } from '../../src/types.ts';

const edit = (file: string, line: number, newText = 'x'): TextEdit => ({
  file,
  range: { start: { line, column: 1 }, end: { line, column: 5 } },
  newText,
});

const suggestion = (title: string, edits: readonly TextEdit[], safe = false): Suggestion => ({
  title,
  kind: 'replace',
  safe,
  edits,
});

const finding = (ruleId: string, file: string, suggestions: readonly Suggestion[] = []): Finding =>
  ({ ruleId, file, symbol: 'A#a', sink: { type: 'T', member: 'm' }, suggestions }) as unknown as Finding;

const titles = (chosen: readonly Chosen[]): string[] => chosen.map((one) => one.suggestion.title);

describe('choose', () => {
  it('takes the first suggestion of each finding that is allowed', () => {
    const findings = [
      finding('a', 'A.java', [
        suggestion('unsafe', [edit('A.java', 1)]),
        suggestion('safe', [edit('A.java', 2)], true),
      ]),
      finding('b', 'B.java', [suggestion('other', [edit('B.java', 1)])]),
    ];
    expect(titles(choose(findings, () => true))).toEqual(['unsafe', 'other']);
    expect(titles(choose(findings, ({ suggestion: { safe } }) => safe))).toEqual(['safe']);
  });

  it('leaves the later of two that touch the same place', () => {
    const findings = [
      finding('a', 'A.java', [suggestion('first', [edit('A.java', 1), edit('A.java', 7)])]),
      finding('b', 'A.java', [suggestion('second', [edit('A.java', 7)])]),
      finding('c', 'A.java', [suggestion('third', [edit('A.java', 8)])]),
    ];
    expect(titles(choose(findings, () => true))).toEqual(['first', 'third']);
  });

  it('takes the dependency along with sources that need it, and never alone', () => {
    const dependency = suggestion('dependency', [edit('orders/build.gradle', 3), edit('gradle/libs.versions.toml', 9)]);
    const user = suggestion('user', [edit('A.java', 1, 'import org.crac.Core;')]);
    const [chosen] = choose([finding('a', 'A.java', [user, dependency])], () => true);
    expect(chosen?.suggestion.edits.map(({ file }) => file)).toEqual([
      'A.java',
      'orders/build.gradle',
      'gradle/libs.versions.toml',
    ]);
    expect(choose([finding('a', 'A.java', [dependency])], () => true)).toEqual([]);
  });

  it('takes a change of settings for itself', () => {
    const settings = suggestion('settings', [edit('src/main/resources/application.yml', 1)]);
    expect(titles(choose([finding('a', 'pom.xml', [settings])], () => true))).toEqual(['settings']);
  });
});

describe('failures', () => {
  const first = finding('a', 'A.java');
  const second = finding('b', 'B.java');
  const chosen: Chosen[] = [
    { finding: first, suggestion: suggestion('first', [edit('A.java', 1)]) },
    { finding: second, suggestion: suggestion('second', [edit('B.java', 1)]) },
  ];

  it('are none when the findings are gone and none has come', () => {
    expect(failures([first, second], [], chosen)).toEqual([]);
  });

  it('is what left its finding', () => {
    expect(titles(failures([first, second], [second], chosen))).toEqual(['second']);
  });

  it('is what changed the file in which another finding came up', () => {
    expect(titles(failures([first, second], [finding('new', 'B.java')], chosen))).toEqual(['second']);
  });

  it('are all when a finding came up where none of them changed anything', () => {
    expect(titles(failures([first, second], [finding('new', 'C.java')], chosen))).toEqual(['first', 'second']);
  });

  it('are none when what came up is information', () => {
    const praise: Finding = { ...finding('new', 'B.java'), severity: 'info' };
    expect(failures([first, second], [praise], chosen)).toEqual([]);
    expect(titles(failures([first, second], [{ ...second, severity: 'info' }], chosen))).toEqual(['second']);
  });

  it('are none where another finding of the same kind was there before', () => {
    const other = finding('a', 'C.java');
    expect(failures([first, other], [other], chosen.slice(0, 1))).toEqual([]);
  });
});
