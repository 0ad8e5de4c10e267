import { describe, expect, it } from 'vitest';
import { factsOf, lowered, loweredExpression, textAt } from './facts-of.ts';

describe('expressions', () => {
  it.each([
    ['1 + 2L * 3', '(1 + (2L * 3))'],
    ['"a" + o + \'c\'', '(("a" + $o) + "c")'],
    ['null == true', '(null == true)'],
    ['-f', '-f'],
    ['-2147483648', '-2147483648'],
    ['!f', '!f'],
    ['o++', '$o ++'],
    ['--f', 'f --'],
    ['f = o', 'f = $o'],
    ['a.b += 1', 'a.b += 1'],
    ['a = b = c', 'a = b = c'],
    ['a.b.C.d', 'a.b.C.d'],
    ['a.b().c[1].d(e, 2)', 'a.b().c[1].d(e, 2)'],
    ['this', 'this'],
    ['T.this.f', 'T.this.f'],
    ['super.toString()', 'super.toString()'],
    ['I.super.m()', 'I.super.m()'],
    ['T.<A>m()', 'T.m()'],
    ['new A<>(1)', 'new A(1)'],
    ['new a.B<C>()', 'new a.B<C>()'],
    ['o.new Inner(1)', '$o.new Inner(1)'],
    ['new A() { }', 'new A() #1'],
    ['new int[2][o][]', 'array int[][][][2][$o]'],
    ['new int[][] {{1}, null}', 'array int[][]{array int[]{1}, null}'],
    ['(A) o', '(A) $o'],
    ['(A<B> & C) o', '(A<B>) $o'],
    ['(int) 1.5', '(int) 1.5'],
    ['f ? o : null', '(f ? $o : null)'],
    ['o instanceof A<?>', '($o instanceof A<?>)'],
    ['o instanceof final A a', '($o instanceof A [A a])'],
    ['o instanceof P(int x, _)', '($o instanceof P [int x])'],
    ['() -> {}', '() => {}'],
    ['() -> 1', '() => { return 1 }'],
    ['a -> b -> a + b', '(var a) => { return (var b) => { return ($a + $b) } }'],
    ['(int a, var b) -> { return a; }', '(int a, var b) => { return $a }'],
    ['String::valueOf', 'String::valueOf'],
    ['a.b.C::new', 'a.b.C::new'],
    ['o::m', '$o::m'],
    ['this::m', 'this::m'],
    ['super::m', 'super::m'],
    ['int[]::new', '<int[]>::new'],
    ['List<String>::new', '<List<String>>::new'],
    ['String.class', 'String.class'],
    ['int[].class', 'int[].class'],
  ])('%s is %s', (source, expected) => {
    expect(loweredExpression(source)).toBe(expected);
  });

  it('exactly one of target and type is given for a method reference', () => {
    const facts = factsOf('class T { Object a = x.Y::m; Object b = int[]::new; }');
    const [a, b] = facts.types[0]!.initializers.map(({ body }) => body[0]);
    expect(a).toMatchObject({
      expression: { right: { kind: 'methodReference', target: { kind: 'select' }, type: null } },
    });
    expect(b).toMatchObject({
      expression: { right: { target: null, type: { name: 'int', dimensions: 1 }, name: 'new' } },
    });
  });

  it('text blocks and escapes are decoded', () => {
    expect(loweredExpression('"a\\tb"')).toBe('"a\\tb"');
    expect(loweredExpression('"""\n  a\n  b"""')).toBe('"a\\nb"');
  });

  it('spans cover the expression, name spans the member', () => {
    const source = 'class T { Object f = a.connect(1).url; }';
    const [initializer] = factsOf(source).types[0]!.initializers;
    const statement = initializer!.body[0]!;
    if (statement.kind !== 'expression' || statement.expression.kind !== 'assign') throw new Error('no assignment');
    const { left, right } = statement.expression;
    expect(textAt(source, left.span)).toBe('f');
    if (right?.kind !== 'select' || right.target.kind !== 'call') throw new Error('no selected call');
    expect(textAt(source, right.span)).toBe('a.connect(1).url');
    expect(textAt(source, right.nameSpan)).toBe('url');
    expect(textAt(source, right.target.nameSpan)).toBe('connect');
    expect(textAt(source, right.target.span)).toBe('a.connect(1)');
  });

  it('classes in lambdas and arguments are numbered as they are met', () => {
    expect(lowered('run(() -> new A() {}, new B(new C() {}) {});')).toBe(
      'run(() => { return new A() #1 }, new B(new C() #2) #3)',
    );
  });
});
