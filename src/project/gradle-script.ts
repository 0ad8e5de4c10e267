/** Dependencies and plugins that one Gradle script declares, by whom they are for. */
import type { GradleStatement, GradleToken } from './gradle-tokens.ts';
import { UNKNOWN, dottedName, gradleText, isSymbol, matchingEnd, splitArguments } from './gradle-values.ts';
import type { GradleScope } from './gradle-values.ts';
import { accessorOf } from './version-catalogue.ts';
import type { CatalogueEntry } from './version-catalogue.ts';

/** Which projects a declaration is for: the script's own, or those below it as well (`allprojects`), or only those. */
export type GradleAudience = 'own' | 'all' | 'below';

export interface GradleDependency {
  readonly audience: GradleAudience;
  readonly group: string;
  readonly artifact: string;
  readonly version: string | null;
  /** The configuration; `import` for platforms, `classpath` for the build's own. */
  readonly scope: string;
  readonly line: number;
}

export interface GradlePlugin {
  readonly audience: GradleAudience;
  readonly id: string;
  readonly version: string | null;
  /** False with `apply false`: only the version is fixed. */
  readonly isApplied: boolean;
  readonly line: number;
}

export interface GradleScript {
  readonly dependencies: readonly GradleDependency[];
  /** Versions from constraints and from the dependency management plugin; the scope says nothing. */
  readonly managed: readonly GradleDependency[];
  readonly plugins: readonly GradlePlugin[];
  /** Project paths (`:commons`) whose classes are on this project's run-time class path. */
  readonly projects: readonly { readonly audience: GradleAudience; readonly path: string }[];
}

interface Collected {
  readonly scope: GradleScope;
  readonly dependencies: GradleDependency[];
  readonly managed: GradleDependency[];
  readonly plugins: GradlePlugin[];
  readonly projects: { audience: GradleAudience; path: string }[];
}

const PLATFORMS = new Set(['platform', 'enforcedPlatform']);
const NOT_AT_RUN_TIME = /^(?:test|.*Test|compileOnly|annotationProcessor|kapt|ksp|developmentOnly)/u;

/** Collects what the statements of a build or settings script declare. Conditions (`if`) are not decided: nothing in them counts. */
export function readGradleScript(statements: readonly GradleStatement[], scope: GradleScope): GradleScript {
  const collected: Collected = { scope, dependencies: [], managed: [], plugins: [], projects: [] };
  collect(statements, 'own', collected);
  return collected;
}

function collect(statements: readonly GradleStatement[], audience: GradleAudience, collected: Collected): void {
  for (const statement of statements) {
    const name = dottedName(statement.tokens);
    const each = (visit: (inner: GradleStatement) => void): void => statement.blocks.flat().forEach(visit);
    if (name === 'allprojects') collect(statement.blocks.flat(), 'all', collected);
    else if (name === 'subprojects') collect(statement.blocks.flat(), 'below', collected);
    else if (name === 'dependencies') each((inner) => dependencyStatement(inner, audience, collected));
    else if (name === 'plugins') each((inner) => pluginStatement(inner, audience, collected));
    else if (name === 'dependencyManagement') managementBlock(statement, audience, collected);
    else if (name === 'buildscript' || name === 'pluginManagement') {
      collect(statement.blocks.flat(), audience, collected);
    } else if (name.startsWith('apply')) applyStatement(statement, audience, collected);
  }
}

/** `apply plugin: 'x'` and `apply(plugin = "x")`. */
function applyStatement({ tokens, line }: GradleStatement, audience: GradleAudience, collected: Collected): void {
  const index = tokens.findIndex((token) => token.kind === 'name' && token.text === 'plugin');
  if (index < 0) return;
  const id = gradleText(tokens.slice(index + 2, index + 3), collected.scope);
  if (!id.includes(UNKNOWN)) collected.plugins.push({ audience, id, version: null, isApplied: true, line });
}

/** `id 'x' version 'y' apply false`, `kotlin("jvm") version "…"`, `alias(libs.plugins.x)`. */
function pluginStatement({ tokens, line }: GradleStatement, audience: GradleAudience, collected: Collected): void {
  const [first] = tokens;
  const value = (keyword: string): string | null => {
    const index = tokens.findIndex((token) => token.kind === 'name' && token.text === keyword);
    return index < 0
      ? null
      : known(gradleText(tokens.slice(index + 1, nextKeyword(tokens, index + 1)), collected.scope));
  };
  const isApplied = !tokens.some((token, index) => token.text === 'apply' && tokens[index + 1]?.text !== 'true');
  const add = (id: string, version: string | null): void => {
    collected.plugins.push({ audience, id, version: value('version') ?? version, isApplied, line });
  };
  if (first?.kind !== 'name') return;
  const argument = tokens.find((token) => token.kind === 'string');
  const id = argument === undefined ? null : known(gradleText([argument], collected.scope));
  if (first.text === 'alias') {
    const reference = tokens.slice(2, matchingEnd(tokens, 1) - 1);
    const entry = catalogueEntries(dottedName(reference), collected.scope)[0];
    if (entry !== undefined) add(entry.group, entry.version);
  } else if (first.text === 'id' && id !== null) add(id, null);
  else if (first.text === 'kotlin' && id !== null) add(`org.jetbrains.kotlin.${id}`, null);
}

function nextKeyword(tokens: readonly GradleToken[], start: number): number {
  const end = tokens.findIndex((token, index) => index > start && token.kind === 'name' && token.text === 'apply');
  return end < 0 ? tokens.length : end;
}

/** `imports { mavenBom "g:a:v" }` and `dependencies { dependency "g:a:v" }` of the dependency management plugin. */
function managementBlock(statement: GradleStatement, audience: GradleAudience, collected: Collected): void {
  for (const inner of statement.blocks.flat()) {
    for (const { tokens, line } of inner.blocks.flat()) {
      const isBill = dottedName(tokens.slice(0, 1)) === 'mavenBom';
      const scope = isBill ? 'import' : 'managed';
      const found = coordinates(argumentsOf(tokens.slice(1)), collected.scope).map((one) => ({
        ...one,
        audience,
        scope,
        line,
      }));
      (isBill ? collected.dependencies : collected.managed).push(...found);
    }
  }
}

function dependencyStatement(statement: GradleStatement, audience: GradleAudience, collected: Collected): void {
  const { tokens, line } = statement;
  const [first] = tokens;
  if (first === undefined) return;
  const configuration = first.kind === 'string' ? gradleText([first], collected.scope) : first.text;
  if (configuration === 'constraints') {
    const inner: Collected = { ...collected, dependencies: collected.managed };
    for (const constraint of statement.blocks.flat()) dependencyStatement(constraint, audience, inner);
    return;
  }
  const given = argumentsOf(tokens.slice(1));
  const scope = configuration === 'add' ? gradleText(given[0] ?? [], collected.scope) : configuration;
  const notations = configuration === 'add' ? given.slice(1) : given;
  if (notations.length === 0 || scope.includes(UNKNOWN)) return;
  for (const path of notations.flatMap(projectPath)) {
    if (!NOT_AT_RUN_TIME.test(scope)) collected.projects.push({ audience, path });
  }
  const isPlatform = notations.some(([head]) => head?.kind === 'name' && PLATFORMS.has(head.text));
  for (const one of coordinates(notations.map(withoutWrapper), collected.scope)) {
    collected.dependencies.push({ ...one, audience, scope: isPlatform ? 'import' : scope, line });
  }
}

/** The arguments of a call, with or without parentheses. */
function argumentsOf(tokens: readonly GradleToken[]): readonly (readonly GradleToken[])[] {
  const isWrapped = isSymbol(tokens[0], '(') && matchingEnd(tokens, 0) === tokens.length;
  return splitArguments(isWrapped ? tokens.slice(1, -1) : tokens);
}

/** `platform(x)`, `testFixtures(x)`, `(x)` give `x`. */
function withoutWrapper(tokens: readonly GradleToken[]): readonly GradleToken[] {
  const [head] = tokens;
  const isCall = head?.kind === 'name' && (PLATFORMS.has(head.text) || head.text === 'testFixtures');
  if (isCall && isSymbol(tokens[1], '(')) return tokens.slice(2, matchingEnd(tokens, 1) - 1);
  return isCall ? tokens.slice(1) : tokens;
}

/** `project(":x")`, `project(path: ':x')`, `projects.x.y`. */
function projectPath(tokens: readonly GradleToken[]): readonly string[] {
  const name = dottedName(tokens);
  if (name.startsWith('projects.')) return [`:${name.slice('projects.'.length).replaceAll('.', ':')}`];
  const path = tokens.find((token) => token.kind === 'string');
  if (name !== 'project' || path === undefined) return [];
  return path.parts.every((part) => typeof part === 'string') ? [path.parts.join('')] : [];
}

/** What the notations name: `'g:a:v'`, `group: 'g', name: 'a', version: 'v'`, `libs.x`, `libs.bundles.x`, `kotlin("x")`. */
function coordinates(notations: readonly (readonly GradleToken[])[], scope: GradleScope): readonly CatalogueEntry[] {
  const isNamed = ([, separator]: readonly GradleToken[]): boolean =>
    isSymbol(separator, ':') || isSymbol(separator, '=');
  const named = new Map(
    notations.filter(isNamed).map(([name, , ...rest]) => [name?.text ?? '', gradleText(rest, scope)] as const),
  );
  const found = notations.filter((tokens) => !isNamed(tokens)).flatMap((tokens) => notationEntries(tokens, scope));
  const [group, artifact] = [known(named.get('group') ?? ''), known(named.get('name') ?? '')];
  if (group === null || artifact === null) return found;
  return [...found, { group, artifact, version: known(named.get('version') ?? '') }];
}

function notationEntries(tokens: readonly GradleToken[], scope: GradleScope): readonly CatalogueEntry[] {
  const [head, separator, ...rest] = tokens;
  if (head?.kind === 'name') {
    if (head.text === 'kotlin' && isSymbol(separator, '(')) {
      return [{ group: 'org.jetbrains.kotlin', artifact: `kotlin-${gradleText(rest, scope)}`, version: null }];
    }
    if (scope.catalogues.has(head.text)) return catalogueEntries(dottedName(tokens), scope);
    if (/^(?:projects?|files|fileTree|gradleApi|localGroovy)$/u.test(head.text)) return [];
  }
  return splitCoordinates(gradleText(tokens, scope));
}

function splitCoordinates(text: string): readonly CatalogueEntry[] {
  const [group = '', artifact = '', version = UNKNOWN] = text.replace(/@\w+$/u, '').split(':');
  const isNamed = /^[\w.-]+$/u.test(group) && /^[\w.-]+$/u.test(artifact);
  return isNamed ? [{ group, artifact, version: known(version) }] : [];
}

function known(text: string): string | null {
  return text === '' || text.includes(UNKNOWN) ? null : text;
}

/** What `libs.a.b`, `libs.bundles.x` or `libs.plugins.x` stand for; a trailing `get()` means nothing. */
function catalogueEntries(reference: string, scope: GradleScope): readonly CatalogueEntry[] {
  const [name = '', ...path] = accessorOf(reference)
    .replace(/\.(?:get|asProvider)$/u, '')
    .split('.');
  const catalogue = scope.catalogues.get(name);
  if (catalogue === undefined) return [];
  const [kind, ...rest] = path;
  if (kind === 'plugins') return [catalogue.plugins.get(rest.join('.')) ?? []].flat();
  const aliases = kind === 'bundles' ? (catalogue.bundles.get(rest.join('.')) ?? []) : [path.join('.')];
  return aliases.flatMap((alias) => catalogue.libraries.get(alias) ?? []);
}
