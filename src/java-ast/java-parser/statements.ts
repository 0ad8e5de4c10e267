import type {
  BasicForStatementCstNode,
  BlockCstNode,
  BlockStatementCstNode,
  BlockStatementsCstNode,
  BreakStatementCstNode,
  ConstructorBodyCstNode,
  ContinueStatementCstNode,
  EnhancedForStatementCstNode,
  ExpressionStatementCstNode,
  ForInitCstNode,
  ForStatementCstNode,
  IfStatementCstNode,
  StatementCstNode,
  StatementExpressionCstNode,
  StatementWithoutTrailingSubstatementCstNode,
} from 'java-parser';
import type {
  Block,
  EnhancedForStatement,
  Expression,
  ExpressionStatement,
  ForStatement,
  IfStatement,
  LocalVariableDeclaration,
  Statement,
  YieldStatement,
} from '../nodes.ts';
import { lowerConstructorCall, lowerLateConstructorCall } from './constructor-calls.ts';
import type { Lowering } from './lowering.ts';
import { lowerSwitchCases } from './switches.ts';
import { first, last, onlyChild, RefusedSyntax, rangeOf, required } from './tokens.ts';
import type { Range } from './tokens.ts';
import { lowerTry } from './tries.ts';
import { lowerLocalVariable, lowerSingleVariable } from './variables.ts';

/** `{ … }`. */
export function lowerBlock(lower: Lowering, node: BlockCstNode): Block {
  return { kind: 'Block', ...rangeOf(node), statements: lowerBlockStatements(lower, node.children.blockStatements) };
}

/** The body of a constructor, where a constructor call may come first. */
export function lowerConstructorBody(lower: Lowering, node: ConstructorBodyCstNode): Block {
  const call = node.children.explicitConstructorInvocation?.[0];
  const statements = lowerBlockStatements(lower, node.children.blockStatements);
  return {
    kind: 'Block',
    ...rangeOf(node),
    statements: call === undefined ? statements : [lowerConstructorCall(lower, call), ...statements],
  };
}

/** The statements of a block or of an old-style `case` group; none gives an empty list. */
export function lowerBlockStatements(
  lower: Lowering,
  nodes: readonly BlockStatementsCstNode[] | undefined,
): Statement[] {
  return (nodes?.[0]?.children.blockStatement ?? []).map((node) => lowerBlockStatement(lower, node));
}

function lowerBlockStatement(lower: Lowering, node: BlockStatementCstNode): Statement {
  const child = onlyChild(node);
  switch (child.name) {
    case 'localVariableDeclarationStatement': {
      const declaration = lowerLocalVariable(lower, first(child.children.localVariableDeclaration));
      return yieldOf(declaration, rangeOf(child)) ?? { ...declaration, ...rangeOf(child) };
    }
    case 'statement':
      return lowerStatement(lower, child);
    default:
      return { kind: 'LocalTypeDeclaration', ...rangeOf(child), declaration: lower.typeDeclaration(child) };
  }
}

/** java-parser reads `yield x;` and `yield x = 1;` as declarations, although no type can be named so (JLS 3.9). */
function yieldOf({ type, declarators }: LocalVariableDeclaration, { start, end }: Range): YieldStatement | null {
  if (type.kind !== 'ClassType' || type.name !== 'yield') return null;
  const declarator = required(declarators[0]);
  const { name: left, initializer: right, dimensions } = declarator;
  if (declarators.length > 1 || dimensions > 0) throw new RefusedSyntax("'yield' is no type", type);
  const value: Expression =
    right === null
      ? left
      : { kind: 'Assignment', start: declarator.start, end: declarator.end, left, operator: '=', right };
  return { kind: 'YieldStatement', start, end, value };
}

function lowerStatement(lower: Lowering, node: StatementCstNode): Statement {
  const child = onlyChild(node);
  switch (child.name) {
    case 'statementWithoutTrailingSubstatement':
      return lowerSimpleStatement(lower, child);
    case 'labeledStatement': {
      const { Identifier, statement } = child.children;
      const body = lowerStatement(lower, first(statement));
      return { kind: 'LabeledStatement', ...rangeOf(child), label: first(Identifier).image, body };
    }
    case 'ifStatement':
      return lowerIf(lower, child);
    case 'whileStatement': {
      const { expression, statement } = child.children;
      const condition = lower.expression(first(expression));
      return { kind: 'WhileStatement', ...rangeOf(child), condition, body: lowerStatement(lower, first(statement)) };
    }
    case 'forStatement':
      return lowerFor(lower, child);
  }
}

function lowerSimpleStatement(lower: Lowering, node: StatementWithoutTrailingSubstatementCstNode): Statement {
  const child = onlyChild(node);
  const range = rangeOf(child);
  switch (child.name) {
    case 'block':
      return lowerBlock(lower, child);
    case 'emptyStatement':
      return { kind: 'EmptyStatement', ...range };
    case 'expressionStatement':
      return lowerExpressionStatement(lower, child);
    case 'breakStatement':
      return { kind: 'BreakStatement', ...range, label: labelOf(child) };
    case 'continueStatement':
      return { kind: 'ContinueStatement', ...range, label: labelOf(child) };
    case 'yieldStatement':
      return { kind: 'YieldStatement', ...range, value: lower.expression(first(child.children.expression)) };
    case 'throwStatement':
      return { kind: 'ThrowStatement', ...range, value: lower.expression(first(child.children.expression)) };
    case 'returnStatement': {
      const value = child.children.expression?.[0];
      return { kind: 'ReturnStatement', ...range, value: value === undefined ? null : lower.expression(value) };
    }
    case 'assertStatement': {
      const [condition, detail = null] = child.children.expression.map(lower.expression);
      return { kind: 'AssertStatement', ...range, condition: required(condition), detail };
    }
    case 'doStatement': {
      const { expression, statement } = child.children;
      const body = lowerStatement(lower, first(statement));
      return { kind: 'DoStatement', ...range, body, condition: lower.expression(first(expression)) };
    }
    case 'synchronizedStatement': {
      const { expression, block } = child.children;
      const lock = lower.expression(first(expression));
      return { kind: 'SynchronizedStatement', ...range, lock, body: lowerBlock(lower, first(block)) };
    }
    case 'switchStatement': {
      const { expression, switchBlock } = child.children;
      const selector = lower.expression(first(expression));
      return { kind: 'SwitchStatement', ...range, selector, cases: lowerSwitchCases(lower, first(switchBlock)) };
    }
    case 'tryStatement':
      return lowerTry(lower, child);
  }
}

function labelOf({ children }: BreakStatementCstNode | ContinueStatementCstNode): string | null {
  return children.Identifier?.[0]?.image ?? null;
}

function lowerExpressionStatement(lower: Lowering, node: ExpressionStatementCstNode): Statement {
  return (
    lowerLateConstructorCall(lower, node) ?? {
      kind: 'ExpressionStatement',
      ...rangeOf(node),
      expression: lowerStatementExpression(lower, first(node.children.statementExpression)).expression,
    }
  );
}

/** An expression that stands for a statement without a semicolon, in a `for` header. */
function lowerStatementExpression(lower: Lowering, node: StatementExpressionCstNode): ExpressionStatement {
  return {
    kind: 'ExpressionStatement',
    ...rangeOf(node),
    expression: lower.expression(first(node.children.expression)),
  };
}

function lowerIf(lower: Lowering, node: IfStatementCstNode): IfStatement {
  const [thenStatement, elseStatement = null] = node.children.statement.map((child) => lowerStatement(lower, child));
  return {
    kind: 'IfStatement',
    ...rangeOf(node),
    condition: lower.expression(first(node.children.expression)),
    thenStatement: required(thenStatement),
    elseStatement,
  };
}

function lowerFor(lower: Lowering, node: ForStatementCstNode): ForStatement | EnhancedForStatement {
  const child = onlyChild(node);
  return child.name === 'basicForStatement' ? lowerBasicFor(lower, child) : lowerEnhancedFor(lower, child);
}

function lowerBasicFor(lower: Lowering, node: BasicForStatementCstNode): ForStatement {
  const { forInit, expression, forUpdate, statement } = node.children;
  const condition = expression?.[0];
  const updates = forUpdate?.[0]?.children.statementExpressionList[0]?.children.statementExpression ?? [];
  return {
    kind: 'ForStatement',
    ...rangeOf(node),
    initializers: lowerForInit(lower, forInit?.[0]),
    condition: condition === undefined ? null : lower.expression(condition),
    updates: updates.map((update) => lower.expression(first(update.children.expression))),
    body: lowerStatement(lower, last(statement)),
  };
}

function lowerForInit(
  lower: Lowering,
  node: ForInitCstNode | undefined,
): (LocalVariableDeclaration | ExpressionStatement)[] {
  if (node === undefined) return [];
  const child = onlyChild(node);
  return child.name === 'localVariableDeclaration'
    ? [lowerLocalVariable(lower, child)]
    : child.children.statementExpression.map((expression) => lowerStatementExpression(lower, expression));
}

function lowerEnhancedFor(lower: Lowering, node: EnhancedForStatementCstNode): EnhancedForStatement {
  const { localVariableDeclaration, expression, statement } = node.children;
  return {
    kind: 'EnhancedForStatement',
    ...rangeOf(node),
    variable: lowerSingleVariable(lower, first(localVariableDeclaration)),
    iterable: lower.expression(first(expression)),
    body: lowerStatement(lower, first(statement)),
  };
}
