import { describe, expect, test } from 'vitest';
import { parseWithJavaParser } from '../../src/java-ast/java-parser.ts';
import type {
  CompilationUnit,
  Expression,
  FieldDeclaration,
  MethodDeclaration,
  Statement,
} from '../../src/java-ast/nodes.ts';
import { shape } from './shape.ts';

function parse(text: string): CompilationUnit {
  const result = parseWithJavaParser(text);
  if (!result.ok) throw new Error(`${result.error.message} at ${result.error.start}`);
  return result.unit;
}

function member(text: string): unknown {
  const type = parse(`class Sample { ${text} }`).types[0];
  return type?.members[0];
}

/** Also gives the text that the expression's range covers. */
function expression(text: string): { node: Expression; excerpt: string } {
  const source = `class Sample { Object field = ${text}; }`;
  const field = parse(source).types[0]?.members[0] as FieldDeclaration;
  const node = field.declarators[0]!.initializer!;
  return { node, excerpt: source.slice(node.start, node.end) };
}

function statements(text: string): readonly Statement[] {
  return (member(`void run() { ${text} }`) as MethodDeclaration).body!.statements;
}

/** The expression with every operator's operands in brackets. */
function bracketed(node: Expression): string {
  switch (node.kind) {
    case 'BinaryExpression':
    case 'Assignment':
      return `[${bracketed(node.left)} ${node.operator} ${bracketed(node.right)}]`;
    case 'ConditionalExpression':
      return `[${bracketed(node.condition)} ? ${bracketed(node.whenTrue)} : ${bracketed(node.whenFalse)}]`;
    case 'UnaryExpression':
      return node.prefix
        ? `[${node.operator}${bracketed(node.operand)}]`
        : `[${bracketed(node.operand)}${node.operator}]`;
    case 'InstanceofExpression':
      return `[${bracketed(node.operand)} instanceof ${shape(node.type ?? node.pattern)}]`;
    case 'CastExpression':
      return `[(${shape(node.type)}) ${bracketed(node.operand)}]`;
    default:
      return shape(node);
  }
}

describe('operators', () => {
  test.each([
    ['a + b + c', '[[a + b] + c]'],
    ['a - b * c / d', '[a - [[b * c] / d]]'],
    ['a || b && c | d ^ e & f', '[a || [b && [c | [d ^ [e & f]]]]]'],
    ['a == b != c < d', '[[a == b] != [c < d]]'],
    ['a << b + c >> d >>> e', '[[[a << [b + c]] >> d] >>> e]'],
    ['a = b += c', '[a = [b += c]]'],
    ['a = b ? c : d', '[a = [b ? c : d]]'],
    ['a ? b : c ? d : e', '[a ? b : [c ? d : e]]'],
    ['(a + b) * c', '[[a + b] * c]'],
    ['-i++ + ++j', '[[-[i++]] + [++j]]'],
    ['!~a', '[![~a]]'],
    ['(int) a + b', '[[(PrimitiveType(name: int)) a] + b]'],
    ['(a) + b', '[a + b]'],
    ['(a) - b', '[a - b]'],
    ['(A) b.c++', '[(ClassType(name: A)) [FieldAccess(name: c, target: b)++]]'],
    ['a && b instanceof C || d', '[[a && [b instanceof ClassType(name: C)]] || d]'],
    ['a + b instanceof C == true', '[[[a + b] instanceof ClassType(name: C)] == true]'],
    ['a & (b = c)', '[a & [b = c]]'],
  ])('%s', (text, expected) => {
    expect(bracketed(expression(text).node)).toBe(expected);
  });

  test('an operator node spans its operands with their parentheses, a parenthesised expression only itself', () => {
    const { node, excerpt } = expression('(a + b) * (c)');
    expect(excerpt).toBe('(a + b) * (c)');
    expect(node.kind === 'BinaryExpression' && [node.left, node.right].map(({ start, end }) => end - start)).toEqual([
      5, 1,
    ]);
  });

  test('a type pattern binds a variable, a record pattern takes it apart', () => {
    expect(shape(expression('o instanceof final Point p').node)).toBe(
      'InstanceofExpression(operand: o, pattern: TypePattern(variable: FormalParameter(modifiers: [final], name: p, type: ClassType(name: Point))))',
    );
    expect(shape(expression('o instanceof Pair<A>(var x, Point(int y, _))').node)).toBe(
      'InstanceofExpression(operand: o, pattern: RecordPattern(patterns: [' +
        'TypePattern(variable: FormalParameter(name: x, type: VarType())), ' +
        'RecordPattern(patterns: [TypePattern(variable: FormalParameter(name: y, type: PrimitiveType(name: int))), MatchAllPattern()], type: ClassType(name: Point))' +
        '], type: ClassType(name: Pair, typeArguments: [ClassType(name: A)])))',
    );
  });
});

describe('primary expressions', () => {
  test.each([
    ['a.b.c', 'FieldAccess(name: c, target: FieldAccess(name: b, target: a))'],
    ['f(x)', 'MethodInvocation(arguments: [x], name: f)'],
    [
      'a.b(x).c[1]',
      'ArrayAccess(array: FieldAccess(name: c, target: MethodInvocation(arguments: [x], name: b, target: a)), index: 1)',
    ],
    ['List.<String>of()', 'MethodInvocation(name: of, target: List)'],
    ['this.<String>of()', 'MethodInvocation(name: of, target: ThisExpression())'],
    ['(a).b', 'FieldAccess(name: b, target: a)'],
    ['Outer.this.a', 'FieldAccess(name: a, target: ThisExpression(qualifier: Outer))'],
    ['super.f()', 'MethodInvocation(name: f, target: SuperExpression())'],
    ['a.Outer.super.f()', 'MethodInvocation(name: f, target: SuperExpression(qualifier: a.Outer))'],
    ['a.b.C.class', 'ClassLiteral(type: ClassType(name: a.b.C))'],
    ['int[][].class', 'ClassLiteral(type: ArrayType(dimensions: 2, elementType: PrimitiveType(name: int)))'],
    ['String[].class', 'ClassLiteral(type: ArrayType(dimensions: 1, elementType: ClassType(name: String)))'],
    ['void.class', 'ClassLiteral(type: PrimitiveType(name: void))'],
    ['a.b.C::new', 'MethodReference(name: new, target: FieldAccess(name: C, target: FieldAccess(name: b, target: a)))'],
    [
      'int[]::new',
      'MethodReference(name: new, target: ArrayType(dimensions: 1, elementType: PrimitiveType(name: int)))',
    ],
    [
      'List<String>::<A>of',
      'MethodReference(name: of, target: ClassType(name: List, typeArguments: [ClassType(name: String)]))',
    ],
    [
      'A.B<C>[]::new',
      'MethodReference(name: new, target: ArrayType(dimensions: 1, elementType: ClassType(name: A.B, typeArguments: [ClassType(name: C)])))',
    ],
    ['super::f', 'MethodReference(name: f, target: SuperExpression())'],
    ['f()::g', 'MethodReference(name: g, target: MethodInvocation(name: f))'],
    [
      'outer.new Inner(1) { }',
      'ClassInstanceCreation(arguments: [1], body: ClassBody(), outer: outer, type: ClassType(name: Inner))',
    ],
    ['new a.B<>()', 'ClassInstanceCreation(type: ClassType(diamond: true, name: a.B))'],
    ['new int[n][2][]', 'ArrayCreation(dimensions: 3, elementType: PrimitiveType(name: int), sizes: [n, 2])'],
    [
      'new A[] { a, { b }, }',
      'ArrayCreation(dimensions: 1, elementType: ClassType(name: A), initializer: ArrayInitializer(values: [a, ArrayInitializer(values: [b])]))',
    ],
    ['x -> x', 'LambdaExpression(body: x, parameters: [FormalParameter(name: x)])'],
    [
      '(x, _) -> { }',
      'LambdaExpression(body: Block(), parameters: [FormalParameter(name: x), FormalParameter(name: _)])',
    ],
    [
      '(final int a[], var b, C... c) -> a',
      'LambdaExpression(body: a, parameters: [FormalParameter(modifiers: [final], name: a, type: ArrayType(dimensions: 1, elementType: PrimitiveType(name: int))), FormalParameter(name: b, type: VarType()), FormalParameter(name: c, type: ClassType(name: C), variableArity: true)])',
    ],
    [
      '(A & B) () -> x',
      'CastExpression(operand: LambdaExpression(body: x), type: ClassType(name: A, others: [ClassType(name: B)]))',
    ],
  ])('%s', (text, expected) => {
    const { node, excerpt } = expression(text);
    expect(shape(node)).toBe(expected);
    expect(excerpt).toBe(text);
  });

  test('literals are decoded', () => {
    expect(expression('"a\\tb"').node).toMatchObject({ type: 'string', literal: '"a\\tb"', value: 'a\tb' });
    expect(expression('"""\n  a\n   b\\\n  """').node).toMatchObject({ type: 'string', value: 'a\n b' });
    expect(expression("'\\''").node).toMatchObject({ type: 'char', value: "'" });
    expect(expression('false').node).toMatchObject({ type: 'boolean', value: false });
    expect(expression('null').node).toMatchObject({ type: 'null', value: null });
    expect(['0x1FL', '017', '0b1', '1_000'].map((text) => expression(text).node)).toMatchObject(
      Array(4).fill({ type: 'integer', value: null }),
    );
    expect(['1e3', '.5f', '0x1p3'].map((text) => expression(text).node)).toMatchObject(
      Array(3).fill({ type: 'floating' }),
    );
  });

  test('literals that the lexer refuses are read from the real text', () => {
    expect(expression('"a\u2028b\u2029"').node).toMatchObject({ literal: '"a\u2028b\u2029"', value: 'a\u2028b\u2029' });
    expect(expression('0x1.0_0fp-2').node).toMatchObject({ type: 'floating', literal: '0x1.0_0fp-2' });
    expect(shape(expression('x0x1_2p3').node)).toBe('x0x1_2p3');
  });

  test('a switch expression has rules with one statement each', () => {
    const text = 'switch (s) { case A, B -> 1; case C c when c.d() -> { yield 2; } case null, default -> throw e; }';
    expect(shape(expression(text).node)).toBe(
      'SwitchExpression(cases: [' +
        'SwitchCase(arrow: true, body: [ExpressionStatement(expression: 1)], labels: [A, B]), ' +
        'SwitchCase(arrow: true, body: [Block(statements: [YieldStatement(value: 2)])], guard: MethodInvocation(name: d, target: c), labels: [TypePattern(variable: FormalParameter(name: c, type: ClassType(name: C)))]), ' +
        'SwitchCase(arrow: true, body: [ThrowStatement(value: e)], isDefault: true, labels: [null])' +
        '], selector: s)',
    );
  });
});

describe('statements', () => {
  test.each([
    [
      'int a = 1, b[] = { 2 };',
      'LocalVariableDeclaration(declarators: [VariableDeclarator(dimensions: 0, initializer: 1, name: a), VariableDeclarator(dimensions: 1, initializer: ArrayInitializer(values: [2]), name: b)], type: PrimitiveType(name: int))',
    ],
    [
      '@A final var x = y;',
      'LocalVariableDeclaration(annotations: [Annotation(name: A)], declarators: [VariableDeclarator(dimensions: 0, initializer: y, name: x)], modifiers: [final], type: VarType())',
    ],
    ['class Local { }', 'LocalTypeDeclaration(declaration: ClassDeclaration(body: (), name: Local))'],
    [
      'if (a) b(); else if (c) ;',
      'IfStatement(condition: a, elseStatement: IfStatement(condition: c, thenStatement: EmptyStatement()), thenStatement: ExpressionStatement(expression: MethodInvocation(name: b)))',
    ],
    [
      'for (int i = 0, j; ; i++, f()) { }',
      'ForStatement(body: Block(), initializers: [LocalVariableDeclaration(declarators: [VariableDeclarator(dimensions: 0, initializer: 0, name: i), VariableDeclarator(dimensions: 0, name: j)], type: PrimitiveType(name: int))], updates: [UnaryExpression(operand: i, operator: ++), MethodInvocation(name: f)])',
    ],
    [
      'for (i = 0, f(); a; ) ;',
      'ForStatement(body: EmptyStatement(), condition: a, initializers: [ExpressionStatement(expression: Assignment(left: i, operator: =, right: 0)), ExpressionStatement(expression: MethodInvocation(name: f))])',
    ],
    [
      'for (final A a[] : b) c();',
      'EnhancedForStatement(body: ExpressionStatement(expression: MethodInvocation(name: c)), iterable: b, variable: FormalParameter(modifiers: [final], name: a, type: ArrayType(dimensions: 1, elementType: ClassType(name: A))))',
    ],
    [
      'do a(); while (b);',
      'DoStatement(body: ExpressionStatement(expression: MethodInvocation(name: a)), condition: b)',
    ],
    [
      'x: while (a) continue x;',
      'LabeledStatement(body: WhileStatement(body: ContinueStatement(label: x), condition: a), label: x)',
    ],
    ['assert a : b;', 'AssertStatement(condition: a, detail: b)'],
    ['synchronized (a) { break; }', 'SynchronizedStatement(body: Block(statements: [BreakStatement()]), lock: a)'],
    ['yield (a);', 'YieldStatement(value: a)'],
    ['yield a;', 'YieldStatement(value: a)'],
    ['yield a = 1;', 'YieldStatement(value: Assignment(left: a, operator: =, right: 1))'],
    ['return;', 'ReturnStatement()'],
    [
      'try (A a = b; c; d.e) { } catch (final E | F x) { } finally { }',
      'TryStatement(body: Block(), catches: [CatchClause(body: Block(), parameter: FormalParameter(modifiers: [final], name: x, type: ClassType(name: E, others: [ClassType(name: F)])))], finallyBlock: Block(), resources: [LocalVariableDeclaration(declarators: [VariableDeclarator(dimensions: 0, initializer: b, name: a)], type: ClassType(name: A)), ExpressionStatement(expression: c), ExpressionStatement(expression: FieldAccess(name: e, target: d))])',
    ],
    [
      'switch (a) { case 1: case 2: b(); default: }',
      'SwitchStatement(cases: [SwitchCase(labels: [1]), SwitchCase(body: [ExpressionStatement(expression: MethodInvocation(name: b))], labels: [2]), SwitchCase(isDefault: true)], selector: a)',
    ],
  ])('%s', (text, expected) => {
    expect(shape(statements(text))).toBe(`[${expected}]`);
  });

  test('constructor calls are told apart from method calls, wherever they stand', () => {
    const calls = (text: string) => {
      const constructor = member(`Sample() { ${text} }`);
      return shape((constructor as { body: { statements: unknown } }).body.statements);
    };
    expect(calls('this(a);')).toBe('[ExplicitConstructorInvocation(arguments: [a], keyword: this)]');
    expect(calls('<A>super(a);')).toBe('[ExplicitConstructorInvocation(arguments: [a], keyword: super)]');
    expect(calls('a.b.super();')).toBe(
      '[ExplicitConstructorInvocation(keyword: super, qualifier: FieldAccess(name: b, target: a))]',
    );
    expect(calls('; super(a);')).toContain(
      '[EmptyStatement(), ExplicitConstructorInvocation(arguments: [a], keyword: super)]',
    );
    expect(calls('; a.super();')).toContain('ExplicitConstructorInvocation(keyword: super, qualifier: a)');
    expect(calls('super.f();')).toBe(
      '[ExpressionStatement(expression: MethodInvocation(name: f, target: SuperExpression()))]',
    );
  });
});

describe('declarations', () => {
  test('a class has its header, members in order and the range of its braces', () => {
    const source =
      '@A public final class B<@C T extends D & E> extends F implements G, H permits I, j.K { int x; ; { } static { } }';
    const type = parse(source).types[0]!;
    expect(shape({ ...type, members: type.members.map(({ kind }) => kind) })).toBe(
      'ClassDeclaration(annotations: [Annotation(name: A)], body: (), interfaces: [ClassType(name: G), ClassType(name: H)], ' +
        'members: [FieldDeclaration, Initializer, Initializer], modifiers: [public, final], name: B, ' +
        'permits: [ClassType(name: I), ClassType(name: j.K)], superclass: ClassType(name: F), ' +
        'typeParameters: [TypeParameter(bounds: [ClassType(name: D), ClassType(name: E)], name: T)])',
    );
    expect(source.slice(type.body.start, type.body.end)).toBe('{ int x; ; { } static { } }');
    expect([type.start, type.end]).toEqual([0, source.length]);
  });

  test.each([
    [
      'static <T> T[] f(final T a, int b[], C... c)[] throws D, e.F { }',
      'MethodDeclaration(body: Block(), modifiers: [static], name: f, parameters: [FormalParameter(modifiers: [final], name: a, type: ClassType(name: T)), FormalParameter(name: b, type: ArrayType(dimensions: 1, elementType: PrimitiveType(name: int))), FormalParameter(name: c, type: ClassType(name: C), variableArity: true)], returnType: ArrayType(dimensions: 2, elementType: ClassType(name: T)), throws: [ClassType(name: D), ClassType(name: e.F)], typeParameters: [TypeParameter(name: T)])',
    ],
    [
      'void f(@A Sample this, int b);',
      'MethodDeclaration(name: f, parameters: [FormalParameter(name: b, type: PrimitiveType(name: int))], returnType: PrimitiveType(name: void))',
    ],
    [
      '<T> Sample(Outer Outer.this) throws D { }',
      'ConstructorDeclaration(body: Block(), name: Sample, throws: [ClassType(name: D)], typeParameters: [TypeParameter(name: T)])',
    ],
    [
      '@A(b = 1, c = { @D, @E("x") }) @f.G(2) transient List<? extends H[]> i, j[] = null;',
      'FieldDeclaration(annotations: [Annotation(elements: [(name: b, value: 1), (name: c, value: ArrayInitializer(values: [Annotation(name: D), Annotation(elements: [(name: value, value: "x")], name: E)]))], name: A), Annotation(elements: [(name: value, value: 2)], name: f.G)], declarators: [VariableDeclarator(dimensions: 0, name: i), VariableDeclarator(dimensions: 1, initializer: null, name: j)], modifiers: [transient], type: ClassType(name: List, typeArguments: [Wildcard(bound: ArrayType(dimensions: 1, elementType: ClassType(name: H)), boundKind: extends)]))',
    ],
    [
      'enum E implements I { @A X(1) { }, Y, ; E(int i) { } }',
      'EnumDeclaration(body: (), constants: [EnumConstant(annotations: [Annotation(name: A)], arguments: [1], body: ClassBody(), name: X), EnumConstant(name: Y)], interfaces: [ClassType(name: I)], members: [ConstructorDeclaration(body: Block(), name: E, parameters: [FormalParameter(name: i, type: PrimitiveType(name: int))])], name: E)',
    ],
    [
      'record R<T>(@A int x, T... y) implements I { R { } }',
      'RecordDeclaration(body: (), components: [FormalParameter(annotations: [Annotation(name: A)], name: x, type: PrimitiveType(name: int)), FormalParameter(name: y, type: ClassType(name: T), variableArity: true)], interfaces: [ClassType(name: I)], members: [CompactConstructorDeclaration(body: Block(), name: R)], name: R, typeParameters: [TypeParameter(name: T)])',
    ],
    [
      'private record R(int... x) { ; class C { } }',
      'RecordDeclaration(body: (), components: [FormalParameter(name: x, type: PrimitiveType(name: int), variableArity: true)], members: [ClassDeclaration(body: (), name: C)], modifiers: [private], name: R)',
    ],
    [
      'sealed interface I<T> extends J permits K { int X = 1; default void f() { } class C { } }',
      'InterfaceDeclaration(body: (), interfaces: [ClassType(name: J)], members: [FieldDeclaration(declarators: [VariableDeclarator(dimensions: 0, initializer: 1, name: X)], type: PrimitiveType(name: int)), MethodDeclaration(body: Block(), modifiers: [default], name: f, returnType: PrimitiveType(name: void)), ClassDeclaration(body: (), name: C)], modifiers: [sealed], name: I, permits: [ClassType(name: K)], typeParameters: [TypeParameter(name: T)])',
    ],
    [
      '@interface A { int value() default 1; B[] b() default { @B }; int X = 2; }',
      'AnnotationInterfaceDeclaration(body: (), members: [MethodDeclaration(defaultValue: 1, name: value, returnType: PrimitiveType(name: int)), MethodDeclaration(defaultValue: ArrayInitializer(values: [Annotation(name: B)]), name: b, returnType: ArrayType(dimensions: 1, elementType: ClassType(name: B))), FieldDeclaration(declarators: [VariableDeclarator(dimensions: 0, initializer: 2, name: X)], type: PrimitiveType(name: int))], name: A)',
    ],
  ])('%s', (text, expected) => {
    expect(shape(member(text))).toBe(expected);
  });
});

describe('compilation units', () => {
  test('have package, imports, types and all comments in order', () => {
    const source = '// a\n@P package x . y;;\nimport a.B; import static c.D.*; /* b */\nclass C { /** c */ } // d';
    const unit = parse(source);
    expect(shape({ ...unit, types: unit.types.length, comments: unit.comments.map(({ style }) => style) })).toBe(
      'CompilationUnit(comments: [line, block, block, line], imports: [ImportDeclaration(form: type, name: a.B), ImportDeclaration(form: static, name: c.D, onDemand: true)], packageName: x.y, types: 1)',
    );
    expect(unit.comments.map(({ start, end }) => source.slice(start, end))).toEqual([
      '// a',
      '/* b */',
      '/** c */',
      '// d',
    ]);
    expect([unit.start, unit.end]).toEqual([0, source.length]);
  });

  test('may be empty, a module or a compact source file', () => {
    expect(shape(parse(' '))).toBe('CompilationUnit(packageName: )');
    expect(shape(parse('import a.B; open module c.d { requires e; }'))).toBe(
      'CompilationUnit(imports: [ImportDeclaration(form: type, name: a.B)], moduleName: c.d, packageName: )',
    );
    expect(parse('class A { }\x1a')).toMatchObject({ types: [{ end: 11 }], end: 12 });
    const compact = parse('int count; void main() { } class Helper { }');
    expect(compact.implicitMembers.map(({ kind }) => kind)).toEqual(['FieldDeclaration', 'MethodDeclaration']);
    expect(compact.types.map(({ name }) => name.name)).toEqual(['Helper']);
  });
});

describe('refused texts', () => {
  test.each([
    ['class A { int x = 1 }', "expecting ';' but found '}'", '}'],
    ['class A {', "expecting '}' but found end of file", ''],
    ['class A { void f() { try { } } }', "expecting 'catch' or 'finally' but found '}'", '}'],
    ['class A { int x = ; }', "unexpected ';'", ';'],
    ['class A { int # x; }', "unexpected character '#'", '#'],
    ['class A { String s = "abc; }', 'string literal is not closed or has a wrong escape', '"'],
    ["class A { char c = 'abc'; }", 'character literal is not closed or has a wrong escape', "'"],
    ['class A { } /* open', 'comment is not closed', '/*'],
    ['class A { int x = a /* open; }', 'comment is not closed', '/*'],
    ['class A { } }', "'}' closes nothing", '}'],
    ['class A { void f() { int; } }', 'a type is no expression', 'int'],
    ['class A { void f() { yield a, b; } }', "'yield' is no type", 'yield'],
    ['class A { record R(int x) { int y; } }', 'a record has no such member', 'int y;'],
    ['class A { int f = this(1); }', 'a constructor call must be a statement of a constructor', '(1)'],
    ['class A { Object o = a."b"; }', 'string templates are not part of Java', '."b"'],
    [
      'import a.B;\nimport module java.base;\nclass A { }',
      "java-parser does not know module imports ('import module java.base;')",
      'import module java.base;',
    ],
  ])('%s', (text, message, excerpt) => {
    const result = parseWithJavaParser(text);
    if (result.ok) throw new Error('expected a refusal');
    expect(result.error.message).toBe(message);
    expect(text.slice(result.error.start, result.error.end)).toBe(excerpt);
  });

  test('the place is right behind CRLF, tabs and characters beyond the BMP', () => {
    const text = '// 😀\r\nclass A {\r\n\tString s = "😀" x;\r\n}';
    const result = parseWithJavaParser(text);
    expect(!result.ok && result.error).toMatchObject({ start: text.indexOf('x'), end: text.indexOf('x') + 1 });
  });

  test('nesting too deep for the stack is an error, and the next file is parsed as usual', () => {
    const deep = parseWithJavaParser(`class A { int x = ${'('.repeat(5000)}1${')'.repeat(5000)}; }`);
    expect(!deep.ok && deep.error.message).toBe('the code is nested too deeply for java-parser');
    expect(parseWithJavaParser('class A { }').ok).toBe(true);
  });
});
