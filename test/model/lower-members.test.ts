import { describe, expect, it } from 'vitest';
import { bodyOf, factsOf, initializersOf, textAt, typeOf } from './facts-of.ts';

describe('fields', () => {
  const source = 'class T { @A private static final int x = 1, y[] = {2}; volatile String z; }';
  const [type] = factsOf(source).types;

  it('each declarator is a field with the modifiers and annotations of the declaration', () => {
    const [x, y, z] = type!.fields;
    expect(x).toMatchObject({
      name: 'x',
      type: { name: 'int' },
      modifiers: ['private', 'static', 'final'],
      annotations: [{ name: 'A' }],
      isStatic: true,
      isFinal: true,
      isEnumConstant: false,
    });
    expect(y).toMatchObject({ name: 'y', type: { name: 'int', dimensions: 1 }, isStatic: true });
    expect(z).toMatchObject({ name: 'z', isStatic: false, isFinal: false });
    expect(textAt(source, y!.nameSpan)).toBe('y');
    expect(textAt(source, z!.span)).toBe('volatile String z;');
  });

  it('a value is an initialiser that assigns the field; without one there is no initialiser', () => {
    expect(type!.initializers.map(({ field }) => field)).toEqual(['x', 'y']);
    expect(initializersOf(type!)).toEqual(['static x = 1', 'static y = array int[]{2}']);
    expect(textAt(source, type!.initializers[1]!.span)).toBe('y[] = {2}');
  });
});

describe('initialisers', () => {
  it('fields and blocks are in textual order, static and instance mixed', () => {
    const type = typeOf(
      factsOf('class T { int a = 1; static { s(); } static int b = 2; { i(); } int c; T() {} int d = 4; }'),
      'T',
    );
    expect(initializersOf(type)).toEqual(['a = 1', 'static s()', 'static b = 2', 'i()', 'd = 4']);
    expect(type.initializers.map(({ field }) => field)).toEqual(['a', null, 'b', null, 'd']);
  });

  it('double braces are an instance block of the anonymous class', () => {
    const facts = factsOf('class T { static Map m = new HashMap() {{ put(1, 2); }}; }');
    expect(initializersOf(typeOf(facts, 'T'))).toEqual(['static m = new HashMap() #1']);
    expect(initializersOf(typeOf(facts, 'T$1'))).toEqual(['put(1, 2)']);
  });
});

describe('enums', () => {
  const source = `enum E { @D A(1) { int n() { return k; } }, B; static final int k = 3; final int v; static { x(); }
    E(int... v) { this.v = v[0]; } int n() { return v; } }`;
  const facts = factsOf(source);
  const type = typeOf(facts, 'E');

  it('constants are public static final fields of the enum type', () => {
    expect(type.fields.map(({ name, isEnumConstant }) => [name, isEnumConstant])).toEqual([
      ['A', true],
      ['B', true],
      ['k', false],
      ['v', false],
    ]);
    expect(type.fields[0]).toMatchObject({
      type: { name: 'E' },
      modifiers: ['public', 'static', 'final'],
      annotations: [{ name: 'D' }],
      isStatic: true,
      isFinal: true,
    });
    expect(textAt(source, type.fields[0]!.nameSpan)).toBe('A');
  });

  it('constants are created first, with their arguments and class bodies', () => {
    expect(initializersOf(type)).toEqual([
      'static A = new E(1) #1',
      'static B = new E()',
      'static k = 3',
      'static x()',
    ]);
    expect(type.initializers[0]!.field).toBe('A');
  });

  it('a constant with a body is an anonymous subclass', () => {
    const body = typeOf(facts, 'E$1');
    expect(body).toMatchObject({ kind: 'anonymous', outer: 0, isLocal: true, superclass: { name: 'E' } });
    expect(bodyOf(body, 'n')).toBe('return k');
    expect(textAt(source, body.nameSpan)).toBe('A');
  });

  it('constructors are private', () => {
    expect(type.methods.find(({ name }) => name === '<init>')!.modifiers).toEqual(['private']);
  });
});

describe('records', () => {
  it('components are private final fields; a compact constructor takes them as parameters', () => {
    const type = typeOf(
      factsOf(
        'record R<T>(@A int x, String... rest) { static int c = 1; R { x = check(x) + c; } int x() { return x; } }',
      ),
      'R',
    );
    expect(type.recordComponents).toEqual(['x', 'rest']);
    expect(type.fields.map(({ name, modifiers }) => `${modifiers.join(' ')} ${name}`)).toEqual([
      'private final x',
      'private final rest',
      'static c',
    ]);
    expect(type.fields[1]!.type).toEqual({ name: 'String', dimensions: 1 });
    const [constructor] = type.methods;
    expect(constructor).toMatchObject({ name: '<init>', isCompact: true, variableArity: true });
    expect(constructor!.parameters.map(({ name }) => name)).toEqual(['x', 'rest']);
    expect(bodyOf(type, '<init>')).toBe('$x = (check($x) + c)');
    expect(bodyOf(type, 'x')).toBe('return x');
  });

  it('no constructor is made up, a canonical one is an ordinary one', () => {
    expect(typeOf(factsOf('record R(int x) {}'), 'R').methods).toEqual([]);
    const type = typeOf(factsOf('record R(int x) { R(int x) { this.x = x; } }'), 'R');
    expect(type.methods[0]!.isCompact).toBe(false);
    expect(bodyOf(type, '<init>')).toBe('this.x = $x');
  });
});

describe('interfaces', () => {
  const type = typeOf(
    factsOf('interface I { int K = k(); void a(); default void b() {} static void c() {} private void d() {} }'),
    'I',
  );

  it('fields are public static final constants with static initialisers', () => {
    expect(type.fields[0]).toMatchObject({ modifiers: ['public', 'static', 'final'], isStatic: true, isFinal: true });
    expect(initializersOf(type)).toEqual(['static K = k()']);
  });

  it('methods are public unless private, and abstract without body', () => {
    expect(
      type.methods.map(({ name, modifiers, isAbstract, isStatic }) => [name, modifiers, isAbstract, isStatic]),
    ).toEqual([
      ['a', ['public', 'abstract'], true, false],
      ['b', ['default', 'public'], false, false],
      ['c', ['static', 'public'], false, true],
      ['d', ['private'], false, false],
    ]);
    expect(type.methods.map(({ body }) => body)).toEqual([null, [], [], []]);
  });

  it('annotation elements are abstract methods', () => {
    const annotation = typeOf(factsOf('@interface A { String value() default "x"; int[] n(); }'), 'A');
    expect(annotation.methods.map(({ name, isAbstract, body }) => [name, isAbstract, body])).toEqual([
      ['value', true, null],
      ['n', true, null],
    ]);
    expect(annotation.methods[1]!.returnType).toEqual({ name: 'int', dimensions: 1 });
  });
});

describe('methods and constructors', () => {
  it('a method keeps its whole header', () => {
    const source =
      'class T { @Bean public static <Q extends R> List<Q> m(@P final Map<String, ?> a, int[]... b) { return a; } }';
    const [method] = factsOf(source).types[0]!.methods;
    expect(method).toMatchObject({
      name: 'm',
      variableArity: true,
      returnType: { name: 'List', arguments: [{ name: 'Q' }] },
      typeParameters: [{ name: 'Q', bound: { name: 'R' } }],
      modifiers: ['public', 'static'],
      isStatic: true,
      isAbstract: false,
      isCompact: false,
    });
    expect(method!.parameters).toMatchObject([
      {
        name: 'a',
        type: { name: 'Map', arguments: [{ name: 'String' }, { name: '?' }] },
        annotations: [{ name: 'P' }],
      },
      { name: 'b', type: { name: 'int', dimensions: 2 }, annotations: [] },
    ]);
    expect(method!.annotations.map(({ name }) => name)).toEqual(['Bean']);
    expect(textAt(source, method!.nameSpan)).toBe('m');
    expect(textAt(source, method!.parameters[0]!.span)).toBe('@P final Map<String, ?> a');
  });

  it('abstract and native methods have no body', () => {
    const { methods } = typeOf(factsOf('abstract class T { abstract void a(); native int b(); void c() {} }'), 'T');
    expect(methods.map(({ body, isAbstract }) => [body, isAbstract])).toEqual([
      [null, true],
      [null, false],
      [[], false],
    ]);
  });

  it('constructors are <init>, their delegation is a constructor call', () => {
    const type = typeOf(factsOf('class T { T() { this(make()); } T(int a) { super(a); x = a; } }'), 'T');
    expect(type.methods.map(({ name, returnType }) => [name, returnType])).toEqual([
      ['<init>', { name: 'void' }],
      ['<init>', { name: 'void' }],
    ]);
    expect(bodyOf(type, '<init>')).toBe('this(make())!');
  });

  it('statements may come before the constructor call', () => {
    const type = typeOf(factsOf('class T { T(int a) { int b = a + 1; check(b); super(b); } }'), 'T');
    expect(bodyOf(type, '<init>')).toBe('local int b = ($a + 1); check($b); super($b)!');
  });

  it('the qualifier of a superclass constructor call is evaluated first', () => {
    const type = typeOf(factsOf('class T { T(Outer o) { o.get().super(1); } }'), 'T');
    expect(bodyOf(type, '<init>')).toBe('$o.get(); super(1)!');
  });

  it('upper bounds of wildcards are the type itself, lower and missing ones are ?', () => {
    const { fields } = typeOf(factsOf('class T { A<? extends B<C>, ? super D, ?, int[][]> f; }'), 'T');
    expect(fields[0]!.type).toEqual({
      name: 'A',
      arguments: [
        { name: 'B', arguments: [{ name: 'C' }] },
        { name: '?' },
        { name: '?' },
        { name: 'int', dimensions: 2 },
      ],
    });
  });
});
