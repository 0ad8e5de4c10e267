import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluate } from './evaluate.ts';
import { childrenOf, isFunction, memberName, nameOf, type ClassNode, type Node, type VisitorKeys } from './syntax.ts';
import { libraryMember, type Frame, type Value } from './values.ts';

/** The constructor of a class as written; null when it has none. */
export function constructorOf(node: ClassNode): TSESTree.FunctionExpression | null {
  for (const member of node.body.body) {
    if (member.type === 'MethodDefinition' && member.kind === 'constructor') {
      return member.value.type === 'FunctionExpression' ? member.value : null;
    }
  }
  return null;
}

/** The class that a class extends, when the file declares it. */
export function superclassOf(node: ClassNode, evaluate: Evaluate): ClassNode | null {
  const value = node.superClass === null ? null : evaluate(node.superClass, null);
  return value?.kind === 'class' && value.node !== node ? value.node : null;
}

/** A member of any value; null when it is not known. */
export function memberOf(value: Value | null, name: string, evaluate: Evaluate, keys: VisitorKeys): Value | null {
  switch (value?.kind) {
    case 'library':
      return libraryMember(value, name);
    case 'function':
      return name === 'call' || name === 'apply' || name === 'bind' ? value : null;
    case 'class':
      return memberOfClass(value.node, name, evaluate);
    case 'instance':
      return memberOfInstance(value, name, evaluate, keys);
    case 'object':
      return memberOfObject(value.node, name, value.frame, evaluate);
    default:
      return null;
  }
}

/** A member of an object literal; null when there is no such plain property or method. */
function memberOfObject(
  node: TSESTree.ObjectExpression,
  name: string,
  frame: Frame | null,
  evaluate: Evaluate,
): Value | null {
  for (const property of node.properties) {
    if (property.type !== 'Property' || nameOf(property.key, property.computed) !== name) continue;
    if (property.kind !== 'init') return null;
    if (property.method && isFunction(property.value)) {
      return { kind: 'function', node: property.value, closure: frame, receiver: { kind: 'object', node, frame } };
    }
    return evaluate(property.value, frame);
  }
  return null;
}

/** A member that a class declares itself; `receiver` becomes `this` of a method. */
function declaredMember(
  node: ClassNode,
  name: string,
  isStatic: boolean,
  receiver: Value,
  evaluate: Evaluate,
): Value | null {
  for (const member of node.body.body) {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') continue;
    if (member.static !== isStatic || nameOf(member.key, member.computed) !== name) continue;
    if (member.type === 'MethodDefinition') {
      const { value } = member;
      if (member.kind !== 'method' || value.type !== 'FunctionExpression') return null;
      return { kind: 'function', node: value, closure: null, receiver };
    }
    const value = member.value === null ? null : evaluate(member.value, null);
    return value?.kind === 'function' ? { ...value, receiver } : value;
  }
  return null;
}

/** A class and the classes it extends, as far as the file declares them; a cycle is cut. */
export function lineageOf(node: ClassNode, evaluate: Evaluate): readonly ClassNode[] {
  const line: ClassNode[] = [];
  for (let at: ClassNode | null = node; at !== null && !line.includes(at); at = superclassOf(at, evaluate)) {
    line.push(at);
  }
  return line;
}

/** A static member of a class of the file, or of the class it extends. */
function memberOfClass(node: ClassNode, name: string, evaluate: Evaluate): Value | null {
  for (const at of lineageOf(node, evaluate)) {
    const member = declaredMember(at, name, true, { kind: 'class', node }, evaluate);
    if (member !== null) return member;
  }
  return null;
}

/** What the constructor assigns to `this.<name>`, when it does so once. */
function assignedInConstructor(node: ClassNode, name: string, keys: VisitorKeys): Node | null {
  const body = constructorOf(node)?.body;
  const found: Node[] = [];
  const visit = (at: Node): void => {
    if (isFunction(at)) return;
    if (
      at.type === 'AssignmentExpression' &&
      at.left.type === 'MemberExpression' &&
      at.left.object.type === 'ThisExpression' &&
      memberName(at.left) === name
    ) {
      found.push(at.right);
    }
    for (const child of childrenOf(at, keys)) visit(child);
  };
  if (body !== undefined) visit(body);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** A member of an object of a class of the file: method, field, or what the constructor puts there. */
function memberOfInstance(
  instance: Value & { kind: 'instance' },
  name: string,
  evaluate: Evaluate,
  keys: VisitorKeys,
): Value | null {
  for (const at of lineageOf(instance.node, evaluate)) {
    const own = declaredMember(at, name, false, instance, evaluate);
    if (own !== null) return own;
    const assigned = assignedInConstructor(at, name, keys);
    if (assigned !== null) return evaluate(assigned, null);
  }
  return null;
}
