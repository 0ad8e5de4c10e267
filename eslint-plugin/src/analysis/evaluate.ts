import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { isTransparent, isWrapper, moduleNameOf } from '../knowledge/libraries.ts';
import { bindingOf, frameOf } from './frames.ts';
import { memberOf } from './members.ts';
import {
  isClass,
  isFunction,
  memberName,
  nameOf,
  returnedExpressions,
  staticString,
  unwrap,
  type CallNode,
  type Node,
  type VisitorKeys,
} from './syntax.ts';
import { isExport, libraryMember, libraryValue, plainArguments, resultOf, spellingOf } from './values.ts';
import type { Frame, LibraryValue, Value } from './values.ts';
import type { Variables } from './variables.ts';

/** Steps from an expression to what it is, one inside the other; longer chains are given up. */
const MAX_DEPTH = 24;

/** Steps altogether for one question: alternatives and returned values multiply. */
const MAX_STEPS = 400;

/** Says what an expression is. `frame` is where it runs; null at module scope. */
export type Evaluate = (node: Node, frame: Frame | null) => Value | null;

/** The value of a module specifier. */
function moduleValue(specifier: string | null): LibraryValue | null {
  if (specifier === null) return null;
  const { module, path } = moduleNameOf(specifier);
  return libraryValue(module, path);
}

/** What other files export that comes from packages, by {@link importKey}. */
export type ImportedLibraries = ReadonlyMap<string, LibraryValue>;

/** The key of an export of a file: the specifier as written, and the name. */
export function importKey(source: string, name: string): string {
  return `${source}#${name}`;
}

/** Evaluation in one file. A class, because its steps call each other and share the file. */
class Evaluator {
  readonly #variables: Variables;
  readonly #keys: VisitorKeys;
  readonly #imported: ImportedLibraries;
  #depth = 0;
  #steps = 0;
  /** Answers at module scope, where most questions are asked again and again. */
  readonly #known = new Map<Node, Value | null>();

  constructor(variables: Variables, keys: VisitorKeys, imported: ImportedLibraries) {
    this.#variables = variables;
    this.#keys = keys;
    this.#imported = imported;
  }

  evaluate(node: Node, frame: Frame | null): Value | null {
    if (this.#depth > 0) return this.#step(node, frame);
    this.#steps = 0;
    if (frame !== null) return this.#step(node, frame);
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const value = this.#step(node, frame);
    this.#known.set(node, value);
    return value;
  }

  #step(node: Node, frame: Frame | null): Value | null {
    if (this.#depth >= MAX_DEPTH || this.#steps >= MAX_STEPS) return null;
    this.#depth += 1;
    this.#steps += 1;
    try {
      return this.#expression(unwrap(node), frame);
    } finally {
      this.#depth -= 1;
    }
  }

  #expression(node: Node, frame: Frame | null): Value | null {
    if (isFunction(node)) return { kind: 'function', node, closure: frame, receiver: frame?.receiver ?? null };
    if (isClass(node)) return { kind: 'class', node };
    switch (node.type) {
      case 'Identifier':
        return this.#identifier(node, frame);
      case 'MemberExpression':
        return this.#member(node, frame);
      case 'CallExpression':
      case 'NewExpression':
        return this.#call(node, frame);
      case 'ImportExpression':
        return moduleValue(staticString(node.source));
      case 'AwaitExpression':
        return this.evaluate(node.argument, frame);
      case 'LogicalExpression':
        return this.#either(node.left, node.right, frame);
      case 'ConditionalExpression':
        return this.#either(node.consequent, node.alternate, frame);
      case 'AssignmentExpression':
        return this.evaluate(node.right, frame);
      case 'SequenceExpression':
        return this.evaluate(node.expressions.at(-1) ?? node, frame);
      case 'ObjectExpression':
        return { kind: 'object', node, frame };
      case 'ArrayExpression':
        return { kind: 'array', node, frame };
      case 'ThisExpression':
        return frame?.receiver ?? null;
      default:
        return null;
    }
  }

  /** The first operand that is known, unless it is a slot of the global object that nothing is known about. */
  #either(first: Node, second: Node, frame: Frame | null): Value | null {
    const value = this.evaluate(first, frame);
    if (value === null || (value.kind === 'library' && value.module === 'global')) {
      return this.evaluate(second, frame) ?? value;
    }
    return value;
  }

  #identifier(node: TSESTree.Identifier, frame: Frame | null): Value | null {
    const variable = this.#variables.of(node);
    if (variable === null) return node.name === 'undefined' ? null : libraryValue('global', [node.name]);
    const binding = bindingOf(variable, frame);
    if (binding !== null) return this.evaluate(binding.expression, binding.frame);
    const [definition] = variable.defs;
    switch (definition?.type as string | undefined) {
      case 'ImportBinding':
        return this.#behind(imported(definition?.node as Node));
      case 'FunctionName':
        return { kind: 'function', node: definition?.node as never, closure: null, receiver: null };
      case 'ClassName':
        return { kind: 'class', node: definition?.node as never };
      case 'Variable':
        return this.#declared(variable, definition?.node as TSESTree.VariableDeclarator, frame);
      default:
        return null;
    }
  }

  #declared(variable: TSESLint.Scope.Variable, node: TSESTree.VariableDeclarator, frame: Frame | null): Value | null {
    if (node.id.type === 'Identifier') {
      const value = this.#variables.onlyValue(variable);
      return value === null ? null : this.evaluate(value, frame);
    }
    const [name] = variable.identifiers;
    if (node.init === null || name === undefined) return null;
    return this.#pattern(node.id, node.init, name, frame);
  }

  /** What a name in a destructuring pattern stands for. */
  #pattern(pattern: Node, source: Node, name: Node, frame: Frame | null): Value | null {
    if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties) {
        if (property.type !== 'Property') continue;
        const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
        const key = nameOf(property.key, property.computed);
        if (target !== name || key === null) continue;
        return this.#memberOf(this.evaluate(source, frame), key);
      }
    }
    if (pattern.type !== 'ArrayPattern') return null;
    const elements = this.#elements(source, frame);
    const index = pattern.elements.findIndex((element) => element === name);
    const element = elements?.[index];
    return element === undefined || element === null ? null : this.evaluate(element, frame);
  }

  /** The elements of an array literal, also of one that `Promise.all` waits for. */
  #elements(source: Node, frame: Frame | null): readonly (Node | null)[] | null {
    const node = unwrap(source);
    if (node.type === 'ArrayExpression') return node.elements;
    if (node.type === 'AwaitExpression') return this.#elements(node.argument, frame);
    if (node.type !== 'CallExpression' || node.arguments[0] === undefined) return null;
    return isExport(this.evaluate(node.callee, frame), 'global', 'Promise.all')
      ? this.#elements(node.arguments[0], frame)
      : null;
  }

  #member(node: TSESTree.MemberExpression, frame: Frame | null): Value | null {
    const name = memberName(node);
    if (name === null) return null;
    if (node.object.type === 'Super') return null;
    return this.#memberOf(this.evaluate(node.object, frame), name);
  }

  #memberOf(value: Value | null, name: string): Value | null {
    return this.#behind(memberOf(value, name, (node, frame) => this.evaluate(node, frame), this.#keys));
  }

  /** What stands behind an export of another file: the client of a package, where that is known. */
  #behind(value: Value | null): Value | null {
    if (value?.kind !== 'library' || value.isResult || value.path.length !== 1 || this.#imported.size === 0) {
      return value;
    }
    return this.#imported.get(importKey(value.module, value.path[0] ?? '')) ?? value;
  }

  /** What `require` or `import()` gives: with `module.exports = client` the client itself. */
  #loaded(specifier: string | null): Value | null {
    return (specifier === null ? undefined : this.#imported.get(importKey(specifier, ''))) ?? moduleValue(specifier);
  }

  #call(node: CallNode, frame: Frame | null): Value | null {
    const callee = this.evaluate(node.callee, frame);
    if (callee === null) return null;
    if (callee.kind === 'class') {
      return node.type === 'NewExpression' ? { kind: 'instance', node: callee.node, site: node } : null;
    }
    const [first] = plainArguments(node);
    if (callee.kind === 'function') return this.#returned(callee, node, frame);
    if (callee.kind !== 'library') return null;
    const spelling = spellingOf(callee);
    const loader = callee.module === 'global' ? spelling : `${callee.module}|${spelling}`;
    if (LOADERS.has(loader)) return this.#loaded(staticString(first)) ?? resultOf(callee);
    const passes = isTransparent(callee.module, spelling) || isWrapper(callee.module, spelling);
    if (passes && first !== undefined) return this.evaluate(first, frame);
    return resultOf(callee);
  }

  #returned(callee: Value & { kind: 'function' }, node: CallNode, frame: Frame | null): Value | null {
    // `fn.bind(…)` is the function still.
    const { callee: written } = node;
    if (written.type === 'MemberExpression' && memberName(written) === 'bind' && isBoundFunction(written, callee)) {
      return callee;
    }
    if (callee.node.generator) return null;
    const { closure, receiver } = callee;
    const inner = frameOf(
      { owner: callee.node, site: node, caller: frame, closure, receiver, args: plainArguments(node) },
      this.#variables,
    );
    for (const expression of returnedExpressions(callee.node, this.#keys)) {
      const value = this.evaluate(expression, inner);
      if (value !== null) return value;
    }
    return null;
  }
}

/** Calls that give the module named by their first argument. */
const LOADERS = new Set([
  'require',
  'process.getBuiltinModule',
  'node:module|createRequire#()',
  'node:module|createRequire',
]);

/** `fn.bind`: the member is not a method called `bind` that an object has of its own. */
function isBoundFunction(member: TSESTree.MemberExpression, callee: Value & { kind: 'function' }): boolean {
  return !(callee.node.parent.type === 'Property' && callee.node.parent.key === member.property);
}

/** The export that an import specifier names; null for types. */
function imported(node: Node): LibraryValue | null {
  if (node.type === 'TSImportEqualsDeclaration') {
    const { moduleReference } = node;
    if (node.importKind === 'type' || moduleReference.type !== 'TSExternalModuleReference') return null;
    return moduleValue(staticString(moduleReference.expression));
  }
  const declaration = node.parent;
  if (declaration?.type !== 'ImportDeclaration' || declaration.importKind === 'type') return null;
  const value = moduleValue(declaration.source.value);
  if (value === null) return null;
  if (node.type === 'ImportDefaultSpecifier') return libraryMember(value, 'default');
  if (node.type !== 'ImportSpecifier') return value;
  if (node.importKind === 'type') return null;
  return libraryMember(value, node.imported.type === 'Identifier' ? node.imported.name : node.imported.value);
}

/**
 * Makes the evaluation of one file.
 * @param variables its references
 * @param keys children of its node types
 * @param imported what other files export
 */
export function evaluatorFor(variables: Variables, keys: VisitorKeys, imported: ImportedLibraries): Evaluate {
  const evaluator = new Evaluator(variables, keys, imported);
  return (node, frame) => evaluator.evaluate(node, frame);
}
