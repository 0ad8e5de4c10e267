import type { Evaluate } from './evaluate.ts';
import { memberName, type CallNode } from './syntax.ts';
import { spellingOf, type Frame, type Value } from './values.ts';

/** Array and collection methods that run their callback before they return. */
const ITERATION = new Set([
  'forEach',
  'map',
  'flatMap',
  'filter',
  'reduce',
  'reduceRight',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'sort',
  'toSorted',
  'replace',
  'replaceAll',
]);

/** Promise methods: at module scope the promise settles before, or at, the end of init. */
const PROMISE = new Set(['then', 'catch', 'finally']);

/** Library functions that run their callback at once or within init: `module|spelling`. */
const RUNNERS = new Set([
  'global|Promise',
  'global|queueMicrotask',
  'global|setImmediate',
  'global|process.nextTick',
  'global|Array.from',
  'global|Object.groupBy',
  'global|Map.groupBy',
  'global|JSON.parse',
  'global|Reflect.apply',
  'global|Promise.try',
]);

/** Functions of lodash that run their callback at once. */
const LODASH = new Set([
  'each',
  'forEach',
  'map',
  'flatMap',
  'filter',
  'reduce',
  'some',
  'every',
  'find',
  'times',
  'attempt',
  'tap',
  'thru',
  'forOwn',
  'mapValues',
  'mapKeys',
  'keyBy',
  'groupBy',
  'sortBy',
  'transform',
]);

/**
 * Whether a call runs the functions it is given before init ends.
 * @param callee what is called; null when unknown
 */
export function runsArguments(node: CallNode, callee: Value | null, frame: Frame | null, evaluate: Evaluate): boolean {
  const { callee: written } = node;
  if (callee?.kind === 'library' && !callee.isResult) {
    const spelling = spellingOf(callee);
    if (callee.module === 'lodash') return LODASH.has(spelling);
    if (RUNNERS.has(`${callee.module}|${spelling}`)) return true;
  }
  if (node.type === 'NewExpression' || written.type !== 'MemberExpression') return false;
  const name = memberName(written);
  if (name === null) return false;
  if (PROMISE.has(name)) return true;
  if (!ITERATION.has(name)) return false;
  // `Effect.map`, `router.map`: a library's method of that name may keep the function for later.
  const receiver = evaluate(written.object, frame);
  return (
    receiver === null || receiver.kind === 'array' || (receiver.kind === 'library' && receiver.module === 'global')
  );
}
