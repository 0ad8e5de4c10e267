import type {
  ClassBody,
  EnumConstant,
  FieldDeclaration,
  Initializer,
  MemberDeclaration,
  TypeDeclaration,
} from '../nodes.ts';
import { elementValue, modifiersOf } from './annotations.ts';
import type { Conversion } from './conversion.ts';
import { childOfKind, childrenOf, identifierAt, kindAt, nested, nextOf, placeOf, textAt } from './conversion.ts';
import { argumentsOf } from './expressions.ts';
import { Kind } from './kinds.ts';
import { formalParameters } from './parameters.ts';
import { blockOrMissing, isTypeDeclarationKind } from './statements.ts';
import { dimensionsAt, typeList, typeParameters, withDimensions } from './types.ts';
import { declaredType, variableDeclarators } from './variables.ts';

/** Converts the body of an anonymous class or enum constant. */
export function convertClassBody(conversion: Conversion, index: number): ClassBody {
  const place = placeOf(conversion, index);
  const convert = (): ClassBody => ({
    kind: 'ClassBody',
    ...place,
    members: membersIn(conversion, index + 1, nextOf(conversion, index)),
  });
  return nested(conversion, index, convert, () => ({ kind: 'ClassBody', ...place, members: [] }));
}

/**
 * Converts the members among the siblings from `first` to `end` (exclusive, table indexes). Of a stretch with an error
 * those members in it that are whole are kept; enum constants are passed over.
 */
export function membersIn(conversion: Conversion, first: number, end: number): MemberDeclaration[] {
  const members: MemberDeclaration[] = [];
  for (let index = first; index < end; index = nextOf(conversion, index)) {
    const kind = kindAt(conversion, index);
    if (kind === Kind.error || kind === Kind.enum_body_declarations) {
      members.push(...membersIn(conversion, index + 1, nextOf(conversion, index)));
    } else {
      const member = nested(conversion, index, convertMember, () => null);
      if (member !== null) members.push(member);
    }
  }
  return members;
}

/** Converts one member; null for an entry that declares none. */
export function convertMember(conversion: Conversion, index: number): MemberDeclaration | null {
  const kind = kindAt(conversion, index);
  switch (kind) {
    case Kind.field_declaration:
    case Kind.constant_declaration:
      return convertField(conversion, index);
    case Kind.method_declaration:
    case Kind.annotation_type_element_declaration:
      return methodDeclaration(conversion, index);
    case Kind.constructor_declaration:
      return constructorDeclaration(conversion, index);
    case Kind.compact_constructor_declaration:
      return compactConstructor(conversion, index);
    case Kind.block:
    case Kind.static_initializer:
      return initializer(conversion, index);
    default:
      return isTypeDeclarationKind(kind) ? typeMember(conversion, index) : null;
  }
}

function typeMember(conversion: Conversion, index: number): TypeDeclaration {
  return conversion.parts.typeDeclaration(conversion, index);
}

/** Converts a field or constant, or a top-level variable of a compact source file. */
export function convertField(conversion: Conversion, index: number): FieldDeclaration {
  return {
    kind: 'FieldDeclaration',
    ...placeOf(conversion, index),
    ...modifiersOf(conversion, index),
    type: declaredType(conversion, index),
    declarators: variableDeclarators(conversion, index),
  };
}

function methodDeclaration(conversion: Conversion, index: number): MemberDeclaration {
  const place = placeOf(conversion, index);
  const body = childOfKind(conversion, index, Kind.block);
  const dimensions = dimensionsAt(conversion, childOfKind(conversion, index, Kind.dimensions));
  return {
    kind: 'MethodDeclaration',
    ...place,
    ...modifiersOf(conversion, index),
    typeParameters: typeParameters(conversion, index),
    returnType: withDimensions(declaredType(conversion, index), dimensions),
    name: identifierAt(conversion, childOfKind(conversion, index, Kind.identifier), place),
    parameters: formalParameters(conversion, index),
    throws: typeList(conversion, childOfKind(conversion, index, Kind.throws)),
    body: body < 0 ? null : blockOrMissing(conversion, body, place),
    defaultValue: defaultValue(conversion, index),
  };
}

/** The value behind `default` of an annotation element. */
function defaultValue(conversion: Conversion, index: number): ReturnType<typeof elementValue> | null {
  if (kindAt(conversion, index) !== Kind.annotation_type_element_declaration) return null;
  const children = childrenOf(conversion, index);
  const keyword = children.findIndex(
    (child) => kindAt(conversion, child) === Kind.token && textAt(conversion, child) === 'default',
  );
  const value = keyword < 0 ? undefined : children[keyword + 1];
  if (value === undefined || kindAt(conversion, value) === Kind.semicolon) return null;
  return elementValue(conversion, value);
}

function constructorDeclaration(conversion: Conversion, index: number): MemberDeclaration {
  const place = placeOf(conversion, index);
  return {
    kind: 'ConstructorDeclaration',
    ...place,
    ...modifiersOf(conversion, index),
    typeParameters: typeParameters(conversion, index),
    name: identifierAt(conversion, childOfKind(conversion, index, Kind.identifier), place),
    parameters: formalParameters(conversion, index),
    throws: typeList(conversion, childOfKind(conversion, index, Kind.throws)),
    body: blockOrMissing(conversion, childOfKind(conversion, index, Kind.constructor_body), place),
  };
}

function compactConstructor(conversion: Conversion, index: number): MemberDeclaration {
  const place = placeOf(conversion, index);
  return {
    kind: 'CompactConstructorDeclaration',
    ...place,
    ...modifiersOf(conversion, index),
    name: identifierAt(conversion, childOfKind(conversion, index, Kind.identifier), place),
    body: blockOrMissing(conversion, childOfKind(conversion, index, Kind.block), place),
  };
}

function initializer(conversion: Conversion, index: number): Initializer {
  const place = placeOf(conversion, index);
  const isStatic = kindAt(conversion, index) === Kind.static_initializer;
  const block = isStatic ? childOfKind(conversion, index, Kind.block) : index;
  return { kind: 'Initializer', ...place, isStatic, body: blockOrMissing(conversion, block, place) };
}

/** The constants of an enum body; none when there is no body (`body` is -1). */
export function enumConstants(conversion: Conversion, body: number): EnumConstant[] {
  if (body < 0) return [];
  return childrenOf(conversion, body)
    .filter((child) => kindAt(conversion, child) === Kind.enum_constant)
    .map((child) => enumConstant(conversion, child));
}

function enumConstant(conversion: Conversion, index: number): EnumConstant {
  const place = placeOf(conversion, index);
  const body = childOfKind(conversion, index, Kind.class_body);
  return {
    kind: 'EnumConstant',
    ...place,
    name: identifierAt(conversion, childOfKind(conversion, index, Kind.identifier), place),
    annotations: modifiersOf(conversion, index).annotations,
    arguments: argumentsOf(conversion, index),
    body: body < 0 ? null : convertClassBody(conversion, body),
  };
}
