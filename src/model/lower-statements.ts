/** Statements to the IR of facts.ts. */

import type * as Ast from '../java-ast/nodes.ts';
import type * as Facts from './facts.ts';
import { canCompleteNormally, containsBreak } from './completion.ts';
import { lowerInitializer } from './lower-expressions.ts';
import { lowerSwitchCases } from './lower-switch.ts';
import type { Lowering } from './lowering.ts';
import {
  MAX_CHAIN,
  MAX_DEPTH,
  collect,
  emit,
  gather,
  lowerBody,
  reportTooDeep,
  spanOf,
  withLocals,
} from './lowering.ts';
import type { ConditionBindings } from './pattern-bindings.ts';
import { conditionBindings } from './pattern-bindings.ts';
import { alternativesOf, parameterTypeName, typeNameOf } from './type-names.ts';

/**
 * Lowers one statement and appends the result to the current list: no statement for an empty statement or an assertion,
 * several for a declaration of several variables. Names it declares stay in scope for the statements after it.
 */
export function lowerStatement(lowering: Lowering, statement: Ast.Statement): void {
  if (lowering.depth >= MAX_DEPTH) {
    reportTooDeep(lowering, spanOf(statement));
    return;
  }
  lowering.depth++;
  lowerByKind(lowering, statement);
  lowering.depth--;
}

function lowerByKind(lowering: Lowering, statement: Ast.Statement): void {
  switch (statement.kind) {
    case 'Block':
      emit(lowering, { kind: 'block', body: lowerBody(lowering, statement), span: spanOf(statement) });
      break;
    case 'LocalVariableDeclaration':
      lowerLocals(lowering, statement);
      break;
    case 'LocalTypeDeclaration':
      emit(lowering, {
        kind: 'type',
        type: lowering.localType(statement.declaration),
        span: spanOf(statement),
      });
      break;
    case 'LabeledStatement':
      lowerStatement(lowering, statement.body);
      break;
    case 'IfStatement':
      lowerIf(lowering, statement);
      break;
    case 'WhileStatement':
    case 'DoStatement':
      lowerWhile(lowering, statement);
      break;
    case 'ForStatement':
      lowerFor(lowering, statement);
      break;
    case 'EnhancedForStatement':
      lowerForEach(lowering, statement);
      break;
    case 'TryStatement':
      lowerTry(lowering, statement);
      break;
    case 'EmptyStatement':
      break;
    default:
      lowerSimple(lowering, statement);
  }
}

type Simple =
  | Ast.ExpressionStatement
  | Ast.ReturnStatement
  | Ast.ThrowStatement
  | Ast.YieldStatement
  | Ast.BreakStatement
  | Ast.ContinueStatement
  | Ast.SwitchStatement
  | Ast.SynchronizedStatement
  | Ast.AssertStatement
  | Ast.ExplicitConstructorInvocation;

function lowerSimple(lowering: Lowering, statement: Simple): void {
  const span = spanOf(statement);
  switch (statement.kind) {
    case 'ExpressionStatement':
      emit(lowering, { kind: 'expression', expression: lowering.expression(statement.expression), span });
      break;
    case 'ReturnStatement': {
      const value = statement.value === null ? null : lowering.expression(statement.value);
      emit(lowering, { kind: 'return', value, span });
      break;
    }
    case 'ThrowStatement':
      emit(lowering, { kind: 'throw', value: lowering.expression(statement.value), span });
      break;
    case 'YieldStatement':
      emit(lowering, { kind: 'yield', value: lowering.expression(statement.value), span });
      break;
    case 'BreakStatement':
      emit(lowering, { kind: 'break', span });
      break;
    case 'ContinueStatement':
      emit(lowering, { kind: 'continue', span });
      break;
    case 'SwitchStatement': {
      const selector = lowering.expression(statement.selector);
      emit(lowering, { kind: 'switch', selector, cases: lowerSwitchCases(lowering, statement.cases, false), span });
      break;
    }
    case 'SynchronizedStatement': {
      const lock = lowering.expression(statement.lock);
      emit(lowering, { kind: 'synchronized', lock, body: lowerBody(lowering, statement.body), span });
      break;
    }
    case 'AssertStatement':
      lowerAssert(lowering, statement);
      break;
    case 'ExplicitConstructorInvocation':
      lowerConstructorCall(lowering, statement);
  }
}

/** Assertions are off unless asked for, so nothing of one runs; but classes declared in it exist and take their numbers. */
function lowerAssert(lowering: Lowering, { condition, detail }: Ast.AssertStatement): void {
  collect(lowering, () => {
    lowering.expression(condition);
    if (detail !== null) lowering.expression(detail);
  });
}

/** `outer.super(…)` evaluates `outer` first (JLS 8.8.7.1), which is a statement of its own here. */
function lowerConstructorCall(lowering: Lowering, call: Ast.ExplicitConstructorInvocation): void {
  if (call.qualifier !== null) {
    emit(lowering, {
      kind: 'expression',
      expression: lowering.expression(call.qualifier),
      span: spanOf(call.qualifier),
    });
  }
  const values = call.arguments.map((argument) => lowering.expression(argument));
  emit(lowering, { kind: 'constructorCall', target: call.keyword, arguments: values, span: spanOf(call) });
}

function lowerLocals(lowering: Lowering, declaration: Ast.LocalVariableDeclaration): void {
  const isSingle = declaration.declarators.length === 1;
  for (const declarator of declaration.declarators) {
    const name = declarator.name.name;
    const type = typeNameOf(declaration.type, declarator.dimensions);
    lowering.scope.declare(name);
    const { initializer: value } = declarator;
    const initializer = value === null ? null : lowerInitializer(lowering, value, type);
    emit(lowering, { kind: 'local', name, type, initializer, span: spanOf(isSingle ? declaration : declarator) });
  }
}

// ---- branches and loops --------------------------------------------------------------------------------------------

interface Branch {
  readonly condition: Facts.Expression;
  readonly whenTrue: readonly Facts.Statement[];
  readonly span: Facts.Span;
}

/**
 * An `if … else if …` chain, without recursion. A chain of more than MAX_CHAIN branches is cut into several statements
 * in a row: its nesting would be too deep for recursive walks, and everything it runs stays there.
 */
function lowerIf(lowering: Lowering, statement: Ast.IfStatement): void {
  const mark = lowering.scope.mark();
  let branches: Branch[] = [];
  let next: Ast.Statement | null = statement;
  while (next?.kind === 'IfStatement') {
    if (branches.length === MAX_CHAIN) {
      emitBranches(lowering, branches, []);
      branches = [];
    }
    const condition = lowering.expression(next.condition);
    const bindings = conditionBindings(next.condition);
    const { thenStatement }: Ast.IfStatement = next;
    const whenTrue = withLocals(lowering, bindings.whenTrue, () => lowerBody(lowering, thenStatement));
    for (const name of bindings.whenFalse) lowering.scope.declare(name);
    branches.push({ condition, whenTrue, span: spanOf(next) });
    next = next.elseStatement;
  }
  emitBranches(lowering, branches, next === null ? [] : lowerBody(lowering, next));
  lowering.scope.release(mark);
  for (const name of introducedBy(statement)) lowering.scope.declare(name);
}

function emitBranches(lowering: Lowering, branches: readonly Branch[], otherwise: readonly Facts.Statement[]): void {
  const nested = branches.reduceRight(
    (whenFalse: readonly Facts.Statement[], branch): Facts.Statement[] => [{ kind: 'if', ...branch, whenFalse }],
    otherwise,
  );
  for (const statement of nested) emit(lowering, statement);
}

/** The pattern variables that are in scope after an `if` (JLS 6.3.2.2). */
function introducedBy({ condition, thenStatement, elseStatement }: Ast.IfStatement): readonly string[] {
  const { whenTrue, whenFalse }: ConditionBindings = conditionBindings(condition);
  if (whenTrue.length === 0 && whenFalse.length === 0) return [];
  const thenCompletes = canCompleteNormally(thenStatement);
  const elseCompletes = elseStatement === null || canCompleteNormally(elseStatement);
  if (!thenCompletes) return elseCompletes ? whenFalse : [];
  return elseCompletes ? [] : whenTrue;
}

function lowerWhile(lowering: Lowering, loop: Ast.WhileStatement | Ast.DoStatement): void {
  const span = spanOf(loop);
  if (loop.kind === 'DoStatement') {
    const body = lowerBody(lowering, loop.body);
    const condition = lowering.expression(loop.condition);
    emit(lowering, { kind: 'loop', condition, body, runsAtLeastOnce: true, span });
  } else {
    const condition = lowering.expression(loop.condition);
    const { whenTrue } = conditionBindings(loop.condition);
    const body = withLocals(lowering, whenTrue, () => lowerBody(lowering, loop.body));
    emit(lowering, { kind: 'loop', condition, body, runsAtLeastOnce: false, span });
  }
  declareAfterLoop(lowering, loop);
}

/** JLS 6.3.2.3 to 6.3.2.5: a loop that ends only by its condition introduces what the condition does when false. */
function declareAfterLoop(lowering: Lowering, loop: Ast.WhileStatement | Ast.DoStatement | Ast.ForStatement): void {
  if (loop.condition === null) return;
  const { whenFalse } = conditionBindings(loop.condition);
  if (whenFalse.length === 0 || containsBreak(loop.body)) return;
  for (const name of whenFalse) lowering.scope.declare(name);
}

function lowerFor(lowering: Lowering, loop: Ast.ForStatement): void {
  const statements = collect(lowering, () => {
    for (const initializer of loop.initializers) lowering.statement(initializer);
    const condition = loop.condition === null ? null : lowering.expression(loop.condition);
    const names = loop.condition === null ? [] : conditionBindings(loop.condition).whenTrue;
    const body = withLocals(lowering, names, () => [
      ...lowerBody(lowering, loop.body),
      ...collect(lowering, () => lowerUpdates(lowering, loop.updates)),
    ]);
    emit(lowering, { kind: 'loop', condition, body, runsAtLeastOnce: false, span: spanOf(loop) });
  });
  const [only] = statements;
  if (statements.length === 1 && only !== undefined) emit(lowering, only);
  else emit(lowering, { kind: 'block', body: statements, span: spanOf(loop) });
  declareAfterLoop(lowering, loop);
}

function lowerUpdates(lowering: Lowering, updates: readonly Ast.Expression[]): void {
  for (const update of updates) {
    emit(lowering, { kind: 'expression', expression: lowering.expression(update), span: spanOf(update) });
  }
}

function lowerForEach(lowering: Lowering, loop: Ast.EnhancedForStatement): void {
  const iterable = lowering.expression(loop.iterable);
  const name = loop.variable.name.name;
  const type = parameterTypeName(loop.variable);
  const body = withLocals(lowering, [name], () => lowerBody(lowering, loop.body));
  emit(lowering, { kind: 'foreach', name, type, iterable, body, span: spanOf(loop) });
}

// ---- try -----------------------------------------------------------------------------------------------------------

function lowerTry(lowering: Lowering, statement: Ast.TryStatement): void {
  const mark = lowering.scope.mark();
  const resources = lowerResources(lowering, statement.resources);
  const body = lowerBody(lowering, statement.body);
  lowering.scope.release(mark);
  const catches = statement.catches.map((clause) => lowerCatch(lowering, clause));
  const finallyBody = statement.finallyBlock === null ? [] : lowerBody(lowering, statement.finallyBlock);
  emit(lowering, { kind: 'try', resources, body, catches, finallyBody, span: spanOf(statement) });
}

/** The resources' names stay in scope: the body follows. */
function lowerResources(lowering: Lowering, resources: Ast.TryStatement['resources']): Facts.Statement[] {
  return gather(lowering, () => {
    for (const resource of resources) lowering.statement(resource);
  });
}

function lowerCatch(lowering: Lowering, { parameter, body }: Ast.CatchClause): Facts.CatchFact {
  const name = parameter.name.name;
  return {
    name,
    types: alternativesOf(parameter.type),
    body: withLocals(lowering, [name], () => lowerBody(lowering, body)),
  };
}
