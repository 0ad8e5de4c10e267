/** Does again in afterRestore what a statement of init does to an object that a field holds: it fills an array, sets an entry, connects. */
import type { Assignment, Expression, Identifier, MethodInvocation, Node } from '../java-ast/nodes.ts';
import type { Finding, Suggestion } from '../types.ts';
import { fieldNamed, isExpression, type Field } from './fields.ts';
import type { Fix } from './fix.ts';
import { hookEdits } from './hooks.ts';
import { Imports } from './imports.ts';
import { nodesBelow, type Body, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { indentAt, layoutOf, takenFrom } from './layout.ts';
import { textEditsOf } from './text-edits.ts';

/**
 * Members that can be called again once another member has undone them, as the documentation of their types says: Paho's
 * `MqttClient`, Quartz' `Scheduler#standby`, Jetty's `LifeCycle`.
 */
const UNDONE_BY: ReadonlyMap<string, { readonly member: string; readonly throws: boolean }> = new Map([
  ['org.eclipse.paho.client.mqttv3.MqttClient.connect', { member: 'disconnect', throws: true }],
  ['org.eclipse.paho.mqttv5.client.MqttClient.connect', { member: 'disconnect', throws: true }],
  ['org.quartz.Scheduler.start', { member: 'standby', throws: true }],
  ['org.eclipse.jetty.server.Server.start', { member: 'stop', throws: true }],
]);

/** Types of fields whose `put` or `set` replaces what was there before. */
const REPLACES =
  /^(?:java\.util\.(?:concurrent\.)?)?(?:(?:Concurrent|Sorted|Navigable)?Map|(?:Hash|LinkedHash|Tree|ConcurrentHash|ConcurrentSkipList|Enum)Map|Hashtable|Properties|Atomic(?:Reference|Long|Integer))$/u;

/** What a statement does, and to which field's object. */
interface Doing {
  readonly field: Field;
  readonly undo: { readonly member: string; readonly throws: boolean } | null;
}

/** Not safe by itself: code that runs in every restored environment is new. */
export const again: Fix = async ({ finding, file: open }) => {
  const file = await open(finding.file);
  const call = file?.callAt(finding.range) ?? null;
  const place = file === null || call === null ? null : statementOf(file, call);
  if (file === null || call === null || place === null) return null;
  const doing = doingOf(file, place.statement.expression, call, finding);
  return doing === null ? null : suggestion(file, place, doing, finding);
};

function suggestion(
  file: JavaFile,
  { statement, body }: Place,
  { field, undo }: Doing,
  finding: Finding,
): Suggestion | null {
  const { name, owner } = field;
  const isStatic = is(body, 'Initializer') && body.isStatic;
  const statements = undo === null ? alike(file, body, field) : [statement];
  const fields = statements.map((one) => fieldsNamed(file, one, isStatic));
  if (owner !== file.typeAround(statement) || fields.some((names) => names === null)) return null;
  const imports = new Imports(file);
  const madeIn = is(body, 'ConstructorDeclaration') ? body : null;
  const hooks = hookEdits(
    { file, owner, isStatic, imports, methods: [], fields: fields.flatMap((names) => names ?? []), madeIn },
    {
      before: undo === null ? [] : [`${name}.${undo.member}();`],
      after: statements.map((one) => codeOf(file, one)),
      beforeThrows: undo?.throws ?? false,
      afterThrows: undo?.throws ?? (madeIn?.throws.length ?? 0) > 0,
    },
  );
  if (hooks === null) return null;
  return {
    title:
      undo === null
        ? `Set what ${name} holds again in afterRestore`
        : `Call ${undo.member} on ${name} in beforeCheckpoint, and ${finding.sink.member} again in afterRestore`,
    kind: 'after-restore',
    safe: false,
    edits: textEditsOf(file.path, file.text, [...hooks, ...imports.edits()]),
  };
}

function codeOf(file: JavaFile, statement: Statement): string {
  return takenFrom(file.textOf(statement), indentAt(file.text, statement.start), layoutOf(file.text));
}

interface Place {
  readonly statement: Statement;
  readonly body: Body;
}

type Statement = Node & { readonly kind: 'ExpressionStatement'; readonly expression: Expression };

/** The statement around the call, where it always runs: directly in an initialiser or a constructor that nothing leaves early. */
function statementOf(file: JavaFile, call: Node): Place | null {
  const statement = [...file.ancestorsOf(call)].find((one) => is(one, 'ExpressionStatement'));
  const body = file.bodyAround(call);
  if (!is(statement, 'ExpressionStatement') || !is(body, 'Initializer', 'ConstructorDeclaration')) return null;
  const leaves = nodesBelow(body, 'ReturnStatement').some(({ start }) => start < statement.start);
  return file.parentOf(statement) === body.body && !leaves ? { statement, body } : null;
}

/** The statements beside each other that set entries of one field's object: what is in it after a restore is to be of one time. */
function alike(file: JavaFile, body: Body, field: Field): Statement[] {
  const statements = is(body.body, 'Block') ? body.body.statements : [];
  return statements
    .filter((one) => is(one, 'ExpressionStatement'))
    .filter(({ expression }) => setBy(file, expression)?.field.declarator === field.declarator);
}

function doingOf(file: JavaFile, whole: Expression, call: Expression, { sink }: Finding): Doing | null {
  const undo = UNDONE_BY.get(`${sink.type}.${sink.member}`);
  if (whole === call && undo !== undefined) {
    return is(whole, 'MethodInvocation') ? ofField(file, whole.target, undo) : null;
  }
  const last = is(whole, 'MethodInvocation') ? whole.arguments.at(-1) : null;
  // The key must not change with the value.
  const isOfKey = whole !== call && last !== null && last !== undefined && call.start < last.start;
  return isOfKey ? null : setBy(file, whole);
}

/** The field whose object a statement sets a part of, replacing what was there. */
function setBy(file: JavaFile, whole: Expression): Doing | null {
  if (is(whole, 'Assignment')) return ofElement(file, whole);
  if (!is(whole, 'MethodInvocation')) return null;
  return whole.name.name === 'nextBytes' ? ofField(file, whole.arguments[0] ?? null, null) : ofEntry(file, whole);
}

function ofField(file: JavaFile, expression: Expression | null, undo: Doing['undo']): Doing | null {
  const field = expression === null ? null : fieldNamed(file, expression);
  return field === null ? null : { field, undo };
}

/** `FIELD[0] = value;` */
function ofElement(file: JavaFile, { left, operator }: Assignment): Doing | null {
  return operator === '=' && is(left, 'ArrayAccess') ? ofField(file, left.array, null) : null;
}

/** `field.put(key, value);`, `field.set(value);` */
function ofEntry(file: JavaFile, { target, name, arguments: given }: MethodInvocation): Doing | null {
  const isReplaced = (name.name === 'put' && given.length === 2) || (name.name === 'set' && given.length === 1);
  if (!isReplaced) return null;
  const doing = ofField(file, target, null);
  const type = doing?.field.declaration.type ?? null;
  return is(type, 'ClassType') && REPLACES.test(type.name) ? doing : null;
}

/** The names of the fields that a statement uses; null where it uses a variable that the hook would not have. */
function fieldsNamed(file: JavaFile, statement: Node, isStatic: boolean): string[] | null {
  const names = nodesBelow(statement, 'Identifier').filter((one) => isExpression(file, one) && !isOwn(one, statement));
  const fields = names.map((one) => fieldNamed(file, one));
  const areThere = fields.every((field, index) =>
    field === null ? isTypeName(names[index]) : !isStatic || field.isStatic,
  );
  return areThere ? fields.flatMap((field) => (field === null ? [] : [field.name])) : null;
}

function isTypeName(identifier: Identifier | undefined): boolean {
  return /^\p{Lu}/u.test(identifier?.name ?? '');
}

/** A parameter or local of a lambda within the statement. */
function isOwn({ name, start }: Identifier, statement: Node): boolean {
  return nodesBelow(statement, 'LambdaExpression').some(
    (lambda) =>
      lambda.start <= start &&
      start <= lambda.end &&
      nodesBelow(lambda, 'FormalParameter', 'VariableDeclarator').some((one) => one.name.name === name),
  );
}
