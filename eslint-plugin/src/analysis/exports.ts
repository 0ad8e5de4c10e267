/** What a file exports: under which names, and what is known of it. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluate } from './evaluate.ts';
import { memberOf } from './members.ts';
import { memberName, nameOf, type Node, type VisitorKeys } from './syntax.ts';
import type { LibraryValue, Value } from './values.ts';

/** What is asked for the values of exports. */
export interface ExportInput {
  readonly program: TSESTree.Program;
  readonly evaluate: Evaluate;
  readonly keys: VisitorKeys;
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
export function exportsOf(program: TSESTree.Program): readonly Export[] {
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

/** What a file exports under a name, or a member of it (`()` for an object of a class); null when that is not known. */
export function exportedValue(
  { program, evaluate, keys }: ExportInput,
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

/**
 * The exports that come from packages or built-in modules: clients, pools, functions. By name; `module.exports = …` stands under
 * the empty name as well, which is what `require` gives.
 */
export function exportedLibraries({ program, evaluate }: Omit<ExportInput, 'keys'>): ReadonlyMap<string, LibraryValue> {
  const found = new Map<string, LibraryValue>();
  for (const [name, node] of exportsOf(program)) {
    const value = valueOf(node, evaluate);
    if (value?.kind !== 'library' || value.module === 'global' || value.module.startsWith('.')) continue;
    found.set(name, value);
    if (name === 'default' && node.parent?.type === 'AssignmentExpression') found.set('', value);
  }
  return found;
}
