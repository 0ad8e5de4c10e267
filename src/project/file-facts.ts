/** From the files of a project to its facts: the one place of this folder that opens files. Loaded for the first that there is. */
import { readFileSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import type { FileFacts } from '../model/facts.ts';
import type { Problem } from '../types.ts';
import { compareText } from '../util/compare.ts';
import { describeSystemError } from '../util/system-error.ts';
import { withinTime } from '../util/within-time.ts';
import { readApplicationFile } from './application.ts';
import { isCdkFile, javaCode } from './cdk-java.ts';
import { mayBeCdkScript } from './cdk-code.ts';
import { cdkFunctions } from './cdk.ts';
import { readClassList } from './class-lists.ts';
import { mayBeTemplate, readTemplate } from './cloudformation.ts';
import { cracFlags, cracInScript, cracInYaml, isCracImage, mayUseCrac } from './crac.ts';
import type { ProjectFile, ProjectFileKind, ProjectFiles, ProjectOptions } from './discover.ts';
import { readDockerfile } from './dockerfile.ts';
import type { DockerfileFacts } from './dockerfile.ts';
import { readGradle } from './gradle.ts';
import { withImageHandlers } from './images.ts';
import { readPom } from './maven-pom.ts';
import { mavenModules } from './maven.ts';
import { moduleFacts } from './modules.ts';
import { readServerless } from './serverless.ts';
import { readTerraform, terraformToRead } from './terraform.ts';
import type { CracUse, FunctionFact, ModuleFacts, Place, ProjectFacts } from './types.ts';

/** CloudFormation takes templates of up to 1 MB; what is larger and has no telling name is no template. */
const MAX_CANDIDATE_BYTES = 1_000_000;
const MAX_NAMED_BYTES = 5_000_000;

interface TextFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads `files`; `held` are texts (without byte order mark), by absolute path, that stand for what the files on disk hold,
 * `javaFacts` the facts of the sources. Never throws for anything in the files.
 */
export async function factsOfFiles(
  { files, problems: unreadable }: ProjectFiles,
  held: ProjectOptions['held'],
  javaFacts: readonly FileFacts[],
): Promise<ProjectFacts> {
  const problems: Problem[] = [...unreadable];
  const texts = readTexts(files, held, problems);
  const dockerfiles = of(texts, 'dockerfile').flatMap(({ file, text }) =>
    contained(file, problems, [], () => [readDockerfile(text, file)]),
  );
  const builds = readBuilds(texts, problems);
  const functions = [...readFunctions(texts, problems), ...(await readCdk(texts, javaFacts, problems))];
  const uses = [...builds.cracUses, ...cracUses(texts, dockerfiles, problems), ...functions.flatMap(cracOfFunction)];
  const classLists = of(texts, 'class-list').flatMap(({ file, text }) =>
    contained(file, problems, [], () => readClassList(text, file) ?? []),
  );
  return {
    functions: withImageHandlers(functions, dockerfiles).toSorted(byPlace((one) => one.source)),
    modules: builds.modules,
    crac: { uses: uses.toSorted(byPlace((use) => use)) },
    ...(classLists.length === 0 ? {} : { classLists }),
    problems,
  };
}

function byPlace<T>(place: (one: T) => Place): (left: T, right: T) => number {
  return (left, right) => compareText(place(left).file, place(right).file) || place(left).line - place(right).line;
}

type TextsByKind = ReadonlyMap<ProjectFileKind, readonly TextFile[]>;

function of(texts: TextsByKind, kind: ProjectFileKind): readonly TextFile[] {
  return texts.get(kind) ?? [];
}

function readTexts(files: readonly ProjectFile[], held: ProjectOptions['held'], problems: Problem[]): TextsByKind {
  const texts = new Map<ProjectFileKind, TextFile[]>();
  for (const one of files) {
    const own = held?.get(one.path);
    const text = own === undefined ? readText(one, problems) : wanted(one, own);
    if (text === null) continue;
    const known = texts.get(one.kind);
    if (known === undefined) texts.set(one.kind, [{ file: one.file, text }]);
    else known.push({ file: one.file, text });
  }
  return texts;
}

/** The text without BOM. Candidates that are too large, binary or plainly something else are passed over without a word. */
function readText({ file, path, kind }: ProjectFile, problems: Problem[]): string | null {
  const isNamed = kind !== 'candidate' && kind !== 'script' && kind !== 'shell' && kind !== 'class-list';
  const refuse = (message: string): null => {
    if (isNamed) problems.push({ file, line: 1, column: 1, message });
    return null;
  };
  try {
    const stats = statSync(path);
    // A link to a device or a pipe would never end.
    if (!stats.isFile()) return refuse('is no regular file and was not read');
    const { size } = stats;
    const limit = isNamed ? MAX_NAMED_BYTES : MAX_CANDIDATE_BYTES;
    if (size > limit) return refuse(`file is too large to read (${size} bytes, the limit is ${limit})`);
    const bytes = readFileSync(path);
    if (bytes.includes(0)) return refuse('file contains a NUL byte; it looks binary');
    const text = bytes.toString('utf8').replace(/^\ufeff/u, '');
    return wanted({ kind }, text);
  } catch (error) {
    problems.push({ file, line: 1, column: 1, message: `cannot be read: ${describeSystemError(error)}` });
    return null;
  }
}

/** A text that promises to be of use; else null. */
function wanted({ kind }: Pick<ProjectFile, 'kind'>, text: string): string | null {
  if (kind === 'candidate') return mayBeTemplate(text) || mayUseCrac(text) ? text : null;
  if (kind === 'script') return mayBeCdkScript(text) ? text : null;
  return kind === 'shell' && !mayUseCrac(text) ? null : text;
}

/** No file that a build or a deployment reads takes a tenth of it; what does not end is an attack or a mistake. */
const LIMIT_MILLISECONDS = 10_000;

/** Runs one file's reader. Its crash, and that it does not end, costs this file only. */
function contained<T>(file: string, problems: Problem[], otherwise: T, read: () => T): T {
  try {
    const done = withinTime(LIMIT_MILLISECONDS, read);
    if (done !== null) return done.value;
    problems.push({
      file,
      line: 1,
      column: 1,
      message: `not read: not done after ${LIMIT_MILLISECONDS / 1000} seconds`,
    });
    return otherwise;
  } catch (error) {
    const tooDeep = error instanceof RangeError && error.message.includes('call stack');
    const reason = error instanceof Error ? error.message : String(error);
    const message = tooDeep ? 'not read: nested too deeply' : `not read: internal error: ${reason}`;
    problems.push({ file, line: 1, column: 1, message });
    return otherwise;
  }
}

const NOTHING_READ = { facts: [], problems: [] };

function readFunctions(texts: TextsByKind, problems: Problem[]): FunctionFact[] {
  const reads = [
    ...of(texts, 'candidate')
      .filter(({ text }) => mayBeTemplate(text))
      .map(({ file, text }) => contained(file, problems, NOTHING_READ, () => readTemplate(text, file))),
    ...of(texts, 'serverless').map(({ file, text }) =>
      contained(file, problems, NOTHING_READ, () => readServerless(text, file)),
    ),
    contained('.', problems, NOTHING_READ, () => readTerraform(terraformToRead(of(texts, 'terraform')))),
  ];
  for (const read of reads) problems.push(...read.problems);
  return reads.flatMap((read) => read.facts);
}

async function readCdk(
  texts: TextsByKind,
  javaFacts: readonly FileFacts[],
  problems: Problem[],
): Promise<readonly FunctionFact[]> {
  const units = javaFacts.filter(isCdkFile).map(javaCode);
  const scripts = of(texts, 'script');
  if (scripts.length > 0) {
    // The parser of scripts is large, and most projects have none that it is for.
    const { scriptCode } = await import('./cdk-script.ts');
    for (const { file, text } of scripts) {
      const { unit, problem } = contained(file, problems, { unit: null, problem: null }, () => scriptCode(text, file));
      if (unit !== null) units.push(unit);
      if (problem !== null) problems.push(problem);
    }
  }
  return contained('.', problems, [], () => cdkFunctions(units));
}

interface Builds {
  readonly modules: readonly ModuleFacts[];
  readonly cracUses: readonly CracUse[];
}

function readBuilds(texts: TextsByKind, problems: Problem[]): Builds {
  const poms = of(texts, 'maven').map(({ file, text }) =>
    contained(file, problems, { pom: null, problem: null }, () => readPom(text, file)),
  );
  const noSettings = { documents: [], problems: [] };
  const settings = of(texts, 'application').map(({ file, text }) => ({
    file,
    ...contained(file, problems, noSettings, () => readApplicationFile(text, file)),
  }));
  const noBuilds = { modules: [], texts: [], problems: [] };
  const gradle = contained('.', problems, noBuilds, () => readGradle(of(texts, 'gradle')));
  problems.push(...poms.flatMap(({ problem }) => problem ?? []), ...settings.flatMap((one) => one.problems));
  problems.push(...gradle.problems);
  const found = poms.flatMap(({ pom }) => pom ?? []);
  const pomTexts = found.flatMap((pom) => pom.texts.map((one) => ({ file: pom.file, ...one })));
  const maven = contained('.', problems, [], () => mavenModules(found));
  return {
    modules: moduleFacts(maven, gradle.modules, settings),
    cracUses: [
      ...[...pomTexts, ...gradle.texts].flatMap(({ file, line, text }) => usesInBuildText(text, file, line)),
      ...[...maven, ...gradle.modules].flatMap(({ dependencies }) => dependencies).flatMap(cracPlugin),
    ],
  };
}

/** Flags for the JVM in a plugin's configuration, and the image that a plugin builds on. */
function usesInBuildText(text: string, file: string, line: number): CracUse[] {
  const flags = cracFlags(text).map((flag) => ({ ...flag, file, line }));
  const isImage = /^[\w.-]+(?:\/[\w.-]+)+:[\w.-]+$/u.test(text) && isCracImage(text);
  return isImage ? [...flags, { kind: 'base-image', text, file, line }] : flags;
}

function cracPlugin({ group, artifact, scope, file, line }: ModuleFacts['dependencies'][number]): CracUse[] {
  const isPlugin = scope === 'plugin' && /(?:^|[.-])crac(?:$|[.-])/u.test(`${group}.${artifact}`);
  return isPlugin ? [{ kind: 'plugin', text: `${group}:${artifact}`, file, line }] : [];
}

function cracUses(texts: TextsByKind, dockerfiles: readonly DockerfileFacts[], problems: Problem[]): CracUse[] {
  return [
    ...dockerfiles.flatMap((one) => one.cracUses),
    ...of(texts, 'shell').flatMap(({ file, text }) => contained(file, problems, [], () => cracInScript(text, file))),
    ...of(texts, 'candidate')
      .filter(({ file, text }) => /\.ya?ml$/u.test(posix.basename(file)) && mayUseCrac(text) && !mayBeTemplate(text))
      .flatMap(({ file, text }) => contained(file, problems, [], () => cracInYaml(text, file))),
  ];
}

/** Variables of a function reach its JVM. */
function cracOfFunction({ environment, source }: FunctionFact): CracUse[] {
  return Object.values(environment).flatMap((text) => cracFlags(text).map((flag) => ({ ...flag, ...source })));
}
