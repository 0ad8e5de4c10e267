/**
 * How a field gets its value, as something that can be done again: the initialisation of a field is taken out of the
 * declaration, static block, constructor or method where it stands.
 */
import type { Expression, Initializer, Node, Statement } from '../java-ast/nodes.ts';
import type { Anchor } from './anchor.ts';
import { commentsAround, extract, keptField, moved, renamed, renamedText, type Extraction } from './extraction.ts';
import { referencesTo, type Field } from './fields.ts';
import type { JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { indentAt, layoutOf, takenFrom } from './layout.ts';
import { lineOf, memberLines, withComments } from './lines.ts';
import type { OffsetEdit } from './text-edits.ts';

/** A shorter value is written again rather than put into a method of its own. */
const MAX_REPEATED_LENGTH = 60;

export interface Opener {
  /** An expression that makes the value anew; null when only `statement` can. */
  readonly value: string | null;
  /** A statement that sets the field anew. */
  readonly statement: string;
  /** The method that both call, as code with LF and four blanks for a level; null when they need none. */
  readonly method: string | null;
  /** What the method is declared to throw, and with it a call of it: type names as written. */
  readonly throws: readonly string[];
  /** Edits after which init sets the field through the method. */
  readonly reuse: readonly OffsetEdit[];
  /** Edits after which init no longer sets the field. */
  readonly removal: readonly OffsetEdit[];
  /** New fields for parameters that the value is made from, as code. */
  readonly kept: readonly string[];
  /** The statements and expressions that are taken out of init. */
  readonly taken: readonly Node[];
}

/** Null where the initialisation cannot be taken out as it is. `methodName` must be free in the class. */
export function openerOf(anchor: Anchor, methodName: string): Opener | null {
  return anchor.kind === 'initializer' ? ofInitializer(anchor, methodName) : ofAssignment(anchor, methodName);
}

function ofInitializer(anchor: Anchor & { readonly kind: 'initializer' }, methodName: string): Opener | null {
  const { field, value } = anchor;
  const { file, declaration, declarator } = field;
  if (is(value, 'ArrayInitializer') || declarator.dimensions > 0) return null;
  const throws = field.isStatic ? [] : thrownByConstructors(field);
  const code = codeOf(file, value);
  const removal = [{ start: declarator.name.end, end: value.end, newText: '' }];
  if (isShort(code) && throws.length === 0) {
    const statement = `${field.name} = ${code};`;
    return { value: code, statement, method: null, throws, reuse: [], removal, kept: [], taken: [value] };
  }
  const method = methodCode(field, methodName, throws, `return ${code};`, file.textOf(declaration.type));
  const call = `${methodName}()`;
  return {
    value: call,
    statement: `${field.name} = ${call};`,
    method,
    throws,
    reuse: [{ start: declarator.name.end, end: value.end, newText: ` = ${call}` }],
    removal,
    kept: [],
    taken: [value],
  };
}

function isShort(code: string): boolean {
  return code.length <= MAX_REPEATED_LENGTH && !code.includes('\n') && !code.includes('->');
}

/** The checked exceptions that every constructor lets pass, and so may a field's initialiser. */
function thrownByConstructors({ file, owner }: Field): string[] {
  const constructors = owner.members.filter((member) => is(member, 'ConstructorDeclaration'));
  const [first, ...others] = constructors.map((constructor) => constructor.throws.map((type) => file.textOf(type)));
  return (first ?? []).filter((type) => others.every((types) => types.includes(type)));
}

function ofAssignment(anchor: Anchor & { readonly kind: 'assignment' }, methodName: string): Opener | null {
  const extraction = extract(anchor);
  if (extraction === null) return null;
  const { field, whole, slice } = extraction;
  const { file } = field;
  const throws = is(anchor.body, 'Initializer') ? [] : anchor.body.throws.map((type) => file.textOf(type));
  const kept = extraction.parameters.filter(({ isNew }) => isNew);
  const keeping = kept.map(({ keptIn }) => `this.${keptIn} = ${keptIn};`);
  const common = {
    throws,
    kept: kept.map(({ parameter, keptIn }) => keptField(file, parameter, keptIn)),
    taken: [...slice, whole],
  };
  const all = withComments(file, whole);
  const replaced = (statements: readonly string[]): OffsetEdit[] => [
    ...slice.map((statement) => lineOf(file, withComments(file, statement))),
    statements.length === 0 && canStandAlone(file, whole)
      ? lineOf(file, all)
      : { ...all, newText: joined(file, whole, statements) },
  ];
  const isEmptied = is(anchor.body, 'Initializer') && isAll(file, anchor.body, common.taken);
  const removal = isEmptied ? [memberLines(file, anchor.body)] : replaced(keeping);
  const value = valueCode(extraction);
  const hasComments = all.start < whole.start || all.end > whole.end;
  if (value !== null && slice.length === 0 && whole === anchor.statement && isShort(value) && !hasComments) {
    const statement = `${field.name} = ${value};`;
    const reuse =
      keeping.length === 0
        ? []
        : [{ start: whole.start, end: whole.start, newText: joined(file, whole, [...keeping, '']) }];
    return { ...common, value, statement, method: null, reuse, removal };
  }
  const type = file.textOf(field.declaration.type);
  if (value !== null) {
    const call = `${methodName}()`;
    const before = slice.map((statement) => `${moved(extraction, statement)}\n`).join('');
    const method = methodCode(field, methodName, throws, before + returning(extraction, value), type);
    // A parameter or local of the field's name may hide it where it was set.
    const inInit = `${file.textOf(anchor.assignment.left)} = ${call};`;
    const reuse = replaced([...keeping, inInit]);
    return { ...common, value: call, statement: `${field.name} = ${call};`, method, reuse, removal };
  }
  const code = [...slice, whole].map((statement) => moved(extraction, statement)).join('\n');
  const method = methodCode(field, methodName, throws, code, 'void');
  const statement = `${methodName}();`;
  return { ...common, value: null, statement, method, reuse: replaced([...keeping, statement]), removal };
}

/** The value's code when the whole statement does no more than assign it, or throw; else null. */
function valueCode(extraction: Extraction): string | null {
  const { whole, anchor } = extraction;
  if (whole === anchor.statement) return renamed(extraction, anchor.value);
  if (!is(whole, 'TryStatement') || whole.finallyBlock !== null) return null;
  if (whole.body.statements.at(-1) !== anchor.statement) return null;
  const allThrow = whole.catches.every(({ body }) => is(body.statements.at(-1), 'ThrowStatement'));
  return allThrow ? renamed(extraction, anchor.value) : null;
}

/** The whole statement with `return value;` in the place of the assignment. */
function returning(extraction: Extraction, value: string): string {
  const { whole, anchor, field } = extraction;
  if (whole === anchor.statement) {
    const { above, behind } = commentsAround(field.file, whole);
    return `${above}return ${value};${behind}`;
  }
  const text = `return ${renamedText(extraction, anchor.value)};`;
  return moved(extraction, whole, [{ node: anchor.statement, text }]);
}

/** Whether an initialiser holds nothing but some statements and their comments. */
function isAll(file: JavaFile, { body }: Initializer, taken: readonly Statement[]): boolean {
  const ranges = taken.map((statement) => withComments(file, statement));
  const comments = file.unit.comments.filter(({ start, end }) => start > body.start && end < body.end);
  return (
    body.statements.length === taken.length &&
    comments.every((comment) => ranges.some(({ start, end }) => start <= comment.start && comment.end <= end))
  );
}

function codeOf(file: JavaFile, value: Expression): string {
  return takenFrom(file.textOf(value), indentAt(file.text, value.start), layoutOf(file.text));
}

function methodCode(field: Field, name: string, throws: readonly string[], body: string, type: string): string {
  const clause = throws.length === 0 ? '' : ` throws ${throws.join(', ')}`;
  const lines = body.split('\n').map((line) => (line === '' ? '' : `    ${line}`));
  return `private ${field.isStatic ? 'static ' : ''}${type} ${name}()${clause} {\n${lines.join('\n')}\n}`;
}

function canStandAlone(file: JavaFile, statement: Statement): boolean {
  return is(file.parentOf(statement), 'Block');
}

function joined(file: JavaFile, at: Node, statements: readonly string[]): string {
  return statements.join(layoutOf(file.text).lineEnd + indentAt(file.text, at.start));
}

/** Whether init code reads the field elsewhere, so that others hold its first value: then renewing it is not enough. */
export function isReadInInit(field: Field, taken: readonly Node[]): boolean {
  const { file } = field;
  return referencesTo(field).some((reference) => {
    if (taken.some((node) => node.start <= reference.start && node.end >= reference.end)) return false;
    const parent = file.parentOf(reference);
    if (is(parent, 'Assignment') && parent.left === reference) return false;
    const body = file.bodyAround(reference);
    return body === null || is(body, 'Initializer', 'ConstructorDeclaration');
  });
}
