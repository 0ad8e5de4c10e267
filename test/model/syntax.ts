/** Syntax trees made by hand, for shapes that no source text should be needed for. All ranges are 0 to 0. */
import type * as Ast from '../../src/java-ast/nodes.ts';
import type { FileFacts } from '../../src/model/facts.ts';
import { lowerUnit } from '../../src/model/lower.ts';

const at = { start: 0, end: 0 } as const;

export function identifier(name: string): Ast.Identifier {
  return { kind: 'Identifier', name, ...at };
}

export function call(target: Ast.Expression | null, name: string, ...values: Ast.Expression[]): Ast.MethodInvocation {
  return { kind: 'MethodInvocation', target, name: identifier(name), arguments: values, ...at };
}

export function binary(left: Ast.Expression, operator: string, right: Ast.Expression): Ast.BinaryExpression {
  return { kind: 'BinaryExpression', left, operator, right, ...at };
}

export function block(...statements: Ast.Statement[]): Ast.Block {
  return { kind: 'Block', statements, ...at };
}

export function expressionStatement(expression: Ast.Expression): Ast.ExpressionStatement {
  return { kind: 'ExpressionStatement', expression, ...at };
}

export function ifStatement(
  condition: Ast.Expression,
  thenStatement: Ast.Statement,
  elseStatement: Ast.Statement | null = null,
): Ast.IfStatement {
  return { kind: 'IfStatement', condition, thenStatement, elseStatement, ...at };
}

/** The facts of `class T { void m() { statements } }`. */
export function lowerMethodOf(...statements: Ast.Statement[]): FileFacts {
  const method: Ast.MethodDeclaration = {
    kind: 'MethodDeclaration',
    modifiers: [],
    annotations: [],
    typeParameters: [],
    returnType: { kind: 'PrimitiveType', name: 'void', ...at },
    name: identifier('m'),
    parameters: [],
    throws: [],
    body: block(...statements),
    defaultValue: null,
    ...at,
  };
  return lowerClassOf(method);
}

/** The facts of `class T { members }`. */
export function lowerClassOf(...members: Ast.MemberDeclaration[]): FileFacts {
  const declaration: Ast.ClassDeclaration = {
    kind: 'ClassDeclaration',
    name: identifier('T'),
    modifiers: [],
    annotations: [],
    members,
    body: at,
    typeParameters: [],
    superclass: null,
    interfaces: [],
    permits: [],
    ...at,
  };
  const unit: Ast.CompilationUnit = {
    kind: 'CompilationUnit',
    packageName: '',
    imports: [],
    types: [declaration],
    implicitMembers: [],
    moduleName: null,
    comments: [],
    ...at,
  };
  return lowerUnit(unit, {
    file: 'T.java',
    lineStarts: [0],
    outline: { words: [], created: [], qualified: [] },
    syntaxErrors: [],
  });
}

/** `Object name = initializer;` as a field. */
export function field(name: string, initializer: Ast.Expression): Ast.FieldDeclaration {
  return {
    kind: 'FieldDeclaration',
    modifiers: [],
    annotations: [],
    type: { kind: 'ClassType', name: 'Object', typeArguments: [], diamond: false, others: [], ...at },
    declarators: [{ kind: 'VariableDeclarator', name: identifier(name), dimensions: 0, initializer, ...at }],
    ...at,
  };
}
