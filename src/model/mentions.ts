/** Which words a body mentions: a cheap question that spares most bodies a closer look. */
import type { Expression, Statement } from './facts.ts';
import { perBody, type Body } from './per-body.ts';
import { visitAll } from './visit.ts';

const answers = new WeakMap<RegExp, (body: Body) => boolean>();

/**
 * The words of a body: names of called methods, of fields and types that it reads, of created classes (simple names), of
 * method references, its string literals, and `this`. Lambdas inside are part of it, bodies of local and anonymous classes
 * are not. Computed once per body.
 */
export const wordsOf = perBody((body): ReadonlySet<string> => {
  const words = new Set<string>();
  visitAll(body, (node) => addWord(words, node));
  return words;
});

/** Whether a body mentions at least one of `words`. */
export function mentions(body: Body, words: readonly string[]): boolean {
  const own = wordsOf(body);
  return words.some((word) => own.has(word));
}

/** Whether a word of the body matches. Remembered by pattern: give one that is made once and has no `g` or `y` flag. */
export function mentionsLike(body: Body, pattern: RegExp): boolean {
  let ask = answers.get(pattern);
  if (ask === undefined) {
    ask = perBody((asked) => [...wordsOf(asked)].some((word) => pattern.test(word)));
    answers.set(pattern, ask);
  }
  return ask(body);
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
