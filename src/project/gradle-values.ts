/** Literal values in Gradle scripts: constants, interpolations, version catalogues. */
import type { GradleStatement, GradleToken } from './gradle-tokens.ts';
import type { VersionCatalogue } from './version-catalogue.ts';

/** Stands in a text for what is not known without running the build. */
export const UNKNOWN = '\0';

/** What names in a script mean: constants by name, catalogues by theirs (`libs`). */
export interface GradleScope {
  readonly constants: ReadonlyMap<string, string>;
  readonly catalogues: ReadonlyMap<string, VersionCatalogue>;
}

const OWNERS = /^(?:(?:rootProject|project|ext|extra|this)\.)+/u;
const DECLARATORS = new Set(['def', 'val', 'var', 'const', 'final', 'private', 'static', 'String', 'ext', 'extra']);
const EXTENSION_BLOCKS = new Set(['ext', 'extra']);
const CONSTANT_BLOCKS = new Set(['buildscript', 'allprojects', 'subprojects', 'ext', 'extra']);

/** The text of an expression: strings, names and calls joined with `+`, with {@link UNKNOWN} for what is not known. */
export function gradleText(tokens: readonly GradleToken[], scope: GradleScope): string {
  let text = '';
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.kind === 'string') {
      text += token.parts.map((part) => (typeof part === 'string' ? part : gradleText(part, scope))).join('');
    } else if (token.kind === 'name') {
      // `x as String`
      if (token.text === 'as') break;
      const end = referenceEnd(tokens, index);
      text += referenceText(tokens.slice(index, end), scope);
      index = end - 1;
    } else if (token.text !== '+' && token.text !== '(' && token.text !== ')') {
      text += UNKNOWN;
    }
  }
  return text;
}

/** The end (exclusive) of `a.b.c("x")["y"]` that begins at `start`. */
export function referenceEnd(tokens: readonly GradleToken[], start: number): number {
  let index = start + 1;
  for (;;) {
    const token = tokens[index];
    if (token?.kind !== 'symbol') return index;
    if (token.text === '.' || token.text === '?' || token.text === '!') index++;
    else if (token.text === '(' || token.text === '[') index = matchingEnd(tokens, index);
    else return index;
    if (tokens[index]?.kind === 'name' && isSymbol(tokens[index - 1], '.')) index++;
  }
}

/** The index behind the bracket that closes the one at `open`. */
export function matchingEnd(tokens: readonly GradleToken[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind !== 'symbol') continue;
    if (token.text === '(' || token.text === '[') depth++;
    if (token.text === ')' || token.text === ']') depth--;
    if (depth === 0) return index + 1;
  }
  return tokens.length;
}

export function isSymbol(token: GradleToken | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}

/** `names` of a reference joined with dots, up to its first bracket. */
export function dottedName(tokens: readonly GradleToken[]): string {
  const end = tokens.findIndex((token) => token.kind === 'string' || isSymbol(token, '(') || isSymbol(token, '['));
  return (end < 0 ? tokens : tokens.slice(0, end)).map((token) => token.text).join('');
}

function referenceText(tokens: readonly GradleToken[], scope: GradleScope): string {
  const name = dottedName(tokens).replaceAll(/[?!]/gu, '');
  const bare = name.replace(OWNERS, '');
  const key = tokens.find((token) => token.kind === 'string');
  const isLookup = /^(?:property|findProperty|providers\.gradleProperty|extra|ext|properties|extra\.get|ext\.get)$/u;
  if (key !== undefined && (isLookup.test(name) || isLookup.test(bare))) {
    return scope.constants.get(gradleText([key], scope)) ?? UNKNOWN;
  }
  const catalogued = /^(\w+)\.versions\.(.+?)(?:\.(?:get|asProvider))?$/u.exec(name);
  const catalogue = scope.catalogues.get(catalogued?.[1] ?? '');
  if (catalogue !== undefined) return catalogue.versions.get(catalogued?.[2] ?? '') ?? UNKNOWN;
  return scope.constants.get(bare.replace(/\.(?:get|toString)$/u, '')) ?? UNKNOWN;
}

/** Adds the literal constants that `statements` declare to `constants`; what is computed is left out. */
export function collectConstants(
  statements: readonly GradleStatement[],
  scope: GradleScope & { readonly constants: Map<string, string> },
  isExtension = false,
): void {
  for (const statement of statements) {
    const [first] = statement.tokens;
    if (first?.kind === 'name' && CONSTANT_BLOCKS.has(first.text)) {
      for (const block of statement.blocks) collectConstants(block, scope, EXTENSION_BLOCKS.has(first.text));
    }
    for (const [name, value] of declaredConstants(statement.tokens, isExtension)) {
      addConstant(name, value, scope);
    }
  }
}

/** `def x = v`, `ext.x = v`, `extra["x"] = v`, `val x by extra(v)`, `set("x", v)`; in an extension block also `x = v`. */
function declaredConstants(
  tokens: readonly GradleToken[],
  isExtension: boolean,
): readonly (readonly [string, readonly GradleToken[]])[] {
  const first = tokens[0]?.kind === 'name' ? tokens[0].text : '';
  const assignment = tokens.findIndex((token) => isSymbol(token, '='));
  if (assignment > 0 && (isExtension || DECLARATORS.has(first) || /^(?:root)?[pP]roject$/u.test(first))) {
    return [[declaredName(tokens.slice(0, assignment)), tokens.slice(assignment + 1)]];
  }
  const by = tokens.findIndex((token) => token.kind === 'name' && token.text === 'by');
  if (first === 'val' && by > 0 && tokens[by + 1]?.text === 'extra') {
    return [[declaredName(tokens.slice(0, by)), tokens.slice(by + 2)]];
  }
  const set = tokens.findIndex((token) => token.kind === 'name' && token.text === 'set');
  if (set >= 0 && (isExtension || EXTENSION_BLOCKS.has(first))) {
    const [key, comma] = [tokens[set + 2], tokens[set + 3]];
    if (key?.kind === 'string' && isSymbol(comma, ',')) return [[plainText(key), tokens.slice(set + 4, -1)]];
  }
  return [];
}

function declaredName(tokens: readonly GradleToken[]): string {
  const key = tokens.find((token) => token.kind === 'string');
  if (key !== undefined) return plainText(key);
  const typed = tokens.findIndex((token) => isSymbol(token, ':'));
  return (typed < 0 ? tokens : tokens.slice(0, typed)).findLast((token) => token.kind === 'name')?.text ?? '';
}

function plainText(token: GradleToken): string {
  return token.kind === 'string' ? token.parts.filter((part) => typeof part === 'string').join('') : token.text;
}

/** A map literal (`[spring: '6.1', junit: '5']`) becomes one constant for each key. */
function addConstant(
  name: string,
  value: readonly GradleToken[],
  scope: GradleScope & { readonly constants: Map<string, string> },
): void {
  if (!isSymbol(value[0], '[')) {
    const text = gradleText(value, scope);
    if (value.length > 0 && !text.includes(UNKNOWN)) scope.constants.set(name, text);
    return;
  }
  for (const argument of splitArguments(value.slice(1, matchingEnd(value, 0) - 1))) {
    const [key, colon, ...rest] = argument;
    if (key !== undefined && isSymbol(colon, ':')) addConstant(`${name}.${plainText(key)}`, rest, scope);
  }
}

/** The tokens between commas that stand in no bracket of their own. */
export function splitArguments(tokens: readonly GradleToken[]): readonly (readonly GradleToken[])[] {
  const result: GradleToken[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'symbol' && '(['.includes(token.text)) depth++;
    if (token.kind === 'symbol' && ')]'.includes(token.text)) depth--;
    if (depth === 0 && isSymbol(token, ',')) result.push([]);
    else result.at(-1)?.push(token);
  }
  return result.filter((argument) => argument.length > 0);
}
