import type { TSESLint } from '@typescript-eslint/utils';
import type { InitPhase } from './events.ts';
import { enclosingFunction, isFunction, parentOf, type FunctionNode, type Node } from './syntax.ts';
import { isExported, type Variables } from './variables.ts';

type Variable = TSESLint.Scope.Variable;

/** What code that runs after the snapshot does with variables. */
export interface Reuse {
  /** Whether a reference belongs to code that can run after the snapshot and outlives the variable's own function. */
  readonly isReadLater: (reference: Node, variable: Variable) => boolean;
  /** Whether the variable gets a new value before it is used again: after each restore, or checked on use. */
  readonly isRenewed: (variable: Variable) => boolean;
}

/** What the answers rest on. */
export interface ReuseInput {
  readonly phase: InitPhase;
  readonly variables: Variables;
  readonly isAfterRestore: (fn: Node) => boolean;
}

/** The variable a function is known by: its own name, or the constant it is assigned to. */
function nameOfFunction(fn: FunctionNode, variables: Variables): Variable | null {
  if (fn.type === 'FunctionDeclaration') return fn.id === null ? null : variables.of(fn.id);
  const { parent } = fn;
  return parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier' ? variables.of(parent.id) : null;
}

function isCallee(node: Node): boolean {
  const { parent } = node;
  return (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') && parent.callee === node;
}

/** A condition that only asks whether there is a value yet: it does not hold again once init gave one. */
function isNullCheck(test: Node): boolean {
  switch (test.type) {
    case 'Identifier':
    case 'MemberExpression':
      return true;
    case 'UnaryExpression':
      return test.operator === '!' || test.operator === 'typeof';
    case 'BinaryExpression':
      return /^[!=]=/u.test(test.operator);
    default:
      return false;
  }
}

/** Whether a write inside a function happens only while the variable is empty. */
function isFirstUseOnly(write: TSESLint.Scope.Reference, within: FunctionNode): boolean {
  const assignment = write.identifier.parent;
  if (assignment.type === 'AssignmentExpression' && /^(?:\?\?|\|\|)=$/u.test(assignment.operator)) return true;
  for (let at: Node | null = write.identifier; at !== null && at !== within; at = parentOf(at)) {
    const parent = parentOf(at);
    if (parent?.type === 'IfStatement' && parent.test !== at) return isNullCheck(parent.test);
    if (parent?.type === 'LogicalExpression' && parent.right === at) return isNullCheck(parent.left);
    if (parent?.type === 'ConditionalExpression' && parent.test !== at) return isNullCheck(parent.test);
  }
  return false;
}

/** Makes the answers of one file. */
export function createReuse({ phase, variables, isAfterRestore }: ReuseInput): Reuse {
  const later = new Map<FunctionNode, boolean>();

  /** Whether a function can run after the snapshot: all but those that init alone calls. */
  const runsLater = (fn: FunctionNode): boolean => {
    const known = later.get(fn);
    if (known !== undefined) return known;
    // Recursion: a function that only calls itself runs no later than its other callers.
    later.set(fn, false);
    const answer = decide(fn);
    later.set(fn, answer);
    return answer;
  };

  const surroundings = (node: Node): boolean => {
    const outer = enclosingFunction(node);
    return outer !== null && runsLater(outer);
  };

  const decide = (fn: FunctionNode): boolean => {
    if (isCallee(fn) || phase.immediate.has(fn)) return surroundings(fn);
    const name = nameOfFunction(fn, variables);
    if (name === null || isExported(name) || !phase.frames.has(fn)) return true;
    return name.references.some(({ identifier, init }) => {
      if (init === true) return false;
      return !isCallee(identifier) || surroundings(identifier);
    });
  };

  return {
    isReadLater: (reference, variable) => {
      const home = variable.scope.block;
      for (let at = parentOf(reference); at !== null && at !== home; at = parentOf(at)) {
        if (isFunction(at) && runsLater(at)) return true;
      }
      return false;
    },
    isRenewed: (variable) =>
      variable.references.some((reference) => {
        if (!reference.isWrite() || reference.init === true) return false;
        const fn = enclosingFunction(reference.identifier);
        if (fn === null || fn === variable.scope.block) return false;
        if (isAfterRestore(fn)) return true;
        return runsLater(fn) && !phase.frames.has(fn) && !isFirstUseOnly(reference, fn);
      }),
  };
}
