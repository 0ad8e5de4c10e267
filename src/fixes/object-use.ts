/** What code does with a variable that holds an object. */
import type { Node, Statement } from '../java-ast/nodes.ts';
import type { JavaFile } from './java-file.ts';
import { is } from './kinds.ts';

/** Whether a use sets the variable. */
export function isAssigned(file: JavaFile, use: Node): boolean {
  const parent = file.parentOf(use);
  return is(parent, 'Assignment') && parent.left === use;
}

const CLOSES = /^(?:close|shutdown|shutdownNow)$/u;

/** Whether a use closes the object, at once or at the end of a try statement. */
export function isClosed(file: JavaFile, use: Node): boolean {
  const parent = file.parentOf(use);
  const isCalled = is(parent, 'MethodInvocation') && parent.target === use && CLOSES.test(parent.name.name);
  return isCalled || is(parent, 'TryStatement');
}

/** The statement that only closes the object, where it may simply go; null for any other use. */
export function closingOf(file: JavaFile, use: Node): Statement | null {
  const parent = file.parentOf(use);
  const statement = isClosed(file, use) && parent !== null ? file.parentOf(parent) : null;
  const block = statement === null ? null : file.parentOf(statement);
  const isPlain = is(block, 'Block') && !is(file.parentOf(block), 'TryStatement', 'CatchClause');
  return is(statement, 'ExpressionStatement') && isPlain ? statement : null;
}
