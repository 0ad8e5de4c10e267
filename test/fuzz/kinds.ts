/** The kinds of cases: what is damaged, and which command lines meet it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { formatNames } from '../../src/reporter/index.ts';
import { anyExample, jdkFiles, project, projects, type File } from './corpus.ts';
import { changedDocument, oddPattern } from './documents.ts';
import { encoded, mutated } from './mutations.ts';
import { OUTPUTS } from './outputs.ts';
import type { Random } from './random.ts';

/** A command line, or what is done to the files before the next one. */
type Step = readonly string[] | ((directory: string) => void);

export interface Case {
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly steps: readonly Step[];
  /** What was done to which file, so far. */
  readonly history: () => string;
}

/** Makes a case; `root` is the directory of this project. */
type Kind = (random: Random, root: string) => Case;

const ALL_FORMATS = formatNames.flatMap((name) => ['--format', `${name}=${OUTPUTS}/${name}`]);
const SAVED = 'result.json';
const BASELINE = 'snapsafe-baseline.json';

/** Options that change what is read, followed or told. */
function someOptions(random: Random): readonly string[] {
  const options = [
    '--strict',
    '--assume-snapstart',
    '--include-tests',
    '--include-suppressed',
    '--include-infrastructure',
  ];
  const chosen = options.filter(() => random.chance(0.25));
  if (random.chance(0.2)) chosen.push('--target', 'crac');
  if (random.chance(0.05)) chosen.push('--parser', 'java-parser');
  return ['--preset', 'all', '--no-cache', ...chosen];
}

/** A run in every format, the edits as a diff, and the edits made. */
function runs(random: Random, more: readonly string[] = []): readonly Step[] {
  const options = [...someOptions(random), ...more];
  return [
    [...options, ...ALL_FORMATS],
    [...options, '--unsafe-fixes', '--diff'],
    [...options, '--unsafe-fixes'],
  ];
}

/** Some of the files changed; `isChanged` says with what probability each is. */
function damaged(
  files: readonly File[],
  random: Random,
  root: string,
  isChanged: (file: File) => number,
): Pick<Case, 'files' | 'history'> {
  const history: string[] = [];
  const contents = files.map((file) => {
    if (!random.chance(isChanged(file))) return [file.path, file.text] as const;
    const document = random.chance(0.5) ? changedDocument(file.path, file.text, random) : null;
    const { text, done } =
      document === null ? mutated(file.text, random, otherText(random, root)) : { text: document, done: ['document'] };
    history.push(`${file.path}: ${done.join(', ')}`);
    return [file.path, random.chance(0.1) ? encoded(text, random) : text] as const;
  });
  return { files: new Map(contents), history: () => history.join('; ') };
}

const otherText = (random: Random, root: string): string => random.pick(anyExample(random, root)).text;
const isJava = ({ path }: File): boolean => path.endsWith('.java');

/** A text that a run wrote, damaged before the next reads it. */
function damage(file: string, random: Random, tell: (what: string) => void): Step {
  return (directory) => {
    const path = join(directory, file);
    // A run over a project without findings writes none.
    if (!existsSync(path)) return;
    const text = readFileSync(path, 'utf8');
    const document = random.chance(0.7) ? changedDocument(file, text, random) : null;
    const { text: changed, done } =
      document === null ? mutated(text, random, text) : { text: document, done: ['document'] };
    tell(`${file}: ${done.join(', ')}`);
    writeFileSync(path, random.chance(0.1) ? encoded(changed, random) : changed);
  };
}

/** A project as it is, whose runs write a file that is damaged. */
function written(random: Random, root: string, steps: (damageOf: (file: string) => Step) => readonly Step[]): Case {
  const history: string[] = [];
  const files = new Map(anyExample(random, root).map(({ path, text }) => [path, text]));
  const made = steps((file) => damage(file, random, (what) => history.push(what)));
  return { files, steps: made, history: () => history.join('; ') };
}

const CONFIGURATIONS = [
  'snapsafe.config.yaml',
  'snapsafe.config.json',
  'snapsafe.config.jsonc',
  'package.json',
] as const;

/** A configuration under any of its names: the sample's with changes, or a valid one of odd names and patterns. */
function configured(random: Random, root: string): Case {
  const sample = project(root, 'configuration');
  const yaml = sample.find(({ path }) => path === 'snapsafe.config.yaml')?.text ?? '';
  const name = random.pick(CONFIGURATIONS);
  const way = random.pick(['text', 'document', 'document', 'patterns', 'patterns'] as const);
  const changed = (): string => changedDocument('all.yaml', yaml, random, 1 + random.below(2)) ?? yaml;
  const whole = way === 'patterns' ? oddConfiguration(random) : changed();
  const text = way === 'text' ? mutated(yaml, random, otherText(random, root)).text : whole;
  const content = name.endsWith('.yaml')
    ? text
    : way === 'text'
      ? mutated(jsonOf(yaml), random, text).text
      : jsonOf(whole);
  const files = new Map<string, string>(sample.filter(isJava).map(({ path, text: java }) => [path, java]));
  files.set(name, name === 'package.json' ? `{"name": "x", "snapsafe": ${content}}` : content);
  const steps = [
    ['--no-cache', ...ALL_FORMATS],
    ['config', 'verify'],
    ['--print-config', 'src/main/java/shop/Orders.java'],
    ['doctor'],
  ];
  return { files, steps, history: () => `${name}: ${way}` };
}

const ODD_NAMES = [
  'shop.Orders',
  'shop.Bills',
  '__proto__',
  'constructor',
  'shop.\u0130d$',
  '$',
  '_',
  'shop.tools.Ids',
  'a.b.c.D$1',
] as const;

function oddConfiguration(random: Random): string {
  const some = <T>(make: () => T): readonly T[] => Array.from({ length: random.below(4) }, make);
  const pattern = (): string => oddPattern(random);
  const name = (): string => random.pick(ODD_NAMES);
  const member = (): string => random.pick(['next', '<init>', 'handle', 'toString', '__proto__']);
  return JSON.stringify({
    ...(random.chance(0.3) ? { include: [...some(pattern), 'src/'] } : {}),
    preset: 'all',
    exclude: some(pattern),
    entryPoints: some(() => (random.chance(0.5) ? name() : `${name()}#${member()}`)),
    handlers: some(pattern),
    safeTypes: some(() => (random.chance(0.5) ? name() : `${name()}.*`)),
    catalogue: some(() => ({ type: name(), member: member(), rule: random.pick([null, 'prng-in-init']) })),
    afterRestoreBudget: random.pick([0.1, 1, 1e9]),
    assumeSnapStart: random.chance(0.5),
    baseline: random.chance(0.5) ? false : pattern(),
  });
}

/** What a YAML text says, as JSON; the text itself when it says nothing. */
function jsonOf(yaml: string): string {
  try {
    return JSON.stringify(parse(yaml, { logLevel: 'silent' }) as unknown, null, 1);
  } catch {
    return yaml;
  }
}

export const KINDS = {
  /** Fixtures of rules and engine, samples of grammar, the example: everything in them may change. */
  fixtures: (random, root) => {
    const files = anyExample(random, root);
    const changes = damaged(files, random, root, () => (files.length === 1 ? 1 : 0.7));
    const [java] = [...changes.files.keys()].filter((path) => path.endsWith('.java'));
    const why = java === undefined ? [] : [['--no-cache', '--why', `${java}:${String(1 + random.below(30))}`]];
    return { ...changes, steps: [...why, ...runs(random)] };
  },
  /** Sources of the JDK, with a handler that calls what they declare. */
  jdk: (random, root) => ({
    ...damaged(jdkFiles(random), random, root, (file) => (file.path.endsWith('FuzzedHandler.java') ? 0.1 : 0.9)),
    steps: runs(random),
  }),
  /** Templates, build files, settings, scripts of deployments: the sources stay as they are. */
  projects: (random, root) => {
    const files = random.pick(projects(root));
    const share = Math.min(1, 2 / files.filter((file) => !isJava(file)).length);
    const changes = damaged(files, random, root, (file) => (isJava(file) ? 0.05 : share));
    const handlers = random.chance(0.5) ? ['--handlers', 'src/*.{mjs,ts}'] : [];
    return { ...changes, steps: [...runs(random, handlers), ['doctor']] };
  },
  configurations: configured,
  reports: (random, root) =>
    written(random, root, (damageOf) => [
      [
        '--preset',
        'all',
        '--no-cache',
        '--include-suppressed',
        '--format',
        `${random.chance(0.95) ? 'json' : 'sarif'}=${SAVED}`,
      ],
      damageOf(SAVED),
      ['report', '--from', SAVED, ...ALL_FORMATS],
      ['report', '--from', SAVED, '--strict'],
    ]),
  baselines: (random, root) =>
    written(random, root, (damageOf) => [
      ['--preset', 'all', '--no-cache', 'baseline', 'create'],
      damageOf(BASELINE),
      ['--preset', 'all', '--no-cache', '--include-suppressed', ...ALL_FORMATS],
      ['--preset', 'all', '--no-cache', 'baseline', 'prune'],
    ]),
} as const satisfies Readonly<Record<string, Kind>>;

export type KindName = keyof typeof KINDS;
