/** AST types to type names as written. */

import type * as Ast from '../java-ast/nodes.ts';
import type * as Facts from './facts.ts';
import { lowerEach } from './lowering.ts';

/** The name of a type with `extraDimensions` more array dimensions. Of an intersection or union the first member counts. */
export function typeNameOf(type: Ast.TypeArgument, extraDimensions = 0): Facts.TypeName {
  switch (type.kind) {
    case 'PrimitiveType':
      return withDimensions({ name: type.name }, extraDimensions);
    case 'VarType':
      return withDimensions({ name: 'var' }, extraDimensions);
    case 'ArrayType':
      return typeNameOf(type.elementType, type.dimensions + extraDimensions);
    case 'Wildcard':
      return type.boundKind === 'extends' && type.bound !== null ? typeNameOf(type.bound) : { name: '?' };
    case 'ClassType':
      return withDimensions(classTypeName(type), extraDimensions);
  }
}

/** The declared type of a parameter or pattern variable; 'var' when none is written. `T...` is the array type (JLS 8.4.1). */
export function parameterTypeName(parameter: Ast.FormalParameter): Facts.TypeName {
  if (parameter.type === null) return { name: 'var' };
  return typeNameOf(parameter.type, parameter.variableArity ? 1 : 0);
}

/** The alternatives of a union type (a multi-catch), or the one type. */
export function alternativesOf(type: Ast.Type | null): Facts.TypeName[] {
  if (type === null) return [];
  const others = type.kind === 'ClassType' ? type.others : [];
  return [typeNameOf(type), ...others.map((other) => typeNameOf(other))];
}

/** The type of an array's elements; null for a type that is no array. */
export function elementTypeName(type: Facts.TypeName | null): Facts.TypeName | null {
  if (type?.dimensions === undefined) return null;
  const { dimensions, ...element } = type;
  return withDimensions(element, dimensions - 1);
}

/** Type parameters with their first bound. */
export function typeParameterFacts(parameters: readonly Ast.TypeParameter[]): Facts.MethodFact['typeParameters'] {
  return lowerEach(parameters, ({ name, bounds: [bound] }) => ({
    name: name.name,
    bound: bound === undefined ? null : typeNameOf(bound),
  }));
}

function classTypeName(type: Ast.ClassType): Facts.TypeName {
  if (type.typeArguments.length === 0) return { name: type.name };
  return { name: type.name, arguments: type.typeArguments.map((argument) => typeNameOf(argument)) };
}

function withDimensions(type: Facts.TypeName, dimensions: number): Facts.TypeName {
  if (dimensions <= 0) return type;
  const { name, arguments: given } = type;
  return given === undefined ? { name, dimensions } : { name, arguments: given, dimensions };
}
