/** Adds to a type declaration: members, interfaces, statements; takes modifiers away. All edits are in the layout of the file. */
import type {
  Block,
  ClassDeclaration,
  FieldDeclaration,
  MemberDeclaration,
  Node,
  TypeDeclaration,
} from '../java-ast/nodes.ts';
import { nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { indentAt, laidOut, layoutOf, lineEndAt } from './layout.ts';
import type { OffsetEdit } from './text-edits.ts';

/** What has members: a named type, or the body of an anonymous class. */
export type MemberOwner =
  TypeDeclaration | (Node & { readonly kind: 'ClassBody'; readonly members: readonly MemberDeclaration[] });

/** Adds methods (code with LF and four blanks for a level) behind the last method or constructor, or else the last member. */
export function addMethods(file: JavaFile, owner: MemberOwner, methods: readonly string[]): OffsetEdit[] {
  if (methods.length === 0) return [];
  const last =
    owner.members.filter((member) => is(member, 'MethodDeclaration', 'ConstructorDeclaration')).at(-1) ??
    owner.members.filter((member) => is(member, 'FieldDeclaration', 'Initializer')).at(-1) ??
    null;
  return [addMembers(file, owner, last, methods, 2)];
}

/** Adds members behind the last field or initialiser before the first constructor or method, with a blank line before each. */
export function addBehindFields(file: JavaFile, owner: TypeDeclaration, members: readonly string[]): OffsetEdit[] {
  if (members.length === 0) return [];
  const firstBody = owner.members.findIndex((member) => is(member, 'MethodDeclaration', 'ConstructorDeclaration'));
  const before = firstBody < 0 ? owner.members : owner.members.slice(0, firstBody);
  const last = before.filter((member) => is(member, 'FieldDeclaration', 'Initializer')).at(-1) ?? null;
  return [addMembers(file, owner, last, members, 2)];
}

/**
 * Adds a field (code with LF and four blanks for a level) below the last one that is static, or not, as it is; where there
 * is none, below the last of all, or else before the methods.
 */
export function addField(file: JavaFile, owner: TypeDeclaration, isStatic: boolean, code: string): OffsetEdit[] {
  const fields = owner.members.filter((member) => is(member, 'FieldDeclaration'));
  const alike = fields.filter(({ modifiers }) => modifiers.includes('static') === isStatic);
  const last = alike.at(-1) ?? fields.at(-1);
  if (last === undefined) return addBehindFields(file, owner, [code]);
  const layout = layoutOf(file.text);
  const at = behind(file, last);
  const line = laidOut(code, indentAt(file.text, last.start), layout);
  return [{ start: at, end: at, newText: layout.lineEnd + line }];
}

/** Adds fields on the lines below another one. */
export function addFieldsBelow(file: JavaFile, declaration: FieldDeclaration, fields: readonly string[]): OffsetEdit[] {
  if (fields.length === 0) return [];
  const at = behind(file, declaration);
  const { lineEnd } = layoutOf(file.text);
  const indent = indentAt(file.text, declaration.start);
  return [{ start: at, end: at, newText: fields.map((field) => lineEnd + indent + field).join('') }];
}

function addMembers(
  file: JavaFile,
  owner: MemberOwner,
  last: MemberDeclaration | null,
  members: readonly string[],
  lineEnds: number,
): OffsetEdit {
  const layout = layoutOf(file.text);
  const indent = memberIndent(file, owner);
  const separator = layout.lineEnd.repeat(lineEnds);
  const code = members.map((member) => laidOut(member, indent, layout));
  if (last !== null) {
    const at = behind(file, last);
    return { start: at, end: at, newText: separator + code.join(separator) };
  }
  const at = behind(file, { kind: '', start: 0, end: bodyOf(owner).start + 1 });
  const rest = file.text.slice(at, bodyOf(owner).end - 1);
  const isFollowedByGap = /^[ \t]*(?:\r\n|\n|\r(?!\n))[ \t]*(?:\r\n|\n|\r)/u.test(rest);
  const needsLine = owner.members.length === 0 ? !/[\r\n]/u.test(rest) : !isFollowedByGap;
  const before = isFollowedByGap ? separator : layout.lineEnd;
  return { start: at, end: at, newText: before + code.join(separator) + (needsLine ? layout.lineEnd : '') };
}

function bodyOf(owner: MemberOwner): { readonly start: number; readonly end: number } {
  return is(owner, 'ClassBody') ? owner : owner.body;
}

/** How far the members of a type are indented. */
export function memberIndent(file: JavaFile, owner: MemberOwner): string {
  const [first] = owner.members;
  if (first !== undefined) return indentAt(file.text, first.start);
  return indentAt(file.text, bodyOf(owner).end - 1) + layoutOf(file.text).unit;
}

/** Behind a member and a comment that stands on the rest of its line. */
function behind(file: JavaFile, { end }: Node): number {
  const lineEnd = lineEndAt(file.text, end);
  return /^\s*(?:\/\/.*|\/\*[^\n\r]*\*\/\s*)?$/u.test(file.text.slice(end, lineEnd)) ? lineEnd : end;
}

/** Takes `final` from a field. Nothing when it has none. */
export function dropFinal(file: JavaFile, { declaration }: { readonly declaration: FieldDeclaration }): OffsetEdit[] {
  const { start, type, annotations } = declaration;
  const hidden = [...annotations, ...file.unit.comments];
  for (const match of file.text.slice(start, type.start).matchAll(/\bfinal\s+/gu)) {
    const at = start + match.index;
    const isHidden = hidden.some((node) => node.start <= at && node.end > at);
    if (!isHidden) return [{ start: at, end: at + match[0].length, newText: '' }];
  }
  return [];
}

/** Adds an interface to a class declaration. */
export function addInterface(file: JavaFile, type: ClassDeclaration, name: string): OffsetEdit {
  const last = type.interfaces.at(-1);
  if (last !== undefined) return { start: last.end, end: last.end, newText: `, ${name}` };
  const at = type.superclass?.end ?? endOfTypeParameters(file, type) ?? type.name.end;
  return { start: at, end: at, newText: ` implements ${name}` };
}

function endOfTypeParameters(file: JavaFile, { typeParameters }: ClassDeclaration): number | null {
  const last = typeParameters.at(-1);
  return last === undefined ? null : file.text.indexOf('>', last.end) + 1;
}

/** Adds statements (code with LF and four blanks for a level) to a block: at its end, or at its beginning. */
export function addStatements(
  file: JavaFile,
  block: Block,
  where: 'first' | 'last',
  statements: readonly string[],
): OffsetEdit {
  const layout = layoutOf(file.text);
  const last = block.statements.at(-1);
  const endsEarly = is(last, 'ReturnStatement', 'ThrowStatement');
  const explicit = is(block.statements[0], 'ExplicitConstructorInvocation') ? block.statements[0] : undefined;
  const indent =
    block.statements[0] === undefined
      ? indentAt(file.text, block.start) + layout.unit
      : indentAt(file.text, block.statements[0].start);
  const code = statements.map((statement) => laidOut(statement, indent, layout)).join(layout.lineEnd);
  if (last === undefined) {
    const from = endOfComments(file, block);
    const isOneLine = !/[\r\n]/u.test(file.text.slice(from, block.end));
    const end = isOneLine || from === block.start + 1 ? block.end - 1 : from;
    const tail = end === from ? '' : layout.lineEnd + indentAt(file.text, block.start);
    return { start: from, end, newText: layout.lineEnd + code + tail };
  }
  const previous = where === 'last' ? (endsEarly ? block.statements.at(-2) : last) : explicit;
  const at = previous === undefined ? block.start + 1 : behind(file, previous);
  return { start: at, end: at, newText: layout.lineEnd + code };
}

/** Behind the last thing in a block without statements: its brace, or a comment. */
function endOfComments(file: JavaFile, block: Block): number {
  const inside = file.unit.comments.filter(({ start, end }) => start > block.start && end < block.end);
  return inside.at(-1)?.end ?? block.start + 1;
}

/** Whether the type, or one around it that it can see, declares a method of this name. */
export function hasMethod(owner: MemberOwner, name: string): boolean {
  return owner.members.some((member) => is(member, 'MethodDeclaration') && member.name.name === name);
}

/** A name that no method, field, parameter or local in the file has: the first of the candidates that is free. */
export function freeName(file: JavaFile, candidates: readonly string[]): string | null {
  const taken = new Set(nodesBelow(file.unit, 'Identifier').map(({ name }) => name));
  return candidates.find((name) => !taken.has(name)) ?? null;
}

/** The first of the names that no method in the file has; methods of supertypes elsewhere are not seen. */
export function freeMethodName(file: JavaFile, candidates: readonly string[]): string | null {
  const methods = nodesBelow(file.unit, 'MethodDeclaration', 'MethodInvocation').map(({ name }) => name.name);
  return candidates.find((name) => !methods.includes(name)) ?? null;
}
