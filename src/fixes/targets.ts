/** What takes a value: the variable it initialises or is assigned to, or the method that returns it. */
import type { Node, Type } from '../java-ast/nodes.ts';
import { nodesBelow, type JavaFile } from './java-file.ts';
import { is } from './kinds.ts';

/** The declared type of what takes a value directly; null when it goes elsewhere (an argument, a chain of calls). */
export function typeOfTarget(file: JavaFile, value: Node): Type | null {
  const parent = file.parentOf(value);
  if (is(parent, 'VariableDeclarator')) return typeOfDeclarator(file, parent);
  if (is(parent, 'ReturnStatement')) {
    const body = file.bodyAround(parent);
    return is(body, 'MethodDeclaration') ? body.returnType : null;
  }
  if (!is(parent, 'Assignment')) return null;
  const { left } = parent;
  const name = is(left, 'Identifier') ? left.name : is(left, 'FieldAccess') ? left.name.name : null;
  const declarator = nodesBelow(file.unit, 'VariableDeclarator').find((node) => node.name.name === name);
  return declarator === undefined ? null : typeOfDeclarator(file, declarator);
}

function typeOfDeclarator(file: JavaFile, declarator: Node): Type | null {
  const declaration = file.parentOf(declarator);
  return is(declaration, 'FieldDeclaration', 'LocalVariableDeclaration') ? declaration.type : null;
}
