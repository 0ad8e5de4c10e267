import { describe, expect, it } from 'vitest';
import { mentions, mentionsLike, wordsOf } from '../../src/model/mentions.ts';
import { factsOf } from './facts-of.ts';

function bodyOf(code: string): Parameters<typeof wordsOf>[0] {
  const facts = factsOf(`class A { Object f; void m(Object p) { ${code} } }`);
  const body = facts.types[0]?.methods[0]?.body;
  if (body === undefined || body === null) throw new Error('no body');
  return body;
}

describe('words of a body', () => {
  it('are called methods, fields, created classes, method references, string literals and this', () => {
    const body = bodyOf('System.getenv("KEY"); new a.b.Pool(f); run(this::stop); String s = "x" + p;');
    expect([...wordsOf(body)].sort()).toEqual(
      ['System', 'getenv', 'KEY', 'Pool', 'f', 'run', 'stop', 'this', 'x'].sort(),
    );
  });

  it('include those of lambdas, not those of anonymous classes', () => {
    const body = bodyOf('run(() -> inside()); new Object() { void n() { outside(); } };');
    expect(mentions(body, ['inside'])).toBe(true);
    expect(mentions(body, ['outside'])).toBe(false);
  });

  it('are not locals', () => {
    expect(mentions(bodyOf('Object local = p; run(local);'), ['local', 'p'])).toBe(false);
  });

  it('are asked by pattern, each time with the same answer', () => {
    const body = bodyOf('context.register(f);');
    const pattern = /regist/i;
    expect([mentionsLike(body, pattern), mentionsLike(body, pattern)]).toEqual([true, true]);
    expect(mentionsLike(body, /close/)).toBe(false);
  });
});
