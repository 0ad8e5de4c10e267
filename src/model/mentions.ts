/** Which words a body mentions: a cheap question that spares most bodies a closer look. */
import type { Expression, Statement } from './facts.ts';
import { visitAll } from './visit.ts';

type Body = readonly Statement[];

const known = new WeakMap<Body, ReadonlySet<string>>();
const answers = new WeakMap<RegExp, WeakMap<Body, boolean>>();

/**
 * The words of a body: names of called methods, of fields and types that it reads, of created classes (simple names), of
 * method references, its string literals, and `this`. Lambdas inside are part of it, bodies of local and anonymous classes are
 * not. Computed once per body.
 */
export function wordsOf(body: Body): ReadonlySet<string> {
  const before = known.get(body);
  if (before !== undefined) return before;
  const words = new Set<string>();
  visitAll(body, (node) => addWord(words, node));
  known.set(body, words);
  return words;
}

/** Whether a body mentions at least one of `words`. */
export function mentions(body: Body, words: readonly string[]): boolean {
  const own = wordsOf(body);
  return words.some((word) => own.has(word));
}

/** Whether a word of the body matches. Remembered by pattern: give one that is made once and has no `g` or `y` flag. */
export function mentionsLike(body: Body, pattern: RegExp): boolean {
  const byBody = answers.get(pattern) ?? new WeakMap<Body, boolean>();
  answers.set(pattern, byBody);
  const before = byBody.get(body);
  if (before !== undefined) return before;
  const answer = [...wordsOf(body)].some((word) => pattern.test(word));
  byBody.set(body, answer);
  return answer;
}

function addWord(words: Set<string>, node: Expression | Statement): void {
  switch (node.kind) {
    case 'call':
    case 'name':
    case 'select':
    case 'methodReference':
      words.add(node.name);
      return;
    case 'new':
      words.add(node.type.name.slice(node.type.name.lastIndexOf('.') + 1));
      return;
    case 'this':
      words.add('this');
      return;
    case 'literal':
      if (typeof node.value === 'string') words.add(node.value);
      return;
    default:
  }
}
