import type {
  AdditionalBoundCstNode,
  ClassOrInterfaceTypeCstNode,
  ClassOrInterfaceTypeToInstantiateCstNode,
  ClassTypeCstNode,
  DimsCstNode,
  InterfaceTypeListCstNode,
  IToken,
  NumericTypeCstNode,
  PrimitiveTypeCstNode,
  ReferenceTypeCstNode,
  TypeArgumentCstNode,
  TypeArgumentsCstNode,
  TypeNameCstNode,
  TypeParameterCstNode,
  TypeParametersCstNode,
  UnannClassTypeCstNode,
  UnannPrimitiveTypeWithOptionalDimsSuffixCstNode,
  UnannTypeCstNode,
  WildcardCstNode,
} from 'java-parser';
import type {
  ArrayType,
  ClassType,
  PrimitiveType,
  ReferenceType,
  Type,
  TypeArgument,
  TypeParameter,
  VarType,
  Wildcard,
} from '../nodes.ts';
import { dottedName, endOf, first, identifierOf, last, onlyChild, rangeOf, startOf } from './tokens.ts';
import type { Range } from './tokens.ts';

/** A declared type; the reserved name `var` becomes VarType. */
export function lowerUnannType(node: UnannTypeCstNode): Type {
  const child = onlyChild(node);
  if (child.name === 'unannPrimitiveTypeWithOptionalDimsSuffix') return lowerUnannPrimitiveType(child);
  const type = lowerClassType(first(first(child.children.unannClassOrInterfaceType).children.unannClassType));
  if (isReservedVar(type)) return { kind: 'VarType', start: type.start, end: type.end };
  return arrayOf(type, child.children.dims?.[0]);
}

/** The reserved type name from its own token. */
export function lowerVar(token: IToken): VarType {
  return { kind: 'VarType', ...rangeOf(token) };
}

/** `int`, `int[]`. */
export function lowerUnannPrimitiveType(node: UnannPrimitiveTypeWithOptionalDimsSuffixCstNode): Type {
  return arrayOf(lowerPrimitive(first(node.children.unannPrimitiveType).children), node.children.dims?.[0]);
}

/** A primitive type with possible annotations, which are dropped. */
export function lowerPrimitiveType(node: PrimitiveTypeCstNode): PrimitiveType {
  return lowerPrimitive(node.children);
}

/** `void` as a type. */
export function voidType(token: IToken): PrimitiveType {
  return { kind: 'PrimitiveType', ...rangeOf(token), name: token.image };
}

/** A class, interface, type variable or array type; `int[]` counts, `int` does not. */
export function lowerReferenceType(node: ReferenceTypeCstNode): ReferenceType {
  const { primitiveType, classOrInterfaceType, dims } = node.children;
  if (primitiveType === undefined) return arrayOf(lowerClassOrInterfaceType(first(classOrInterfaceType)), dims?.[0]);
  const element = lowerPrimitiveType(first(primitiveType));
  return {
    kind: 'ArrayType',
    start: element.start,
    end: endOf(first(dims)),
    elementType: element,
    dimensions: dimensionsOf(dims?.[0]),
  };
}

/** A class or interface type without array brackets. */
export function lowerClassOrInterfaceType(node: ClassOrInterfaceTypeCstNode): ClassType {
  return lowerClassType(first(node.children.classType));
}

/** `a.b.C<T>`, in either of the grammar's two spellings of it. */
export function lowerClassType(node: ClassTypeCstNode | UnannClassTypeCstNode): ClassType {
  const { Identifier, typeArguments } = node.children;
  return classTypeOf(Identifier, typeArguments, endOf(node));
}

/**
 * A class type from its name tokens and the type arguments that stand after any of them.
 *
 * @param end the offset after the type
 */
export function classTypeOf(
  names: readonly IToken[],
  typeArguments: readonly TypeArgumentsCstNode[] | undefined,
  end: number,
): ClassType {
  const lastArguments = typeArguments?.[typeArguments.length - 1];
  const belongsToLast = lastArguments !== undefined && startOf(lastArguments) > startOf(last(names));
  return {
    kind: 'ClassType',
    start: startOf(first(names)),
    end,
    name: dottedName(names),
    typeArguments: belongsToLast ? lowerTypeArguments(lastArguments) : [],
    diamond: false,
    others: [],
  };
}

/** A class type that is nothing but a name, at a given place. */
export function namedClassType(name: string, range: Range): ClassType {
  return { kind: 'ClassType', start: range.start, end: range.end, name, typeArguments: [], diamond: false, others: [] };
}

/** The type after `new`, with arguments or the diamond. */
export function lowerTypeToInstantiate(node: ClassOrInterfaceTypeToInstantiateCstNode): ClassType {
  const { Identifier, typeArgumentsOrDiamond } = node.children;
  const parameterization = typeArgumentsOrDiamond?.[0]?.children;
  const type = classTypeOf(Identifier, parameterization?.typeArguments, endOf(node));
  return { ...type, diamond: parameterization?.diamond !== undefined };
}

/** `A & B` of a cast: the first type with the rest in `others`; its range covers them all. */
export function withAdditionalBounds(type: ReferenceType, bounds: readonly AdditionalBoundCstNode[]): ReferenceType {
  const others = bounds.map((bound) => lowerClassType(first(first(bound.children.interfaceType).children.classType)));
  return type.kind === 'ClassType' ? withOthers(type, others) : type;
}

/** A union or intersection of class types; without others the type itself. */
export function withOthers(type: ClassType, others: readonly ClassType[]): ClassType {
  return others.length === 0 ? type : { ...type, end: last(others).end, others };
}

/** How many `[]` there are; 0 without brackets. */
export function dimensionsOf(node: DimsCstNode | undefined): number {
  return node?.children.LSquare.length ?? 0;
}

/** An element type with the brackets that follow it directly. */
export function arrayOf<Element extends Type>(
  elementType: Element,
  dims: DimsCstNode | undefined,
): Element | ArrayType {
  if (dims === undefined) return elementType;
  return {
    kind: 'ArrayType',
    start: elementType.start,
    end: endOf(dims),
    elementType,
    dimensions: dimensionsOf(dims),
  };
}

/** A type with the brackets that stand after the declared name; its range stays what is written before the name. */
export function withTrailingDimensions(type: Type, dimensions: number): Type {
  if (dimensions === 0) return type;
  if (type.kind === 'ArrayType') return { ...type, dimensions: type.dimensions + dimensions };
  return { kind: 'ArrayType', start: type.start, end: type.end, elementType: type, dimensions };
}

/** `<A, ? super B>`. */
export function lowerTypeArguments(node: TypeArgumentsCstNode): TypeArgument[] {
  return first(node.children.typeArgumentList).children.typeArgument.map(lowerTypeArgument);
}

/** `<T extends A & B, U>`; empty when there are none. */
export function lowerTypeParameters(nodes: readonly TypeParametersCstNode[] | undefined): TypeParameter[] {
  const list = nodes?.[0]?.children.typeParameterList;
  return list === undefined ? [] : first(list).children.typeParameter.map(lowerTypeParameter);
}

/** The types of an `extends` or `implements` list; empty when there is none. */
export function lowerInterfaceTypes(nodes: readonly InterfaceTypeListCstNode[] | undefined): ClassType[] {
  const types = nodes?.[0]?.children.interfaceType ?? [];
  return types.map((type) => lowerClassType(first(type.children.classType)));
}

/** The plain names of a `permits` list, as types. */
export function lowerTypeNames(nodes: readonly TypeNameCstNode[] | undefined): ClassType[] {
  return (nodes ?? []).map((node) => namedClassType(dottedName(node.children.Identifier), rangeOf(node)));
}

function lowerPrimitive(children: { numericType?: NumericTypeCstNode[]; Boolean?: IToken[] }): PrimitiveType {
  const numeric = children.numericType?.[0];
  const keyword = numeric === undefined ? first(children.Boolean) : onlyChild(onlyChild(numeric));
  return { kind: 'PrimitiveType', ...rangeOf(keyword), name: keyword.image };
}

function lowerTypeArgument(node: TypeArgumentCstNode): TypeArgument {
  const child = onlyChild(node);
  return child.name === 'wildcard' ? lowerWildcard(child) : lowerReferenceType(child);
}

/** Annotations are dropped, but the range starts at them, as that of a type parameter does. */
function lowerWildcard(node: WildcardCstNode): Wildcard {
  const bounds = node.children.wildcardBounds?.[0];
  if (bounds === undefined) return { kind: 'Wildcard', ...rangeOf(node), boundKind: null, bound: null };
  return {
    kind: 'Wildcard',
    ...rangeOf(node),
    boundKind: bounds.children.Super === undefined ? 'extends' : 'super',
    bound: lowerReferenceType(first(bounds.children.referenceType)),
  };
}

function lowerTypeParameter(node: TypeParameterCstNode): TypeParameter {
  const bound = node.children.typeBound?.[0]?.children;
  return {
    kind: 'TypeParameter',
    ...rangeOf(node),
    name: identifierOf(first(first(node.children.typeIdentifier).children.Identifier)),
    bounds:
      bound === undefined
        ? []
        : [
            lowerClassOrInterfaceType(first(bound.classOrInterfaceType)),
            ...(bound.additionalBound ?? []).map(({ children }) =>
              lowerClassType(first(first(children.interfaceType).children.classType)),
            ),
          ],
  };
}

function isReservedVar(type: ClassType): boolean {
  return type.name === 'var' && type.typeArguments.length === 0;
}
