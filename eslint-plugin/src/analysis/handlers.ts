import type { TSESTree } from '@typescript-eslint/utils';
import type { Settings } from '../settings.ts';
import type { Evaluate } from './evaluate.ts';
import { memberOf } from './members.ts';
import { isFunction, memberName, nameOf, unwrap, type FunctionNode, type Node, type VisitorKeys } from './syntax.ts';
import type { Value } from './values.ts';

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
  if (declaration?.type === 'FunctionDeclaration' || declaration?.type === 'ClassDeclaration') {
    return [[declaration.id?.name ?? '', declaration]];
  }
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
        // Names behind `from` are those of the other module.
        if (statement.source !== null) return [];
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

/** What a file exports under a name, or a member of it (`()` for an object of a class); null when that is not known. */
export function exportedValue(
  { program, evaluate, keys }: Omit<HandlerInput, 'settings'> & { readonly keys: VisitorKeys },
  [name, ...members]: readonly string[],
): Value | null {
  const found = exportsOf(program).find(([exported]) => exported === name);
  // What CommonJS exports as an object is the default export of what an ES module imports.
  if (found === undefined) {
    return name === 'default' && members.length > 0 ? exportedValue({ program, evaluate, keys }, members) : null;
  }
  return members.reduce<Value | null>(
    (owner, member) => (member === '()' ? instanceOf(owner) : memberOf(owner, member, evaluate, keys)),
    valueOf(found[1], evaluate),
  );
}

function instanceOf(value: Value | null): Value | null {
  return value?.kind === 'class' ? { kind: 'instance', node: value.node, site: value.node } : null;
}

function valueOf(node: Node, evaluate: Evaluate): Value | null {
  if (node.type === 'FunctionDeclaration') return { kind: 'function', node, closure: null, receiver: null };
  if (node.type === 'ClassDeclaration') return { kind: 'class', node };
  return evaluate(node, null);
}
