/** Modifiers as written plus the ones the language implies. */

import type * as Ast from '../java-ast/nodes.ts';
import type { TypeKind } from './facts.ts';

/** So many different lists are kept: those that the language allows are fewer, broken sources have others. */
const MAX_LISTS = 1000;

const lists = new Map<string, readonly string[]>();

/** The same list for all who have the same modifiers: nearly every member has some, and there are few different ones. */
function shared(modifiers: readonly string[]): readonly string[] {
  const key = modifiers.join(' ');
  const known = lists.get(key);
  if (known !== undefined) return known;
  if (lists.size < MAX_LISTS) lists.set(key, modifiers);
  return modifiers;
}

/** Where a type is declared: `outerKind` is the kind of the type it is a member of, null for top level and local types. */
export interface TypePlace {
  readonly outerKind: TypeKind | null;
  readonly isNested: boolean;
}

/** JLS 8.1.1.4, 8.5.1, 8.9, 8.10, 9.1.1, 9.5: nested enums, records and interfaces are static, records final, … */
export function typeModifiers(declaration: Ast.TypeDeclaration, place: TypePlace): readonly string[] {
  const implied: string[] = [];
  if (isInterface(place.outerKind)) implied.push('public', 'static');
  else if (place.isNested && declaration.kind !== 'ClassDeclaration') implied.push('static');
  if (declaration.kind === 'InterfaceDeclaration' || declaration.kind === 'AnnotationInterfaceDeclaration') {
    implied.push('abstract');
  }
  if (declaration.kind === 'RecordDeclaration') implied.push('final');
  if (declaration.kind === 'EnumDeclaration' && declaration.constants.every((constant) => constant.body === null)) {
    implied.push('final');
  }
  return withImplied(declaration.modifiers, implied);
}

/** JLS 9.3: the fields of an interface are public, static and final. */
export function fieldModifiers(written: readonly string[], owner: TypeKind | null): readonly string[] {
  return isInterface(owner) ? withImplied(written, ['public', 'static', 'final']) : shared(written);
}

/** JLS 9.4: a method of an interface is public unless private, and abstract unless default, static or private. */
export function methodModifiers(method: Ast.MethodDeclaration, owner: TypeKind | null): readonly string[] {
  const written = method.modifiers;
  if (!isInterface(owner)) return shared(written);
  const hasBody = method.body !== null || ['default', 'static', 'private'].some((name) => written.includes(name));
  const access = written.includes('private') ? [] : ['public'];
  return withImplied(written, hasBody ? access : [...access, 'abstract']);
}

/** JLS 8.9.2: the constructors of an enum are private. */
export function constructorModifiers(written: readonly string[], owner: TypeKind | null): readonly string[] {
  return owner === 'enum' ? withImplied(written, ['private']) : shared(written);
}

function isInterface(kind: TypeKind | null): boolean {
  return kind === 'interface' || kind === 'annotation';
}

function withImplied(written: readonly string[], implied: readonly string[]): readonly string[] {
  return shared([...written, ...implied.filter((modifier) => !written.includes(modifier))]);
}
