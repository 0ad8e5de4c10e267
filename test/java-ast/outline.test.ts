import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/java-ast/outline.ts';

/** What is left of the text, white space made one; what is shown comes from where the offsets say. */
function outlined(text: string): string | null {
  const { reduced, bodyEnds } = outlineOf(text);
  if (reduced === null) return null;
  expect(reduced.offsets).toHaveLength(reduced.text.length);
  for (const [index, offset] of reduced.offsets.entries()) {
    if (reduced.text[index] !== ' ') expect(text[offset]).toBe(reduced.text[index]);
  }
  for (const end of bodyEnds) expect(text[end - 1]).toBe('}');
  return reduced.text.replaceAll('{}', '{~}').replace(/\s+/g, ' ').trim();
}

describe('the outline of a file', () => {
  it.each([
    [
      'methods',
      'class A { int f() { return 1; } void g() throws E { if (a) { b(); } } }',
      'class A { int f() {~} void g() throws E {~} }',
    ],
    [
      'generic methods and arrays',
      'class A { <T extends B & C> T[] f()[] { return null; } }',
      'class A { <T extends B & C> T[] f()[] {~} }',
    ],
    [
      'annotated members',
      '@X(1) class A { @Y({1, 2}) @a.b.Z(q = "{") int f(@P int x) { x(); } }',
      '@X(1) class A { @Y({1, 2}) @a.b.Z(q = "{") int f(@P int x) {~} }',
    ],
    [
      'default methods',
      'interface I { @X(1) default int f() { return 1; } int g(); static void h() { g(); } }',
      'interface I { @X(1) default int f() {~} int g(); static void h() {~} }',
    ],
    [
      'members of enums',
      'enum E { A(1) { int f() { return 2; } }, B; E() { } int f() { return 1; } }',
      'enum E { A(1) { int f() { return 2; } }, B; E() { } int f() {~} }',
    ],
    [
      'methods behind values',
      'class A { int[] a = {1, 2}, b = f(() -> { g(); }); void f() { h(); } }',
      'class A { int[] a = {1, 2}, b = f(() -> { g(); }); void f() {~} }',
    ],
    [
      'methods behind initialisers',
      'class A { static { x = 1; } { y = 2; } int f() { g(); } }',
      'class A { static { x = 1; } { y = 2; } int f() {~} }',
    ],
    ['compact source files', 'void main() { f(); }', 'void main() {~}'],
    [
      'members of nested types',
      'class A { interface B { class C { void f() { g(); } } } }',
      'class A { interface B { class C { void f() {~} } } }',
    ],
  ])('leaves out the bodies of %s', (_, text, expected) => {
    expect(outlined(text)).toBe(expected);
  });

  it.each([
    ['an anonymous class', 'class A { void f() { run(new B<C[]>(1) { int g() { return 1; } }); } }'],
    [
      'constructors',
      'class A { A() { super(); } record B(int x) { @C(1) B { check(x); } B(int y, int z) { this(y); } } }',
    ],
    ['a local class', 'class A { void f() { class B { } } }'],
    ['a local record', 'class A { void f() { record B(int x) { } } }'],
    ['a local enum', 'class A { void f() { enum B { X } } }'],
    ['a default value', '@interface A { int[] f() default {1, 2}; }'],
  ])('keeps %s', (_, text) => {
    expect(outlined(text)).toBe(text);
  });

  it('is not taken in by braces in comments, strings and characters', () => {
    const text = `class A { /* { */ void f() { a("}"); // }
      b('}'); c("""
      } \\""" " """); } int g; }`;
    expect(outlined(text)).toBe('class A { void f() {~} int g; }');
  });

  it('leaves out a body that creates arrays and class literals', () => {
    expect(outlined('class A { void f() { g(new int[] {1}, B.class, new B(1)); { h(); } } }')).toBe(
      'class A { void f() {~} }',
    );
  });

  it.each([
    'class A { void f() {',
    'class A { } }',
    'class A { String s = "a; }',
    'class A { /* }',
    "class A { char c = 'a; }",
    'class A { void f() } }',
  ])('is not sure of %j', (text) => {
    expect(outlineOf(text)).toMatchObject({ reduced: null, bodyEnds: [] });
  });

  it('has the words of all but comments, and the values of strings', () => {
    const { words } = outlineOf(
      'class A { /* no */ int f() { return g("a\\tb", 1.5f, \'c\', """\n  two\n  """); } // neither\n }',
    );
    expect(words).toEqual(['class', 'A', 'int', 'f', 'return', 'g', 'a\tb', 'c', 'two\n']);
  });

  it('knows which classes are created', () => {
    const text = `class A { Object f() { new B(); new a.b.C<D, E[]>(x) { }; new F[3]; new @G H(); return g(I::new, J<K>::new, L[]::new, m::n); } }`;
    expect(outlineOf(text).created).toEqual(['B', 'C', 'H', 'I', 'J']);
  });

  it('knows the types that are called by qualified names, imports aside', () => {
    const text = `package a.b; import c.d.E; import static f.G.*;
      @h.I class J extends k . l /* m */ . N<o.P[]> { q.@R(1) S t; Object u = v.w(x.y.Z::new, "aa.Bb", this.cc, 1.0f); int dd(ee.Ff... gg) { hh.ii; JJ.kk.Ll(); } }`;
    expect(outlineOf(text).qualified).toEqual(['h.I', 'k.l.N', 'o.P', 'q.*', 'x.y.Z', 'ee.Ff', 'kk.Ll']);
  });
});
