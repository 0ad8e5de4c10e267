import type { ReferenceType, TypeDeclaration } from '../nodes.ts';
import { modifiersOf } from './annotations.ts';
import type { Conversion, Place } from './conversion.ts';
import { childOfKind, childrenOf, endOf, identifierAt, kindAt, nextOf, placeOf } from './conversion.ts';
import { Kind } from './kinds.ts';
import { enumConstants, membersIn } from './members.ts';
import { formalParameters } from './parameters.ts';
import { typeList, typeParameters } from './types.ts';

/** Converts a class, interface, enum, record or annotation interface declaration. */
export function convertTypeDeclaration(conversion: Conversion, index: number): TypeDeclaration {
  const base = declarationBase(conversion, index);
  switch (kindAt(conversion, index)) {
    case Kind.interface_declaration:
      return {
        kind: 'InterfaceDeclaration',
        ...base,
        typeParameters: typeParameters(conversion, index),
        interfaces: clause(conversion, index, Kind.extends_interfaces),
        permits: clause(conversion, index, Kind.permits),
      };
    case Kind.enum_declaration:
      return {
        kind: 'EnumDeclaration',
        ...base,
        interfaces: clause(conversion, index, Kind.super_interfaces),
        constants: enumConstants(conversion, childOfKind(conversion, index, Kind.enum_body)),
      };
    case Kind.record_declaration:
      return {
        kind: 'RecordDeclaration',
        ...base,
        typeParameters: typeParameters(conversion, index),
        components: formalParameters(conversion, index),
        interfaces: clause(conversion, index, Kind.super_interfaces),
      };
    case Kind.annotation_type_declaration:
      return { kind: 'AnnotationInterfaceDeclaration', ...base };
    default:
      return {
        kind: 'ClassDeclaration',
        ...base,
        typeParameters: typeParameters(conversion, index),
        superclass: clause(conversion, index, Kind.superclass)[0] ?? null,
        interfaces: clause(conversion, index, Kind.super_interfaces),
        permits: clause(conversion, index, Kind.permits),
      };
  }
}

function declarationBase(conversion: Conversion, index: number): Omit<TypeDeclaration, 'kind'> {
  const place = placeOf(conversion, index);
  const body = bodyOf(conversion, index);
  return {
    start: place.start,
    end: place.end,
    name: identifierAt(conversion, childOfKind(conversion, index, Kind.identifier), place),
    ...modifiersOf(conversion, index),
    members: body < 0 ? [] : membersIn(conversion, body + 1, nextOf(conversion, body)),
    body: bodyPlace(conversion, index, body),
  };
}

function bodyPlace(conversion: Conversion, index: number, body: number): Place {
  if (body >= 0) return placeOf(conversion, body);
  const end = endOf(conversion, index);
  return { start: end, end };
}

function bodyOf(conversion: Conversion, index: number): number {
  return childrenOf(conversion, index).findLast((child) => isBodyKind(kindAt(conversion, child))) ?? -1;
}

function isBodyKind(kind: number): boolean {
  return (
    kind === Kind.class_body ||
    kind === Kind.interface_body ||
    kind === Kind.enum_body ||
    kind === Kind.annotation_type_body
  );
}

function clause(conversion: Conversion, index: number, kind: Kind): ReferenceType[] {
  return typeList(conversion, childOfKind(conversion, index, kind));
}
