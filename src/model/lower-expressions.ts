/** Expressions to the IR of facts.ts. */

import type * as Ast from '../java-ast/nodes.ts';
import type * as Facts from './facts.ts';
import { literalFact } from './constant.ts';
import { lowerSwitchCases } from './lower-switch.ts';
import type { Lowering } from './lowering.ts';
import { MAX_CHAIN, MAX_DEPTH, collect, emit, lowerBody, reportTooDeep, spanOf, withLocals } from './lowering.ts';
import type { ConditionBindings } from './pattern-bindings.ts';
import { conditionBindings, patternVariables } from './pattern-bindings.ts';
import { elementTypeName, parameterTypeName, typeNameOf } from './type-names.ts';

/** Expressions of which sources have chains thousands long, nested to the left. */
type LeftDeep =
  | Ast.BinaryExpression
  | Ast.FieldAccess
  | Ast.ArrayAccess
  | (Ast.MethodInvocation & { readonly target: Ast.Expression });

/**
 * Lowers one expression in the current scope. Left-deep chains take no stack; every MAX_CHAIN links the value so far is
 * put into a temporary local, declared before the statement at hand. Nesting beyond MAX_DEPTH becomes 'unknown' and a
 * problem of the file.
 */
export function lowerExpression(lowering: Lowering, expression: Ast.Expression): Facts.Expression {
  if (lowering.depth >= MAX_DEPTH) return lowerTooDeep(lowering, expression);
  lowering.depth++;
  const lowered = isLeftDeep(expression) ? lowerChain(lowering, expression) : lowerSingle(lowering, expression);
  lowering.depth--;
  return lowered;
}

/** Lowers an initialiser or an array initialiser's entry, where `{ … }` has the declared type. */
export function lowerInitializer(
  lowering: Lowering,
  initializer: Ast.Expression,
  declaredType: Facts.TypeName | null,
): Facts.Expression {
  if (initializer.kind !== 'ArrayInitializer') return lowerExpression(lowering, initializer);
  if (lowering.depth >= MAX_DEPTH) return lowerTooDeep(lowering, initializer);
  lowering.depth++;
  const elementType = elementTypeName(declaredType);
  const values = initializer.values.map((value) =>
    value.kind === 'Annotation' ? unknown(value) : lowerInitializer(lowering, value, elementType),
  );
  lowering.depth--;
  return { kind: 'array', type: declaredType, sizes: [], values, span: spanOf(initializer) };
}

function lowerTooDeep(lowering: Lowering, expression: Ast.Expression): Facts.Expression {
  reportTooDeep(lowering, spanOf(expression));
  return unknown(expression);
}

function unknown(node: Ast.Node): Facts.Expression {
  return { kind: 'unknown', span: spanOf(node) };
}

function lowerAll(lowering: Lowering, expressions: readonly Ast.Expression[]): Facts.Expression[] {
  return expressions.map((expression) => lowerExpression(lowering, expression));
}

// ---- chains --------------------------------------------------------------------------------------------------------

function isLeftDeep(expression: Ast.Expression): expression is LeftDeep {
  switch (expression.kind) {
    case 'BinaryExpression':
    case 'FieldAccess':
    case 'ArrayAccess':
      return true;
    case 'MethodInvocation':
      return expression.target !== null;
    default:
      return false;
  }
}

function leftOperand(link: LeftDeep): Ast.Expression {
  switch (link.kind) {
    case 'BinaryExpression':
      return link.left;
    case 'ArrayAccess':
      return link.array;
    default:
      return link.target;
  }
}

function lowerChain(lowering: Lowering, expression: LeftDeep): Facts.Expression {
  const links: LeftDeep[] = [expression];
  let first = leftOperand(expression);
  while (isLeftDeep(first)) {
    links.push(first);
    first = leftOperand(first);
  }
  let value = lowerExpression(lowering, first);
  let length = 0;
  for (const link of links.reverse()) {
    if (length === MAX_CHAIN) {
      value = storeInTemporary(lowering, value);
      length = 0;
    }
    value = lowerLink(lowering, link, value);
    length++;
  }
  return value;
}

/** The name is no Java identifier, so that it meets no other. An annotation's value has no place for a temporary. */
function storeInTemporary(lowering: Lowering, value: Facts.Expression): Facts.Expression {
  const { span } = value;
  if (lowering.sink === null) {
    reportTooDeep(lowering, span);
    return { kind: 'unknown', span };
  }
  lowering.temporaries++;
  const name = `<chain ${lowering.temporaries}>`;
  emit(lowering, { kind: 'local', name, type: { name: 'var' }, initializer: value, span });
  return { kind: 'local', name, span };
}

function lowerLink(lowering: Lowering, link: LeftDeep, left: Facts.Expression): Facts.Expression {
  const span = spanOf(link);
  switch (link.kind) {
    case 'BinaryExpression':
      return { kind: 'binary', operator: link.operator, left, right: lowerRight(lowering, link), span };
    case 'FieldAccess':
      return { kind: 'select', target: left, name: link.name.name, nameSpan: spanOf(link.name), span };
    case 'ArrayAccess':
      return { kind: 'index', array: left, index: lowerExpression(lowering, link.index), span };
    case 'MethodInvocation':
      return lowerCall(lowering, link, left);
  }
}

/** JLS 6.3.1.1, 6.3.1.2: pattern variables of the left operand are in scope on the right of `&&` and `||`. */
function lowerRight(lowering: Lowering, { operator, left, right }: Ast.BinaryExpression): Facts.Expression {
  if (operator !== '&&' && operator !== '||') return lowerExpression(lowering, right);
  const { whenTrue, whenFalse } = conditionBindings(left);
  return withLocals(lowering, operator === '&&' ? whenTrue : whenFalse, () => lowerExpression(lowering, right));
}

function lowerCall(lowering: Lowering, call: Ast.MethodInvocation, target: Facts.Expression | null): Facts.Expression {
  return {
    kind: 'call',
    target,
    name: call.name.name,
    nameSpan: spanOf(call.name),
    arguments: lowerAll(lowering, call.arguments),
    span: spanOf(call),
  };
}

// ---- everything else -----------------------------------------------------------------------------------------------

function lowerSingle(lowering: Lowering, expression: Exclude<Ast.Expression, LeftDeep>): Facts.Expression {
  const span = spanOf(expression);
  switch (expression.kind) {
    case 'Identifier':
      return { kind: lowering.scope.isLocal(expression.name) ? 'local' : 'name', name: expression.name, span };
    case 'Literal':
      return lowerLiteral(expression);
    case 'MethodInvocation':
      return lowerCall(lowering, expression, null);
    case 'ThisExpression':
      return { kind: 'this', qualifier: expression.qualifier, span };
    case 'SuperExpression':
      return { kind: 'super', qualifier: expression.qualifier, span };
    case 'ClassLiteral':
      return { kind: 'classLiteral', type: typeNameOf(expression.type), span };
    case 'ArrayInitializer':
      return lowerInitializer(lowering, expression, null);
    case 'ErrorExpression':
      return { kind: 'unknown', span };
    default:
      return lowerCompound(lowering, expression);
  }
}

type Compound =
  | Ast.ClassInstanceCreation
  | Ast.ArrayCreation
  | Ast.Assignment
  | Ast.UnaryExpression
  | Ast.CastExpression
  | Ast.ConditionalExpression
  | Ast.InstanceofExpression
  | Ast.LambdaExpression
  | Ast.MethodReference
  | Ast.SwitchExpression;

function lowerCompound(lowering: Lowering, expression: Compound): Facts.Expression {
  const span = spanOf(expression);
  switch (expression.kind) {
    case 'ClassInstanceCreation':
      return lowerCreation(lowering, expression);
    case 'ArrayCreation':
      return lowerArrayCreation(lowering, expression);
    case 'Assignment':
      return lowerAssignment(lowering, expression);
    case 'UnaryExpression':
      return lowerUnary(lowering, expression);
    case 'CastExpression': {
      const operand = lowerExpression(lowering, expression.operand);
      return { kind: 'cast', type: typeNameOf(expression.type), operand, span };
    }
    case 'ConditionalExpression':
      return lowerConditional(lowering, expression);
    case 'InstanceofExpression':
      return lowerInstanceof(lowering, expression);
    case 'LambdaExpression':
      return lowerLambda(lowering, expression);
    case 'MethodReference':
      return lowerMethodReference(lowering, expression);
    case 'SwitchExpression': {
      const selector = lowerExpression(lowering, expression.selector);
      return { kind: 'switch', selector, cases: lowerSwitchCases(lowering, expression.cases, true), span };
    }
  }
}

function lowerLiteral(literal: Ast.Literal): Facts.Expression {
  const fact = literalFact(literal);
  return fact === null ? unknown(literal) : { kind: 'literal', ...fact, span: spanOf(literal) };
}

function lowerCreation(lowering: Lowering, creation: Ast.ClassInstanceCreation): Facts.Expression {
  const outer = creation.outer === null ? null : lowerExpression(lowering, creation.outer);
  const type = typeNameOf(creation.type);
  const values = lowerAll(lowering, creation.arguments);
  const body = creation.body === null ? -1 : lowering.anonymousClass(creation.body, type, spanOf(creation.type));
  return { kind: 'new', type, arguments: values, outer, body, span: spanOf(creation) };
}

function lowerArrayCreation(lowering: Lowering, creation: Ast.ArrayCreation): Facts.Expression {
  const type = typeNameOf(creation.elementType, creation.dimensions);
  const span = spanOf(creation);
  if (creation.initializer === null) {
    return { kind: 'array', type, sizes: lowerAll(lowering, creation.sizes), values: null, span };
  }
  return { ...lowerInitializer(lowering, creation.initializer, type), span };
}

function lowerAssignment(lowering: Lowering, { left, operator, right, ...node }: Ast.Assignment): Facts.Expression {
  const target = lowerExpression(lowering, left);
  return { kind: 'assign', left: target, operator, right: lowerExpression(lowering, right), span: spanOf(node) };
}

function lowerUnary(lowering: Lowering, expression: Ast.UnaryExpression): Facts.Expression {
  const { operator } = expression;
  const operand = lowerExpression(lowering, expression.operand);
  const span = spanOf(expression);
  if (operator === '++' || operator === '--') return { kind: 'assign', left: operand, operator, right: null, span };
  return { kind: 'unary', operator, operand, span };
}

function lowerConditional(lowering: Lowering, expression: Ast.ConditionalExpression): Facts.Expression {
  const condition = lowerExpression(lowering, expression.condition);
  const bindings: ConditionBindings = conditionBindings(expression.condition);
  return {
    kind: 'conditional',
    condition,
    whenTrue: withLocals(lowering, bindings.whenTrue, () => lowerExpression(lowering, expression.whenTrue)),
    whenFalse: withLocals(lowering, bindings.whenFalse, () => lowerExpression(lowering, expression.whenFalse)),
    span: spanOf(expression),
  };
}

function lowerInstanceof(
  lowering: Lowering,
  { operand, type, pattern, ...node }: Ast.InstanceofExpression,
): Facts.Expression {
  return {
    kind: 'instanceof',
    operand: lowerExpression(lowering, operand),
    type: type === null ? patternType(pattern) : typeNameOf(type),
    bindings: pattern === null ? [] : patternVariables(pattern),
    span: spanOf(node),
  };
}

function patternType(pattern: Ast.Pattern | null): Facts.TypeName | null {
  if (pattern?.kind === 'TypePattern') return parameterTypeName(pattern.variable);
  return pattern?.kind === 'RecordPattern' ? typeNameOf(pattern.type) : null;
}

function lowerLambda(lowering: Lowering, { parameters, body, ...node }: Ast.LambdaExpression): Facts.Expression {
  const facts = parameters.map((parameter) => ({ name: parameter.name.name, type: parameterTypeName(parameter) }));
  const names = facts.map(({ name }) => name);
  const statements = withLocals(lowering, names, () =>
    body.kind === 'Block'
      ? lowerBody(lowering, body)
      : collect(lowering, () => {
          const value = lowerExpression(lowering, body);
          emit(lowering, { kind: 'return', value, span: spanOf(body) });
        }),
  );
  return { kind: 'lambda', parameters: facts, body: statements, span: spanOf(node) };
}

function lowerMethodReference(lowering: Lowering, { target, name, ...node }: Ast.MethodReference): Facts.Expression {
  const span = spanOf(node);
  switch (target.kind) {
    case 'PrimitiveType':
    case 'ClassType':
    case 'ArrayType':
    case 'VarType':
      return { kind: 'methodReference', target: null, type: typeNameOf(target), name, span };
    default:
      return { kind: 'methodReference', target: lowerExpression(lowering, target), type: null, name, span };
  }
}
