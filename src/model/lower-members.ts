/** Fields, methods, constructors and initialisers to facts. */

import type * as Ast from '../java-ast/nodes.ts';
import type * as Facts from './facts.ts';
import { lowerAnnotations } from './lower-annotations.ts';
import { lowerInitializer } from './lower-expressions.ts';
import type { Lowering } from './lowering.ts';
import { collect, emit, lowerBody, lowerEach, spanOf, withLocals } from './lowering.ts';
import { constructorModifiers, fieldModifiers, methodModifiers } from './modifiers.ts';
import { parameterTypeName, typeNameOf, typeParameterFacts } from './type-names.ts';

/** The members of one type, as they are found. */
export interface MemberFacts {
  readonly fields: Facts.FieldFact[];
  readonly methods: Facts.MethodFact[];
  readonly initializers: Facts.InitializerFact[];
}

type Callable = Ast.MethodDeclaration | Ast.ConstructorDeclaration | Ast.CompactConstructorDeclaration;

/** What distinguishes the kinds of methods. */
interface MethodShape {
  readonly name: string;
  readonly parameters: readonly Ast.FormalParameter[];
  readonly returnType: Facts.TypeName;
  readonly typeParameters: readonly Ast.TypeParameter[];
  readonly modifiers: readonly string[];
  readonly isCompact: boolean;
}

const CONSTANT_MODIFIERS: readonly string[] = ['public', 'static', 'final'];
const COMPONENT_MODIFIERS: readonly string[] = ['private', 'final'];

/** Adds the fields of one declaration, and an initialiser for each that has a value. */
export function lowerField(lowering: Lowering, declaration: Ast.FieldDeclaration, members: MemberFacts): void {
  const modifiers = fieldModifiers(declaration.modifiers, lowering.enclosing.kind);
  const annotations = lowerAnnotations(lowering, declaration.annotations);
  const isStatic = modifiers.includes('static');
  for (const declarator of declaration.declarators) {
    const type = typeNameOf(declaration.type, declarator.dimensions);
    members.fields.push({
      name: declarator.name.name,
      type,
      modifiers,
      annotations,
      isStatic,
      isFinal: modifiers.includes('final'),
      isEnumConstant: false,
      span: spanOf(declaration),
      nameSpan: spanOf(declarator.name),
    });
    const { initializer } = declarator;
    if (initializer === null) continue;
    const value = (): Facts.Expression => lowerInitializer(lowering, initializer, type);
    members.initializers.push(fieldInitializer(lowering, declarator, isStatic, value));
  }
}

/** Adds the field of an enum constant and the initialiser that constructs it (JLS 8.9.3). */
export function lowerEnumConstant(
  lowering: Lowering,
  constant: Ast.EnumConstant,
  enumName: string,
  members: MemberFacts,
): void {
  const type: Facts.TypeName = { name: enumName };
  members.fields.push({
    name: constant.name.name,
    type,
    modifiers: CONSTANT_MODIFIERS,
    annotations: lowerAnnotations(lowering, constant.annotations),
    isStatic: true,
    isFinal: true,
    isEnumConstant: true,
    span: spanOf(constant),
    nameSpan: spanOf(constant.name),
  });
  const creation = (): Facts.Expression => ({
    kind: 'new',
    type,
    arguments: constant.arguments.map((argument) => lowering.expression(argument)),
    outer: null,
    body: constant.body === null ? -1 : lowering.anonymousClass(constant.body, type, spanOf(constant.name)),
    span: spanOf(constant),
  });
  members.initializers.push(fieldInitializer(lowering, constant, true, creation));
}

/** Adds the private final field of a record component (JLS 8.10.3). */
export function lowerRecordComponent(lowering: Lowering, component: Ast.FormalParameter, members: MemberFacts): void {
  members.fields.push({
    name: component.name.name,
    type: parameterTypeName(component),
    modifiers: COMPONENT_MODIFIERS,
    annotations: lowerAnnotations(lowering, component.annotations),
    isStatic: false,
    isFinal: true,
    isEnumConstant: false,
    span: spanOf(component),
    nameSpan: spanOf(component.name),
  });
}

/** Adds an initialiser block. */
export function lowerInitializerBlock(lowering: Lowering, block: Ast.Initializer, members: MemberFacts): void {
  const body = lowerBody(lowering, block.body);
  members.initializers.push({ isStatic: block.isStatic, field: null, body, span: spanOf(block) });
}

/** Adds a method or an annotation element. */
export function lowerMethod(lowering: Lowering, method: Ast.MethodDeclaration, members: MemberFacts): void {
  const { parameters, typeParameters } = method;
  const modifiers = methodModifiers(method, lowering.enclosing.kind);
  const returnType = typeNameOf(method.returnType);
  const shape = { name: method.name.name, parameters, returnType, typeParameters, modifiers, isCompact: false };
  members.methods.push(lowerCallable(lowering, method, shape));
}

/** Adds a constructor; a compact one has the record's components for parameters (JLS 8.10.4.2). */
export function lowerConstructor(
  lowering: Lowering,
  constructor: Ast.ConstructorDeclaration | Ast.CompactConstructorDeclaration,
  components: readonly Ast.FormalParameter[],
  members: MemberFacts,
): void {
  const isCompact = constructor.kind === 'CompactConstructorDeclaration';
  const shape = {
    name: '<init>',
    parameters: isCompact ? components : constructor.parameters,
    returnType: { name: 'void' },
    typeParameters: isCompact ? [] : constructor.typeParameters,
    modifiers: constructorModifiers(constructor.modifiers, lowering.enclosing.kind),
    isCompact,
  };
  members.methods.push(lowerCallable(lowering, constructor, shape));
}

function lowerCallable(lowering: Lowering, declaration: Callable, shape: MethodShape): Facts.MethodFact {
  const { name, parameters, returnType, modifiers, isCompact } = shape;
  const { body } = declaration;
  return {
    name,
    parameters: lowerEach(parameters, (parameter) => lowerParameter(lowering, parameter)),
    variableArity: parameters.at(-1)?.variableArity ?? false,
    returnType,
    typeParameters: typeParameterFacts(shape.typeParameters),
    modifiers,
    annotations: lowerAnnotations(lowering, declaration.annotations),
    isStatic: modifiers.includes('static'),
    isAbstract: modifiers.includes('abstract'),
    isCompact,
    body: body === null ? null : lowerMethodBody(lowering, parameters, body),
    span: spanOf(declaration),
    nameSpan: spanOf(declaration.name),
  };
}

function lowerParameter(lowering: Lowering, parameter: Ast.FormalParameter): Facts.ParameterFact {
  return {
    name: parameter.name.name,
    type: parameterTypeName(parameter),
    annotations: lowerAnnotations(lowering, parameter.annotations),
    span: spanOf(parameter),
  };
}

function lowerMethodBody(
  lowering: Lowering,
  parameters: readonly Ast.FormalParameter[],
  body: Ast.Block,
): readonly Facts.Statement[] {
  const names = parameters.map((parameter) => parameter.name.name);
  return withLocals(lowering, names, () => lowerBody(lowering, body));
}

/** `name = value`, as a statement. */
function fieldInitializer(
  lowering: Lowering,
  { name, ...node }: Ast.VariableDeclarator | Ast.EnumConstant,
  isStatic: boolean,
  value: () => Facts.Expression,
): Facts.InitializerFact {
  const span = spanOf(node);
  const body = collect(lowering, () => {
    const left: Facts.Expression = { kind: 'name', name: name.name, span: spanOf(name) };
    const expression: Facts.Expression = { kind: 'assign', left, operator: '=', right: value(), span };
    emit(lowering, { kind: 'expression', expression, span });
  });
  return { isStatic, field: name.name, body, span };
}
