/** Dependencies of Gradle projects: a script with what the scripts above it declare for it, constants and catalogues resolved. */
import { posix } from 'node:path';
import type { Problem } from '../types.ts';
import { readGradleScript } from './gradle-script.ts';
import type { GradleAudience, GradleDependency, GradlePlugin, GradleScript } from './gradle-script.ts';
import { gradleStatements } from './gradle-tokens.ts';
import type { GradleStatement } from './gradle-tokens.ts';
import { collectConstants, dottedName } from './gradle-values.ts';
import type { GradleScope } from './gradle-values.ts';
import type { ModuleDependencies } from './maven.ts';
import { platformFact } from './platforms.ts';
import { readPropertyLines } from './properties.ts';
import type { DependencyFact } from './types.ts';
import { readVersionCatalogue } from './version-catalogue.ts';
import type { VersionCatalogue } from './version-catalogue.ts';

/** A file of a Gradle build: scripts, `gradle.properties`, `*.versions.toml`. `file` is project-relative. */
export interface GradleFile {
  readonly file: string;
  readonly text: string;
}

export interface GradleRead {
  readonly modules: readonly ModuleDependencies[];
  readonly problems: readonly Problem[];
  /** Strings of all scripts, for JVM flags in them. */
  readonly texts: readonly { readonly file: string; readonly text: string; readonly line: number }[];
}

interface ParsedScript {
  readonly file: string;
  readonly directory: string;
  readonly statements: readonly GradleStatement[];
}

interface Build {
  readonly scripts: readonly ParsedScript[];
  readonly settings: readonly ParsedScript[];
  readonly properties: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** By the directory of the build, then by the catalogue's name. */
  readonly catalogues: ReadonlyMap<string, ReadonlyMap<string, VersionCatalogue>>;
}

/** Reads the Gradle files of a project at once, because a build script sees constants and catalogues of those above it. */
export function readGradle(files: readonly GradleFile[]): GradleRead {
  const problems: Problem[] = [];
  const build = parseBuild(files, problems);
  const byDirectory = new Map<string, ParsedScript[]>();
  for (const script of build.scripts) append(byDirectory, script.directory, script);
  const modules = [...byDirectory.values()].map((scripts) => moduleOf(scripts, build));
  const texts = [...build.scripts, ...build.settings].flatMap(({ file, statements }) =>
    stringsOf(statements).map((one) => ({ file, ...one })),
  );
  return { modules, problems, texts };
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}

function directoryOf(file: string): string {
  const directory = posix.dirname(file);
  return directory === '.' ? '' : directory;
}

function parseBuild(files: readonly GradleFile[], problems: Problem[]): Build {
  const scripts: ParsedScript[] = [];
  const settings: ParsedScript[] = [];
  const properties = new Map<string, ReadonlyMap<string, string>>();
  const catalogues = new Map<string, Map<string, VersionCatalogue>>();
  for (const { file, text } of files) {
    const directory = directoryOf(file);
    const name = posix.basename(file);
    if (name === 'gradle.properties') {
      const entries = readPropertyLines(text).flatMap((line) =>
        'key' in line ? [[line.key, line.value] as const] : [],
      );
      properties.set(directory, new Map(entries));
    } else if (name.endsWith('.versions.toml')) {
      const { catalogue, problem } = readVersionCatalogue(text, file);
      if (problem !== null) problems.push(problem);
      const root = directory.replace(/(?:^|\/)gradle$/u, '');
      const known = catalogues.get(root) ?? new Map<string, VersionCatalogue>();
      if (catalogue !== null) catalogues.set(root, known.set(name.replace(/\.versions\.toml$/u, ''), catalogue));
    } else {
      const script = { file, directory, statements: gradleStatements(text) };
      if (name.startsWith('settings.')) settings.push(script);
      else scripts.push(script, ...projectBlocks(script));
    }
  }
  return { scripts, settings, properties, catalogues };
}

/** `project(':a:b') { … }` configures another project: the block is a script of that project's directory. */
function projectBlocks({ file, directory, statements }: ParsedScript): ParsedScript[] {
  return statements.flatMap(({ tokens, blocks }) => {
    const path = tokens.find((token) => token.kind === 'string');
    const [text, ...others] = path?.parts ?? [];
    const [block] = blocks;
    const isProject = tokens.length === 4 && dottedName(tokens) === 'project';
    if (!isProject || typeof text !== 'string' || others.length > 0 || block === undefined) return [];
    return [{ file, directory: projectDirectory(directory, text), statements: block }];
  });
}

/** `:a:b` is `a/b` below the root of the build. */
function projectDirectory(root: string, path: string): string {
  const directory = posix.join(root, path.replace(/^:/u, '').replaceAll(':', '/'));
  return directory === '.' ? '' : directory;
}

/** A directory and those above it, nearest first. */
function ancestorsOf(directory: string): readonly string[] {
  const result = [directory];
  for (let current = directory; current !== '';) {
    current = directoryOf(current);
    result.push(current);
  }
  return result;
}

/** `own` are the scripts of one directory: its build file, and a block for it in another one. */
function moduleOf(own: readonly ParsedScript[], build: Build): ModuleDependencies {
  const directory = own[0]?.directory ?? '';
  const above = ancestorsOf(directory);
  const chain = [
    ...own,
    ...above.slice(1).flatMap((parent) => build.scripts.filter((one) => one.directory === parent)),
  ];
  const settings = above.flatMap((parent) => build.settings.filter((one) => one.directory === parent));
  const scope = scopeOf([...chain, ...settings], above, build);
  const read = chain.map((one) => ({ one, script: readGradleScript(one.statements, scope) }));
  const versions = pluginVersions([
    ...read.map((item) => item.script),
    ...settings.map((one) => readGradleScript(one.statements, scope)),
  ]);
  const found = read.flatMap(({ one, script: content }) => factsOf(one, content, own.includes(one), versions));
  return {
    directory,
    dependencies: withManagedVersions(
      found,
      read.map((item) => item.script),
    ),
    siblings: siblingsOf(own, read, build),
  };
}

/** Constants of the nearest script win; properties files come first, as scripts may override them. */
function scopeOf(chain: readonly ParsedScript[], above: readonly string[], build: Build): GradleScope {
  const constants = new Map<string, string>();
  const catalogues = new Map<string, VersionCatalogue>();
  for (const directory of above.toReversed()) {
    for (const [name, value] of build.properties.get(directory) ?? []) constants.set(name, value);
    for (const [name, catalogue] of build.catalogues.get(directory) ?? []) catalogues.set(name, catalogue);
  }
  const scope = { constants, catalogues };
  for (const { statements } of chain.toReversed()) collectConstants(statements, scope);
  return scope;
}

function pluginVersions(scripts: readonly GradleScript[]): ReadonlyMap<string, string> {
  const versions = new Map<string, string>();
  for (const { id, version } of scripts.flatMap((script) => script.plugins)) {
    if (version !== null && !versions.has(id)) versions.set(id, version);
  }
  return versions;
}

/** Whether what a script declares for `audience` holds for the module: its own script, or one above it. */
function reaches(audience: GradleAudience, isOwn: boolean): boolean {
  return isOwn ? audience !== 'below' : audience !== 'own';
}

function factsOf(
  { file }: ParsedScript,
  script: GradleScript,
  isOwn: boolean,
  versions: ReadonlyMap<string, string>,
): DependencyFact[] {
  const plugins = script.plugins.filter((plugin) => plugin.isApplied && reaches(plugin.audience, isOwn));
  const dependencies = script.dependencies.filter(
    ({ audience, scope }) => reaches(audience, isOwn) || scope === 'classpath',
  );
  return [
    ...dependencies.map(({ group, artifact, version, scope, line }) => {
      return { group, artifact, version, scope: scope === 'classpath' ? 'plugin' : scope, profile: null, file, line };
    }),
    ...plugins.map((plugin) => pluginFact(plugin, file, versions)),
  ];
}

/** A plugin is known by its marker artifact, which is what Gradle resolves. */
function pluginFact(
  { id, version, line }: GradlePlugin,
  file: string,
  versions: ReadonlyMap<string, string>,
): DependencyFact {
  return {
    group: id,
    artifact: `${id}.gradle.plugin`,
    version: version ?? versions.get(id) ?? null,
    scope: 'plugin',
    profile: null,
    file,
    line,
  };
}

/** Fills in what constraints and Spring Boot's version say, and adds Spring Boot itself where only its version is fixed. */
function withManagedVersions(found: readonly DependencyFact[], scripts: readonly GradleScript[]): DependencyFact[] {
  const managed = new Map<string, GradleDependency>();
  for (const one of scripts.flatMap((script) => script.managed)) managed.set(`${one.group}:${one.artifact}`, one);
  const platform = platformFact(found);
  const [boot] = platform;
  return [...found, ...platform].map((fact) => {
    if (fact.version !== null) return fact;
    const version = managed.get(`${fact.group}:${fact.artifact}`)?.version ?? null;
    return { ...fact, version: version ?? (boot?.group === fact.group ? boot.version : null) };
  });
}

/** The directories of the projects that are built on. */
function siblingsOf(
  own: readonly ParsedScript[],
  read: readonly { readonly one: ParsedScript; readonly script: GradleScript }[],
  build: Build,
): readonly string[] {
  const root = ancestorsOf(own[0]?.directory ?? '').find((directory) =>
    build.settings.some((settings) => settings.directory === directory),
  );
  return read.flatMap(({ one, script: content }) =>
    content.projects.flatMap(({ audience, path }) => {
      if (!reaches(audience, own.includes(one))) return [];
      const directory = projectDirectory(root ?? '', path);
      return build.scripts.filter((candidate) => candidate.directory === directory).map((found) => found.directory);
    }),
  );
}

function stringsOf(statements: readonly GradleStatement[]): { text: string; line: number }[] {
  return statements.flatMap(({ tokens, blocks }) => [
    ...tokens.flatMap((token) => {
      const text = token.kind === 'string' ? token.parts.filter((part) => typeof part === 'string').join('') : '';
      return text === '' ? [] : [{ text, line: token.line }];
    }),
    ...blocks.flatMap((block) => stringsOf(block)),
  ]);
}
