import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { Evaluate } from './evaluate.ts';
import type { InitPhase } from './events.ts';
import { bindingOf, frameOf, frameOwnedBy } from './frames.ts';
import { createReuse } from './reuse.ts';
import { enclosingFunction, isClass, isFunction, memberName, parentOf, type CallNode, type Node } from './syntax.ts';
import { isExport, plainArguments, type Frame, type Value } from './values.ts';
import { isExported, type Variables } from './variables.ts';

type Variable = TSESLint.Scope.Variable;

/** Where a value from init ends up: the place that still holds it after the restore. */
export interface Kept {
  /** The module's variable; null when it is kept elsewhere: an export, a property, a library's object. */
  readonly variable: Variable | null;
}

/** What following a value needs. */
export interface KeptInput {
  readonly phase: InitPhase;
  readonly variables: Variables;
  readonly evaluate: Evaluate;
  /** Whether a function runs after each restore: what it writes is renewed. */
  readonly isAfterRestore: (fn: Node) => boolean;
}

/** Asks where the value of an expression is kept; null when it is gone before the snapshot, or renewed after it. */
export type KeptBy = (node: Node, frame: Frame | null) => Kept | null;

const ELSEWHERE: Kept = { variable: null };

/** Methods that put an argument into the object they are called on. */
const STORING = new Set(
  'push unshift set add append prepend register assign defineProperty setItem put provide bind concat enqueue'.split(
    ' ',
  ),
);

const COMPARISON = new Set(['==', '!=', '===', '!==', '<', '<=', '>', '>=', 'in', 'instanceof']);

/** Names under which programs keep their loggers. */
const LOGGING = /^(?:console|log|logger|winston|pino|debug)$/iu;

/** The leftmost expression of a chain of member accesses. */
function rootOf(node: Node): Node {
  if (node.type === 'MemberExpression') return rootOf(node.object);
  if (node.type === 'TSNonNullExpression' || node.type === 'TSAsExpression') return rootOf(node.expression);
  return node;
}

function isLogging({ type, callee }: CallNode): boolean {
  if (type === 'NewExpression') return false;
  const root = rootOf(callee);
  const name = root.type === 'Identifier' ? root.name : null;
  if (name !== null && LOGGING.test(name)) return true;
  // `this.logger.info(…)`
  return callee.type === 'MemberExpression' && callee.object.type === 'MemberExpression'
    ? LOGGING.test(memberName(callee.object) ?? '')
    : false;
}

/** Following values in one file. A class, because its steps call each other and share what was visited. */
class Following {
  readonly #input: KeptInput;
  readonly #reuse: ReturnType<typeof createReuse>;
  readonly #visited = new Set<Node | Variable>();

  constructor(input: KeptInput, reuse: ReturnType<typeof createReuse>) {
    this.#input = input;
    this.#reuse = reuse;
  }

  /** Where the value of `node` goes. */
  flow(node: Node, frame: Frame | null): Kept | null {
    const parent = parentOf(node);
    if (parent === null || this.#visited.has(node)) return null;
    this.#visited.add(node);
    switch (parent.type) {
      case 'AwaitExpression':
      case 'TSAsExpression':
      case 'TSNonNullExpression':
      case 'TSSatisfiesExpression':
      case 'TSTypeAssertion':
      case 'ChainExpression':
      case 'SpreadElement':
      case 'TemplateLiteral':
      case 'LogicalExpression':
      case 'ArrayExpression':
      case 'ObjectExpression':
      case 'SequenceExpression':
      case 'TaggedTemplateExpression':
      case 'Property':
        return this.flow(parent, frame);
      case 'UnaryExpression':
        return /^[-+~]$/u.test(parent.operator) ? this.flow(parent, frame) : null;
      case 'BinaryExpression':
        return this.#binary(node, parent, frame);
      case 'ConditionalExpression':
        return parent.test === node ? null : this.flow(parent, frame);
      case 'MemberExpression':
        return parent.object === node ? this.#derived(parent, frame) : null;
      case 'CallExpression':
      case 'NewExpression':
        return this.#passed(node, parent, frame);
      default:
        return this.#placed(node, parent, frame);
    }
  }

  /** Statements and declarations: the places where a value comes to rest. */
  #placed(node: Node, parent: Node, frame: Frame | null): Kept | null {
    switch (parent.type) {
      case 'AssignmentExpression':
        if (parent.right !== node) return null;
        return this.#target(parent.left, frame) ?? this.flow(parent, frame);
      case 'VariableDeclarator':
        return parent.init === node ? this.#target(parent.id, frame) : null;
      case 'AssignmentPattern':
        return parent.right === node ? this.#target(parent.left, frame) : null;
      case 'ForOfStatement':
        return parent.right === node && parent.left.type === 'VariableDeclaration'
          ? this.#target(parent.left.declarations[0].id, frame)
          : null;
      case 'ArrowFunctionExpression':
      case 'ReturnStatement':
        return this.#returned(parent, frame);
      case 'PropertyDefinition':
        return parent.static ? ELSEWHERE : this.#constructed(parent.parent.parent, frame);
      case 'ExportDefaultDeclaration':
      case 'TSExportAssignment':
      case 'TSEnumMember':
      case 'Decorator':
      case 'YieldExpression':
        return ELSEWHERE;
      default:
        return null;
    }
  }

  /** A difference of two values is a duration or a delta, a comparison a truth value: neither is the value. */
  #binary(node: Node, parent: TSESTree.BinaryExpression, frame: Frame | null): Kept | null {
    if (COMPARISON.has(parent.operator)) return null;
    const other = parent.left === node ? parent.right : parent.left;
    if (parent.operator === '-' && other.type !== 'Literal') return null;
    return this.flow(parent, frame);
  }

  /** A member of the value, or the result of calling one. */
  #derived(member: TSESTree.MemberExpression, frame: Frame | null): Kept | null {
    const call = member.parent;
    if (call.type !== 'CallExpression' || call.callee !== member) return this.flow(member, frame);
    const name = memberName(member);
    if (name === 'then' || name === 'catch' || name === 'finally') {
      const handler = call.arguments[0];
      if (name === 'then' && handler !== undefined) return this.#handled(handler, call, frame);
    }
    return this.flow(call, frame);
  }

  /** `.then(fn)`: the value becomes the parameter, and what `fn` returns goes on. */
  #handled(handler: Node, call: TSESTree.CallExpression, frame: Frame | null): Kept | null {
    const fn = this.#input.evaluate(handler, frame);
    if (fn?.kind !== 'function') return this.flow(call, frame);
    return this.#into(fn, call, 0, frame);
  }

  /** The value as an argument. */
  #passed(node: Node, call: CallNode, frame: Frame | null): Kept | null {
    if (call.callee === node) return this.flow(call, frame);
    if (isLogging(call)) return null;
    const callee = this.#input.evaluate(call.callee, frame);
    const index = plainArguments(call).findIndex((argument) => argument === node);
    if (callee?.kind === 'function') return this.#into(callee, call, index, frame);
    if (isExport(callee, 'global', 'setTimeout', 'setInterval')) return null;
    const { callee: written } = call;
    if (written.type === 'MemberExpression' && STORING.has(memberName(written) ?? '')) {
      return this.#target(written.object, frame) ?? this.flow(call, frame);
    }
    return this.flow(call, frame);
  }

  /** Into a parameter of a function of the file. */
  #into(fn: Value & { kind: 'function' }, site: CallNode, index: number, caller: Frame | null): Kept | null {
    const { variables } = this.#input;
    const parameter = fn.node.params[index];
    if (parameter === undefined) return null;
    const { node: owner, closure, receiver } = fn;
    const frame = frameOf({ owner, site, caller, closure, receiver, args: plainArguments(site) }, variables);
    if (frame.depth > MAX_FLOW_DEPTH) return null;
    return this.#target(parameter, frame);
  }

  /** Where a value goes that is written to a pattern, a name or a member. */
  #target(target: Node, frame: Frame | null): Kept | null {
    switch (target.type) {
      case 'Identifier':
        return this.#name(target, frame);
      case 'MemberExpression':
        return this.#member(rootOf(target), frame);
      case 'AssignmentPattern':
        return this.#target(target.left, frame);
      case 'RestElement':
        return this.#target(target.argument, frame);
      case 'TSParameterProperty':
        return ELSEWHERE;
      case 'ArrayPattern':
        return this.#first(target.elements, frame);
      case 'ObjectPattern':
        return this.#first(
          target.properties.map((property) => (property.type === 'Property' ? property.value : property.argument)),
          frame,
        );
      default:
        return null;
    }
  }

  #first(targets: readonly (Node | null)[], frame: Frame | null): Kept | null {
    for (const target of targets) {
      const kept = target === null ? null : this.#target(target, frame);
      if (kept !== null) return kept;
    }
    return null;
  }

  #member(root: Node, frame: Frame | null): Kept | null {
    if (root.type === 'ThisExpression') {
      if (frame === null) return ELSEWHERE;
      return this.#receiver(frame);
    }
    if (root.type !== 'Identifier') return null;
    if (LOGGING.test(root.name)) return null;
    if (this.#input.variables.isGlobal(root)) return ELSEWHERE;
    return this.#name(root, frame);
  }

  /** Into the object that a method, constructor or static block runs on. */
  #receiver(frame: Frame): Kept | null {
    const { receiver } = frame;
    if (receiver?.kind === 'class') return ELSEWHERE;
    if (receiver?.kind === 'object') return this.flow(receiver.node, receiver.frame);
    if (receiver?.kind !== 'instance') return null;
    const made = frameOwnedBy(receiver.node, frame);
    const creation = made ?? this.#input.phase.frames.get(receiver.node) ?? null;
    return this.#atSite(receiver.site, creation?.caller ?? null);
  }

  #constructed(node: Node, frame: Frame | null): Kept | null {
    const made = frameOwnedBy(node, frame) ?? this.#input.phase.frames.get(node) ?? null;
    if (made === null || !isClass(node)) return ELSEWHERE;
    return made.receiver?.kind === 'instance' ? this.#atSite(made.site, made.caller) : ELSEWHERE;
  }

  /** On from what was returned or constructed: to the call in this file, or to that of another file. */
  #atSite(site: Node, caller: Frame | null): Kept | null {
    const { entered } = this.#input.phase;
    const entry = entered.get(site);
    if (entry === undefined) return this.flow(site, caller);
    return entry.isKept ? ELSEWHERE : null;
  }

  #returned(node: Node, frame: Frame | null): Kept | null {
    const fn = isFunction(node) ? node : enclosingFunction(node);
    const owner = fn === null ? null : frameOwnedBy(fn, frame);
    if (owner === null) return null;
    return this.#atSite(owner.site, owner.caller);
  }

  /** A variable keeps its value when code that runs later reads it, or when init puts it into something kept. */
  #name(identifier: TSESTree.Identifier, frame: Frame | null): Kept | null {
    const variable = this.#input.variables.of(identifier);
    if (variable === null) return ELSEWHERE;
    if (this.#visited.has(variable)) return null;
    this.#visited.add(variable);
    const binding = bindingOf(variable, frame);
    if (binding !== null && identifier.parent.type === 'MemberExpression') {
      const kept = this.#member(rootOf(binding.expression), binding.frame);
      if (kept !== null) return kept;
    }
    if (this.#reuse.isRenewed(variable)) return null;
    if (isExported(variable)) return { variable };
    for (const reference of variable.references) {
      if (!reference.isRead() || reference.identifier.type !== 'Identifier') continue;
      if (this.#reuse.isReadLater(reference.identifier, variable)) return { variable };
      const place = this.#frameAt(reference.identifier, frame);
      const kept = this.flow(reference.identifier, place);
      if (kept !== null) return kept;
    }
    return null;
  }

  /** The frame in which a reference runs: that of its function. */
  #frameAt(node: Node, frame: Frame | null): Frame | null {
    const fn = enclosingFunction(node);
    return fn === null ? null : (frameOwnedBy(fn, frame) ?? this.#input.phase.frames.get(fn) ?? frame);
  }
}

/** Calls a value is followed into. */
const MAX_FLOW_DEPTH = 32;

/** Makes the question of one file: where is a value kept? */
export function keptFinder(input: KeptInput): KeptBy {
  const reuse = createReuse(input);
  return (node, frame) => new Following(input, reuse).flow(node, frame);
}
