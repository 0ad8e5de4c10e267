/**
 * Java fixtures whose expected findings stand in the sources. A fixture is one `.java` file, or a directory whose `.java`
 * files are one project, directly below a directory that is named for what they show. Markers:
 *
 *   code; // expect: <rule-id> [error|warning|info] ["part of the message"]     several on a line: `; expect: …`
 *   // path: Handler#<init> > Store#open                                        on the line above an expect marker
 *   // target: crac                                                             on a line of its own, anywhere
 *   // preset: strict                                                           on a line of its own, anywhere
 *
 * A marker stands on the line where the sink begins. Every finding needs a marker and every marker a finding.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Finding, Preset, Severity, Target } from '../../src/types.ts';

/** `path` is relative to the fixture's own directory, with `/`. */
export interface FixtureFile {
  readonly path: string;
  readonly text: string;
}

export interface Fixture {
  /** `<directory>/<case>`, without `.java`. */
  readonly name: string;
  readonly target: Target;
  /** `recommended` when left out. */
  readonly preset?: Preset;
  /** The Java sources, sorted by path. */
  readonly files: readonly FixtureFile[];
  /** Build files, templates and settings of the project, sorted by path. Markers in them begin with `#` or `<!--`. */
  readonly projectFiles?: readonly FixtureFile[];
}

export interface Expectation {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly ruleId: string;
  /** Null: any severity. */
  readonly severity: Severity | null;
  /** A part of the finding's message; null: any message. */
  readonly message: string | null;
  /** Members that the trace names in this order, as `Class#member`; empty: not checked. */
  readonly path: readonly string[];
}

const MARKER = /(?:\/\/|#|<!--) expect:(?<list>.*?)(?:\s*-->)?$/u;
const ITEM = /^\s*(?<rule>[a-z][a-z-]*)(?:\s+(?<severity>error|warning|info))?(?:\s+"(?<message>[^"]*)")?\s*$/u;
const PATH = /^\s*\/\/ path:(?<members>.*)$/u;
const TARGET = /^\s*\/\/ target: (?<target>snapstart|crac)\s*$/mu;
const PRESET = /^\s*\/\/ preset: (?<preset>recommended|strict|all)\s*$/mu;

/** Lists the fixtures below `directory`, sorted by name. */
export function collectFixtures(directory: string): Fixture[] {
  return subdirectories(directory).flatMap((topic) => {
    const topicDirectory = join(directory, topic);
    return readdirSync(topicDirectory)
      .sort()
      .flatMap((entry) => {
        const path = join(topicDirectory, entry);
        const isProject = statSync(path).isDirectory();
        if (!isProject && !isSource(entry)) return [];
        const files = isProject ? filesBelow(path, isSource) : [{ path: entry, text: readFileSync(path, 'utf8') }];
        const projectFiles = isProject ? filesBelow(path, (one) => !one.endsWith('.java')) : [];
        const name = `${topic}/${entry.replace(/\.java$/u, '')}`;
        return [{ name, target: targetOf(files), preset: presetOf(files), files, projectFiles }];
      });
  });
}

/** Rows for `it.each`: a title of its own for every fixture. */
export function byName(fixtures: readonly Fixture[]): [name: string, fixture: Fixture][] {
  return fixtures.map((fixture) => [fixture.name, fixture]);
}

/** Reads the markers of one file. Throws when a marker is malformed: a marker that expects nothing would hide a defect. */
export function readExpectations(text: string, file: string): Expectation[] {
  const lines = text.split(/\r\n|\r|\n/u);
  return lines.flatMap((line, index) => {
    const list = MARKER.exec(line)?.groups?.list;
    if (list === undefined) return [];
    const members = PATH.exec(lines[index - 1] ?? '')?.groups?.members ?? '';
    const path = members
      .split(' > ')
      .map((member) => member.trim())
      .filter((member) => member !== '');
    return list.split('; expect:').map((item) => {
      const groups = ITEM.exec(item)?.groups;
      if (groups?.rule === undefined) throw new Error(`${file}:${index + 1}: malformed marker '${item.trim()}'`);
      const severity = (groups.severity ?? null) as Severity | null;
      return { file, line: index + 1, ruleId: groups.rule, severity, message: groups.message ?? null, path };
    });
  });
}

/** All markers of a fixture. */
export function expectationsOf(fixture: Fixture): Expectation[] {
  const { files, projectFiles = [] } = fixture;
  return [...files, ...projectFiles].flatMap(({ path, text }) => readExpectations(text, path));
}

/** Says, one line per difference, what was found and not expected, expected and not found, or found with other details. */
export function compare(findings: readonly Finding[], expectations: readonly Expectation[]): string[] {
  const open = [...findings];
  const differences: string[] = [];
  for (const expected of expectations) {
    const index = open.findIndex(
      ({ file, range, ruleId }) =>
        file === expected.file && range.start.line === expected.line && ruleId === expected.ruleId,
    );
    const found = open[index];
    if (found === undefined) {
      differences.push(`missing ${expected.file}:${expected.line} ${expected.ruleId}`);
      continue;
    }
    open.splice(index, 1);
    differences.push(...detailsThatDiffer(found, expected));
  }
  for (const { file, range, ruleId, message } of open) {
    differences.push(`unexpected ${file}:${range.start.line} ${ruleId}: ${message}`);
  }
  return differences.sort();
}

function detailsThatDiffer(found: Finding, expected: Expectation): string[] {
  const place = `${expected.file}:${expected.line} ${expected.ruleId}`;
  const differences: string[] = [];
  if (expected.severity !== null && found.severity !== expected.severity) {
    differences.push(`severity of ${place} is ${found.severity}, not ${expected.severity}`);
  }
  if (expected.message !== null && !found.message.includes(expected.message)) {
    differences.push(`message of ${place} is '${found.message}', without '${expected.message}'`);
  }
  const missing = firstMemberNotOnTrace(found, expected.path);
  if (missing !== null) {
    const trace = found.trace.map(({ message }) => message).join(' | ');
    differences.push(`trace of ${place} does not come to ${missing} in order: ${trace}`);
  }
  return differences;
}

/** The trace's sentences are searched from where the previous member was named. */
function firstMemberNotOnTrace(finding: Finding, members: readonly string[]): string | null {
  const text = [...finding.trace.map(({ message }) => message), finding.symbol.replace('#', '.')].join('\n');
  let from = 0;
  for (const member of members) {
    const pattern = memberPattern(member);
    pattern.lastIndex = from;
    if (pattern.exec(text) === null) return member;
    from = pattern.lastIndex;
  }
  return null;
}

function memberPattern(member: string): RegExp {
  const [type = '', name = ''] = member.split('#');
  const qualified = String.raw`(?:\w+[.$])*${type}\b`;
  if (name === '<init>') {
    return new RegExp(
      String.raw`constructor of ${qualified}|${qualified} constructor|new ${qualified}|\b${qualified}\.<init>`,
      'gu',
    );
  }
  if (name === '<clinit>') {
    return new RegExp(String.raw`initiali[sz]\w+ (?:of )?${qualified}|\b${qualified}\.<clinit>`, 'gu');
  }
  return new RegExp(name === '' ? String.raw`\b${type}\b` : String.raw`\b${type}\.${name}\b`, 'gu');
}

function subdirectories(directory: string): string[] {
  const entries = readdirSync(directory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export function filesBelow(directory: string, isWanted: (path: string) => boolean): FixtureFile[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((path) => isWanted(path) && statSync(join(directory, path)).isFile())
    .map((path) => ({
      path: relative(directory, join(directory, path)).split(sep).join('/'),
      text: readFileSync(join(directory, path), 'utf8'),
    }))
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}

/** `X.fixed.java` is what a suggestion makes of `X.java`. */
function isSource(path: string): boolean {
  return path.endsWith('.java') && !path.endsWith('.fixed.java');
}

function targetOf(files: readonly FixtureFile[]): Target {
  const found = files.map(({ text }) => TARGET.exec(text)?.groups?.target).find((target) => target !== undefined);
  return found === 'crac' ? 'crac' : 'snapstart';
}

/** The preset that a fixture's sources name in a line of their own; `recommended` when none does. */
export function presetOf(files: readonly FixtureFile[]): Preset {
  const found = files.map(({ text }) => PRESET.exec(text)?.groups?.preset).find((preset) => preset !== undefined);
  return found === 'strict' || found === 'all' ? found : 'recommended';
}
