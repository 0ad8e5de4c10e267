import type { TSESTree } from '@typescript-eslint/utils';
import type { Analysis } from '../analysis/analysis.ts';
import { isLocalOnly } from '../analysis/guards.ts';
import { nameOf, parentOf, type Node } from '../analysis/syntax.ts';
import { isExport } from '../analysis/values.ts';

/** Whether an expression is `process.env`. */
export function isProcessEnv(node: Node, { evaluate }: Analysis): boolean {
  return isExport(evaluate(node, null), 'global', 'process.env');
}

/** Whether the expression is only asked whether it is there, or has another value to fall back on. */
export function isGuarded(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'LogicalExpression':
      return parent.operator === '&&' ? isGuarded(parent) : parent.left === node || isGuarded(parent);
    case 'ConditionalExpression':
    case 'IfStatement':
      return parent.test === node;
    case 'UnaryExpression':
      return parent.operator === '!' || parent.operator === 'typeof' || parent.operator === 'delete';
    case 'BinaryExpression':
      return /^[!=]==?$/u.test(parent.operator);
    case 'MemberExpression':
      return parent.object === node && parent.optional;
    case 'AssignmentExpression':
      return parent.left === node;
    case 'TSNonNullExpression':
    case 'TSAsExpression':
      return isGuarded(parent);
    default:
      return false;
  }
}

/** The condition under which a node runs, as its parent states it; null when there is none. */
function conditionOf(node: Node, parent: Node): Node | null {
  if (parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') {
    return parent.consequent === node ? parent.test : null;
  }
  const isRight = parent.type === 'LogicalExpression' && parent.operator === '&&' && parent.right === node;
  return isRight ? parent.left : null;
}

/** Whether the code stands under a condition that holds on a developer's machine or in tests alone. */
export function isLocalCode(node: Node, { evaluate, sourceCode }: Analysis): boolean {
  let at = node;
  for (let parent = parentOf(at); parent !== null; parent = parentOf(at)) {
    const test = conditionOf(at, parent);
    if (test !== null && isLocalOnly(test, evaluate, sourceCode.visitorKeys)) return true;
    at = parent;
  }
  return false;
}

/** The properties that a pattern takes from an object, by the given names. */
export function takenProperties(
  pattern: TSESTree.ObjectPattern,
  names: ReadonlySet<string>,
): readonly TSESTree.Property[] {
  return pattern.properties.filter(
    (property): property is TSESTree.Property =>
      property.type === 'Property' && names.has(nameOf(property.key, property.computed) ?? ''),
  );
}

/** The statement around a node: what one finding is about. */
export function statementOf(node: Node): Node {
  let at = node;
  while (parentOf(at) !== null && !/Statement$|Declaration$|^Program$/u.test(at.type)) at = parentOf(at) ?? at;
  return at;
}
