/** Lets a framework suspend a Hikari pool that code makes: one more setter beside those that are there. */
import type { Block, Expression, MethodInvocation, Node, Statement, VariableDeclarator } from '../../java-ast/nodes.ts';
import type { Suggestion } from '../../types.ts';
import { is, type NodeOf } from '../kinds.ts';
import type { Fix } from '../fix.ts';
import { nodesBelow, type JavaFile } from '../java-file.ts';
import { indentAt, layoutOf, lineEndAt } from '../layout.ts';
import { textEditsOf, type OffsetEdit } from '../text-edits.ts';

const SETTER = 'setAllowPoolSuspension';
const POOL = 'HikariDataSource';
const CONFIG = 'HikariConfig';

/** Not safe by itself: a pool that may be suspended takes a lock for each connection that is borrowed (HikariCP's readme). */
export const poolInCode: Fix = async ({ finding, file: open }) => {
  const file = await open(finding.file);
  const call = file?.callAt(finding.range) ?? null;
  if (file === null || !is(call, 'ClassInstanceCreation') || call.body !== null) return null;
  const variable = configuredBy(file, call, call.arguments);
  return variable === null ? null : suggestion(file, variable, call);
};

/** The local variable that holds the settings: the pool itself, or what it is made of. Null where no setter can be added. */
function configuredBy(file: JavaFile, call: Node, args: readonly Expression[]): VariableDeclarator | null {
  const parent = file.parentOf(call);
  if (args.length === 0) return is(parent, 'VariableDeclarator') && parent.initializer === call ? parent : null;
  const [argument] = args;
  if (args.length > 1 || argument === undefined) return null;
  if (is(argument, 'Identifier')) {
    return localNamed(file, call, argument.name) ?? injected(file, call, argument.name);
  }
  return is(argument, 'MethodInvocation') ? returnedByCall(file, argument) : null;
}

type Method = NodeOf<'MethodDeclaration'>;

/** What the container gives for a parameter: the one bean of its type in the file, or of several the one of its name. */
function injected(file: JavaFile, call: Node, parameter: string): VariableDeclarator | null {
  const body = file.bodyAround(call);
  const isParameter = is(body, 'MethodDeclaration') && body.parameters.some(({ name }) => name.name === parameter);
  const beans = methodsOf(file).filter(
    ({ annotations, returnType }) =>
      annotations.length > 0 && is(returnType, 'ClassType') && returnType.name === CONFIG,
  );
  const chosen = beans.length === 1 ? beans : beans.filter(({ name }) => name.name === parameter);
  return isParameter ? returnedBy(file, chosen) : null;
}

/** Methods that hand on what another one makes are followed this far. */
const MAX_HOPS = 3;

function returnedByCall(file: JavaFile, call: MethodInvocation, hops = 0): VariableDeclarator | null {
  const { target, name, arguments: given } = call;
  if (target !== null || hops > MAX_HOPS) return null;
  const methods = methodsOf(file).filter(
    (one) => one.name.name === name.name && one.parameters.length === given.length,
  );
  return returnedBy(file, methods, hops);
}

function methodsOf({ unit }: JavaFile): readonly Method[] {
  return nodesBelow(unit, 'MethodDeclaration');
}

/** The settings that the one method makes and returns, or takes from another one of the file. */
function returnedBy(file: JavaFile, [method, ...others]: readonly Method[], hops = 0): VariableDeclarator | null {
  const body = method?.body ?? null;
  if (body === null || others.length > 0) return null;
  const [only, ...more] = nodesBelow(body, 'ReturnStatement');
  const value = only?.value ?? null;
  if (more.length > 0) return null;
  if (is(value, 'Identifier')) return localNamed(file, value, value.name);
  return is(value, 'MethodInvocation') ? returnedByCall(file, value, hops + 1) : null;
}

/** A local `HikariConfig config = new HikariConfig()` of the method around a node; read from a file or properties it is left alone. */
function localNamed(file: JavaFile, at: Node, name: string): VariableDeclarator | null {
  const body = file.bodyAround(at);
  const [local, ...others] =
    body === null ? [] : nodesBelow(body, 'VariableDeclarator').filter((one) => one.name.name === name);
  const made = local?.initializer;
  const isPlain = is(made, 'ClassInstanceCreation') && made.type.name === CONFIG && made.arguments.length === 0;
  return local !== undefined && others.length === 0 && isPlain && made.body === null ? local : null;
}

function suggestion(file: JavaFile, variable: VariableDeclarator, call: Node): Suggestion | null {
  const edit = refusalOf(file, variable) ?? setter(file, variable);
  if (edit === null || (is(call, 'ClassInstanceCreation') && call.type.name !== POOL)) return null;
  return {
    title: `Allow the pool to be suspended: ${variable.name.name}.${SETTER}(true)`,
    kind: 'replace',
    safe: false,
    edits: textEditsOf(file.path, file.text, [edit]),
  };
}

/** `setAllowPoolSuspension(false)` says the opposite: it becomes true. */
function refusalOf(file: JavaFile, variable: VariableDeclarator): OffsetEdit | null {
  const body = file.bodyAround(variable);
  const calls = body === null ? [] : nodesBelow(body, 'MethodInvocation');
  const refusal = calls.find(({ name, target }) => name.name === SETTER && isNamed(target, variable));
  const [argument] = refusal?.arguments ?? [];
  return is(argument, 'Literal') ? { start: argument.start, end: argument.end, newText: 'true' } : null;
}

/** Behind the last setter of those that follow the declaration, or behind the declaration. */
function setter(file: JavaFile, variable: VariableDeclarator): OffsetEdit | null {
  const declaration = file.parentOf(variable);
  const block = declaration === null ? null : file.parentOf(declaration);
  if (!is(declaration, 'LocalVariableDeclaration') || !is(block, 'Block')) return null;
  const last = settersBehind(block, declaration, variable).at(-1) ?? declaration;
  const lineEnd = lineEndAt(file.text, last.end);
  const isRestComment = /^[ \t]*(?:\/\/.*)?$/u.test(file.text.slice(last.end, lineEnd));
  const at = isRestComment ? lineEnd : last.end;
  const indent = indentAt(file.text, declaration.start);
  return {
    start: at,
    end: at,
    newText: `${layoutOf(file.text).lineEnd}${indent}${variable.name.name}.${SETTER}(true);`,
  };
}

function settersBehind({ statements }: Block, declaration: Node, variable: VariableDeclarator): Node[] {
  const following = statements.filter(({ start }) => start > declaration.start);
  const end = following.findIndex((statement) => !isSetter(statement, variable));
  return end < 0 ? following : following.slice(0, end);
}

function isSetter(statement: Statement, variable: VariableDeclarator): boolean {
  const call = is(statement, 'ExpressionStatement') ? statement.expression : null;
  return is(call, 'MethodInvocation') && isNamed(call.target, variable) && /^(?:set|add)/u.test(call.name.name);
}

function isNamed(expression: Expression | null, { name }: VariableDeclarator): boolean {
  return is(expression, 'Identifier') && expression.name === name.name;
}
