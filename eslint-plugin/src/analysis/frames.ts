import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { ClassNode, FunctionNode, Node } from './syntax.ts';
import type { Binding, Frame, Value } from './values.ts';
import type { Variables } from './variables.ts';

/** What a frame is made of. */
interface FrameParts {
  readonly owner: FunctionNode | ClassNode;
  readonly site: Node;
  readonly caller: Frame | null;
  readonly closure: Frame | null;
  readonly receiver: Value | null;
  /** Arguments in order; what a spread hides is left out. */
  readonly args: readonly TSESTree.Expression[];
}

/** Parameters that are plain names stand for their arguments. */
function bind(
  fn: FunctionNode | ClassNode,
  args: readonly TSESTree.Expression[],
  caller: Frame | null,
  variables: Variables,
): ReadonlyMap<TSESLint.Scope.Variable, Binding> {
  const bindings = new Map<TSESLint.Scope.Variable, Binding>();
  if (fn.type === 'ClassDeclaration' || fn.type === 'ClassExpression') return bindings;
  fn.params.forEach((parameter, index) => {
    const named = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    const target = named.type === 'AssignmentPattern' ? named.left : named;
    const fallback = named.type === 'AssignmentPattern' ? named.right : undefined;
    const expression = args[index] ?? fallback;
    const variable = target.type === 'Identifier' ? variables.of(target) : null;
    if (variable !== null && expression !== undefined) bindings.set(variable, { expression, frame: caller });
  });
  return bindings;
}

/** The frame of a function or class that runs now. */
export function frameOf(parts: FrameParts, variables: Variables): Frame {
  const { args, ...rest } = parts;
  return {
    ...rest,
    bindings: bind(parts.owner, args, parts.caller, variables),
    depth: (parts.caller?.depth ?? 0) + 1,
  };
}

/** The argument that a parameter stands for, in the frame or where its function was created; null when unknown. */
export function bindingOf(variable: TSESLint.Scope.Variable, frame: Frame | null): Binding | null {
  for (let at = frame; at !== null; at = at.closure) {
    const binding = at.bindings.get(variable);
    if (binding !== undefined) return binding;
  }
  return null;
}

/** Whether the function or class is being run already: following it again would not end. */
export function isRunning(owner: FunctionNode | ClassNode, frame: Frame | null): boolean {
  for (let at = frame; at !== null; at = at.caller) if (at.owner === owner) return true;
  return false;
}

/** The innermost frame of the given owner, the frame itself included; null when it does not run. */
export function frameOwnedBy(owner: Node, frame: Frame | null): Frame | null {
  for (let at = frame; at !== null; at = at.caller) if (at.owner === owner) return at;
  return null;
}
