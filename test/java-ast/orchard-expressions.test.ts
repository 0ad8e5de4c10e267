import { describe, expect, test } from 'vitest';
import { expression, parse, statement } from './orchard-samples.ts';
import { shape } from './shape.ts';

describe('expressions', () => {
  test.each([
    ['a.b.c', 'FieldAccess(name: c, target: FieldAccess(name: b, target: a))'],
    ['a.<T>b(1).c()', 'MethodInvocation(name: c, target: MethodInvocation(arguments: [1], name: b, target: a))'],
    ['super.a()', 'MethodInvocation(name: a, target: SuperExpression())'],
    ['A.super.<T>a()', 'MethodInvocation(name: a, target: SuperExpression(qualifier: A))'],
    ['super.a', 'FieldAccess(name: a, target: SuperExpression())'],
    ['a.B.super.c', 'FieldAccess(name: c, target: SuperExpression(qualifier: a.B))'],
    ['a.B.this', 'ThisExpression(qualifier: a.B)'],
    [
      'this.a[1][b]',
      'ArrayAccess(array: ArrayAccess(array: FieldAccess(name: a, target: ThisExpression()), index: 1), index: b)',
    ],
    ['((a)).b', 'FieldAccess(name: b, target: a)'],
    [
      'a + b * c - d',
      'BinaryExpression(left: BinaryExpression(left: a, operator: +, right: BinaryExpression(left: b, operator: *, right: c)), operator: -, right: d)',
    ],
    ['a >>> b', 'BinaryExpression(left: a, operator: >>>, right: b)'],
    ['-a++', 'UnaryExpression(operand: UnaryExpression(operand: a, operator: ++), operator: -, prefix: true)'],
    [
      '!~a',
      'UnaryExpression(operand: UnaryExpression(operand: a, operator: ~, prefix: true), operator: !, prefix: true)',
    ],
    ['--a', 'UnaryExpression(operand: a, operator: --, prefix: true)'],
    ['a = b += c', 'Assignment(left: a, operator: =, right: Assignment(left: b, operator: +=, right: c))'],
    [
      'a ? b : c ? d : e',
      'ConditionalExpression(condition: a, whenFalse: ConditionalExpression(condition: c, whenFalse: e, whenTrue: d), whenTrue: b)',
    ],
    ['(A & B) a', 'CastExpression(operand: a, type: ClassType(name: A, others: [ClassType(name: B)]))'],
    [
      '(int[]) a.b()',
      'CastExpression(operand: MethodInvocation(name: b, target: a), type: ArrayType(dimensions: 1, elementType: PrimitiveType(name: int)))',
    ],
    [
      'a instanceof B[]',
      'InstanceofExpression(operand: a, type: ArrayType(dimensions: 1, elementType: ClassType(name: B)))',
    ],
    [
      'a instanceof final B<C> b && b.d()',
      'BinaryExpression(left: InstanceofExpression(operand: a, pattern: TypePattern(variable: FormalParameter(modifiers: [final], name: b, type: ClassType(name: B, typeArguments: [ClassType(name: C)])))), operator: &&, right: MethodInvocation(name: d, target: b))',
    ],
    [
      'a instanceof P(_, var b)',
      'InstanceofExpression(operand: a, pattern: RecordPattern(patterns: [MatchAllPattern(), TypePattern(variable: FormalParameter(name: b, type: VarType()))], type: ClassType(name: P)))',
    ],
    ['int[].class', 'ClassLiteral(type: ArrayType(dimensions: 1, elementType: PrimitiveType(name: int)))'],
    ['void.class', 'ClassLiteral(type: PrimitiveType(name: void))'],
    ['a.B.class', 'ClassLiteral(type: ClassType(name: a.B))'],
  ])('%s', (written, expected) => {
    expect(shape(expression(written))).toBe(expected);
  });

  test.each([
    [
      'new A<>(1) { int a; }',
      'ClassInstanceCreation(arguments: [1], body: ClassBody(members: [FieldDeclaration(declarators: [VariableDeclarator(dimensions: 0, name: a)], type: PrimitiveType(name: int))]), type: ClassType(diamond: true, name: A))',
    ],
    ['new <T> a.B<C>()', 'ClassInstanceCreation(type: ClassType(name: a.B, typeArguments: [ClassType(name: C)]))'],
    [
      'a.b().new Inner()',
      'ClassInstanceCreation(outer: MethodInvocation(name: b, target: a), type: ClassType(name: Inner))',
    ],
    ['new int[3][a][]', 'ArrayCreation(dimensions: 3, elementType: PrimitiveType(name: int), sizes: [3, a])'],
    [
      'new A[][] { { a }, { } }',
      'ArrayCreation(dimensions: 2, elementType: ClassType(name: A), initializer: ArrayInitializer(values: [ArrayInitializer(values: [a]), ArrayInitializer()]))',
    ],
  ])('creates with %s', (written, expected) => {
    expect(shape(expression(written))).toBe(expected);
  });

  test.each([
    ['() -> { }', 'LambdaExpression(body: Block())'],
    ['a -> a', 'LambdaExpression(body: a, parameters: [FormalParameter(name: a)])'],
    ['(a, _) -> 1', 'LambdaExpression(body: 1, parameters: [FormalParameter(name: a), FormalParameter(name: _)])'],
    [
      '(final var a, int... b) -> a',
      'LambdaExpression(body: a, parameters: [FormalParameter(modifiers: [final], name: a, type: VarType()), FormalParameter(name: b, type: PrimitiveType(name: int), variableArity: true)])',
    ],
    ['a.b::c', 'MethodReference(name: c, target: FieldAccess(name: b, target: a))'],
    ['String::new', 'MethodReference(name: new, target: String)'],
    [
      'int[]::new',
      'MethodReference(name: new, target: ArrayType(dimensions: 1, elementType: PrimitiveType(name: int)))',
    ],
    ['List<A>::new', 'MethodReference(name: new, target: ClassType(name: List, typeArguments: [ClassType(name: A)]))'],
    ['a()::<T>b', 'MethodReference(name: b, target: MethodInvocation(name: a))'],
    ['super::a', 'MethodReference(name: a, target: SuperExpression())'],
    ['a.B.super::c', 'MethodReference(name: c, target: SuperExpression(qualifier: a.B))'],
    ['this::a', 'MethodReference(name: a, target: ThisExpression())'],
  ])('functions: %s', (written, expected) => {
    expect(shape(expression(written))).toBe(expected);
  });

  test('in parentheses keep their own range, what is around them includes the parentheses', () => {
    const outer = expression('(a + b) * c') as { start: number; end: number; left: { start: number; end: number } };
    const first = 'class Sample { Object field = '.length;
    expect([outer.start - first, outer.end - first]).toEqual([0, 11]);
    expect([outer.left.start - first, outer.left.end - first]).toEqual([1, 6]);
  });
});

describe('literals', () => {
  test.each([
    ['"a\\n\\"b\\101"', 'string', 'a\n"bA'],
    ['"😀"', 'string', '😀'],
    ['"𝒳 é \\ud83d"', 'string', '𝒳 é \ud83d'],
    ["'\\''", 'char', "'"],
    ["'é'", 'char', 'é'],
    ['true', 'boolean', true],
    ['false', 'boolean', false],
    ['null', 'null', null],
    ['0x1FL', 'integer', null],
    ['0b1_0', 'integer', null],
    ['017', 'integer', null],
    ['1_000L', 'integer', null],
    ['.5e-3f', 'floating', null],
    ['1d', 'floating', null],
    ['0x1.8p3', 'floating', null],
  ])('%s', (written, type, value) => {
    expect(expression(written)).toMatchObject({ kind: 'Literal', type, literal: written, value });
  });

  test('text blocks lose indentation and keep quotes and escapes', () => {
    const written = '"""\n      a "b" ""c \\\n      d\\te 😀  \n        \\"""f\n      """';
    expect(expression(written)).toMatchObject({ type: 'string', value: 'a "b" ""c d\te 😀\n  """f\n' });
  });

  test('string templates, which are not Java, are an error', () => {
    expect(parse('class A { String a = STR."b"; }').errors).toEqual([
      { start: 21, end: 28, message: 'string templates are not part of Java' },
    ]);
  });
});

test('names outside the basic plane are names', () => {
  expect(shape(statement('int 𝒳y = 𝒳z;'))).toContain('initializer: 𝒳z, name: 𝒳y');
});
