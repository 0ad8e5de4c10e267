import { describe, expect, test } from 'vitest';
import type {
  ClassDeclaration,
  EnumDeclaration,
  InterfaceDeclaration,
  RecordDeclaration,
} from '../../src/java-ast/nodes.ts';
import { member, type, unitOf } from './orchard-samples.ts';
import { shape } from './shape.ts';

describe('compilation units', () => {
  test('have a package and imports of every form', () => {
    const unit = unitOf(
      'package a . b;\nimport c.D; import c.*; import static c.D.e; import static c.D.*; import module java.base;',
    );
    expect(unit.packageName).toBe('a.b');
    expect(unit.imports.map(({ form, name, onDemand }) => [form, name, onDemand])).toEqual([
      ['type', 'c.D', false],
      ['type', 'c', true],
      ['static', 'c.D.e', false],
      ['static', 'c.D', true],
      ['module', 'java.base', false],
    ]);
  });

  test('span the whole text and keep comments apart, in order', () => {
    const text = '// one\n/** two */ class A { /* three */ int a; // four\r\n}\n';
    const unit = unitOf(text);
    expect([unit.start, unit.end]).toEqual([0, text.length]);
    expect(unit.comments.map(({ style, start, end }) => [style, text.slice(start, end)])).toEqual([
      ['line', '// one'],
      ['block', '/** two */'],
      ['block', '/* three */'],
      ['line', '// four'],
    ]);
  });

  test('name a module', () => {
    const unit = unitOf('import a.B; @Deprecated open module com.acme { requires java.sql; exports a to b, c; }');
    expect(unit.moduleName).toBe('com.acme');
    expect(unit.imports).toHaveLength(1);
  });

  test('of compact source files have implicit members beside types', () => {
    const unit = unitOf(
      'String greeting = "hi"; static int count;\nvoid main() { } class Helper { } int f() { return 1; }',
    );
    expect(unit.implicitMembers.map(({ kind }) => kind)).toEqual([
      'FieldDeclaration',
      'FieldDeclaration',
      'MethodDeclaration',
      'MethodDeclaration',
    ]);
    expect(unit.types.map(({ name }) => name.name)).toEqual(['Helper']);
  });

  test('drop stray semicolons', () => {
    expect(unitOf(';import a.B;; class A { ; int a;; };').types[0]?.members).toHaveLength(1);
  });
});

describe('type declarations', () => {
  test('of classes have modifiers, annotations, bounds and clauses', () => {
    const text = '@A public sealed class C<T extends B & D<?>, U> extends x.Base<T[]> implements I, J permits K, L { }';
    const declaration = type(text) as ClassDeclaration;
    expect(declaration.start).toBe(0);
    expect(text.slice(declaration.body.start, declaration.body.end)).toBe('{ }');
    expect(shape({ ...declaration, body: [] })).toBe(
      'ClassDeclaration(annotations: [Annotation(name: A)], interfaces: [ClassType(name: I), ClassType(name: J)], ' +
        'modifiers: [public, sealed], name: C, permits: [ClassType(name: K), ClassType(name: L)], ' +
        'superclass: ClassType(name: x.Base, typeArguments: [ArrayType(dimensions: 1, elementType: ClassType(name: T))]), ' +
        'typeParameters: [TypeParameter(bounds: [ClassType(name: B), ClassType(name: D, typeArguments: [Wildcard()])], ' +
        'name: T), TypeParameter(name: U)])',
    );
  });

  test('keep non-sealed as one modifier', () => {
    expect(type('non-sealed strictfp class A { }').modifiers).toEqual(['non-sealed', 'strictfp']);
  });

  test('of interfaces have their extends list as interfaces', () => {
    const declaration = type(
      'sealed interface I extends A, B permits C { int X = 1; default void m() { } static void s() { } private void p() { } }',
    );
    expect(shape((declaration as InterfaceDeclaration).interfaces)).toBe('[ClassType(name: A), ClassType(name: B)]');
    expect(shape((declaration as InterfaceDeclaration).permits)).toBe('[ClassType(name: C)]');
    expect(declaration.members.map(({ kind }) => kind)).toEqual([
      'FieldDeclaration',
      'MethodDeclaration',
      'MethodDeclaration',
      'MethodDeclaration',
    ]);
  });

  test('of enums have constants with arguments and bodies apart from the members', () => {
    const declaration = type(
      'enum E implements I { @X A, B(1) { void m() { } }, C,; int f; E() { } }',
    ) as EnumDeclaration;
    expect(shape(declaration.constants)).toBe(
      '[EnumConstant(annotations: [Annotation(name: X)], name: A), ' +
        'EnumConstant(arguments: [1], body: ClassBody(members: [MethodDeclaration(body: Block(), name: m, ' +
        'returnType: PrimitiveType(name: void))]), name: B), EnumConstant(name: C)]',
    );
    expect(declaration.members.map(({ kind }) => kind)).toEqual(['FieldDeclaration', 'ConstructorDeclaration']);
  });

  test('of records have components and compact constructors', () => {
    const declaration = type(
      'record R<T>(@A int a, T... b) implements I { R { check(a); } static int c; }',
    ) as RecordDeclaration;
    expect(shape(declaration.components)).toBe(
      '[FormalParameter(annotations: [Annotation(name: A)], name: a, type: PrimitiveType(name: int)), ' +
        'FormalParameter(name: b, type: ClassType(name: T), variableArity: true)]',
    );
    expect(declaration.members.map(({ kind }) => kind)).toEqual(['CompactConstructorDeclaration', 'FieldDeclaration']);
  });

  test('of annotations have elements with defaults', () => {
    const declaration = type(
      '@interface A { int a(); String[] b() default { "x" }; B c() default @B(1); int D = 2; enum E { } }',
    );
    expect(shape(declaration.members.map((found) => ('defaultValue' in found ? found.defaultValue : found.kind)))).toBe(
      '[null, ArrayInitializer(values: ["x"]), Annotation(elements: [(name: value, value: 1)], name: B), ' +
        'FieldDeclaration, EnumDeclaration]',
    );
  });
});

describe('members', () => {
  test('of methods fold array dimensions behind names into the types', () => {
    expect(shape(member('public <T> T[] f(int a[], final String... b)[] throws E, F { }'))).toBe(
      'MethodDeclaration(body: Block(), modifiers: [public], name: f, parameters: [' +
        'FormalParameter(name: a, type: ArrayType(dimensions: 1, elementType: PrimitiveType(name: int))), ' +
        'FormalParameter(modifiers: [final], name: b, type: ClassType(name: String), variableArity: true)], ' +
        'returnType: ArrayType(dimensions: 2, elementType: ClassType(name: T)), ' +
        'throws: [ClassType(name: E), ClassType(name: F)], typeParameters: [TypeParameter(name: T)])',
    );
  });

  test('have no receiver parameters and no annotations on types', () => {
    expect(shape(member('@A int f(@B Sample this, java.lang.@C String s, List<@D T> l) { }'))).toBe(
      'MethodDeclaration(annotations: [Annotation(name: A)], body: Block(), name: f, parameters: [' +
        'FormalParameter(name: s, type: ClassType(name: java.lang.String)), ' +
        'FormalParameter(name: l, type: ClassType(name: List, typeArguments: [ClassType(name: T)]))], ' +
        'returnType: PrimitiveType(name: int))',
    );
  });

  test('of fields have declarators with dimensions and initializers', () => {
    expect(shape(member('static int a = 1, b[][] = { { 2 }, }, c;'))).toBe(
      'FieldDeclaration(declarators: [VariableDeclarator(dimensions: 0, initializer: 1, name: a), ' +
        'VariableDeclarator(dimensions: 2, initializer: ArrayInitializer(values: [ArrayInitializer(values: [2])]), name: b), ' +
        'VariableDeclarator(dimensions: 0, name: c)], modifiers: [static], type: PrimitiveType(name: int))',
    );
  });

  test('of initializers tell static ones apart; the range includes the keyword', () => {
    expect(member('static { }')).toMatchObject({ kind: 'Initializer', isStatic: true, start: 15, end: 25 });
    expect(member('{ }')).toMatchObject({ kind: 'Initializer', isStatic: false, start: 15, end: 18 });
  });

  test('of constructors may have statements in front of this() and super()', () => {
    expect(shape(member('<T> Sample(int a) throws E { check(a); <T>this(a, 1); }'))).toBe(
      'ConstructorDeclaration(body: Block(statements: [' +
        'ExpressionStatement(expression: MethodInvocation(arguments: [a], name: check)), ' +
        'ExplicitConstructorInvocation(arguments: [a, 1], keyword: this)]), name: Sample, parameters: [' +
        'FormalParameter(name: a, type: PrimitiveType(name: int))], throws: [ClassType(name: E)], ' +
        'typeParameters: [TypeParameter(name: T)])',
    );
    expect(shape(member('Sample() { outer.f.super(2); }'))).toContain(
      'ExplicitConstructorInvocation(arguments: [2], keyword: super, qualifier: FieldAccess(name: f, target: outer))',
    );
  });

  test('have annotations with single, named and nested elements', () => {
    const { annotations } = member('@a.B(x = 1, y = { @C, @D("e") }) @F(g + h) @I() int a;') as {
      annotations: unknown;
    };
    expect(shape(annotations)).toBe(
      '[Annotation(elements: [(name: x, value: 1), (name: y, value: ArrayInitializer(values: [Annotation(name: C), ' +
        'Annotation(elements: [(name: value, value: "e")], name: D)]))], name: a.B), ' +
        'Annotation(elements: [(name: value, value: BinaryExpression(left: g, operator: +, right: h))], name: F), ' +
        'Annotation(name: I)]',
    );
  });
});

describe('types', () => {
  test.each([
    [
      'Map.Entry<K, List<int[]>>[]',
      'ArrayType(dimensions: 1, elementType: ClassType(name: Map.Entry, typeArguments: [ClassType(name: K), ClassType(name: List, typeArguments: [ArrayType(dimensions: 1, elementType: PrimitiveType(name: int))])]))',
    ],
    ['A<B>.C<D>', 'ClassType(name: A.C, typeArguments: [ClassType(name: D)])'],
    [
      'A<? extends B, ? super C[], ?>',
      'ClassType(name: A, typeArguments: [Wildcard(bound: ClassType(name: B), boundKind: extends), Wildcard(bound: ArrayType(dimensions: 1, elementType: ClassType(name: C)), boundKind: super), Wildcard()])',
    ],
    ['int @A [] @B({1}) []', 'ArrayType(dimensions: 2, elementType: PrimitiveType(name: int))'],
    ['a . /* [ */ B', 'ClassType(name: a.B)'],
  ])('%s', (written, expected) => {
    expect(shape((member(`${written} f;`) as { type: unknown } | undefined)?.type)).toBe(expected);
  });
});
