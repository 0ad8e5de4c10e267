import type {
  ArrayInitializerCstNode,
  CatchFormalParameterCstNode,
  ComponentPatternCstNode,
  FormalParameterCstNode,
  FormalParameterListCstNode,
  IToken,
  LambdaParametersCstNode,
  LambdaParameterTypeCstNode,
  LocalVariableDeclarationCstNode,
  LocalVariableTypeCstNode,
  NormalLambdaParameterCstNode,
  PatternCstNode,
  RegularLambdaParameterCstNode,
  VariableArityParameterCstNode,
  VariableDeclaratorCstNode,
  VariableDeclaratorIdCstNode,
  VariableDeclaratorListCstNode,
  VariableInitializerCstNode,
  VariableParaRegularParameterCstNode,
} from 'java-parser';
import type {
  ArrayInitializer,
  Expression,
  FormalParameter,
  Identifier,
  LocalVariableDeclaration,
  Pattern,
  RecordPattern,
  Type,
  VariableDeclarator,
} from '../nodes.ts';
import { lowerModifiers } from './annotations.ts';
import type { Lowering } from './lowering.ts';
import { first, identifierOf, onlyChild, RefusedSyntax, rangeOf } from './tokens.ts';
import {
  dimensionsOf,
  lowerClassType,
  lowerReferenceType,
  lowerUnannType,
  lowerVar,
  withOthers,
  withTrailingDimensions,
} from './types.ts';

/** `int a = 1, b[]` of a local variable, a `for` header or a resource; the range ends before any semicolon. */
export function lowerLocalVariable(lower: Lowering, node: LocalVariableDeclarationCstNode): LocalVariableDeclaration {
  const { variableModifier, localVariableType, variableDeclaratorList } = node.children;
  return {
    kind: 'LocalVariableDeclaration',
    ...rangeOf(node),
    ...lowerModifiers(lower, variableModifier),
    type: lowerLocalType(first(localVariableType)),
    declarators: lowerDeclarators(lower, first(variableDeclaratorList)),
  };
}

/** A declaration that names one variable without a value: a type pattern, or the variable of an enhanced `for`. */
export function lowerSingleVariable(lower: Lowering, node: LocalVariableDeclarationCstNode): FormalParameter {
  const { variableModifier, localVariableType, variableDeclaratorList } = node.children;
  const declarator = first(first(variableDeclaratorList).children.variableDeclarator);
  if (declarator.children.variableInitializer !== undefined) {
    throw new RefusedSyntax('a variable here has no initializer', rangeOf(declarator));
  }
  const type = lowerLocalType(first(localVariableType));
  return {
    kind: 'FormalParameter',
    ...rangeOf(node),
    ...lowerModifiers(lower, variableModifier),
    ...namedVariable(type, first(declarator.children.variableDeclaratorId)),
    variableArity: false,
  };
}

/** The declarators of a field or local variable. */
export function lowerDeclarators(lower: Lowering, node: VariableDeclaratorListCstNode): VariableDeclarator[] {
  return node.children.variableDeclarator.map((declarator) => lowerDeclarator(lower, declarator));
}

/** `{ a, { b } }`. */
export function lowerArrayInitializer(lower: Lowering, node: ArrayInitializerCstNode): ArrayInitializer {
  const values = node.children.variableInitializerList?.[0]?.children.variableInitializer ?? [];
  return {
    kind: 'ArrayInitializer',
    ...rangeOf(node),
    values: values.map((value) => lowerInitializer(lower, value)),
  };
}

/** The parameters of a method or constructor; none gives an empty list. */
export function lowerFormalParameters(
  lower: Lowering,
  nodes: readonly FormalParameterListCstNode[] | undefined,
): FormalParameter[] {
  return (nodes?.[0]?.children.formalParameter ?? []).map((node) => lowerFormalParameter(lower, node));
}

/** The parameters of a lambda expression, in any of the forms. */
export function lowerLambdaParameters(lower: Lowering, node: LambdaParametersCstNode): FormalParameter[] {
  const { lambdaParametersWithBraces, Identifier, Underscore } = node.children;
  if (lambdaParametersWithBraces === undefined) return [untypedParameter(first(Identifier ?? Underscore))];
  const list = first(lambdaParametersWithBraces).children.lambdaParameterList?.[0]?.children;
  const concise = list?.conciseLambdaParameterList?.[0]?.children.conciseLambdaParameter ?? [];
  const normal = list?.normalLambdaParameterList?.[0]?.children.normalLambdaParameter ?? [];
  return [
    ...concise.map((parameter) => untypedParameter(onlyChild(parameter))),
    ...normal.map((parameter) => lowerNormalLambdaParameter(lower, parameter)),
  ];
}

/** `final A | B e` of a `catch`. */
export function lowerCatchParameter(lower: Lowering, node: CatchFormalParameterCstNode): FormalParameter {
  const { variableModifier, catchType, variableDeclaratorId } = node.children;
  const { unannClassType, classType } = first(catchType).children;
  const type = withOthers(lowerClassType(first(unannClassType)), (classType ?? []).map(lowerClassType));
  return {
    kind: 'FormalParameter',
    ...rangeOf(node),
    ...lowerModifiers(lower, variableModifier),
    ...namedVariable(type, first(variableDeclaratorId)),
    variableArity: false,
  };
}

/** `Type name` or `Point(int x, var y)`. */
export function lowerPattern(lower: Lowering, node: PatternCstNode): Pattern {
  const child = onlyChild(node);
  if (child.name === 'typePattern') {
    const declaration = first(child.children.localVariableDeclaration);
    return { kind: 'TypePattern', ...rangeOf(child), variable: lowerSingleVariable(lower, declaration) };
  }
  const type = lowerReferenceType(first(child.children.referenceType));
  if (type.kind === 'ArrayType') throw new RefusedSyntax('an array type has no record pattern', rangeOf(child));
  const patterns = child.children.componentPatternList?.[0]?.children.componentPattern ?? [];
  return {
    kind: 'RecordPattern',
    ...rangeOf(child),
    type,
    patterns: patterns.map((pattern) => lowerComponentPattern(lower, pattern)),
  } satisfies RecordPattern;
}

/** Name and type of a declared variable, with the brackets after the name folded into the type. */
function namedVariable(type: Type, node: VariableDeclaratorIdCstNode): { type: Type; name: Identifier } {
  const { name, dimensions } = declaredName(node);
  return { type: withTrailingDimensions(type, dimensions), name };
}

function declaredName(node: VariableDeclaratorIdCstNode): { name: Identifier; dimensions: number } {
  const { Identifier, Underscore, dims } = node.children;
  return { name: identifierOf(first(Identifier ?? Underscore)), dimensions: dimensionsOf(dims?.[0]) };
}

function lowerDeclarator(lower: Lowering, node: VariableDeclaratorCstNode): VariableDeclarator {
  const initializer = node.children.variableInitializer?.[0];
  return {
    kind: 'VariableDeclarator',
    ...rangeOf(node),
    ...declaredName(first(node.children.variableDeclaratorId)),
    initializer: initializer === undefined ? null : lowerInitializer(lower, initializer),
  };
}

function lowerInitializer(lower: Lowering, node: VariableInitializerCstNode): Expression {
  const child = onlyChild(node);
  return child.name === 'expression' ? lower.expression(child) : lowerArrayInitializer(lower, child);
}

function lowerFormalParameter(lower: Lowering, node: FormalParameterCstNode): FormalParameter {
  const child = onlyChild(node);
  return child.name === 'variableArityParameter'
    ? lowerVariableArityParameter(lower, child)
    : lowerRegularParameter(lower, child, lowerUnannType(first(child.children.unannType)));
}

function lowerNormalLambdaParameter(lower: Lowering, node: NormalLambdaParameterCstNode): FormalParameter {
  const child = onlyChild(node);
  return child.name === 'variableArityParameter'
    ? lowerVariableArityParameter(lower, child)
    : lowerRegularParameter(lower, child, lowerLocalType(first(child.children.lambdaParameterType)));
}

function lowerRegularParameter(
  lower: Lowering,
  node: VariableParaRegularParameterCstNode | RegularLambdaParameterCstNode,
  type: Type,
): FormalParameter {
  return {
    kind: 'FormalParameter',
    ...rangeOf(node),
    ...lowerModifiers(lower, node.children.variableModifier),
    ...namedVariable(type, first(node.children.variableDeclaratorId)),
    variableArity: false,
  };
}

function lowerVariableArityParameter(lower: Lowering, node: VariableArityParameterCstNode): FormalParameter {
  return {
    kind: 'FormalParameter',
    ...rangeOf(node),
    ...lowerModifiers(lower, node.children.variableModifier),
    type: lowerUnannType(first(node.children.unannType)),
    name: identifierOf(first(node.children.Identifier)),
    variableArity: true,
  };
}

function untypedParameter(token: IToken): FormalParameter {
  return {
    kind: 'FormalParameter',
    ...rangeOf(token),
    modifiers: [],
    annotations: [],
    type: null,
    name: identifierOf(token),
    variableArity: false,
  };
}

function lowerComponentPattern(lower: Lowering, node: ComponentPatternCstNode): Pattern {
  const child = onlyChild(node);
  return child.name === 'pattern' ? lowerPattern(lower, child) : { kind: 'MatchAllPattern', ...rangeOf(child) };
}

function lowerLocalType(node: LocalVariableTypeCstNode | LambdaParameterTypeCstNode): Type {
  const { unannType, Var } = node.children;
  return unannType === undefined ? lowerVar(first(Var)) : lowerUnannType(first(unannType));
}
