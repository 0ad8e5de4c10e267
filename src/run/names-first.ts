/**
 * The part of a run before anything is parsed: one pass over the tokens of the sources for the names in them. Most runs know after a
 * few files that there is something to look at; where no rule can find anything, no file is parsed.
 */
import { posix } from 'node:path';
import type { SourceFile } from '../discover/files.ts';
import { outlineOf } from '../java-ast/outline.ts';
import { translateUnicodeEscapes } from '../java-ast/unicode-escapes.ts';
import { FACTS_VERSION, type FileFacts } from '../model/facts.ts';
import { mayHaveMarkers } from '../model/markers.ts';
import { namesOf, type Names } from '../model/names.ts';
import type { ProjectFacts } from '../project/types.ts';
import type { Stopwatch } from './events.ts';
import type { SourceResult } from './file.ts';
import type { AnalyzeOptions } from './gather.ts';
import type { LoweredSources, Outlines } from './lowering.ts';
import { ruleOptionsOf, type RunSettings } from './settings.ts';
import type { BeforeParsing, Stages } from './stages.ts';

/** Files that are named, or whose bodies are all wanted, are parsed for their syntax errors; generated ones may stand back for others. */
export function mayDoWithNames(
  { texts, factsFrom = [] }: Pick<AnalyzeOptions, 'texts' | 'factsFrom'>,
  { input, kept }: Stages,
  files: readonly SourceFile[],
  outlines: Outlines | null,
): boolean {
  if (outlines === null || texts !== undefined || factsFrom.length > 0 || input !== undefined || kept !== undefined) {
    return false;
  }
  return files.every(({ file, isGenerated }) => !outlines.except.has(file) && !isGenerated);
}

export interface NamesRun {
  readonly settings: RunSettings;
  readonly stages: Stages;
  readonly read: (source: SourceFile) => SourceResult;
  readonly readProject: (facts: readonly FileFacts[]) => Promise<ProjectFacts>;
  readonly watch: Stopwatch;
  readonly onEvent: AnalyzeOptions['onEvent'];
}

/** The sources by their names, and what lies around them, if that tells that no rule can report anything; else null. */
export async function gatherNames(
  files: readonly SourceFile[],
  { settings, stages, read, readProject, watch, onEvent }: NamesRun,
): Promise<{ readonly sources: LoweredSources; readonly project: ProjectFacts } | null> {
  const asked = await stages.beforeParsing?.();
  if (asked === undefined) return null;
  const named = readNames(files, { read, namesSink: asked.namesSink, watch });
  if (named === null) return null;
  const project = await readProject(named.facts);
  const all = new Set(await settings.ofEach([...files.map(({ file }) => file), '.file']));
  const isSilent = watch('analyze', () => !asked.mayReport(named.names, project, [...all].map(ruleOptionsOf)));
  if (!isSilent) return null;
  for (const [index, { file }] of files.entries()) {
    onEvent?.({ kind: 'file', file, done: index + 1, total: files.length });
  }
  return { sources: { facts: named.facts, problems: [], keep: () => undefined }, project };
}

interface NamesOptions {
  readonly read: (source: SourceFile) => SourceResult;
  /** Whether the names of one file tell that there is something to look at. */
  readonly namesSink: BeforeParsing['namesSink'];
  readonly watch: Stopwatch;
}

/** What tokens alone tell of the sources. */
interface NamedSources {
  readonly names: Names;
  /** In the order of the files, without types: facts of which nothing was parsed. */
  readonly facts: readonly FileFacts[];
}

/**
 * Null as soon as a file has something to look at, cannot be read without a word about it, speaks to the linter, or is not
 * certain to have ended where it ends.
 */
function readNames(files: readonly SourceFile[], { read, namesSink, watch }: NamesOptions): NamedSources | null {
  const isDeclared = declaredByPath(files);
  const found: { readonly facts: FileFacts; readonly topLevel: readonly string[] }[] = [];
  for (const source of files) {
    const { text, problems } = watch('read', () => read(source));
    if (text === null || problems.length > 0 || mayHaveMarkers(text)) return null;
    const outline = watch('parse', () => outlineOf(translateUnicodeEscapes(text).text));
    if (!outline.isSure) return null;
    const { words, created, qualified, packageName, imports, topLevel } = outline;
    const facts: FileFacts = {
      version: FACTS_VERSION,
      file: source.file,
      lineStarts: [0],
      packageName,
      imports,
      types: [],
      markers: [],
      syntaxErrors: [],
      words,
      created,
      qualified,
    };
    if (namesSink(facts, isDeclared)) return null;
    found.push({ facts, topLevel });
  }
  return {
    names: namesOf(found.map(({ facts, topLevel }) => ({ ...facts, topLevel }))),
    facts: found.map(({ facts }) => facts),
  };
}

/** Guesses by the paths, before the packages are read: `a/b/C.java` may declare `a.b.C`. The names of all files then tell. */
function declaredByPath(files: readonly SourceFile[]): (type: string) => boolean {
  const byName = new Map<string, string[]>();
  for (const { file } of files) {
    const name = posix.basename(file);
    byName.set(name, [...(byName.get(name) ?? []), `/${file}`]);
  }
  return (type) => {
    const path = `/${type.replaceAll('.', '/')}.java`;
    return byName.get(posix.basename(path))?.some((file) => file.endsWith(path)) === true;
  };
}
