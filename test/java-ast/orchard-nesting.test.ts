import { describe, expect, test } from 'vitest';
import { memberNames, parse } from './orchard-samples.ts';
import { childrenOf, walk } from '../../src/java-ast/walk.ts';

const DEPTH = 10_000;
const times = (text: string, count = DEPTH): string => text.repeat(count);
const inMethod = (body: string): string => `class A { void f() { ${body} } void last() { } }`;

describe('long chains have no limit', () => {
  test.each([
    ['sums', times('a + ') + 'a', DEPTH],
    ['method calls', 'a' + times('.b()'), DEPTH],
    ['field accesses', 'a' + times('.b'), DEPTH],
    ['array accesses', 'a' + times('[0]'), DEPTH],
    ['conditionals', times('a ? b : ') + 'c', DEPTH],
    ['parentheses', times('(') + 'a' + times(')'), 0],
  ])('%s', (_, chain, nodes) => {
    const result = parse(inMethod(`x = ${chain};`));
    expect(result).toMatchObject({ errors: [], isComplete: true });
    expect(memberNames(result)).toEqual(['f', 'last']);
    let count = 0;
    walk(result.unit, () => count++);
    expect(count).toBeGreaterThan(nodes);
  });

  test('else if', () => {
    const result = parse(inMethod(`${times('if (a) b(); else ')}c();`));
    expect(result).toMatchObject({ errors: [], isComplete: true });
  });
});

describe('deep nesting is cut off with one error', () => {
  test.each([
    ['blocks', times('{') + times('}')],
    ['calls', `x = ${times('f(')}1${times(')')};`],
    ['sums in parentheses', `x = ${times('a + (')}1${times(')')};`],
    ['lambdas', `x = ${times('() -> ')}1;`],
    ['lambda blocks', times('x = () -> { ', 3000) + times('};', 3000)],
    ['negations', `x = ${times('!')}a;`],
    ['casts', `x = ${times('(A) ')}a;`],
    ['assignments', `${times('x = ')}a;`],
    ['anonymous classes', `x = ${times('new A() { int y = ', 3000)}1${times('; }', 3000)};`],
    ['array initializers', `x = new int[]${times('{')}${times('}')};`],
    ['switches', times('switch (a) { case 1: ', 3000) + times('}', 3000)],
    ['record patterns', `if (x instanceof ${times('A(')}int z${times(')')}) ;`],
    ['labels', `${times('a: ')};`],
    ['loops', `${times('while (a) ')};`],
    ['type arguments', `${times('A<')}B${times('>')} x;`],
    ['annotations', `${times('@A(')}1${times(')')} int x;`],
    ['local classes', times('class A { void g() { ', 3000) + times('} }', 3000)],
  ])('%s', (_, body) => {
    const result = parse(inMethod(body));
    expect(result.isComplete).toBe(false);
    expect(result.errors.map(({ message }) => message)).toEqual(['code is nested more than 400 levels deep']);
    const { start, end } = result.errors[0]!;
    expect(start).toBeGreaterThan(20);
    expect(end).toBeGreaterThan(start);
    expect(memberNames(result).at(-1)).toBe('last');
  });

  test('nested types', () => {
    const result = parse(times('class A { ') + times('}'));
    expect(result.errors.map(({ message }) => message)).toEqual(['code is nested more than 400 levels deep']);
  });

  test('brackets that are never closed are a syntax error', () => {
    for (const bracket of ['(', '{', '[', '<', '@A(', 'foo(', 'if (', 'new A() {']) {
      const result = parse(`class A { void f() { ${times(bracket)}`);
      expect(result.errors.length).toBeGreaterThan(0);
      expect(childrenOf(result.unit)).toBeInstanceOf(Array);
    }
  });
});
