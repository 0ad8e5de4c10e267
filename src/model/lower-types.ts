/** Type declarations to facts: binary names, places in `FileFacts.types`, members. */

import type * as Ast from '../java-ast/nodes.ts';
import type * as Facts from './facts.ts';
import { lowerAnnotations } from './lower-annotations.ts';
import type { MemberFacts } from './lower-members.ts';
import {
  lowerConstructor,
  lowerEnumConstant,
  lowerField,
  lowerInitializerBlock,
  lowerMethod,
  lowerRecordComponent,
} from './lower-members.ts';
import type { Lowering } from './lowering.ts';
import { spanOf } from './lowering.ts';
import { typeModifiers } from './modifiers.ts';
import { typeNameOf, typeParameterFacts } from './type-names.ts';

/** A type's facts without its members. */
type TypeHeader = Omit<Facts.TypeFact, 'fields' | 'methods' | 'initializers' | 'outer'>;

/** What is declared between the braces, and a record's header. */
interface TypeBody {
  readonly members: readonly Ast.MemberDeclaration[];
  readonly constants: readonly Ast.EnumConstant[];
  readonly components: readonly Ast.FormalParameter[];
}

const KINDS = {
  ClassDeclaration: 'class',
  InterfaceDeclaration: 'interface',
  EnumDeclaration: 'enum',
  RecordDeclaration: 'record',
  AnnotationInterfaceDeclaration: 'annotation',
} as const satisfies Record<Ast.TypeDeclaration['kind'], Facts.TypeKind>;

/** Lowers a top-level type, or a member type of the enclosing one; gives its index. */
export function lowerMemberType(lowering: Lowering, declaration: Ast.TypeDeclaration): number {
  const { index, binaryName } = lowering.enclosing;
  const name = declaration.name.name;
  return lowerDeclaration(lowering, declaration, index < 0 ? name : `${binaryName}$${name}`, false);
}

/** Lowers a class, interface, enum or record declared in a body; gives its index. */
export function lowerLocalType(lowering: Lowering, declaration: Ast.TypeDeclaration): number {
  return lowerDeclaration(lowering, declaration, localBinaryName(lowering, declaration.name.name), true);
}

/** Lowers the body of an anonymous class or an enum constant; gives its index. */
export function lowerAnonymousClass(
  lowering: Lowering,
  body: Ast.ClassBody,
  superclass: Facts.TypeName,
  nameSpan: Facts.Span,
): number {
  const header: TypeHeader = {
    name: '',
    binaryName: localBinaryName(lowering, ''),
    kind: 'anonymous',
    isLocal: true,
    modifiers: [],
    annotations: [],
    typeParameters: [],
    superclass,
    interfaces: [],
    recordComponents: [],
    span: spanOf(body),
    nameSpan,
  };
  return lowerType(lowering, header, { members: body.members, constants: [], components: [] });
}

/** Lowers the members of a compact source file as those of the final class `name` that they imply (JLS 8.1.8); gives its index. */
export function lowerImplicitClass(lowering: Lowering, unit: Ast.CompilationUnit, name: string): number {
  const members = [...unit.types, ...unit.implicitMembers].sort((left, right) => left.start - right.start);
  const start = members[0]?.start ?? unit.start;
  const header: TypeHeader = {
    name,
    binaryName: name,
    kind: 'class',
    isLocal: false,
    modifiers: ['final'],
    annotations: [],
    typeParameters: [],
    superclass: null,
    interfaces: [],
    recordComponents: [],
    span: [start, members.at(-1)?.end ?? start],
    nameSpan: [start, start],
  };
  return lowerType(lowering, header, { members, constants: [], components: [] });
}

function lowerDeclaration(
  lowering: Lowering,
  declaration: Ast.TypeDeclaration,
  binaryName: string,
  isLocal: boolean,
): number {
  const { enclosing } = lowering;
  const place = { outerKind: isLocal ? null : enclosing.kind, isNested: enclosing.index >= 0 };
  const components = declaration.kind === 'RecordDeclaration' ? declaration.components : [];
  const { superclass, interfaces } = supertypesOf(declaration);
  const header: TypeHeader = {
    name: declaration.name.name,
    binaryName,
    kind: KINDS[declaration.kind],
    isLocal,
    modifiers: typeModifiers(declaration, place),
    annotations: lowerAnnotations(lowering, declaration.annotations),
    typeParameters: 'typeParameters' in declaration ? typeParameterFacts(declaration.typeParameters) : [],
    superclass: superclass === null ? null : typeNameOf(superclass),
    interfaces: interfaces.map((type) => typeNameOf(type)),
    recordComponents: components.map((component) => component.name.name),
    span: spanOf(declaration),
    nameSpan: spanOf(declaration.name),
  };
  const constants = declaration.kind === 'EnumDeclaration' ? declaration.constants : [];
  return lowerType(lowering, header, { members: declaration.members, constants, components });
}

interface Supertypes {
  readonly superclass: Ast.ReferenceType | null;
  readonly interfaces: readonly Ast.ReferenceType[];
}

function supertypesOf(declaration: Ast.TypeDeclaration): Supertypes {
  return {
    superclass: declaration.kind === 'ClassDeclaration' ? declaration.superclass : null,
    interfaces: declaration.kind === 'AnnotationInterfaceDeclaration' ? [] : declaration.interfaces,
  };
}

/** JLS 13.1: digits after the enclosing type's binary name. As javac does, each simple name is counted on its own. */
function localBinaryName({ localNumbers, enclosing }: Lowering, name: string): string {
  const key = `${enclosing.binaryName}$${name}`;
  const number = (localNumbers.get(key) ?? 0) + 1;
  localNumbers.set(key, number);
  return `${enclosing.binaryName}$${number}${name}`;
}

/** Takes the next index, so that an outer type is before its inner ones, and fills it when all members are lowered. */
function lowerType(lowering: Lowering, header: TypeHeader, body: TypeBody): number {
  const { enclosing, scope } = lowering;
  const index = lowering.types.push(null) - 1;
  const mark = scope.mark();
  for (const name of fieldNames(body)) if (scope.isLocal(name)) scope.hide(name);
  lowering.enclosing = { index, binaryName: header.binaryName, kind: header.kind };
  const members = lowerMembers(lowering, header.name, body);
  lowering.enclosing = enclosing;
  scope.release(mark);
  // Written out: what is added to a copy costs a shape of its own for each type in V8, and every look at it more time.
  lowering.types[index] = {
    name: header.name,
    binaryName: header.binaryName,
    kind: header.kind,
    isLocal: header.isLocal,
    modifiers: header.modifiers,
    annotations: header.annotations,
    typeParameters: header.typeParameters,
    superclass: header.superclass,
    interfaces: header.interfaces,
    recordComponents: header.recordComponents,
    span: header.span,
    nameSpan: header.nameSpan,
    outer: enclosing.index,
    fields: members.fields,
    methods: members.methods,
    initializers: members.initializers,
  };
  return index;
}

/** These shadow the locals around a local or anonymous class (JLS 6.4.1). Inherited fields would need other files. */
function* fieldNames({ members, constants, components }: TypeBody): Iterable<string> {
  for (const { name } of [...constants, ...components]) yield name.name;
  for (const member of members) {
    if (member.kind !== 'FieldDeclaration') continue;
    for (const { name } of member.declarators) yield name.name;
  }
}

function lowerMembers(lowering: Lowering, typeName: string, body: TypeBody): MemberFacts {
  const facts: MemberFacts = { fields: [], methods: [], initializers: [] };
  for (const component of body.components) lowerRecordComponent(lowering, component, facts);
  for (const constant of body.constants) lowerEnumConstant(lowering, constant, typeName, facts);
  for (const member of body.members) lowerMember(lowering, member, body.components, facts);
  return facts;
}

function lowerMember(
  lowering: Lowering,
  member: Ast.MemberDeclaration,
  components: readonly Ast.FormalParameter[],
  facts: MemberFacts,
): void {
  switch (member.kind) {
    case 'FieldDeclaration':
      lowerField(lowering, member, facts);
      break;
    case 'MethodDeclaration':
      lowerMethod(lowering, member, facts);
      break;
    case 'ConstructorDeclaration':
    case 'CompactConstructorDeclaration':
      lowerConstructor(lowering, member, components, facts);
      break;
    case 'Initializer':
      lowerInitializerBlock(lowering, member, facts);
      break;
    default:
      lowerMemberType(lowering, member);
  }
}
