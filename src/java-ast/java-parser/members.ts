import type {
  AnnotationInterfaceElementDeclarationCstNode,
  AnnotationInterfaceMemberDeclarationCstNode,
  ClassBodyDeclarationCstNode,
  ClassMemberDeclarationCstNode,
  CompactConstructorDeclarationCstNode,
  ConstantDeclarationCstNode,
  ConstructorDeclarationCstNode,
  FieldDeclarationCstNode,
  InterfaceMemberDeclarationCstNode,
  InterfaceMethodDeclarationCstNode,
  MethodDeclarationCstNode,
  RecordBodyDeclarationCstNode,
  ResultCstNode,
  SimpleTypeNameCstNode,
  ThrowsCstNode,
} from 'java-parser';
import type {
  ClassType,
  CompactConstructorDeclaration,
  ConstructorDeclaration,
  FieldDeclaration,
  Identifier,
  MemberDeclaration,
  MethodDeclaration,
  RecordDeclaration,
  Statement,
  Type,
  TypeDeclaration,
} from '../nodes.ts';
import { lowerElementValue, lowerModifiers } from './annotations.ts';
import type { Lowering } from './lowering.ts';
import { lowerConstructorBody } from './statements.ts';
import { first, identifierOf, isToken, onlyChild, RefusedSyntax, rangeOf } from './tokens.ts';
import {
  dimensionsOf,
  lowerClassType,
  lowerTypeParameters,
  lowerUnannType,
  voidType,
  withTrailingDimensions,
} from './types.ts';
import { lowerDeclarators, lowerFormalParameters } from './variables.ts';

/** The members of a class or enum body, without its stray semicolons; none gives an empty list. */
export function lowerClassMembers(
  lower: Lowering,
  nodes: readonly ClassBodyDeclarationCstNode[] | undefined,
): MemberDeclaration[] {
  return (nodes ?? []).flatMap((node) => lowerClassMember(lower, node));
}

/** The members of a record body, compact constructors included; none gives an empty list. */
export function lowerRecordMembers(
  lower: Lowering,
  nodes: readonly RecordBodyDeclarationCstNode[] | undefined,
): MemberDeclaration[] {
  return (nodes ?? []).flatMap((node): MemberDeclaration | MemberDeclaration[] => {
    const child = onlyChild(node);
    return child.name === 'compactConstructorDeclaration'
      ? lowerCompactConstructor(lower, child)
      : lowerClassMember(lower, child);
  });
}

/** The members of an interface body; none gives an empty list. */
export function lowerInterfaceMembers(
  lower: Lowering,
  nodes: readonly InterfaceMemberDeclarationCstNode[] | undefined,
): MemberDeclaration[] {
  return (nodes ?? []).flatMap((node): MemberDeclaration | MemberDeclaration[] => {
    const child = onlyChild(node);
    if (isToken(child)) return [];
    switch (child.name) {
      case 'constantDeclaration':
        return lowerField(lower, child);
      case 'interfaceMethodDeclaration':
        return recordOr(lowerMethod(lower, child));
      default:
        return lower.typeDeclaration(child);
    }
  });
}

/** The members of an annotation interface body; its elements are methods. None gives an empty list. */
export function lowerAnnotationInterfaceMembers(
  lower: Lowering,
  nodes: readonly AnnotationInterfaceMemberDeclarationCstNode[] | undefined,
): MemberDeclaration[] {
  return (nodes ?? []).flatMap((node): MemberDeclaration | MemberDeclaration[] => {
    const child = onlyChild(node);
    if (isToken(child)) return [];
    switch (child.name) {
      case 'annotationInterfaceElementDeclaration':
        return lowerElement(lower, child);
      case 'constantDeclaration':
        return lowerField(lower, child);
      default:
        return lower.typeDeclaration(child);
    }
  });
}

/** A field of a class or a constant of an interface. */
export function lowerField(
  lower: Lowering,
  node: FieldDeclarationCstNode | ConstantDeclarationCstNode,
): FieldDeclaration {
  const modifiers = node.name === 'fieldDeclaration' ? node.children.fieldModifier : node.children.constantModifier;
  return {
    kind: 'FieldDeclaration',
    ...rangeOf(node),
    ...lowerModifiers(lower, modifiers),
    type: lowerUnannType(first(node.children.unannType)),
    declarators: lowerDeclarators(lower, first(node.children.variableDeclaratorList)),
  };
}

/** A method of a class or interface. */
export function lowerMethod(
  lower: Lowering,
  node: MethodDeclarationCstNode | InterfaceMethodDeclarationCstNode,
): MethodDeclaration {
  const modifiers =
    node.name === 'methodDeclaration' ? node.children.methodModifier : node.children.interfaceMethodModifier;
  const header = first(node.children.methodHeader).children;
  const declarator = first(header.methodDeclarator).children;
  const body = first(node.children.methodBody).children.block?.[0];
  return {
    kind: 'MethodDeclaration',
    ...rangeOf(node),
    ...lowerModifiers(lower, modifiers),
    typeParameters: lowerTypeParameters(header.typeParameters),
    returnType: withTrailingDimensions(lowerResult(first(header.result)), dimensionsOf(declarator.dims?.[0])),
    name: identifierOf(first(declarator.Identifier)),
    parameters: lowerFormalParameters(lower, declarator.formalParameterList),
    throws: lowerThrows(header.throws),
    body: body === undefined ? null : lower.block(body),
    defaultValue: null,
  };
}

function lowerClassMember(lower: Lowering, node: ClassBodyDeclarationCstNode): MemberDeclaration | MemberDeclaration[] {
  const child = onlyChild(node);
  switch (child.name) {
    case 'classMemberDeclaration':
      return lowerDeclaredMember(lower, child);
    case 'instanceInitializer':
    case 'staticInitializer':
      return {
        kind: 'Initializer',
        ...rangeOf(child),
        isStatic: child.name === 'staticInitializer',
        body: lower.block(first(child.children.block)),
      };
    case 'constructorDeclaration':
      return lowerConstructor(lower, child);
  }
}

function lowerDeclaredMember(
  lower: Lowering,
  node: ClassMemberDeclarationCstNode,
): MemberDeclaration | MemberDeclaration[] {
  const child = onlyChild(node);
  if (isToken(child)) return [];
  switch (child.name) {
    case 'fieldDeclaration':
      return lowerField(lower, child);
    case 'methodDeclaration':
      return recordOr(lowerMethod(lower, child));
    default:
      return lower.typeDeclaration(child);
  }
}

/** java-parser reads `record Point(int x) { }` as a method, although no type can be named so (JLS 3.9). */
function recordOr(method: MethodDeclaration): MethodDeclaration | RecordDeclaration {
  const { returnType, body, start, end, modifiers, annotations, name } = method;
  if (returnType.kind !== 'ClassType' || returnType.name !== 'record' || body === null) return method;
  return {
    kind: 'RecordDeclaration',
    start,
    end,
    modifiers,
    annotations,
    name,
    typeParameters: [],
    components: method.parameters,
    interfaces: [],
    members: body.statements.flatMap(recordMember),
    body: { start: body.start, end: body.end },
  };
}

/** What reads as a statement and is a member of a record: everything else in a record makes it no method. */
function recordMember(statement: Statement): TypeDeclaration | [] {
  if (statement.kind === 'LocalTypeDeclaration') return statement.declaration;
  if (statement.kind === 'EmptyStatement') return [];
  throw new RefusedSyntax('a record has no such member', statement);
}

function lowerElement(lower: Lowering, node: AnnotationInterfaceElementDeclarationCstNode): MethodDeclaration {
  const { annotationInterfaceElementModifier, unannType, Identifier, dims, defaultValue } = node.children;
  const value = defaultValue?.[0];
  return {
    kind: 'MethodDeclaration',
    ...rangeOf(node),
    ...lowerModifiers(lower, annotationInterfaceElementModifier),
    typeParameters: [],
    returnType: withTrailingDimensions(lowerUnannType(first(unannType)), dimensionsOf(dims?.[0])),
    name: identifierOf(first(Identifier)),
    parameters: [],
    throws: [],
    body: null,
    defaultValue: value === undefined ? null : lowerElementValue(lower, first(value.children.elementValue)),
  };
}

function lowerConstructor(lower: Lowering, node: ConstructorDeclarationCstNode): ConstructorDeclaration {
  const { constructorModifier, constructorDeclarator, throws, constructorBody } = node.children;
  const declarator = first(constructorDeclarator).children;
  return {
    kind: 'ConstructorDeclaration',
    ...rangeOf(node),
    ...lowerModifiers(lower, constructorModifier),
    typeParameters: lowerTypeParameters(declarator.typeParameters),
    name: simpleName(first(declarator.simpleTypeName)),
    parameters: lowerFormalParameters(lower, declarator.formalParameterList),
    throws: lowerThrows(throws),
    body: lowerConstructorBody(lower, first(constructorBody)),
  };
}

function lowerCompactConstructor(
  lower: Lowering,
  node: CompactConstructorDeclarationCstNode,
): CompactConstructorDeclaration {
  const { constructorModifier, simpleTypeName, constructorBody } = node.children;
  return {
    kind: 'CompactConstructorDeclaration',
    ...rangeOf(node),
    ...lowerModifiers(lower, constructorModifier),
    name: simpleName(first(simpleTypeName)),
    body: lowerConstructorBody(lower, first(constructorBody)),
  };
}

function simpleName({ children }: SimpleTypeNameCstNode): Identifier {
  return identifierOf(first(first(children.typeIdentifier).children.Identifier));
}

function lowerResult(node: ResultCstNode): Type {
  const child = onlyChild(node);
  return isToken(child) ? voidType(child) : lowerUnannType(child);
}

function lowerThrows(nodes: readonly ThrowsCstNode[] | undefined): ClassType[] {
  const types = nodes?.[0]?.children.exceptionTypeList[0]?.children.exceptionType ?? [];
  return types.map((type) => lowerClassType(first(type.children.classType)));
}
