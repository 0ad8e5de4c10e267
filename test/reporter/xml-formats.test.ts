/** Validity against the schemas in `schemas/` is a suite of .ci/run (test/tools), which has xmllint. */
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { describe, expect, it } from 'vitest';
import { checkstyle } from '../../src/reporter/checkstyle.ts';
import { junit } from '../../src/reporter/junit.ts';
import { xmlText } from '../../src/reporter/xml.ts';
import type { Problem } from '../../src/types.ts';
import { hostileReport } from './hostile.ts';
import { context, finding, report } from './sample.ts';

const problem: Problem = { file: 'src/Bad.java', line: 3, column: 7, message: 'syntax error' };

const mixed = report(
  [
    finding(),
    finding({ severity: 'warning', ruleId: 'timer-in-init' }),
    finding({ severity: 'info', file: 'src/Z.java' }),
  ],
  [problem],
);

function elements(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.flatMap((child) =>
    child instanceof XmlElement ? [...(child.name === name ? [child] : []), ...elements(child, name)] : [],
  );
}

function rootOf(xml: string): XmlElement {
  return parseXml(xml).root!;
}

describe('checkstyle', () => {
  it('has an element per file with its findings and problems', () => {
    const files = elements(rootOf(checkstyle(mixed, context())), 'file').map((file) => [
      file.attributes.name,
      elements(file, 'error').map(
        ({ attributes }) => `${attributes.line}:${attributes.column} ${attributes.severity} ${attributes.source}`,
      ),
    ]);
    expect(files).toEqual([
      ['src/Repository.java', ['4:40 error snapsafe.connection-in-init', '4:40 warning snapsafe.timer-in-init']],
      ['src/Z.java', ['4:40 info snapsafe.connection-in-init']],
      ['src/Bad.java', ['3:7 info snapsafe.problem']],
    ]);
  });

  it('says how much was analysed, also when nothing was found', () => {
    expect(checkstyle(mixed, context())).toContain('<!-- 6 of 7 files analysed, 1 problem -->');
    expect(elements(rootOf(checkstyle(report([]), context())), 'file')).toEqual([]);
  });
});

describe('junit', () => {
  it('has a suite per file, failures for what counts, passes for info, skips for problems', () => {
    const root = rootOf(junit(mixed, context()));
    expect(root.attributes).toMatchObject({ tests: '5', failures: '2', errors: '0' });
    const suites = elements(root, 'testsuite').slice(1);
    expect(suites.map(({ attributes }) => Object.values(attributes).join(' '))).toEqual([
      'src/Repository.java 2 2 0 0',
      'src/Z.java 1 0 0 0',
      'src/Bad.java 1 0 0 1',
    ]);
    const cases = suites.flatMap((suite) => elements(suite, 'testcase'));
    expect(
      cases.map((one) => [one.attributes.name, elements(one, 'failure').length, elements(one, 'skipped').length]),
    ).toEqual([
      ['connection-in-init (4:40)', 1, 0],
      ['timer-in-init (4:40)', 1, 0],
      ['connection-in-init (4:40)', 0, 0],
      ['not fully understood (3:7)', 0, 1],
    ]);
    expect(elements(root, 'failure')[0]?.text).toContain('\n2. src/Handler.java:9  Handler creates Repository\n');
  });

  it('holds the counts in a first suite, so that a clean run has a passing test', () => {
    const [analysis, ...others] = elements(rootOf(junit(report([]), context())), 'testsuite');
    expect(others).toEqual([]);
    expect(elements(analysis!, 'testcase').map(({ attributes }) => attributes.name)).toEqual(['6 of 7 files analysed']);
    const properties = elements(analysis!, 'property').map(
      ({ attributes }) => `${attributes.name}=${attributes.value}`,
    );
    expect(properties).toEqual([
      'version=1.2.3',
      'files=7',
      'analyzed=6',
      'problems=0',
      'suppressed=0',
      'notSnapshotted=0',
    ]);
  });
});

describe('XML text', () => {
  it('keeps what it says through a parser', () => {
    const text = `a & b < c > d " e ' f ]]> g <!-- &lt; 😀`;
    expect(rootOf(`<a b="${xmlText(text)}">${xmlText(text)}</a>`).attributes.b).toBe(text);
    expect(rootOf(`<a>${xmlText(text)}</a>`).text).toBe(text);
  });

  it('shows what XML cannot hold', () => {
    expect(xmlText('\u0000\u001b\n\u0085')).toBe('\\u{0}\\u{1b}\\u{a}\\u{85}');
    expect(xmlText('\ud800 \ufffe \uffff')).toBe('\ufffd \ufffd \ufffd');
  });
});

describe.each([
  ['checkstyle', checkstyle, ['file', 'error']],
  ['junit', junit, ['testsuite', 'testcase', 'properties', 'property', 'failure', 'skipped', 'system-out']],
] as const)('%s of a hostile report', (_, reporter, names) => {
  it('is well-formed and has no elements but its own', () => {
    const xml = reporter(hostileReport(), context());
    const found = new Set<string>();
    const visit = (element: XmlElement): void => {
      for (const child of element.children) {
        if (!(child instanceof XmlElement)) continue;
        found.add(child.name);
        visit(child);
      }
    };
    visit(rootOf(xml));
    expect([...found].filter((name) => !(names as readonly string[]).includes(name))).toEqual([]);
    expect(xml.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202e\u2028]/);
  });
});
