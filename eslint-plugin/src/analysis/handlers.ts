import type { TSESTree } from '@typescript-eslint/utils';
import type { Settings } from '../settings.ts';
import type { Evaluate } from './evaluate.ts';
import { isFunction, memberName, nameOf, unwrap, type FunctionNode, type Node } from './syntax.ts';

/** What finding the handlers of a file needs. */
export interface HandlerInput {
  readonly program: TSESTree.Program;
  readonly settings: Settings;
  readonly evaluate: Evaluate;
}

/** A function, or the one that wrappers such as `middy(fn)` are given. */
function handlerIn(node: Node, evaluate: Evaluate, depth = 0): FunctionNode | null {
  const expression = unwrap(node);
  const value = evaluate(expression, null);
  if (value?.kind === 'function') return value.node;
  if (isFunction(expression)) return expression;
  if (depth > 4) return null;
  if (expression.type === 'Identifier' || expression.type !== 'CallExpression') return null;
  // `middy(fn).use(…)`: the wrapped function is at the start of the chain.
  const chained =
    expression.callee.type === 'MemberExpression' ? handlerIn(expression.callee.object, evaluate, depth + 1) : null;
  if (chained !== null) return chained;
  for (const argument of expression.arguments) {
    const found = handlerIn(argument, evaluate, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** Whether an assignment exports: `exports.handler = …`, `module.exports.handler = …`. */
function exportedName(left: Node): string | null {
  if (left.type !== 'MemberExpression') return null;
  const { object } = left;
  const name = memberName(left);
  if (object.type === 'Identifier') {
    if (object.name === 'exports') return name;
    return object.name === 'module' && name === 'exports' ? 'default' : null;
  }
  if (object.type !== 'MemberExpression' || object.object.type !== 'Identifier') return null;
  return object.object.name === 'module' && memberName(object) === 'exports' ? name : null;
}

/** A name under which a file exports, and the expression. */
type Export = readonly [name: string, node: Node];

/** The names that a declaration exports with their values. */
function declaredExports(declaration: TSESTree.NamedExportDeclarations | null): readonly Export[] {
  if (declaration?.type === 'FunctionDeclaration') return [[declaration.id?.name ?? '', declaration]];
  if (declaration?.type !== 'VariableDeclaration') return [];
  return declaration.declarations.flatMap(({ id, init }): Export[] =>
    id.type === 'Identifier' && init !== null ? [[id.name, init]] : [],
  );
}

/** What an assignment to `exports` or `module.exports` exports. */
function assignedExports({ left, right }: TSESTree.AssignmentExpression): readonly Export[] {
  const name = exportedName(left);
  if (name === null) return [];
  if (name !== 'default' || right.type !== 'ObjectExpression') return [[name, right]];
  return right.properties.flatMap((property): Export[] =>
    property.type === 'Property' ? [[nameOf(property.key, property.computed) ?? '', property.value]] : [],
  );
}

/** Every export of a file with its expression: ES modules and CommonJS. */
function exportsOf(program: TSESTree.Program): readonly Export[] {
  return program.body.flatMap((statement): readonly Export[] => {
    switch (statement.type) {
      case 'ExportDefaultDeclaration':
        return [['default', statement.declaration]];
      case 'ExportNamedDeclaration':
        return [
          ...declaredExports(statement.declaration),
          ...statement.specifiers.map(({ exported, local }): Export => [
            exported.type === 'Identifier' ? exported.name : exported.value,
            local,
          ]),
        ];
      case 'ExpressionStatement':
        return statement.expression.type === 'AssignmentExpression' ? assignedExports(statement.expression) : [];
      default:
        return [];
    }
  });
}

/** Names that deployment templates and their generators give to handlers. */
const HANDLER_NAMES: readonly string[] = ['handler', 'lambdaHandler'];

/** The functions that the runtime calls with events: exports named `handler`, or as the settings name them. */
export function handlersOf({ program, settings, evaluate }: HandlerInput): readonly FunctionNode[] {
  const names = settings.handlers.length > 0 ? settings.handlers : HANDLER_NAMES;
  const found = new Set<FunctionNode>();
  for (const [name, node] of exportsOf(program)) {
    const handler = names.includes(name) ? handlerIn(node, evaluate) : null;
    if (handler !== null) found.add(handler);
  }
  return [...found];
}

/** The functions that a file exports under the given names. */
export function exportedFunctions(
  { program, evaluate }: Omit<HandlerInput, 'settings'>,
  names: readonly string[],
): readonly FunctionNode[] {
  const found = new Set<FunctionNode>();
  for (const [name, node] of exportsOf(program)) {
    const value = names.includes(name)
      ? isFunction(node)
        ? ({ kind: 'function', node } as const)
        : evaluate(node, null)
      : null;
    if (value?.kind === 'function') found.add(value.node);
  }
  return [...found];
}
