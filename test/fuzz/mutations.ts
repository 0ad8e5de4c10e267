/** What is done to a real file to get one that nobody wrote. */
import type { Random } from './random.ts';

/** Gives a changed text. `other` is another real file, to take parts from. */
type Mutation = (text: string, random: Random, other: string) => string;

const TOKEN = /[\p{L}\p{N}_$]+|"(?:[^"\\\n]|\\.)*"|\s+|./gsu;
const OPENING = [
  '{',
  '(',
  '[',
  '<',
  '"',
  "'",
  '/*',
  '"""',
  '->',
  '::',
  '@',
  'new ',
  '${',
  '!Sub ',
  '<a>',
  '&a ',
] as const;
const CLOSING = ['}', ')', ']', '>', '"', "'", '*/', '"""', ';', ':', '...', '/>', '*a', '|', '=='] as const;
const NAMES = [
  'constructor',
  '__proto__',
  'toString',
  'this',
  'super',
  'record',
  'yield',
  'var',
  '_',
  'sealed',
  'null',
] as const;
const STRANGE = [
  '\0',
  '\ufeff',
  '\u2028',
  '\ud800',
  '\u200b',
  '\r',
  '\t',
  '\u001a',
  '\\u',
  '\\uuu0041',
  '\u{1f600}',
  '%',
  '\u0130',
] as const;

const tokensOf = (text: string): string[] => text.match(TOKEN) ?? [];

/** Replaces `count` tokens from a random place on. */
function splice(text: string, random: Random, count: number, inserted: (removed: string[]) => string[]): string {
  const tokens = tokensOf(text);
  if (tokens.length === 0) return text;
  const at = random.below(tokens.length);
  const removed = tokens.slice(at, at + count);
  return [...tokens.slice(0, at), ...inserted(removed), ...tokens.slice(at + count)].join('');
}

/** All mutations, by name. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  delete: (text, random) => splice(text, random, 1 + random.below(4), () => []),
  deleteMany: (text, random) => splice(text, random, 1 + random.below(200), () => []),
  repeat: (text, random) => splice(text, random, 1 + random.below(20), (some) => [...some, ...some, ...some]),
  swap: (text, random) => splice(text, random, 2 + random.below(6), (some) => some.reverse()),
  open: (text, random) => splice(text, random, 0, () => [random.pick(OPENING)]),
  close: (text, random) => splice(text, random, 0, () => [random.pick(CLOSING)]),
  rename: (text, random) => splice(text, random, 1, () => [random.pick(NAMES)]),
  strange: (text, random) => splice(text, random, 0, () => [random.pick(STRANGE)]),
  nest: (text, random) => {
    const depth = 1 + random.below(300);
    const [open, close] = random.pick([
      ['(', ')'],
      ['{', '}'],
      ['[', ']'],
      ['if (a) ', ' else b();'],
      ['f(', ')'],
      ['-', ''],
    ] as const);
    return splice(text, random, 1 + random.below(5), (some) => [open.repeat(depth), ...some, close.repeat(depth)]);
  },
  chain: (text, random) =>
    splice(text, random, 0, () => [
      random.pick(['.a()', ' + 1', ' && b', '[0]', '? c : d', ', e', ' | F']).repeat(1 + random.below(3000)),
    ]),
  truncate: (text, random) => text.slice(0, random.below(text.length + 1)),
  behead: (text, random) => text.slice(random.below(text.length + 1)),
  mix: (text, random, other) => {
    const part = tokensOf(other);
    const from = random.below(part.length + 1);
    return splice(text, random, 0, () => part.slice(from, from + 1 + random.below(100)));
  },
  escape: (text, random) =>
    text.replace(/[A-Za-z{}();]/gu, (letter) =>
      random.chance(0.05)
        ? `\\u${'u'.repeat(random.below(3))}${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
        : letter,
    ),
  lineEnds: (text, random) => text.replaceAll('\n', random.pick(['\r\n', '\r', '\u2028', ''])),
};

/** A text after some mutations, and their names. */
export function mutated(
  text: string,
  random: Random,
  other: string,
): { readonly text: string; readonly done: readonly string[] } {
  let result = text;
  const done: string[] = [];
  for (let count = 1 + random.below(5); count > 0; count--) {
    const name = random.pick(Object.keys(MUTATIONS));
    result = MUTATIONS[name]?.(result, random, other) ?? result;
    done.push(name);
  }
  return { text: result, done };
}

/** The bytes of a text in an encoding that files really have, or in none. */
export function encoded(text: string, random: Random): Uint8Array {
  const bytes = Buffer.from(text, random.pick(['utf8', 'utf8', 'utf8', 'latin1', 'utf16le'] as const));
  const mark = random.pick([[], [], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff]]);
  const all = Buffer.concat([Buffer.from(mark), bytes]);
  if (random.chance(0.1) && all.length > 0) all[random.below(all.length)] = random.below(256);
  return all;
}
