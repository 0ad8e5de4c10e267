import { describe, expect, it } from 'vitest';
import { binaryNames, bodyOf, factsOf, initializersOf, textAt, typeOf } from './facts-of.ts';

describe('compilation units', () => {
  it('package, imports, file and line starts are kept', () => {
    const facts = factsOf(
      'package com.acme;\nimport java.util.List;\r\nimport java.net.*;\nimport static a.B.c;\nimport static a.B.*;\nclass T {}',
      'src/T.java',
    );
    expect(facts.packageName).toBe('com.acme');
    expect(facts.file).toBe('src/T.java');
    expect(facts.lineStarts.slice(0, 3)).toEqual([0, 18, 42]);
    expect(facts.imports).toEqual([
      { form: 'type', name: 'java.util.List', onDemand: false },
      { form: 'type', name: 'java.net', onDemand: true },
      { form: 'static', name: 'a.B.c', onDemand: false },
      { form: 'static', name: 'a.B', onDemand: true },
    ]);
  });

  it('a file without types has none', () => {
    expect(factsOf('').types).toEqual([]);
    expect(factsOf('package a;').types).toEqual([]);
  });

  it('members around a syntax error are there', () => {
    const facts = factsOf('class T { int a = 1; void broken( { ; int b = 2; void ok() { use(a); } }');
    expect(facts.syntaxErrors.length).toBeGreaterThan(0);
    expect(facts.types[0]!.fields.map(({ name }) => name)).toContain('a');
  });

  it('a compact source file is a final class named after the file', () => {
    const source = 'int count = 0;\nvoid main() { count++; helper(); }\nvoid helper() {}\nrecord Pair(int a) {}';
    const facts = factsOf(source, 'apps/Hello.java');
    expect(binaryNames(facts)).toEqual(['Hello', 'Hello$Pair']);
    const [type] = facts.types;
    expect(type).toMatchObject({ name: 'Hello', kind: 'class', outer: -1, isLocal: false, modifiers: ['final'] });
    expect(type!.methods.map(({ name }) => name)).toEqual(['main', 'helper']);
    expect(initializersOf(type!)).toEqual(['count = 0']);
    expect(textAt(source, type!.span)).toBe(source);
  });
});

describe('binary names', () => {
  it('member types are joined with $ and come after their outer type', () => {
    const facts = factsOf('class A { class B { interface C {} } enum D { X } } record E(int a) { class F {} }');
    expect(binaryNames(facts)).toEqual(['A', 'A$B', 'A$B$C', 'A$D', 'E', 'E$F']);
    expect(facts.types.map(({ outer }) => outer)).toEqual([-1, 0, 1, 0, -1, 4]);
    expect(facts.types.every(({ isLocal }) => !isLocal)).toBe(true);
  });

  it('anonymous classes are numbered in textual order within the type around them', () => {
    const facts = factsOf(`class A {
      Object first = new Object() {};
      class B { Object b = new Object() {}; }
      { use(new Object() { Object inner = new Object() {}; }); }
      void m() { Runnable r = () -> use(new Object() {}); }
    }`);
    expect(binaryNames(facts)).toEqual(['A', 'A$1', 'A$B', 'A$B$1', 'A$2', 'A$2$1', 'A$3']);
    expect(facts.types.map(({ outer }) => outer)).toEqual([-1, 0, 0, 2, 0, 4, 0]);
  });

  it('local classes are numbered for each simple name', () => {
    const facts = factsOf(`class A {
      void m() { class L { class M {} } enum E { X } new L() {}; }
      void n() { class L {} interface I {} }
    }`);
    expect(binaryNames(facts)).toEqual(['A', 'A$1L', 'A$1L$M', 'A$1E', 'A$1', 'A$2L', 'A$1I']);
    expect(facts.types.filter(({ isLocal }) => isLocal).map(({ binaryName }) => binaryName)).toEqual([
      'A$1L',
      'A$1E',
      'A$1',
      'A$2L',
      'A$1I',
    ]);
  });

  it('an anonymous class in an argument is numbered before the class that takes it', () => {
    const facts = factsOf('class A { Object a = new X(new Y() {}) {}; }');
    expect(typeOf(facts, 'A$1').superclass).toEqual({ name: 'Y' });
    expect(typeOf(facts, 'A$2').superclass).toEqual({ name: 'X' });
  });

  it('a class in an assertion exists although the assertion is dropped', () => {
    const facts = factsOf('class A { void m() { assert check(new Object() {}); use(new Runnable() {}); } }');
    expect(bodyOf(typeOf(facts, 'A'), 'm')).toBe('use(new Runnable() #2)');
    expect(typeOf(facts, 'A$2').superclass).toEqual({ name: 'Runnable' });
  });

  it('names of Object.prototype are numbered like others', () => {
    expect(binaryNames(factsOf('class A { void m() { class constructor {} class __proto__ {} } }'))).toEqual([
      'A',
      'A$1constructor',
      'A$1__proto__',
    ]);
  });
});

describe('type headers', () => {
  it('a class keeps its modifiers, annotations, type parameters and supertypes', () => {
    const source = '@Ann("x") public abstract class T<A extends B & C, D> extends S<A> implements I, J.K<D[]> { }';
    const [type] = factsOf(source).types;
    expect(type).toMatchObject({
      kind: 'class',
      modifiers: ['public', 'abstract'],
      typeParameters: [
        { name: 'A', bound: { name: 'B' } },
        { name: 'D', bound: null },
      ],
      superclass: { name: 'S', arguments: [{ name: 'A' }] },
      interfaces: [{ name: 'I' }, { name: 'J.K', arguments: [{ name: 'D', dimensions: 1 }] }],
    });
    expect(type!.annotations.map(({ name }) => name)).toEqual(['Ann']);
    expect(textAt(source, type!.span)).toBe(source);
    expect(textAt(source, type!.nameSpan)).toBe('T');
  });

  it('the extends list of an interface are its interfaces', () => {
    const [type] = factsOf('interface I extends A, B {}').types;
    expect(type).toMatchObject({ kind: 'interface', superclass: null, interfaces: [{ name: 'A' }, { name: 'B' }] });
  });

  it('an anonymous class has the type after new, the body for its span', () => {
    const source = 'class T { Object o = new Base<String>(1) { int x; }; }';
    const type = typeOf(factsOf(source), 'T$1');
    expect(type).toMatchObject({
      name: '',
      kind: 'anonymous',
      isLocal: true,
      modifiers: [],
      superclass: { name: 'Base', arguments: [{ name: 'String' }] },
      interfaces: [],
    });
    expect(textAt(source, type.span)).toBe('{ int x; }');
    expect(textAt(source, type.nameSpan)).toBe('Base<String>');
  });

  it.each([
    ['class T { enum E { A } }', 'T$E', ['static', 'final']],
    ['class T { enum E { A { } } }', 'T$E', ['static']],
    ['class T { private record R() {} }', 'T$R', ['private', 'static', 'final']],
    ['class T { interface I {} }', 'T$I', ['static', 'abstract']],
    ['class T { @interface I {} }', 'T$I', ['static', 'abstract']],
    ['class T { class C {} }', 'T$C', []],
    ['class T { static final class C {} }', 'T$C', ['static', 'final']],
    ['interface T { class C {} }', 'T$C', ['public', 'static']],
    ['@interface T { enum E {} }', 'T$E', ['public', 'static', 'final']],
    ['class T { void m() { record R() {} } }', 'T$1R', ['static', 'final']],
    ['interface T { default void m() { class C {} } }', 'T$1C', []],
    ['enum E { A }', 'E', ['final']],
    ['record R() {}', 'R', ['final']],
    ['sealed class S permits P {}', 'S', ['sealed']],
  ])('%s: %s is %j', (source, binaryName, modifiers) => {
    expect(typeOf(factsOf(source), binaryName).modifiers).toEqual(modifiers);
  });
});

describe('annotations', () => {
  it('elements are expressions, a single one is value, nested annotations are unknown', () => {
    const source = '@P("a" + B.C) @Q(n = {1, 2}, type = String.class, nested = @R(1), list = {@R, @R}) @S class T {}';
    const [p, q, s] = factsOf(source).types[0]!.annotations;
    expect(p!.elements.value).toMatchObject({ kind: 'binary', operator: '+', right: { kind: 'select', name: 'C' } });
    expect(q!.elements.n).toMatchObject({
      kind: 'array',
      type: null,
      sizes: [],
      values: [{ value: 1 }, { value: 2 }],
    });
    expect(q!.elements.type).toMatchObject({ kind: 'classLiteral', type: { name: 'String' } });
    expect(q!.elements.nested!.kind).toBe('unknown');
    expect(q!.elements.list).toMatchObject({ values: [{ kind: 'unknown' }, { kind: 'unknown' }] });
    expect(s).toMatchObject({ name: 'S', elements: {} });
    expect(textAt(source, s!.span)).toBe('@S');
  });

  it('an element may be called __proto__', () => {
    const [annotation] = factsOf('@A(__proto__ = 1) class T {}').types[0]!.annotations;
    expect(Object.keys(annotation!.elements)).toEqual(['__proto__']);
  });
});
