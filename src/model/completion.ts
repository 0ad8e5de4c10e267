/** Whether statements can complete normally (JLS 14.22), as far as the scope of pattern variables depends on it. */

import type * as Ast from '../java-ast/nodes.ts';

/** Whether control can pass from the end of `statement` to the next one. Only the literal `true` counts as constant. */
export function canCompleteNormally(statement: Ast.Statement): boolean {
  switch (statement.kind) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'YieldStatement':
      return false;
    case 'Block':
      return statement.statements.every(canCompleteNormally);
    case 'SynchronizedStatement':
      return canCompleteNormally(statement.body);
    case 'LabeledStatement':
      return canCompleteNormally(statement.body) || containsBreak(statement.body);
    case 'WhileStatement':
    case 'DoStatement':
    case 'ForStatement':
      return !isTrue(statement.condition) || containsBreak(statement.body);
    case 'IfStatement':
      return ifCanComplete(statement);
    case 'SwitchStatement':
      return switchCanComplete(statement);
    case 'TryStatement':
      return tryCanComplete(statement);
    default:
      return true;
  }
}

/** Whether the body of a loop or switch has a `break` out of it. Any labelled break is taken for one. */
export function containsBreak(statement: Ast.Statement): boolean {
  return hasBreak(statement, false);
}

/** `isInner`: inside a nested loop or switch, which an unlabelled break would leave instead. */
function hasBreak(statement: Ast.Statement, isInner: boolean): boolean {
  switch (statement.kind) {
    case 'BreakStatement':
      return !isInner || statement.label !== null;
    case 'Block':
      return statement.statements.some((part) => hasBreak(part, isInner));
    case 'SynchronizedStatement':
    case 'LabeledStatement':
      return hasBreak(statement.body, isInner);
    case 'WhileStatement':
    case 'DoStatement':
    case 'ForStatement':
    case 'EnhancedForStatement':
      return hasBreak(statement.body, true);
    case 'IfStatement':
      return ifBranches(statement).some((branch) => hasBreak(branch, isInner));
    case 'SwitchStatement':
      return statement.cases.some((group) => group.body.some((part) => hasBreak(part, true)));
    case 'TryStatement':
      return tryBlocks(statement).some((block) => hasBreak(block, isInner));
    default:
      return false;
  }
}

/** The branches of a whole `if … else if … else` chain, without recursion. */
function ifBranches(statement: Ast.IfStatement): Ast.Statement[] {
  const branches = [statement.thenStatement];
  let rest = statement.elseStatement;
  while (rest?.kind === 'IfStatement') {
    branches.push(rest.thenStatement);
    rest = rest.elseStatement;
  }
  if (rest !== null) branches.push(rest);
  return branches;
}

function ifCanComplete(statement: Ast.IfStatement): boolean {
  let last = statement;
  while (last.elseStatement?.kind === 'IfStatement') last = last.elseStatement;
  return last.elseStatement === null || ifBranches(statement).some(canCompleteNormally);
}

function switchCanComplete({ cases }: Ast.SwitchStatement): boolean {
  const last = cases.at(-1);
  if (last === undefined || !cases.some((group) => group.isDefault)) return true;
  if (cases.some((group) => group.body.some(containsBreak))) return true;
  const ends = last.arrow ? cases : [last];
  return ends.some((group) => group.body.every(canCompleteNormally));
}

function tryCanComplete(statement: Ast.TryStatement): boolean {
  if (statement.finallyBlock !== null && !canCompleteNormally(statement.finallyBlock)) return false;
  return canCompleteNormally(statement.body) || statement.catches.some((clause) => canCompleteNormally(clause.body));
}

function tryBlocks({ body, catches, finallyBlock }: Ast.TryStatement): Ast.Block[] {
  return [body, ...catches.map((clause) => clause.body), ...(finallyBlock === null ? [] : [finallyBlock])];
}

function isTrue(condition: Ast.Expression | null): boolean {
  return condition === null || (condition.kind === 'Literal' && condition.value === true);
}
