/** Whether the analysis says of a recorded act what its rules are for. */
import { analyzeInitPhase } from '../../../src/graph/init-phase.ts';
import { catalogueFor } from '../../../src/knowledge/catalogue.ts';
import { rangeAt } from '../../../src/java-ast/line-table.ts';
import { buildProjectModel } from '../../../src/model/project.ts';
import { classPathsOf } from '../../../src/project/class-paths.ts';
import { runRules } from '../../../src/rules/runners/run-rules.ts';
import type { Family, Range, Target } from '../../../src/types.ts';
import { factsOfFixture, projectFactsOf } from '../../helpers/analyze.ts';
import type { Fixture } from '../../helpers/fixtures.ts';
import type { Act } from './recorder.ts';

/** A place of the sources that the analysis knows to do something before the snapshot. */
interface Known {
  readonly file: string;
  readonly range: Range;
  readonly family: Family;
  /** Reported, or handled by hooks, a check, or a framework: not when the analysis takes it to be over, or harmless. */
  readonly isAnswered: boolean;
}

/** What rules of which families are about. A client of messages, secrets or keys has connections and threads as well. */
const REMOTE: readonly Family[] = ['connection', 'secret', 'token', 'credentials', 'host', 'hook', 'time'];
const FAMILIES: Readonly<Record<Act['kind'], readonly Family[]>> = {
  connection: [...REMOTE, 'randomness', 'thread'],
  port: ['connection'],
  file: ['file', 'connection'],
  thread: ['thread', ...REMOTE],
  generator: ['randomness', 'token'],
  value: ['randomness', 'token', 'host'],
  number: ['randomness', 'token', 'host'],
};

/** The JDK's own members that a rule of the kind is about, by their type. A library's are those of the catalogue. */
const OF_THE_JDK: Readonly<Record<Act['kind'], RegExp>> = {
  connection: /^/u,
  port: /^/u,
  file: /^java\.(?:io|nio|util\.Scanner|util\.logging)/u,
  thread: /^java\.(?:lang\.Thread|util\.(?:Timer|concurrent\.))/u,
  generator: /^java\.util\.(?:Random|SplittableRandom|random\.)/u,
  value: /^java(?:x\.crypto|\.security|\.util\.(?:UUID|Random))/u,
  number:
    /^java(?:x\.crypto|\.security|\.lang\.Math|\.util\.(?:Random|SplittableRandom|Collections|concurrent\.ThreadLocalRandom))/u,
};

/** Of a library's members, those with fewer arguments are looked up. */
const MOST_ARGUMENTS = 8;

/** What the analysis knows of a fixture, every rule on, each function taken as snapshotted. */
export async function knownOf(fixture: Fixture): Promise<readonly Known[]> {
  const { target, files, projectFiles = [] } = fixture;
  const javaFacts = await factsOfFixture({ ...fixture, files });
  const facts = await projectFactsOf(projectFiles, javaFacts);
  const project = buildProjectModel(javaFacts, facts && classPathsOf(facts.modules));
  const init = analyzeInitPhase(project, target, facts);
  const options = { target, preset: 'all' as const, severities: new Map(), facts, assumeSnapStart: true };
  const { findings } = runRules(project, options, init);
  const lineStarts = new Map(javaFacts.map((file) => [file.file, file.lineStarts]));
  return [
    ...findings.map(({ file, range, family }) => ({ file, range, family, isAnswered: true })),
    ...init.events.map(({ site, entry, handled }) => ({
      file: site.file,
      range: rangeAt(lineStarts.get(site.file) ?? [0], site.span[0], site.span[1]),
      family: entry.family,
      isAnswered: handled !== null,
    })),
  ];
}

/**
 * Whether a rule is about an act of that kind, by what the function itself calls. What is over harms nobody. Connections of AWS's SDK
 * resume, and under SnapStart the disk with its open files is part of the snapshot: no rule reports them.
 */
export function isCovered({ kind, fate, called }: Act, target: Target): boolean {
  if (fate === 'gone' || (kind === 'file' && target === 'snapstart')) return false;
  const [type = '', method = ''] = called.split('#');
  if (type.startsWith('software.amazon.awssdk.')) return false;
  if (OF_THE_JDK[kind].test(type)) return true;
  const entries = Array.from({ length: MOST_ARGUMENTS }, (_, arity) =>
    catalogueFor(type.replaceAll('$', '.'), method, arity),
  ).flat();
  return entries.some(({ family, rule }) => rule !== null && family === FAMILIES[kind][0]);
}

/**
 * Whether the analysis answers for an act: a finding, or something handled, on a line of its frames. Of numbers nobody knows
 * where they went; that they were drawn must be known.
 */
export function isAnswered({ kind, fate, frames }: Act, known: readonly Known[]): boolean {
  return known.some(
    (one) =>
      (one.isAnswered || fate === 'unknown') &&
      FAMILIES[kind].includes(one.family) &&
      frames.some(({ file, line }) => one.file === file && one.range.start.line <= line && line <= one.range.end.line),
  );
}
