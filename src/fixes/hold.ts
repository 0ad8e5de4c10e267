/** Keeps a registered CRaC resource strongly, in a field. */
import type { ClassInstanceCreation, Node, TypeDeclaration } from '../java-ast/nodes.ts';
import type { Suggestion } from '../types.ts';
import { isExpression } from './fields.ts';
import type { Fix, FixContext } from './fix.ts';
import { nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';
import { indentAt, layoutOf, takenFrom } from './layout.ts';
import { addBehindFields, freeName } from './members.ts';
import { constantCase, variableCase } from './names.ts';
import { textEditsOf, type OffsetEdit } from './text-edits.ts';

/** Safe: the hooks were meant to run, and now do so in every snapshot. */
export const hold: Fix = async (context) => {
  const { finding, file: open } = context;
  const file = await open(finding.file);
  const call = file?.callAt(finding.range);
  const [resource] = is(call, 'MethodInvocation') ? call.arguments : [];
  if (file === null || resource === undefined) return null;
  if (is(resource, 'ThisExpression')) return holdCreated(context);
  const creation = is(resource, 'ClassInstanceCreation') ? resource : null;
  if (creation !== null) return held(file, creation, { start: creation.start, end: creation.end });
  return is(resource, 'Identifier') ? holdLocal(file, resource, resource.name) : null;
};

/** The object registered itself in its constructor: whoever makes it has to keep it. */
async function holdCreated({ finding, file: open }: FixContext): Promise<Suggestion | null> {
  for (const hop of [...finding.trace].reverse()) {
    const file = await open(hop.file);
    const creation = file?.callAt(hop.range);
    if (file === null || !is(creation, 'ClassInstanceCreation')) continue;
    const parent = file.parentOf(creation);
    if (is(parent, 'ExpressionStatement')) return held(file, creation, null);
    if (is(parent, 'VariableDeclarator')) return holdLocal(file, creation, parent.name.name);
    return null;
  }
  return null;
}

/**
 * The creation moves to a final field when it uses nothing of the place where it stands. `use` is what becomes the field's
 * name; null: the creation is a statement of its own, which sets the field.
 */
function held(
  file: JavaFile,
  creation: ClassInstanceCreation,
  use: Pick<Node, 'start' | 'end'> | null,
): Suggestion | null {
  const place = placeOf(file, creation);
  const type = file.textOf(creation.type).replace('<>', '');
  const name = place === null ? null : freeName(file, namesFor(creation.type.name, place.isStatic));
  if (place === null || name === null) return null;
  const modifiers = place.isStatic ? 'private static' : 'private';
  const layout = layoutOf(file.text);
  const code = takenFrom(file.textOf(creation), indentAt(file.text, creation.start), layout);
  if (use !== null && !usesPlace(file, creation)) {
    const field = `${modifiers} final ${type} ${name} = ${code};`;
    return suggestion(file, name, [
      ...addBehindFields(file, place.owner, [field]),
      { start: use.start, end: use.end, newText: name },
    ]);
  }
  const edits: OffsetEdit[] = [{ start: creation.start, end: creation.start, newText: `${name} = ` }];
  return suggestion(file, name, [...addBehindFields(file, place.owner, [`${modifiers} ${type} ${name};`]), ...edits]);
}

/** A local variable that holds the resource becomes a field. */
function holdLocal(file: JavaFile, at: Node, name: string): Suggestion | null {
  const place = placeOf(file, at);
  const body = file.bodyAround(at);
  if (place === null || body === null) return null;
  const declarators = nodesBelow(body, 'VariableDeclarator').filter((node) => node.name.name === name);
  const [declarator] = declarators;
  const declaration = declarator === undefined ? null : file.parentOf(declarator);
  if (declarator === undefined || declarators.length > 1 || !is(declaration, 'LocalVariableDeclaration')) return null;
  if (declaration.declarators.length > 1 || !is(declarator.initializer, 'ClassInstanceCreation')) return null;
  const taken = place.owner.members.some(
    (member) => is(member, 'FieldDeclaration') && member.declarators.some((one) => one.name.name === name),
  );
  if (taken) return null;
  const type = is(declaration.type, 'VarType')
    ? file.textOf(declarator.initializer.type).replace('<>', '')
    : file.textOf(declaration.type);
  const field = `private ${place.isStatic ? 'static ' : ''}${type} ${name};`;
  return suggestion(file, name, [
    ...addBehindFields(file, place.owner, [field]),
    { start: declaration.start, end: declarator.name.start, newText: '' },
  ]);
}

function suggestion(file: JavaFile, name: string, edits: readonly OffsetEdit[]): Suggestion {
  return {
    title: `Keep the resource in the field ${name}`,
    kind: 'after-restore',
    safe: true,
    edits: textEditsOf(file.path, file.text, edits),
  };
}

/** The class that is to have the field, and whether the place is static. */
function placeOf(file: JavaFile, node: Node): { readonly owner: TypeDeclaration; readonly isStatic: boolean } | null {
  const owner = file.typeAround(node);
  const body = file.bodyAround(node);
  if (!is(owner, 'ClassDeclaration', 'EnumDeclaration') || body === null || is(body, 'LambdaExpression')) return null;
  const isStatic = is(body, 'Initializer')
    ? body.isStatic
    : is(body, 'MethodDeclaration') && body.modifiers.includes('static');
  return { owner, isStatic };
}

function namesFor(typeName: string, isStatic: boolean): string[] {
  const simple = typeName.slice(typeName.lastIndexOf('.') + 1);
  return isStatic
    ? ['SNAPSHOT_HOOKS', constantCase(simple), 'CRAC_RESOURCE']
    : ['snapshotHooks', variableCase(simple), 'cracResource'];
}

/** Whether code names a parameter or a local of the member it stands in, or a field that may not be set yet. */
function usesPlace(file: JavaFile, creation: ClassInstanceCreation): boolean {
  const body = file.bodyAround(creation);
  const locals =
    body === null
      ? []
      : nodesBelow(body, 'FormalParameter', 'VariableDeclarator').filter((node) => node.start < creation.start);
  const names = new Set(locals.map((node) => node.name.name));
  if (nodesBelow(creation, 'Identifier').some((node) => names.has(node.name) && isExpression(file, node))) return true;
  return creation.arguments.length > 0;
}
