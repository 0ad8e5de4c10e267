/** The part of a run that concerns handlers in JavaScript and TypeScript. ESLint is loaded only where there is one. */
import { existsSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { relativeFile } from '../discover/files.ts';
import { isGitTop } from '../discover/git-ignore.ts';
import { walk } from '../discover/walk.ts';
import { isRegularFile } from '../config/regular-file.ts';
import type { FoundFile } from '../discover/files.ts';
import type { ScriptModule } from '../node/program.ts';
import type { ScriptMember } from '../node/init-members.ts';
import type { Reach } from '../node/reach.ts';
import { handlerModules } from '../node/roots.ts';
import type { ScriptRoot } from '../node/roots.ts';
import { scriptRules, weightUnder } from '../node/rules.ts';
import { declaredStates } from '../project/snap-start.ts';
import type { ProjectFacts } from '../project/types.ts';
import type { SourceResult } from './file.ts';
import { RunError, ruleOptionsOf, configuredFilter } from './settings.ts';
import type { RunSettings } from './settings.ts';
import type { MarkedSource } from './suppress.ts';
import type { Settings } from '../config/settings.ts';
import type { Finding, Problem } from '../types.ts';
import { compareText } from '../util/compare.ts';

export interface ScriptRequest {
  /** Absolute. */
  readonly cwd: string;
  /** Files that the user named: each is linted as a handler. */
  readonly named: readonly FoundFile[];
  /** Files among which the patterns for handlers choose. */
  readonly others: readonly FoundFile[];
  /** Patterns relative to `cwd`, besides those of the configuration. */
  readonly handlers: readonly string[];
  readonly project: ProjectFacts;
  readonly settings: RunSettings;
  /** Whether the run was asked about a file (report path). */
  readonly isInScope: (file: string) => boolean;
  readonly read: (file: FoundFile) => SourceResult;
  /** Whether a text stands for a file (report path) that may not be on disk. */
  readonly hasText: (file: string) => boolean;
  /** Undefined: rules are not timed. */
  readonly onRule: ((rule: string, milliseconds: number) => void) | undefined;
  readonly onModule: (file: string) => void;
}

export interface ScriptResult {
  readonly findings: readonly Finding[];
  /** How many more there are in functions that are known not to be snapshotted. */
  readonly notSnapshotted: number;
  readonly problems: readonly Problem[];
  /** The modules that were linted. */
  readonly sources: readonly MarkedSource[];
}

const NOTHING: ScriptResult = { findings: [], notSnapshotted: 0, problems: [], sources: [] };

/** Lints the modules of handlers and what they import. */
export async function lintScripts(request: ScriptRequest): Promise<ScriptResult> {
  const program = await programOf(request);
  if (program === null) return NOTHING;
  const { scriptMarkers } = await import('../node/markers.ts');
  const findings: Finding[] = [];
  let notSnapshotted = 0;
  for (const module of program.modules.values()) {
    const judged = await judge(module, program, request);
    findings.push(...judged.filter((finding) => finding !== null));
    notSnapshotted += judged.filter((finding) => finding === null).length;
  }
  const sources = [...program.modules.values()].map(({ file, path, lineStarts, linted }): MarkedSource => {
    const markers = scriptMarkers(linted.sourceCode, lineStarts);
    return { file, lineStarts, markers, syntaxErrors: [], packageName: moduleName(path), types: [] };
  });
  return { findings, notSnapshotted, problems: program.problems(), sources };
}

/** Why the 1-based line of a module (report path) runs before the snapshot, or does not; null when no handler loads it. */
export async function explainScript(request: ScriptRequest, file: string, line: number): Promise<string | null> {
  const program = await programOf(request);
  const module = program?.modules.get(file);
  if (program === null || module === undefined) return null;
  const { explainScriptLine } = await import('../node/explain.ts');
  const judged = await judge(module, program, request);
  return explainScriptLine(module, line, {
    reach: program.reach,
    findings: judged.filter((finding) => finding !== null),
  });
}

/** What of a module (report path) runs before the snapshot; nothing when no handler loads it. */
export async function scriptInitMembers(request: ScriptRequest, file: string): Promise<readonly ScriptMember[]> {
  const program = await programOf(request);
  const module = program?.modules.get(file);
  if (program === null || module === undefined) return [];
  const { membersInInit } = await import('../node/init-members.ts');
  return membersInInit(module, program.reach);
}

/** Everything that handlers load, linted. */
interface ScriptProgram {
  readonly modules: ReadonlyMap<string, ScriptModule>;
  readonly reach: Reach;
  readonly problems: () => readonly Problem[];
}

/** Null when there is no handler: then nothing of ESLint is loaded. */
async function programOf(request: ScriptRequest): Promise<ScriptProgram | null> {
  const isFile = fileTest(request);
  const roots = await rootsOf(request, isFile);
  if (roots.length === 0) return null;
  const { lintProgram } = await import('../node/program.ts');
  const { importResolver } = await import('../node/resolve-import.ts');
  const { Packages } = await import('../node/packages.ts');
  const { reachFrom } = await import('../node/reach.ts');
  const problems = new Map<string, readonly Problem[]>();
  const isFileAt = (path: string): boolean => isFile(relativeFile(request.cwd, path));
  const packages = new Packages({
    isFile: isFileAt,
    read: (path) => request.read({ file: relativeFile(request.cwd, path), path }).text,
    isTop: isGitTop,
    manifestsIn: async (directory, patterns) => {
      const wanted = patterns.map((pattern) => `${pattern.replace(/\/+$/u, '')}/package.json`);
      const { entries } = await walk(directory, wanted, { ignore: [], parentIgnoreFiles: true });
      return entries.map(({ path }) => resolve(path)).sort(compareText);
    },
  });
  const modules = await lintProgram(roots, {
    resolve: importResolver(isFileAt, packages),
    fileOf: (path) => relativeFile(request.cwd, path),
    read: (file) => {
      const result = request.read(file);
      problems.set(file.file, result.problems);
      return result.text;
    },
    optionsOf: async ({ file, path }) => {
      const plugin = { handlers: handlersIn(roots, file), versions: packages.versionsAt(path) };
      return optionsOf(await request.settings.of(file), plugin, request.onRule);
    },
    onModule: request.onModule,
    onFailure: (file, { message, line, column }) => problems.set(file, [{ file, message, line, column }]),
  });
  return { modules, reach: reachFrom(roots, modules), problems: () => [...problems.values()].flat() };
}

/** The findings of a module under its own settings; null in the place of each that is in functions without snapshots. */
async function judge(
  module: ScriptModule,
  { reach }: ScriptProgram,
  { settings, project }: ScriptRequest,
): Promise<readonly (Finding | null)[]> {
  const own = await settings.of(module.file);
  if (!settings.wants(own, module.file)) return [];
  const { findingsOf } = await import('../node/findings.ts');
  return findingsOf(module, {
    reach,
    stateOf: declaredStates(project),
    assumeSnapStart: own.assumeSnapStart,
    moduleName: moduleName(module.path),
    weightOf: (id) => {
      const rule = scriptRules.find((one) => one.id === id);
      return rule === undefined ? null : weightUnder(rule, own);
    },
  });
}

/** Names of the exports of a file that handle events, as templates say. */
function handlersIn(roots: readonly ScriptRoot[], file: string): readonly string[] {
  return roots.flatMap((root) => (root.file === file && root.handler !== null ? [root.handler] : []));
}

/** Where start-ups begin: sorted by file and handler. */
async function rootsOf(request: ScriptRequest, isFile: (file: string) => boolean): Promise<readonly ScriptRoot[]> {
  const { cwd, named, project, settings, isInScope } = request;
  const declared = handlerModules({ functions: project.functions, isFile });
  const roots: ScriptRoot[] = declared
    .filter(({ file }) => isInScope(file))
    .map((root) => ({ ...root, path: resolve(cwd, root.file) }));
  const known = new Set(roots.map(({ file }) => file));
  for (const { file, path } of [...named, ...(await chosenHandlers(request))]) {
    if (!known.has(file)) roots.push({ file, path, handler: null, functions: [] });
  }
  const wanted: ScriptRoot[] = [];
  for (const root of roots) {
    const own = await settings.of(root.file);
    if (own.target !== 'crac' && settings.wants(own, root.file)) wanted.push(root);
  }
  return wanted.sort((left, right) => compareRoots(left, right));
}

/** The files that patterns call handlers. Rejects with a RunError for a pattern of the command line that names none. */
async function chosenHandlers({ cwd, others, handlers, settings }: ScriptRequest): Promise<readonly FoundFile[]> {
  const byPattern = handlers.map((pattern) => {
    const isMeant = configuredFilter({ directory: cwd, include: [pattern], exclude: [] });
    return { pattern, files: others.filter(({ file, path }) => !file.startsWith('../') && isMeant(path)) };
  });
  const idle = byPattern.find(({ files }) => files.length === 0);
  if (idle !== undefined) throw new RunError(`no JavaScript or TypeScript file is named by --handlers ${idle.pattern}`);
  const chosen = new Set(byPattern.flatMap(({ files }) => files));
  for (const one of others) {
    const own = await settings.of(one.file);
    if (own.handlers.length > 0 && configuredFilter({ ...own, include: own.handlers, exclude: [] })(one.path)) {
      chosen.add(one);
    }
  }
  return [...chosen];
}

function compareRoots(left: ScriptRoot, right: ScriptRoot): number {
  const [one, other] = [left, right].map(({ file, handler }) => `${file}#${handler ?? ''}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

/** Whether there is a file at a report path; asked again and again for the same. */
function fileTest({ cwd, hasText }: ScriptRequest): (file: string) => boolean {
  const known = new Map<string, boolean>();
  return (file) => {
    let answer = known.get(file);
    if (answer === undefined) {
      answer = hasText(file) || isRegularFile(resolve(cwd, file));
      known.set(file, answer);
    }
    return answer;
  };
}

/** What the plugin is told of a file. */
function optionsOf(
  settings: Settings,
  plugin: { readonly handlers: readonly string[]; readonly versions: Readonly<Record<string, string>> },
  onRule: ScriptRequest['onRule'],
): {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly rules: ReadonlyMap<string, { readonly strict: boolean }>;
  readonly onRule: ScriptRequest['onRule'];
} {
  const choice = ruleOptionsOf(settings);
  const on = scriptRules.filter((rule) => weightUnder(rule, choice) !== null);
  const rules = new Map(
    on.map(({ id, hasStrict }) => [id, { strict: hasStrict && settings.preset !== 'recommended' }]),
  );
  return { settings: { snapsafe: { ...settings.node, ...plugin } }, rules, onRule };
}

/** The path of a module below its package, without the ending: the same wherever the run begins. */
function moduleName(path: string): string {
  let directory = dirname(path);
  while (!existsSync(join(directory, 'package.json')) && !isGitTop(directory)) {
    if (dirname(directory) === directory) return posix.basename(path, posix.extname(path));
    directory = dirname(directory);
  }
  const below = relativeFile(directory, path);
  return below.slice(0, -posix.extname(below).length);
}
