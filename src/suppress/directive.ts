/**
 * The grammar of suppressing comments, the same in every language: `snapsafe-disable-next-line <rule>[, <rule>] -- reason`,
 * and `disable-line`, `disable` … `enable`, `disable-file` likewise.
 */
import { didYouMean } from '../util/similar.ts';

const WORDS = {
  'disable-next-line': 'next-line',
  'disable-line': 'line',
  disable: 'begin',
  enable: 'end',
  'disable-file': 'file',
} as const satisfies Readonly<Record<string, string>>;

/** Which lines a comment covers; `end` ends what `begin` began. */
export type DirectiveKind = (typeof WORDS)[keyof typeof WORDS];

export interface Directive {
  readonly kind: DirectiveKind;
  /** As written, at least one; none with `end` means all. */
  readonly rules: readonly string[];
  /** Null when none is given. */
  readonly reason: string | null;
  /** Where in the text the list of rules is: start and end offset. */
  readonly list: readonly [start: number, end: number];
}

/** A comment that is no directive is `null`; one that wants to be and is not, `ok: false` with a sentence. */
export type ParsedDirective =
  { readonly ok: true; readonly directive: Directive } | { readonly ok: false; readonly message: string } | null;

/** Reads the text between a comment's delimiters. A directive is the first word; a star before it (Javadoc) does not count. */
export function parseDirective(text: string): ParsedDirective {
  const match = /^[\s*]*snapsafe-(?<word>[\w-]+)(?<rest>[^]*)$/u.exec(text);
  if (match?.groups === undefined) return null;
  const { word = '', rest = '' } = match.groups;
  if (!isWord(word)) {
    const known = Object.keys(WORDS).map((name) => `snapsafe-${name}`);
    return { ok: false, message: `unknown directive 'snapsafe-${word}'${didYouMean(`snapsafe-${word}`, known)}` };
  }
  const split = /(?:^|\s)--(?:\s|$)/u.exec(rest);
  const listText = split === null ? rest : rest.slice(0, split.index);
  const reason =
    split === null
      ? ''
      : rest
          .slice(split.index + split[0].length)
          .replaceAll(/\s+/gu, ' ')
          .trim();
  const start = text.length - rest.length + (/^\s*/u.exec(listText)?.[0].length ?? 0);
  const list = listText.trim();
  const rules = list === '' ? [] : list.split(',').map((name) => name.trim());
  if (rules.length === 0 && word !== 'enable') {
    return { ok: false, message: `names no rule: write snapsafe-${word} <rule> -- <reason>` };
  }
  const wrong = rules.find((name) => !/^[a-z][\w-]*$/u.test(name));
  if (wrong !== undefined) {
    return {
      ok: false,
      message: `'${wrong}' is no rule: rules are separated by commas, and the reason is behind --`,
    };
  }
  const directive = {
    kind: WORDS[word],
    rules,
    reason: reason === '' ? null : reason,
    list: [start, start + list.length],
  } as const;
  return { ok: true, directive };
}

function isWord(word: string): word is keyof typeof WORDS {
  return Object.hasOwn(WORDS, word);
}

/** The rule that a string of `@SuppressWarnings` names: null when it does not speak to the linter, '' when it names none. */
export function ruleOfWarning(name: string): string | null {
  return /^snapsafe(?::(?<rule>.*))?$/u.exec(name.trim())?.groups?.rule ?? (name.trim() === 'snapsafe' ? '' : null);
}
