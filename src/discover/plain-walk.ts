/**
 * Directory walks for patterns that say no more than how a file, and perhaps a directory above it, is called. Almost no run has
 * others, and globby with all that it brings takes longer to load than most projects take to walk.
 */
import type fs from 'node:fs';
import { join, sep } from 'node:path';
import type { WalkedEntry } from './walk.ts';

/** Directories of any depth, none hidden. In globby's patterns `**` stands for no line end. */
const ANY_DIRECTORIES = '(?:(?!\\.)[^/\\n\\r\\u2028\\u2029]+/)*';

/** More names than this in one pattern are somebody's list, not a kind of file. */
const MAX_NAMES = 200;

/**
 * What a pattern means that begins with any directories, goes on with names of directories and more of any, and ends with a name
 * that may have stars and braces.
 * @returns a test for paths relative to the directory of the walk, with `/`; null for a pattern of another form
 */
export function plainTest(pattern: string): RegExp | null {
  const { ways, name } = /^(?<ways>(?:\*\*\/(?:[\w-]+\/)?)+)(?<name>[\w.*{},-]+)$/u.exec(pattern)?.groups ?? {};
  const names = ways === undefined || name === undefined ? null : expanded(name);
  // A name with a dot in front is a hidden file's, and `**` in a name is an error that globby reads its own way.
  if (ways === undefined || names === null || names.some((one) => /^(?:\.|$)|\*\*/u.test(one))) return null;
  const alternatives = names.map((one) => one.replaceAll('.', '\\.').replaceAll('*', '[^/]*'));
  return new RegExp(`^${ways.replaceAll('**/', ANY_DIRECTORIES)}(?!\\.)(?:${alternatives.join('|')})$`, 'u');
}

/** The names that braces stand for; null for braces that are none (`{a}`), or not closed, or a range. */
function expanded(name: string): readonly string[] | null {
  const [, before = '', rest] = /^([^{},]*)(.*)$/u.exec(name) ?? [];
  if (rest === undefined || rest === '') return [before];
  const alternatives = alternativesOf(rest);
  if (alternatives === null) return null;
  const after = expanded(alternatives.after);
  const found = alternatives.list.map(expanded);
  if (after === null || found.includes(null)) return null;
  const names = found.flatMap((list) => list ?? []).flatMap((one) => after.map((end) => `${before}${one}${end}`));
  return names.length > MAX_NAMES ? null : names;
}

/** What stands between the braces that a text begins with, and behind them. */
function alternativesOf(text: string): { readonly list: readonly string[]; readonly after: string } | null {
  if (!text.startsWith('{')) return null;
  const list: string[] = [];
  let depth = 0;
  let start = 1;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth !== 0 && !(depth === 1 && character === ',')) continue;
    list.push(text.slice(start, at));
    start = at + 1;
    if (depth > 0) continue;
    return list.length < 2 || list.some((one) => one.includes('..')) ? null : { list, after: text.slice(start) };
  }
  return null;
}

/** Gives the entries of a directory (absolute) that count; none where it cannot be read. */
export type ListDirectory = (directory: string) => Promise<readonly fs.Dirent[]>;

/** Gives everything below `directory` (absolute) that one of the tests accepts. Enters nothing hidden, and no link. */
export async function plainWalk(
  directory: string,
  tests: readonly RegExp[],
  { list, isEntered }: { readonly list: ListDirectory; readonly isEntered: (name: string) => boolean },
): Promise<readonly WalkedEntry[]> {
  const visit = async (path: string, way: string): Promise<readonly WalkedEntry[]> => {
    const entries = await list(path);
    const own = entries
      .filter(({ name }) => tests.some((test) => test.test(`${way}${name}`)))
      .map((dirent) => ({ path: join(path, dirent.name).split(sep).join('/'), dirent }));
    const below = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && isEntered(entry.name))
      .map(({ name }) => visit(join(path, name), `${way}${name}/`));
    return [...own, ...(await Promise.all(below)).flat()];
  };
  return visit(directory, '');
}
