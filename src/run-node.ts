/** The part of a run that concerns handlers in JavaScript and TypeScript. ESLint is loaded only where there is one. */
import { existsSync, statSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';
import { relativeFile } from './discover/files.ts';
import type { FoundFile } from './discover/files.ts';
import { lineStartsOf } from './java-ast/line-table.ts';
import { handlerModules } from './node/roots.ts';
import type { ScriptRoot } from './node/roots.ts';
import { scriptRules, weightUnder } from './node/rules.ts';
import { declaredStates } from './project/snap-start.ts';
import type { ProjectFacts } from './project/types.ts';
import type { SourceResult } from './run-file.ts';
import { ruleOptionsOf } from './run-settings.ts';
import type { RunSettings } from './run-settings.ts';
import type { MarkedSource } from './run-suppress.ts';
import type { Settings } from './config/settings.ts';
import type { Finding, Problem } from './types.ts';

export interface ScriptRequest {
  /** Absolute. */
  readonly cwd: string;
  /** Files that the user named: each is linted as a handler. */
  readonly named: readonly FoundFile[];
  readonly project: ProjectFacts;
  readonly settings: RunSettings;
  /** Whether the run was asked about a file (report path). */
  readonly isInScope: (file: string) => boolean;
  readonly read: (file: FoundFile) => SourceResult;
  /** Whether a text stands for a file (report path) that may not be on disk. */
  readonly hasText: (file: string) => boolean;
  readonly onRule: (rule: string, milliseconds: number) => void;
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
  const isFile = fileTest(request);
  const roots = await rootsOf(request, isFile);
  if (roots.length === 0) return NOTHING;
  const { lintProgram } = await import('./node/program.ts');
  const { importResolver } = await import('./node/resolve-import.ts');
  const problems = new Map<string, readonly Problem[]>();
  const modules = await lintProgram(roots, {
    resolve: importResolver((path) => isFile(relativeFile(request.cwd, path))),
    fileOf: (path) => relativeFile(request.cwd, path),
    read: (file) => {
      const result = request.read(file);
      problems.set(file.file, result.problems);
      return result.text;
    },
    optionsOf: async (file) => optionsOf(await request.settings.of(file), request.onRule),
    onFailure: (file, { message, line, column }) => problems.set(file, [{ file, message, line, column }]),
  });
  const { reachFrom } = await import('./node/reach.ts');
  const { findingsOf } = await import('./node/findings.ts');
  const { scriptMarkers } = await import('./node/markers.ts');
  const reach = reachFrom(roots, modules);
  const stateOf = declaredStates(request.project);
  const findings: Finding[] = [];
  let notSnapshotted = 0;
  for (const module of modules.values()) {
    const settings = await request.settings.of(module.file);
    if (!request.settings.wants(settings, module.file)) continue;
    const judged = findingsOf(module, {
      reach,
      stateOf,
      assumeSnapStart: settings.assumeSnapStart,
      moduleName: moduleName(module.path),
      weightOf: (id) => {
        const rule = scriptRules.find((one) => one.id === id);
        return rule === undefined ? null : weightUnder(rule, settings);
      },
    });
    findings.push(...judged.filter((finding) => finding !== null));
    notSnapshotted += judged.filter((finding) => finding === null).length;
  }
  const sources = [...modules.values()].map(({ file, path, text, linted }): MarkedSource => {
    const lineStarts = lineStartsOf(text);
    const markers = scriptMarkers(linted.sourceCode, lineStarts);
    return { file, lineStarts, markers, syntaxErrors: [], packageName: moduleName(path), types: [] };
  });
  return { findings, notSnapshotted, problems: [...problems.values()].flat(), sources };
}

/** Where start-ups begin: sorted by file and handler. */
async function rootsOf(
  { cwd, named, project, settings, isInScope }: ScriptRequest,
  isFile: (file: string) => boolean,
): Promise<readonly ScriptRoot[]> {
  const declared = handlerModules({ functions: project.functions, isFile });
  const roots: ScriptRoot[] = declared
    .filter(({ file }) => isInScope(file))
    .map((root) => ({ ...root, path: resolve(cwd, root.file) }));
  const known = new Set(roots.map(({ file }) => file));
  for (const { file, path } of named) {
    if (!known.has(file)) roots.push({ file, path, handler: null, functions: [] });
  }
  const wanted: ScriptRoot[] = [];
  for (const root of roots) {
    const own = await settings.of(root.file);
    if (own.target !== 'crac' && settings.wants(own, root.file)) wanted.push(root);
  }
  return wanted.sort((left, right) => compareRoots(left, right));
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

function isRegularFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // What cannot be looked at is nothing to import.
    return false;
  }
}

/** What the plugin is told of a file. */
function optionsOf(
  settings: Settings,
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
  return { settings: { snapsafe: {} }, rules, onRule };
}

/** The path of a module below its package, without the ending: the same wherever the run begins. */
function moduleName(path: string): string {
  let directory = dirname(path);
  while (!existsSync(join(directory, 'package.json')) && !existsSync(join(directory, '.git'))) {
    if (dirname(directory) === directory) return posix.basename(path, posix.extname(path));
    directory = dirname(directory);
  }
  const below = relativeFile(directory, path);
  return below.slice(0, -posix.extname(below).length);
}
