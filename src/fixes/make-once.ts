/** Moves the making of an expensive object out of the request, into a field: it is made once, where it can be before the snapshot. */
import type { Block, Expression, Node, Statement, TypeDeclaration } from '../java-ast/nodes.ts';
import type { Finding, Suggestion } from '../types.ts';
import { constantName, existingField, fieldName } from './field-names.ts';
import { placeFor, type FieldPlace } from './field-place.ts';
import { commentsAround } from './extraction.ts';
import { isExpression } from './fields.ts';
import type { Fix } from './fix.ts';
import { Imports } from './imports.ts';
import { nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { indentAt, layoutOf, takenFrom } from './layout.ts';
import { lineOf, withComments } from './lines.ts';
import { canBeMadeByField, checkedException, typeOfValue, wholeValue } from './made-value.ts';
import { addField, addMethods, freeMethodName } from './members.ts';
import { fromConstructor, shared } from './made-static.ts';
import { closingOf, isAssigned, isClosed } from './object-use.ts';
import { textEditsOf, type OffsetEdit } from './text-edits.ts';
import { withoutResource } from './unwrap.ts';

/** Not safe by itself: what was made for each request is shared by all. */
export const makeOnce: Fix = async ({ finding, file: open }) => {
  const file = await open(finding.file);
  const call = file?.callAt(finding.range) ?? null;
  if (file === null || call === null) return null;
  const value = wholeValue(file, call, finding);
  const parent = file.parentOf(value);
  if (is(parent, 'VariableDeclarator') && is(file.parentOf(parent), 'FieldDeclaration')) {
    return shared(file, value, finding);
  }
  if (is(parent, 'Assignment')) return fromConstructor(file, value, finding);
  const use = is(parent, 'VariableDeclarator') ? localUse(file, parent, value) : inlineUse(file, value);
  return use === null ? null : moved(file, value, use, finding);
};

/** What the request does with the value, and what is left of that when a field holds it. */
interface ValueUse {
  /** The declared type, as code; null for `var`. */
  readonly type: string | null;
  /** What the object is called in the request; null when it has no name. */
  readonly name: string | null;
  /** Calls that set the object up, which go with it. */
  readonly setUp: readonly Statement[];
  /** Expressions that name it. */
  readonly uses: readonly Node[];
  /** The comments of the declaration, which go with it: as {@link commentsAround} has them. */
  readonly comments: { readonly above: string; readonly behind: string };
  /** What takes the rest away. */
  readonly removal: readonly OffsetEdit[];
}

const NO_COMMENTS = { above: '', behind: '' };

function inlineUse(file: JavaFile, value: Expression): ValueUse | null {
  const parent = file.parentOf(value);
  const isReturned = is(parent, 'ReturnStatement', 'LambdaExpression');
  // Who gets the object may close it.
  if (isReturned && closesAnything(file)) return null;
  if (is(parent, 'ExpressionStatement')) return null;
  return { type: null, name: null, setUp: [], uses: [value], comments: NO_COMMENTS, removal: [] };
}

function closesAnything({ unit }: JavaFile): boolean {
  return (
    nodesBelow(unit, 'TryStatement').some(({ resources }) => resources.length > 0) ||
    nodesBelow(unit, 'MethodInvocation').some(({ name }) => name.name === 'close')
  );
}

/** The calls on a local in the statements right behind its declaration set the object up; its closing goes away. */
function localUse(file: JavaFile, declarator: Node, value: Expression): ValueUse | null {
  const declaration = file.parentOf(declarator);
  const body = file.bodyAround(declarator);
  if (!is(declarator, 'VariableDeclarator') || !is(declaration, 'LocalVariableDeclaration') || body === null) {
    return null;
  }
  if (declaration.declarators.length > 1 || declarator.dimensions > 0) return null;
  const { name } = declarator.name;
  const uses = nodesBelow(body, 'Identifier').filter((one) => one.name === name && isExpression(file, one));
  if (nodesBelow(body, 'VariableDeclarator', 'FormalParameter').filter((one) => one.name.name === name).length > 1) {
    return null;
  }
  if (uses.some((use) => isAssigned(file, use))) return null;
  const around = file.parentOf(declaration);
  const setUp = is(around, 'Block') ? setUpBehind(around, declaration, name) : [];
  const closings = uses.flatMap((use) => closingOf(file, use) ?? []);
  const removed = [...setUp, ...closings];
  const left = uses.filter((use) => !removed.some(({ start, end }) => start <= use.start && use.end <= end));
  // What a request sets would be left for the next one.
  if (left.some((use) => isClosed(file, use) || isSetUp(file, use))) return null;
  const without = is(around, 'TryStatement')
    ? withoutResource(file, around, declaration)
    : [lineOf(file, withComments(file, declaration))];
  if (without === null) return null;
  const type = is(declaration.type, 'VarType') ? typeOfValue(file, value) : file.textOf(declaration.type);
  const comments = is(around, 'Block') ? commentsAround(file, declaration) : NO_COMMENTS;
  const removal = [...without, ...removed.map((one) => lineOf(file, withComments(file, one)))];
  return { type, name, setUp, uses: left, comments, removal };
}

/** Methods that change the object. */
const SETS_UP = /^(?:register|configure|enable|disable|set|add|findAndRegister)/u;

function isSetUp(file: JavaFile, use: Node): boolean {
  const parent = file.parentOf(use);
  return is(parent, 'MethodInvocation') && parent.target === use && SETS_UP.test(parent.name.name);
}

/** `mapper.registerModule(…);` and the like, without a gap. */
function setUpBehind({ statements }: Block, declaration: Node, name: string): Statement[] {
  const setUp: Statement[] = [];
  for (const statement of statements.filter(({ start }) => start > declaration.start)) {
    const call = is(statement, 'ExpressionStatement') ? statement.expression : null;
    if (!is(call, 'MethodInvocation') || !is(call.target, 'Identifier') || call.target.name !== name) break;
    if (!SETS_UP.test(call.name.name)) break;
    setUp.push(statement);
  }
  return setUp;
}

function moved(file: JavaFile, value: Expression, use: ValueUse, finding: Finding): Suggestion | null {
  const place = placeFor(file, value, finding);
  const type = use.type ?? typeOfValue(file, value);
  if (place === null || type === null) return null;
  const { owner, isStatic } = place;
  const parts = [value, ...use.setUp];
  if (!parts.every((part) => canBeMadeByField(file, part, place, use.name))) return null;
  const code = takenFrom(file.textOf(value), indentAt(file.text, value.start), layoutOf(file.text));
  const known = use.setUp.length === 0 ? existingField(file, owner, code, isStatic) : null;
  const name = known ?? (isStatic ? constantName(file, use.name ?? type) : fieldName(file, owner, use.name ?? type));
  if (name === null) return null;
  const made = known === null ? makingEdits(file, { owner, isStatic, name, type, code }, use, finding) : [];
  if (made === null) return null;
  return {
    title: known === null ? titleOf(name, place) : `Use ${name}, which is the same and made once`,
    kind: 'preload',
    safe: false,
    edits: textEditsOf(file.path, file.text, [
      ...use.removal,
      ...use.uses.filter((one) => file.textOf(one) !== name).map(({ start, end }) => ({ start, end, newText: name })),
      ...made,
    ]),
  };
}

function titleOf(name: string, { owner, isHandler, isStatic }: FieldPlace): string {
  return isHandler
    ? `Make ${name} once, before the snapshot`
    : `Make ${name} once, in a ${isStatic ? 'static field' : 'field'} of ${owner.name.name}`;
}

interface NewField {
  readonly owner: TypeDeclaration;
  readonly isStatic: boolean;
  readonly name: string;
  readonly type: string;
  readonly code: string;
}

/** The field; with a method that makes the value where that takes statements, or throws. */
function makingEdits(
  file: JavaFile,
  { owner, isStatic, name, type, code }: NewField,
  { name: local, setUp, comments: { above, behind } }: ValueUse,
  finding: Finding,
): OffsetEdit[] | null {
  const modifiers = isStatic ? 'private static final' : 'private final';
  const thrown = checkedException(finding);
  if (setUp.length === 0 && thrown === null) {
    return addField(file, owner, isStatic, `${above}${modifiers} ${type} ${name} = ${code};${behind}`);
  }
  const simple = type.slice(type.lastIndexOf('.') + 1).replace(/<.*/u, '');
  const method = freeMethodName(file, [`create${simple}`, `new${simple}`, `make${simple}`]);
  if (method === null || (thrown !== null && !stillThrows(file, finding))) return null;
  const statements = setUp.map((one) => {
    const around = commentsAround(file, one);
    const statement = takenFrom(file.textOf(one), indentAt(file.text, one.start), layoutOf(file.text));
    return around.above + statement + around.behind;
  });
  const all =
    setUp.length === 0
      ? [`${above}return ${code};${behind}`]
      : [`${above}${type} ${local ?? ''} = ${code};${behind}`, ...statements, `return ${local ?? ''};`];
  const lines = all.flatMap((line) => line.split('\n'));
  const imports = new Imports(file);
  const body =
    thrown === null
      ? lines
      : [
          'try {',
          ...lines.map((line) => `    ${line}`),
          `} catch (${imports.nameOf(thrown)} e) {`,
          `    throw new IllegalStateException("cannot make ${simple}", e);`,
          '}',
        ];
  const indented = body.map((line) => `    ${line}`);
  return [
    ...addField(file, owner, isStatic, `${modifiers} ${type} ${name} = ${method}();`),
    ...addMethods(file, owner, [`private static ${type} ${method}() {\n${indented.join('\n')}\n}`]),
    ...imports.edits(),
  ];
}

/** Whether what is left in the try statement around the call still throws what its clauses catch. */
function stillThrows(file: JavaFile, finding: Finding): boolean {
  const call = file.callAt(finding.range);
  for (const ancestor of call === null ? [] : file.ancestorsOf(call)) {
    if (!is(ancestor, 'TryStatement')) continue;
    const names = nodesBelow(ancestor.body, 'MethodInvocation').map(({ name }) => name.name);
    if (!names.some((name) => /^(?:un)?marshal$|^create(?:Unm|M)arshaller$/u.test(name))) return false;
  }
  return true;
}
