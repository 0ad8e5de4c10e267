/** What becomes of a value where it is made: dropped with the body, put into a field, returned, or kept somewhere. */
import type { Expression, Statement } from '../../model/facts.ts';
import { visitAll } from '../../model/visit.ts';
import { methodsCalled } from './reached-code.ts';
import { declaredType, type SourceBody } from './source-calls.ts';

/** `dropped`: nothing but the body knows it; `kept`: it may outlive the body in a way that is not followed. */
export type Fate = 'dropped' | 'field' | 'returned' | 'kept';

type Node = Expression | Statement;

/** Members that keep what they are given. */
const KEEPERS =
  /^(put|add|set|offer|push|register|compute|submit|getOrDefault|compareAndSet|lazySet|orElse|subscribe|with)/;

const FLUENT = /^(configure|enable|disable|register|findAndRegister|with|set|add)/;

/** The fate of the value of `made`, an expression in the body of `place`. */
export function fateOf(place: SourceBody, made: Expression): Fate {
  const parents = parentsIn(place.body);
  return climb(place, parents, made, 0);
}

function climb(place: SourceBody, parents: ReadonlyMap<unknown, Node>, node: Node, depth: number): Fate {
  const parent = parents.get(node);
  if (parent === undefined || depth > 30) return 'kept';
  switch (parent.kind) {
    case 'local':
      return 'initializer' in parent ? fateOfVariable(place, parents, parent.name, depth) : 'kept';
    case 'assign':
      if (parent.right !== node) return 'dropped';
      return parent.left.kind === 'local' ? fateOfVariable(place, parents, parent.left.name, depth) : 'field';
    case 'return':
      return isInLambda(parents, parent) ? 'kept' : 'returned';
    case 'call':
      if (parent.target === node) {
        return givesItself(place, parent) ? climb(place, parents, parent, depth + 1) : 'dropped';
      }
      // What a method of the project does with it is not followed.
      return KEEPERS.test(parent.name) || methodsCalled(place, parent).length > 0 ? 'kept' : 'dropped';
    case 'new':
    case 'cast':
    case 'conditional':
      return climb(place, parents, parent, depth + 1);
    case 'expression':
    case 'binary':
    case 'instanceof':
      return 'dropped';
    default:
      return 'kept';
  }
}

/** `new ObjectMapper().registerModule(…)`: a chain that goes on with the same object. */
function givesItself(place: SourceBody, call: Expression & { kind: 'call' }): boolean {
  const receiver = call.target === null ? null : declaredType(place, call.target);
  const result = declaredType(place, call);
  return (receiver !== null && receiver.name === result?.name) || FLUENT.test(call.name);
}

/** A variable may be handed on: the worst of its uses counts. */
function fateOfVariable(place: SourceBody, parents: ReadonlyMap<unknown, Node>, name: string, depth: number): Fate {
  const fates = new Set<Fate>();
  visitAll(place.body, (node) => {
    if (node.kind !== 'local' || 'initializer' in node || node.name !== name) return;
    const parent = parents.get(node);
    if (parent?.kind === 'assign' && parent.left === node) return;
    fates.add(
      isInLambda(parents, node) && isStoredLambda(parents, node) ? 'kept' : climb(place, parents, node, depth + 1),
    );
  });
  for (const worst of ['kept', 'field', 'returned'] as const) if (fates.has(worst)) return worst;
  return 'dropped';
}

function isInLambda(parents: ReadonlyMap<unknown, Node>, node: Node): boolean {
  return lambdaAround(parents, node) !== null;
}

/** A lambda that is not an argument of a call may run at any time. */
function isStoredLambda(parents: ReadonlyMap<unknown, Node>, node: Node): boolean {
  const lambda = lambdaAround(parents, node);
  const parent = lambda === null ? undefined : parents.get(lambda);
  return parent?.kind !== 'call';
}

function lambdaAround(parents: ReadonlyMap<unknown, Node>, node: Node): Node | null {
  for (let around = parents.get(node); around !== undefined; around = parents.get(around)) {
    if (around.kind === 'lambda') return around;
  }
  return null;
}

const known = new WeakMap<readonly Statement[], ReadonlyMap<unknown, Node>>();

/** The nearest node around each node of a body. */
function parentsIn(body: readonly Statement[]): ReadonlyMap<unknown, Node> {
  const before = known.get(body);
  if (before !== undefined) return before;
  const parents = new Map<unknown, Node>();
  const stack: { readonly value: unknown; readonly parent: Node | null }[] = [{ value: body, parent: null }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, parent } = next;
    if (typeof value !== 'object' || value === null) continue;
    const isNode = 'kind' in value && 'span' in value;
    if (isNode && parent !== null) parents.set(value, parent);
    for (const child of Object.values(value)) stack.push({ value: child, parent: isNode ? (value as Node) : parent });
  }
  known.set(body, parents);
  return parents;
}
