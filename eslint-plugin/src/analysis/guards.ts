import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluate } from './evaluate.ts';
import { childrenOf, staticString, unwrap, type Node, type VisitorKeys } from './syntax.ts';
import { isExport } from './values.ts';

/** Environment variables that are set on a developer's machine and not in a function. */
const LOCAL_ONLY = new Set(['IS_OFFLINE', 'IS_LOCAL', 'AWS_SAM_LOCAL', 'JEST_WORKER_ID', 'VITEST', 'LAMBDA_LOCAL']);

/** Environment variables that Lambda sets: their absence says that the code runs elsewhere. */
const LAMBDA_ONLY = new Set([
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_EXECUTION_ENV',
  'LAMBDA_TASK_ROOT',
]);

/** The environment variable that an expression reads; null for anything else. */
export function environmentVariable(node: Node, evaluate: Evaluate): string | null {
  const value = evaluate(node, null);
  if (value?.kind !== 'library' || value.module !== 'global' || value.path.length !== 3) return null;
  const [owner, env, name] = value.path;
  return owner === 'process' && env === 'env' ? (name ?? null) : null;
}

/** Whether one side is what tells a program from a module in CommonJS. */
function comparesMain(left: Node, right: Node, evaluate: Evaluate): boolean {
  return [left, right].some((node) => isExport(evaluate(node, null), 'global', 'require.main'));
}

/** Whether a comparison with a constant can only hold in a test or on a developer's machine. */
function isLocalValue(name: string, value: string): boolean {
  return name === 'NODE_ENV' && /^(?:test|development|local)$/u.test(value);
}

/** Whether a comparison holds in tests, in programs or on a developer's machine alone. */
function isLocalComparison(node: TSESTree.BinaryExpression, evaluate: Evaluate, keys: VisitorKeys): boolean {
  if (!/^={2,3}$/u.test(node.operator)) return false;
  if (comparesMain(node.left, node.right, evaluate) || readsImportMeta(node, keys)) return true;
  const name = environmentVariable(node.left, evaluate);
  const value = staticString(node.right);
  return name !== null && value !== null && (isLocalValue(name, value) || LOCAL_ONLY.has(name));
}

/** Whether code under this condition never runs where a snapshot is taken: scripts, tests, local servers. */
export function isLocalOnly(test: Node, evaluate: Evaluate, keys: VisitorKeys): boolean {
  const node = unwrap(test);
  if (node.type === 'Literal') return node.value === false || node.value === 0;
  if (node.type === 'UnaryExpression' && node.operator === '!') {
    const name = environmentVariable(node.argument, evaluate);
    return name !== null && LAMBDA_ONLY.has(name);
  }
  if (node.type === 'LogicalExpression') {
    const left = isLocalOnly(node.left, evaluate, keys);
    const right = isLocalOnly(node.right, evaluate, keys);
    return node.operator === '&&' ? left || right : left && right;
  }
  if (node.type === 'BinaryExpression') return isLocalComparison(node, evaluate, keys);
  if (node.type === 'MemberExpression' && node.object.type === 'MetaProperty') {
    return node.property.type === 'Identifier' && node.property.name === 'main';
  }
  // `if (isMain(import.meta.url))`
  if (node.type === 'CallExpression' && readsImportMeta(node, keys)) return true;
  const name = environmentVariable(node, evaluate);
  return name !== null && LOCAL_ONLY.has(name);
}

/** Whether an expression contains `import.meta`: as a condition, it tells a program from a module. */
function readsImportMeta(node: Node, keys: VisitorKeys): boolean {
  if (node.type === 'MetaProperty') return true;
  for (const child of childrenOf(node, keys)) {
    if (readsImportMeta(child, keys)) return true;
  }
  return false;
}

/** Whether what runs when this condition does not hold never runs where a snapshot is taken. */
export function isLambdaOnly(test: Node, evaluate: Evaluate, keys: VisitorKeys): boolean {
  const node = unwrap(test);
  if (node.type === 'UnaryExpression' && node.operator === '!') return isLocalOnly(node.argument, evaluate, keys);
  if (node.type === 'BinaryExpression' && /^!={1,2}$/u.test(node.operator)) {
    const name = environmentVariable(node.left, evaluate);
    const value = staticString(node.right);
    if (comparesMain(node.left, node.right, evaluate)) return true;
    return name !== null && value !== null && isLocalValue(name, value);
  }
  const name = environmentVariable(node, evaluate);
  return name !== null && LAMBDA_ONLY.has(name);
}
