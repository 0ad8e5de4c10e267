import { describe, expect, it } from 'vitest';
import { factsOf, lowered, textAt } from './facts-of.ts';

describe('statements', () => {
  it.each([
    ['empty statements and assertions vanish', '; ; assert o != null : "o";', ''],
    ['a label gives its statement', 'outer: while (f) { continue outer; }', 'loop f { continue }'],
    ['if with single statements', 'if (f) a(); else b();', 'if f { a() } else { b() }'],
    ['else if nests', 'if (a) x(); else if (b) y(); else z();', 'if a { x() } else { if b { y() } else { z() } }'],
    ['if without else', 'if (f) { a(); b(); }', 'if f { a(); b() }'],
    ['while', 'while (f) a();', 'loop f { a() }'],
    ['do', 'do a(); while (f);', 'do-loop f { a() }'],
    [
      'for: header before the loop, updates at the end of its body',
      'for (int i = 0, j = 9; i < j; i++, j--) { a(); }',
      '{ local int i = 0; local int j = 9; loop ($i < $j) { a(); $i ++; $j -- } }',
    ],
    ['for with expressions in its header', 'for (a(), b(); ; ) c();', '{ a(); b(); loop { c() } }'],
    ['endless for', 'for (;;) {}', 'loop {}'],
    ['for-each', 'for (final String s : list()) a(s);', 'foreach String s in list() { a($s) }'],
    ['return with and without value', 'if (f) return; return a();', 'if f { return }; return a()'],
    ['throw', 'throw new E(o);', 'throw new E($o)'],
    ['synchronized', 'synchronized (lock()) { a(); }', 'synchronized lock() { a() }'],
    ['block', '{ a(); { b(); } }', '{ a(); { b() } }'],
    ['a variable without value', 'String s;', 'local String s'],
    ['array types of declarators', 'int[] a[], b;', 'local int[][] a; local int[] b'],
    [
      'array initialisers have the declared type',
      'int[][] a = {{1, 2}, {}, x()};',
      'local int[][] a = array int[][]{array int[]{1, 2}, array int[]{}, x()}',
    ],
    ['unnamed variables', 'var _ = a();', 'local var _ = a()'],
  ])('%s', (_title, source, expected) => {
    expect(lowered(source)).toBe(expected);
  });

  it('a local class is a statement with its index', () => {
    expect(lowered('class L {} record R() {} a();')).toBe('type #1; type #2; a()');
  });

  it('spans cover the statement, or the declarator when there are several', () => {
    const source = 'class T { void m() { int a = 1; int b = 2, c; if (a) x(); for (int i = 0;;) {} } }';
    const body = factsOf(source).types[0]!.methods[0]!.body!;
    expect(body.map(({ span }) => textAt(source, span))).toEqual([
      'int a = 1;',
      'b = 2',
      'c',
      'if (a) x();',
      'for (int i = 0;;) {}',
    ]);
  });
});

describe('try', () => {
  it.each([
    [
      'catch and finally',
      'try { a(); } catch (E e) { b(); } finally { c(); }',
      'try { a() } catch E e { b() } finally { c() }',
    ],
    ['multi-catch', 'try { a(); } catch (final A | b.C e) { throw e; }', 'try { a() } catch A|b.C e { throw $e }'],
    ['several catches', 'try {} catch (A a) {} catch (B b) {}', 'try {} catch A a {} catch B b {}'],
    ['declared resources', 'try (var a = a(); B b = b()) { c(); }', 'try (local var a = a(); local B b = b()) { c() }'],
    ['resources that exist', 'try (o; this.f) { c(); }', 'try ($o; this.f) { c() }'],
    ['empty finally', 'try { a(); } finally {}', 'try { a() }'],
  ])('%s', (_title, source, expected) => {
    expect(lowered(source)).toBe(expected);
  });
});

describe('switch', () => {
  it.each([
    [
      'old-style groups, one case for each label',
      'switch (o) { case 1: case 2: a(); break; default: b(); }',
      'switch $o [1 : {} | 2 : { a(); break } | default : { b() }]',
    ],
    [
      'rules of a statement',
      'switch (o) { case A, B -> a(); case C -> { b(); c(); } default -> throw new E(); }',
      'switch $o [A, B -> { a() } | C -> { b(); c() } | default -> { throw new E() }]',
    ],
    [
      'rules of an expression yield',
      'x = switch (o) { case A -> 1; case B -> { a(); yield 2; } default -> throw e; };',
      'x = switch $o [A -> { yield 1 } | B -> { a(); yield 2 } | default -> { throw e }]',
    ],
    [
      'old-style groups of an expression',
      'x = switch (o) { case A: yield 1; default: yield 2; };',
      'x = switch $o [A : { yield 1 } | default : { yield 2 }]',
    ],
    [
      'a switch statement in a switch expression does not yield',
      'x = switch (o) { default -> { switch (f) { default -> a(); } yield 1; } };',
      'x = switch $o [default -> { switch f [default -> { a() }]; yield 1 }]',
    ],
    [
      'patterns bind, null and default are told apart',
      'switch (o) { case A a -> x(a); case P(int x, Q(var y)) -> y(x, y); case null, default -> z(); }',
      'switch $o [A a -> { x($a) } | int x, var y -> { y($x, $y) } | null, default -> { z() }]',
    ],
  ])('%s', (_title, source, expected) => {
    expect(lowered(source)).toBe(expected);
  });
});
