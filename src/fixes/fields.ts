/** Fields of the class that is edited, and who refers to them. */
import type {
  Annotation,
  ClassBody,
  Expression,
  FieldDeclaration,
  Identifier,
  Node,
  TypeDeclaration,
  VariableDeclarator,
} from '../java-ast/nodes.ts';
import { isTypeDeclaration, nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';

/** One declared field; a declaration can hold several. */
export interface Field {
  readonly file: JavaFile;
  readonly owner: TypeDeclaration;
  readonly declaration: FieldDeclaration;
  readonly declarator: VariableDeclarator;
  readonly name: string;
  readonly isStatic: boolean;
  readonly isFinal: boolean;
}

/** The fields that a type declares itself. */
export function fieldsOf(file: JavaFile, owner: TypeDeclaration): Field[] {
  return owner.members
    .filter((member) => is(member, 'FieldDeclaration'))
    .flatMap((declaration) =>
      declaration.declarators.map((declarator) => ({
        file,
        owner,
        declaration,
        declarator,
        name: declarator.name.name,
        isStatic: declaration.modifiers.includes('static') || owner.kind === 'InterfaceDeclaration',
        isFinal: declaration.modifiers.includes('final'),
      })),
    );
}

/**
 * The field of the file that an expression names: `x`, `this.x`, `Type.x` or `Outer.this.x`. Null when it is a local, a
 * parameter, a field of another object, or inherited.
 */
export function fieldNamed(file: JavaFile, expression: Node): Field | null {
  if (is(expression, 'Identifier')) {
    return isHidden(file, expression) ? null : fieldInScope(file, expression, expression.name);
  }
  if (!is(expression, 'FieldAccess')) return null;
  const { target, name } = expression;
  if (is(target, 'ThisExpression') && target.qualifier === null) {
    const around = file.typeAround(expression);
    return around === null ? null : (fieldsOf(file, around).find((field) => field.name === name.name) ?? null);
  }
  const typeName = is(target, 'ThisExpression') ? target.qualifier : is(target, 'Identifier') ? target.name : null;
  const owner = nodesBelow(
    file.unit,
    'ClassDeclaration',
    'EnumDeclaration',
    'InterfaceDeclaration',
    'RecordDeclaration',
  ).find((type) => type.name.name === typeName);
  if (owner === undefined) return null;
  return fieldsOf(file, owner).find((field) => field.name === name.name) ?? null;
}

/** Whether Lombok makes an object field final that the sources do not: `@Value`, `@FieldDefaults(makeFinal = true)`. */
export function isFinalByLombok({ owner, declaration, isStatic }: Field): boolean {
  const named = ({ name }: Annotation): string => name.replace(/^lombok\.(?:experimental\.)?/u, '');
  if (isStatic || declaration.annotations.some((one) => named(one) === 'NonFinal')) return false;
  return owner.annotations.some(
    (one) =>
      named(one) === 'Value' ||
      (named(one) === 'FieldDefaults' && one.elements.some(({ name }) => name === 'makeFinal')),
  );
}

/** Every place in the file that names the field, its own declaration aside. */
export function referencesTo(field: Field): (Expression & { readonly kind: 'Identifier' | 'FieldAccess' })[] {
  const { file } = field;
  return nodesBelow(file.unit, 'Identifier', 'FieldAccess').filter((node) => {
    const name = is(node, 'Identifier') ? node.name : node.name.name;
    if (name !== field.name || (is(node, 'Identifier') && !isExpression(file, node))) return false;
    return fieldNamed(file, node)?.declarator === field.declarator;
  });
}

/** Whether an identifier stands for a variable: not for a method's, a field's or a declaration's name. */
export function isExpression(file: JavaFile, identifier: Identifier): boolean {
  const parent = file.parentOf(identifier);
  return parent !== null && (parent as { readonly name?: unknown }).name !== identifier;
}

function fieldInScope(file: JavaFile, node: Node, name: string): Field | null {
  for (const ancestor of file.ancestorsOf(node)) {
    if (!isTypeDeclaration(ancestor)) continue;
    const field = fieldsOf(file, ancestor).find((one) => one.name === name);
    if (field !== undefined) return field;
  }
  return null;
}

/**
 * Whether a parameter, a local or a field of an anonymous class of this name is around. Where the name is declared
 * anywhere in the same member, it is taken for that.
 */
function isHidden(file: JavaFile, identifier: Identifier): boolean {
  for (const ancestor of file.ancestorsOf(identifier)) {
    if (isTypeDeclaration(ancestor)) return false;
    if (is(ancestor, 'ClassBody') && declaresField(ancestor, identifier.name)) return true;
    const isMember = is(
      ancestor,
      'MethodDeclaration',
      'ConstructorDeclaration',
      'Initializer',
      'CompactConstructorDeclaration',
    );
    if ((isMember || is(ancestor, 'LambdaExpression')) && declaresLocal(file, ancestor, identifier.name)) return true;
  }
  return false;
}

function declaresField(body: ClassBody, name: string): boolean {
  return body.members.some(
    (member) =>
      is(member, 'FieldDeclaration') && member.declarators.some((declarator) => declarator.name.name === name),
  );
}

/** Whether a member declares a local, a parameter or a pattern variable of this name, at any depth. */
export function declaresLocal(file: JavaFile, member: Node, name: string): boolean {
  return nodesBelow(member, 'FormalParameter', 'VariableDeclarator').some(
    (node) => node.name.name === name && !is(file.parentOf(node), 'FieldDeclaration'),
  );
}
