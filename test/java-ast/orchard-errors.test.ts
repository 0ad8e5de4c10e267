import { describe, expect, test } from 'vitest';
import { createMemory, watchGrowth } from '../../src/java-ast/orchard/wasm-memory.ts';
import { allOf, memberNames, parse } from './orchard-samples.ts';
import { shape } from './shape.ts';

describe('a broken member costs that member only', () => {
  test.each([
    ['field', 'int a = ;'],
    ['field without type', 'a = 1;'],
    ['parameter list', 'void f( { g(); }'],
    ['parameter', 'void f(int, ) { g(); }'],
    ['statement', 'void f() { int = 3; g(); }'],
    ['call', 'void f() { foo(1, ; g(); }'],
    ['selection', 'void f() { foo.; g(); }'],
    ['unfinished string', 'void f() { g("x); }'],
    ['stray characters', 'void f() { g(); } # %'],
    ['string of a quote only', 'void f() { g("); }'],
    ['strings that swallow lines', 'String a = "x;\n String b = "y;'],
  ])('%s: %s', (_, broken) => {
    const result = parse(
      `package p; class A extends B { int before; void early() { }\n${broken}\nvoid late() { h(); } int after; }`,
    );
    expect(result.errors.length).toBeGreaterThan(0);
    expect(result.unit.types.map(({ name }) => name.name)).toEqual(['A']);
    const names = memberNames(result);
    expect(names).toEqual(expect.arrayContaining(['before', 'early', 'late', 'after']));
  });

  test('and in a broken statement the others of its block stay', () => {
    const { unit, errors } = parse('class A { void f() { a(); b(1, ; c(); } }');
    expect(errors).toEqual([{ start: 27, end: 30, message: "syntax error near '('" }]);
    expect(allOf(unit, 'MethodInvocation').map(({ start }) => start)).toEqual(expect.arrayContaining([21, 33]));
  });
});

describe('errors', () => {
  test('name a missing token and its place', () => {
    expect(parse('class A { int a }').errors).toEqual([{ start: 15, end: 15, message: "';' expected" }]);
    expect(parse('class A { void f() { }').errors).toEqual([{ start: 22, end: 22, message: "'}' expected" }]);
  });

  test('are none for an empty file, white space or comments', () => {
    for (const text of ['', ' \n', '// a', '/* a */', ';']) expect(parse(text).errors).toEqual([]);
  });

  test('are given for statements where only declarations can stand', () => {
    expect(parse('int a; a = 1;').errors).toEqual([
      { start: 7, end: 13, message: 'class, interface, enum, record or method declaration expected' },
    ]);
  });

  test('are at most a hundred, in order', () => {
    const { errors } = parse(`class A { ${'int a }; void f( { '.repeat(500)} }`);
    expect(errors.length).toBeLessThanOrEqual(101);
    expect(errors.map(({ start }) => start)).toEqual(errors.map(({ start }) => start).sort((a, b) => a - b));
  });

  test('replace the expression that is not there', () => {
    const { unit } = parse('class A { void f() { a = ; return b + ; } }');
    expect(shape(unit.types)).toContain('name: f');
  });

  test('come for text that is no Java at all, without an exception', () => {
    for (const text of [
      '}{)(',
      '"',
      "'",
      '/*',
      '"""',
      '@',
      '<<<<<<< HEAD',
      '{"a": 1}',
      'class',
      '\0',
      '\u2028',
      '\ud800',
    ]) {
      expect(() => parse(text)).not.toThrow();
    }
  });
});

describe('a method thrown out of its class by an early brace', () => {
  test('goes back to the class in front of it', () => {
    const { unit, errors } = parse('package p; class A { void f() { } } } int a; void g() { } class B { }');
    expect(errors.length).toBeGreaterThan(0);
    expect(unit.implicitMembers).toEqual([]);
    expect(unit.types.map(({ name, members }) => [name.name, members.length])).toEqual([
      ['A', 3],
      ['B', 0],
    ]);
  });
});

/** A class with a method before and one after the lines that are being typed, which stand in the middle of a method. */
function typing(...lines: readonly string[]): string {
  return [
    'package p;',
    '',
    'public class A {',
    '  private int before;',
    '',
    '  void early(String name) {',
    '    a("{");',
    ...lines,
    '    // (',
    '    b();',
    '  }',
    '',
    '  /** {@code c} */',
    '  @Override',
    '  void late() {',
    '    c();',
    '  }',
    '  int after;',
    '}',
  ].join('\n');
}

describe('a bracket that is not closed', () => {
  test.each([
    ['call', ['    String s = String.valueOf(']],
    ['call in a call', ['    String s = String.valueOf(new Object(']],
    ['call on several lines', ['    foo(a,', '        b']],
    ['condition', ['    if (name.equals("x"']],
    ['condition and brace', ['    if (a) {', '      foo(1']],
    ['loop', ['    for (int i = 0; i < list.size(']],
    ['index', ['    int i = a[']],
    ['lambda', ['    list.forEach(x -> {', '      x.y(']],
    ['lambda of an expression', ['    list.stream()', '        .map(x -> x.y(1']],
    ['brace', ['    if (a) {']],
    ['resource', ['    try (var in = open(']],
    [
      'anonymous class',
      ['    Runnable r = new Runnable() {', '      @Override', '      public void run() {', '        go('],
    ],
    ['switch', ['    switch (a) {', '    case 1:', '      go(']],
  ])('costs the statement it is in, where the indentation shows that the next one begins: %s', (_, lines) => {
    const result = parse(typing(...lines));
    expect(result.errors.length).toBeGreaterThan(0);
    expect(result.unit.types.map(({ name }) => name.name)).toEqual(['A']);
    expect(memberNames(result)).toEqual(expect.arrayContaining(['before', 'early', 'late', 'after']));
    const calls = allOf(result.unit, 'MethodInvocation').map(({ start }) => start);
    expect(calls).toEqual(
      expect.arrayContaining([...typing(...lines).matchAll(/(?<=^ {4})[abc](?=\()/gm)].map(({ index }) => index)),
    );
  });

  test('is told where it is missed', () => {
    const braces = [
      'class A {',
      '  void f() {',
      '    if (a) {',
      '      b("}");',
      '  }',
      '  public void g() { c(); }',
      '}',
    ];
    expect(parse(braces.join('\n')).errors).toEqual([
      { start: 52, end: 52, message: "'}' expected in front of this line" },
    ]);
    const call = typing('    foo(1');
    const end = call.indexOf('foo(1') + 'foo(1'.length;
    expect(parse(call).errors).toEqual([{ start: end, end, message: "')' expected" }]);
  });

  test('in code without indentation is left as it is', () => {
    const { errors } = parse('class A {\nvoid f() {\nif (a) {\n}\npublic void g() { }\n}');
    expect(errors.map(({ message }) => message)).not.toContain("'}' expected in front of this line");
  });

  test.each([
    ['parameters on lines of their own', 'void f(\n    int a,\n    int b)\n  {\n    g();\n  }'],
    ['code that begins left of its method', 'void f() {\ng();\nif (a) { h(); }\n  }'],
    [
      'labels that stand below their switch',
      'void f() {\n    switch (a) {\n    case 1: g();\n    default: h();\n    }\n  }',
    ],
    ['braces on the next line', 'void f()\n  {\n    if (a)\n      {\n        g();\n      }\n    h();\n  }'],
  ])('is not seen in %s, beside another error', (_, member) => {
    const result = parse(`class A {\n  ${member}\n\n  int a = ;\n\n  void late() { }\n}`);
    expect(result.errors.map(({ message }) => message)).not.toContain("'}' expected in front of this line");
    expect(memberNames(result)).toEqual(expect.arrayContaining(['f', 'late']));
  });
});

describe('the memory of the grammar', () => {
  test('is watched from what it has grown to: a file that met the limit does not stop the next', () => {
    const memory = { buffer: { byteLength: 2 ** 25 } };
    const isTooMuch = watchGrowth(memory);
    expect(isTooMuch()).toBe(false);
    memory.buffer = { byteLength: 2 ** 30 + 2 ** 16 };
    expect(isTooMuch()).toBe(true);
    const isTooMuchForTheNext = watchGrowth(memory);
    expect(isTooMuchForTheNext()).toBe(false);
    memory.buffer = { byteLength: 2 ** 30 + 2 ** 17 };
    expect(isTooMuchForTheNext()).toBe(true);
  });

  test('can grow, up to what the runtime allows', () => {
    expect(createMemory().buffer.byteLength).toBe(2 ** 25);
  });
});
