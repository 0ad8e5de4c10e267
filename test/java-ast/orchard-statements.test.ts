import { describe, expect, test } from 'vitest';
import type { ForStatement, IfStatement, SwitchStatement, TryStatement } from '../../src/java-ast/nodes.ts';
import { statement, statements } from './orchard-samples.ts';
import { shape } from './shape.ts';

describe('statements', () => {
  test.each([
    [';', 'EmptyStatement()'],
    ['{ ; }', 'Block(statements: [EmptyStatement()])'],
    [
      'final var a = 1;',
      'LocalVariableDeclaration(declarators: [VariableDeclarator(dimensions: 0, initializer: 1, name: a)], modifiers: [final], type: VarType())',
    ],
    [
      'String _ = a();',
      'LocalVariableDeclaration(declarators: [VariableDeclarator(dimensions: 0, initializer: MethodInvocation(name: a), name: _)], type: ClassType(name: String))',
    ],
    ['a();', 'ExpressionStatement(expression: MethodInvocation(name: a))'],
    ['while (a) ;', 'WhileStatement(body: EmptyStatement(), condition: a)'],
    [
      'do a(); while (b);',
      'DoStatement(body: ExpressionStatement(expression: MethodInvocation(name: a)), condition: b)',
    ],
    ['return;', 'ReturnStatement()'],
    ['return (a);', 'ReturnStatement(value: a)'],
    ['throw a;', 'ThrowStatement(value: a)'],
    [
      'a: while (b) break a;',
      'LabeledStatement(body: WhileStatement(body: BreakStatement(label: a), condition: b), label: a)',
    ],
    ['for (;;) continue;', 'ForStatement(body: ContinueStatement())'],
    ['synchronized (this) { }', 'SynchronizedStatement(body: Block(), lock: ThisExpression())'],
    ['assert a;', 'AssertStatement(condition: a)'],
    ['assert a : b;', 'AssertStatement(condition: a, detail: b)'],
    ['yield = 1;', 'ExpressionStatement(expression: Assignment(left: yield, operator: =, right: 1))'],
    ['record = with;', 'ExpressionStatement(expression: Assignment(left: record, operator: =, right: with))'],
  ])('%s', (written, expected) => {
    expect(shape(statement(written))).toBe(expected);
  });

  test('of if have an else and chains of them', () => {
    expect(shape(statement('if (a) ; else if (b) c(); else { }'))).toBe(
      'IfStatement(condition: a, elseStatement: IfStatement(condition: b, elseStatement: Block(), ' +
        'thenStatement: ExpressionStatement(expression: MethodInvocation(name: c))), thenStatement: EmptyStatement())',
    );
    expect((statement('if (a) b();') as IfStatement).elseStatement).toBeNull();
    expect(shape((statement('if (a) if (b) c(); else d();') as IfStatement).elseStatement)).toBe('null');
  });

  test('of for loops have lists of initializers and updates', () => {
    const { initializers, updates, condition } = statement('for (int i = 0, j; i < 3; i++, j--) { }') as ForStatement;
    expect(shape(initializers)).toContain('declarators: [VariableDeclarator(dimensions: 0, initializer: 0, name: i), ');
    expect(shape(condition)).toBe('BinaryExpression(left: i, operator: <, right: 3)');
    expect(updates).toHaveLength(2);
    const assigned = statement('for (i = 0, j = 1; ; ) { }') as ForStatement;
    expect(assigned.initializers.map(({ kind }) => kind)).toEqual(['ExpressionStatement', 'ExpressionStatement']);
    expect(assigned.condition).toBeNull();
    expect((statement('for (; a; ) { }') as ForStatement).condition).toMatchObject({ name: 'a' });
    expect((statement('for (; ; a()) { }') as ForStatement).updates).toHaveLength(1);
  });

  test('of for headers and try resources have no semicolon in their range', () => {
    const { start, end } = (statement('for (int i = 0; ; ) ;') as ForStatement).initializers[0]!;
    expect(end - start).toBe('int i = 0'.length);
    const resource = (statement('try (A a = b(); c; this.d) { }') as TryStatement).resources[0]!;
    expect(resource.end - resource.start).toBe('A a = b()'.length);
  });

  test('of enhanced for loops have a variable', () => {
    expect(shape(statement('for (final @A String a[] : b) ;'))).toBe(
      'EnhancedForStatement(body: EmptyStatement(), iterable: b, variable: FormalParameter(' +
        'annotations: [Annotation(name: A)], modifiers: [final], name: a, ' +
        'type: ArrayType(dimensions: 1, elementType: ClassType(name: String))))',
    );
  });

  test('of try have resources, alternatives and finally', () => {
    expect(shape(statement('try (var a = b(); c; this.d) { } catch (final A | B e) { } finally { }'))).toBe(
      'TryStatement(body: Block(), catches: [CatchClause(body: Block(), parameter: FormalParameter(modifiers: [final], ' +
        'name: e, type: ClassType(name: A, others: [ClassType(name: B)])))], finallyBlock: Block(), resources: [' +
        'LocalVariableDeclaration(declarators: [VariableDeclarator(dimensions: 0, ' +
        'initializer: MethodInvocation(name: b), name: a)], type: VarType()), ExpressionStatement(expression: c), ' +
        'ExpressionStatement(expression: FieldAccess(name: d, target: ThisExpression()))])',
    );
  });

  test('declare local classes, interfaces, enums and records', () => {
    const kinds = statements('class A { } interface B { } enum C { } record D() { }').map((found) =>
      found.kind === 'LocalTypeDeclaration' ? found.declaration.kind : found.kind,
    );
    expect(kinds).toEqual(['ClassDeclaration', 'InterfaceDeclaration', 'EnumDeclaration', 'RecordDeclaration']);
  });
});

describe('switch', () => {
  test('groups of labels are a case each, the earlier without body', () => {
    const text = 'switch (a) { case 1: case 2, 3: b(); break; default: ; }';
    const { cases } = statement(text) as SwitchStatement;
    expect(shape(cases)).toBe(
      '[SwitchCase(labels: [1]), SwitchCase(body: [ExpressionStatement(expression: MethodInvocation(name: b)), ' +
        'BreakStatement()], labels: [2, 3]), SwitchCase(body: [EmptyStatement()], isDefault: true)]',
    );
    const offset = 'class Sample { void run() { '.length;
    const written = cases.map(({ start, end }) => text.slice(start - offset, end - offset));
    expect(written).toEqual(['case 1:', 'case 2, 3: b(); break;', 'default: ;']);
  });

  test('rules have patterns, guards and default', () => {
    const written =
      'switch (a) { case P(int x, var _) when x > 1 -> { } case Q<R>(_, S(T t)) -> b(); case A.B s -> throw c; case null, default -> d(); }';
    expect(shape((statement(written) as SwitchStatement).cases)).toBe(
      '[SwitchCase(arrow: true, body: [Block()], guard: BinaryExpression(left: x, operator: >, right: 1), ' +
        'labels: [RecordPattern(patterns: [TypePattern(variable: FormalParameter(name: x, type: PrimitiveType(name: int))), ' +
        'TypePattern(variable: FormalParameter(name: _, type: VarType()))], type: ClassType(name: P))]), ' +
        'SwitchCase(arrow: true, body: [ExpressionStatement(expression: MethodInvocation(name: b))], ' +
        'labels: [RecordPattern(patterns: [MatchAllPattern(), RecordPattern(patterns: [TypePattern(variable: ' +
        'FormalParameter(name: t, type: ClassType(name: T)))], type: ClassType(name: S))], ' +
        'type: ClassType(name: Q, typeArguments: [ClassType(name: R)]))]), ' +
        'SwitchCase(arrow: true, body: [ThrowStatement(value: c)], labels: [TypePattern(variable: ' +
        'FormalParameter(name: s, type: ClassType(name: A.B)))]), ' +
        'SwitchCase(arrow: true, body: [ExpressionStatement(expression: MethodInvocation(name: d))], isDefault: true, ' +
        'labels: [null])]',
    );
  });

  test('as an expression yields values', () => {
    expect(shape(statement('int a = switch (b) { case C -> 1; default -> { yield (2); } };'))).toContain(
      'SwitchExpression(cases: [SwitchCase(arrow: true, body: [ExpressionStatement(expression: 1)], labels: [C]), ' +
        'SwitchCase(arrow: true, body: [Block(statements: [YieldStatement(value: 2)])], isDefault: true)], selector: b)',
    );
  });

  test('a semicolon behind a switch statement is a statement of its own', () => {
    expect(statements('switch (a) { }; b();').map(({ kind }) => kind)).toEqual([
      'SwitchStatement',
      'EmptyStatement',
      'ExpressionStatement',
    ]);
  });
});
