import type {
  AnnotationInterfaceDeclarationCstNode,
  ClassBodyCstNode,
  ClassDeclarationCstNode,
  EnumBodyCstNode,
  EnumConstantCstNode,
  EnumDeclarationCstNode,
  InterfaceDeclarationCstNode,
  NormalClassDeclarationCstNode,
  NormalInterfaceDeclarationCstNode,
  RecordComponentCstNode,
  RecordDeclarationCstNode,
  TypeIdentifierCstNode,
} from 'java-parser';
import type {
  AnnotationInterfaceDeclaration,
  ClassBody,
  ClassDeclaration,
  EnumConstant,
  EnumDeclaration,
  FormalParameter,
  Identifier,
  InterfaceDeclaration,
  RecordDeclaration,
  TypeDeclaration,
} from '../nodes.ts';
import { lowerModifiers } from './annotations.ts';
import type { Modifiers } from './annotations.ts';
import { lowerArguments } from './creations.ts';
import type { Lowering } from './lowering.ts';
import {
  lowerAnnotationInterfaceMembers,
  lowerClassMembers,
  lowerInterfaceMembers,
  lowerRecordMembers,
} from './members.ts';
import { first, identifierOf, rangeOf } from './tokens.ts';
import type { Range } from './tokens.ts';
import { lowerClassType, lowerInterfaceTypes, lowerTypeNames, lowerTypeParameters, lowerUnannType } from './types.ts';

/** What a declaration has before its keyword: modifiers, and with them where it starts. */
type Head = Modifiers & Range;

/** A class, enum, record, interface or annotation interface, at any level. */
export function lowerTypeDeclaration(
  lower: Lowering,
  node: ClassDeclarationCstNode | InterfaceDeclarationCstNode,
): TypeDeclaration {
  return node.name === 'classDeclaration' ? lowerClassDeclaration(lower, node) : lowerInterfaceDeclaration(lower, node);
}

/** The body of an anonymous class or an enum constant. */
export function lowerClassBody(lower: Lowering, node: ClassBodyCstNode): ClassBody {
  return { kind: 'ClassBody', ...rangeOf(node), members: lowerClassMembers(lower, node.children.classBodyDeclaration) };
}

function lowerClassDeclaration(lower: Lowering, node: ClassDeclarationCstNode): TypeDeclaration {
  const { classModifier, normalClassDeclaration, enumDeclaration, recordDeclaration } = node.children;
  const head: Head = { ...rangeOf(node), ...lowerModifiers(lower, classModifier) };
  if (normalClassDeclaration) return lowerNormalClass(lower, first(normalClassDeclaration), head);
  if (enumDeclaration) return lowerEnum(lower, first(enumDeclaration), head);
  return lowerRecord(lower, first(recordDeclaration), head);
}

function lowerInterfaceDeclaration(lower: Lowering, node: InterfaceDeclarationCstNode): TypeDeclaration {
  const { interfaceModifier, normalInterfaceDeclaration, annotationInterfaceDeclaration } = node.children;
  const head: Head = { ...rangeOf(node), ...lowerModifiers(lower, interfaceModifier) };
  return normalInterfaceDeclaration
    ? lowerNormalInterface(lower, first(normalInterfaceDeclaration), head)
    : lowerAnnotationInterface(lower, first(annotationInterfaceDeclaration), head);
}

function lowerNormalClass(lower: Lowering, { children }: NormalClassDeclarationCstNode, head: Head): ClassDeclaration {
  const body = first(children.classBody);
  const superclass = children.classExtends?.[0]?.children.classType[0];
  return {
    kind: 'ClassDeclaration',
    ...head,
    name: nameOf(children.typeIdentifier),
    typeParameters: lowerTypeParameters(children.typeParameters),
    superclass: superclass === undefined ? null : lowerClassType(superclass),
    interfaces: lowerInterfaceTypes(children.classImplements?.[0]?.children.interfaceTypeList),
    permits: lowerTypeNames(children.classPermits?.[0]?.children.typeName),
    members: lowerClassMembers(lower, body.children.classBodyDeclaration),
    body: rangeOf(body),
  };
}

function lowerNormalInterface(
  lower: Lowering,
  { children }: NormalInterfaceDeclarationCstNode,
  head: Head,
): InterfaceDeclaration {
  const body = first(children.interfaceBody);
  return {
    kind: 'InterfaceDeclaration',
    ...head,
    name: nameOf(children.typeIdentifier),
    typeParameters: lowerTypeParameters(children.typeParameters),
    interfaces: lowerInterfaceTypes(children.interfaceExtends?.[0]?.children.interfaceTypeList),
    permits: lowerTypeNames(children.interfacePermits?.[0]?.children.typeName),
    members: lowerInterfaceMembers(lower, body.children.interfaceMemberDeclaration),
    body: rangeOf(body),
  };
}

function lowerAnnotationInterface(
  lower: Lowering,
  { children }: AnnotationInterfaceDeclarationCstNode,
  head: Head,
): AnnotationInterfaceDeclaration {
  const body = first(children.annotationInterfaceBody);
  return {
    kind: 'AnnotationInterfaceDeclaration',
    ...head,
    name: nameOf(children.typeIdentifier),
    members: lowerAnnotationInterfaceMembers(lower, body.children.annotationInterfaceMemberDeclaration),
    body: rangeOf(body),
  };
}

function lowerEnum(lower: Lowering, { children }: EnumDeclarationCstNode, head: Head): EnumDeclaration {
  const body = first(children.enumBody);
  return {
    kind: 'EnumDeclaration',
    ...head,
    name: nameOf(children.typeIdentifier),
    interfaces: lowerInterfaceTypes(children.classImplements?.[0]?.children.interfaceTypeList),
    constants: lowerEnumConstants(lower, body),
    members: lowerClassMembers(lower, body.children.enumBodyDeclarations?.[0]?.children.classBodyDeclaration),
    body: rangeOf(body),
  };
}

function lowerEnumConstants(lower: Lowering, { children }: EnumBodyCstNode): EnumConstant[] {
  const constants = children.enumConstantList?.[0]?.children.enumConstant ?? [];
  return constants.map((constant) => lowerEnumConstant(lower, constant));
}

function lowerEnumConstant(lower: Lowering, node: EnumConstantCstNode): EnumConstant {
  const { enumConstantModifier, Identifier, argumentList, classBody } = node.children;
  const body = classBody?.[0];
  return {
    kind: 'EnumConstant',
    ...rangeOf(node),
    name: identifierOf(first(Identifier)),
    annotations: lowerModifiers(lower, enumConstantModifier).annotations,
    arguments: lowerArguments(lower, argumentList),
    body: body === undefined ? null : lowerClassBody(lower, body),
  };
}

function lowerRecord(lower: Lowering, { children }: RecordDeclarationCstNode, head: Head): RecordDeclaration {
  const body = first(children.recordBody);
  const components = first(children.recordHeader).children.recordComponentList?.[0]?.children.recordComponent ?? [];
  return {
    kind: 'RecordDeclaration',
    ...head,
    name: nameOf(children.typeIdentifier),
    typeParameters: lowerTypeParameters(children.typeParameters),
    components: components.map((component) => lowerRecordComponent(lower, component)),
    interfaces: lowerInterfaceTypes(children.classImplements?.[0]?.children.interfaceTypeList),
    members: lowerRecordMembers(lower, body.children.recordBodyDeclaration),
    body: rangeOf(body),
  };
}

function lowerRecordComponent(lower: Lowering, node: RecordComponentCstNode): FormalParameter {
  const { recordComponentModifier, unannType, Identifier, variableArityRecordComponent } = node.children;
  const variableArity = variableArityRecordComponent?.[0];
  return {
    kind: 'FormalParameter',
    ...rangeOf(node),
    ...lowerModifiers(lower, recordComponentModifier),
    type: lowerUnannType(first(unannType)),
    name: identifierOf(first(Identifier ?? variableArity?.children.Identifier)),
    variableArity: variableArity !== undefined,
  };
}

function nameOf(nodes: readonly TypeIdentifierCstNode[]): Identifier {
  return identifierOf(first(first(nodes).children.Identifier));
}
