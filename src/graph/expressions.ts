/** Evaluates expressions to abstract values, following calls. */
import type { Expression } from '../model/facts.ts';
import { elementType, namedType, type JavaType } from '../model/java-type.ts';
import { callMethod } from './calls.ts';
import { createInstance } from './construction.ts';
import { fitting } from './fitting.ts';
import { lambdaValue, methodReferenceValue } from './functions.ts';
import { elementsOf, newLibraryObject } from './library.ts';
import { siteIn, type Frame, type Machine } from './machine.ts';
import { assignTo, evaluateName, evaluateSelect, selfOf } from './names.ts';
import { addContent } from './objects.ts';
import { binary, unary } from './operators.ts';
import { declaredValue, executeSwitch } from './statements.ts';
import { childBranch } from './branch.ts';
import {
  constantValue,
  declaredAs,
  isCertainlyNotNull,
  isNull,
  join,
  NULL,
  objectValue,
  typed,
  union,
  UNKNOWN,
  type Value,
} from './values.ts';

/** The value of an expression. Sinks met on the way are recorded in the machine. */
export function evaluate(machine: Machine, frame: Frame, expression: Expression): Value {
  if (!machine.enter()) {
    machine.leave();
    return UNKNOWN;
  }
  try {
    return dispatch(machine, frame, expression);
  } finally {
    machine.leave();
  }
}

function dispatch(machine: Machine, frame: Frame, expression: Expression): Value {
  switch (expression.kind) {
    case 'literal':
      return literal(expression);
    case 'local':
      return frame.environment.get(expression.name);
    case 'name':
      return evaluateName(machine, frame, expression);
    case 'select':
      return evaluateSelect(machine, frame, expression);
    case 'this':
    case 'super':
      return selfOf(frame, expression.qualifier);
    case 'call':
      return callMethod(machine, frame, expression);
    case 'new':
      return createInstance(machine, frame, expression);
    case 'array':
      return arrayValue(machine, frame, expression);
    case 'index': {
      const array = evaluate(machine, frame, expression.array);
      evaluate(machine, frame, expression.index);
      return element(machine, array);
    }
    case 'assign':
      return assignment(machine, frame, expression);
    case 'binary':
      return binary(machine, frame, expression);
    case 'unary':
      return unary(machine, frame, expression);
    case 'cast':
      return cast(
        machine,
        evaluate(machine, frame, expression.operand),
        machine.project.resolve(expression.type, frame.scope),
      );
    case 'conditional':
      return conditional(machine, frame, expression);
    case 'instanceof':
      return instanceOf(machine, frame, expression);
    case 'lambda':
      return lambdaValue(machine, frame, expression);
    case 'methodReference':
      return methodReferenceValue(machine, frame, expression);
    case 'switch':
      return switchExpression(machine, frame, expression);
    case 'classLiteral':
      return {
        ...typed({
          ...namedType('java.lang.Class'),
          arguments: [machine.project.resolve(expression.type, frame.scope)],
        }),
        nonNull: true,
      };
    case 'unknown':
      return UNKNOWN;
  }
}

const LITERAL_TYPES: Readonly<Record<string, JavaType | null>> = {
  string: namedType('java.lang.String'),
  char: namedType('char'),
  int: namedType('int'),
  long: namedType('long'),
  float: namedType('float'),
  double: namedType('double'),
  boolean: namedType('boolean'),
  null: null,
};

function literal(expression: Expression & { kind: 'literal' }): Value {
  return expression.type === 'null' ? NULL : constantValue(expression.value, LITERAL_TYPES[expression.type] ?? null);
}

function arrayValue(machine: Machine, frame: Frame, expression: Expression & { kind: 'array' }): Value {
  for (const size of expression.sizes) evaluate(machine, frame, size);
  const type =
    expression.type === null ? namedType('java.lang.Object') : machine.project.resolve(expression.type, frame.scope);
  const object = newLibraryObject(
    machine,
    { ...type, dimensions: Math.max(1, type.dimensions) },
    siteIn(frame, expression.span),
  );
  for (const value of expression.values ?? []) addContent(object, evaluate(machine, frame, value));
  return objectValue(object);
}

/** An element of an array; the rows of an array of arrays are taken as the array itself. */
function element(machine: Machine, array: Value): Value {
  const type = array.type === null ? null : elementType(array.type);
  const elements = { ...elementsOf(array), type };
  return (array.type?.dimensions ?? 0) > 1
    ? { ...elements, objects: union(elements.objects, array.objects) }
    : ofElementType(machine, elements, array.declared === undefined ? type : elementType(array.declared));
}

/** What is in an array is of its element type. */
function ofElementType(machine: Machine, elements: Value, type: JavaType | null): Value {
  return type === null ? elements : declaredAs(fitting(machine.project, elements, type), type);
}

function assignment(machine: Machine, frame: Frame, expression: Expression & { kind: 'assign' }): Value {
  const { left, right, operator } = expression;
  if (operator === '=' && right !== null) {
    const value = evaluate(machine, frame, right);
    assignTo(machine, frame, left, value, siteIn(frame, expression.span));
    return value;
  }
  const before = evaluate(machine, frame, left);
  const added = right === null ? UNKNOWN : evaluate(machine, frame, right);
  // `time -= start` leaves a duration; any other compound assignment mixes both operands into the variable.
  const marks = operator === '-=' && added.marks.length > 0 ? [] : union(before.marks, added.marks);
  const value: Value = { ...UNKNOWN, type: before.type, marks, nonNull: true };
  assignTo(machine, frame, left, value, siteIn(frame, expression.span));
  return value;
}

/** A cast keeps what is known of the value and adds the type where nothing is. */
function cast(machine: Machine, given: Value, type: JavaType): Value {
  const value = declaredAs(fitting(machine.project, given, type), type);
  return value.objects.length > 0
    ? value
    : { ...declaredValue(machine, { ...value, type: null }, type), nonNull: given.nonNull };
}

function conditional(machine: Machine, frame: Frame, expression: Expression & { kind: 'conditional' }): Value {
  const truth = truthOf(evaluate(machine, frame, expression.condition));
  if (truth !== null) return evaluate(machine, frame, truth ? expression.whenTrue : expression.whenFalse);
  const whenTrue = machine.inBranch(childBranch(machine.branch), () => evaluate(machine, frame, expression.whenTrue));
  const whenFalse = machine.inBranch(childBranch(machine.branch), () => evaluate(machine, frame, expression.whenFalse));
  return join(whenTrue, whenFalse);
}

function instanceOf(machine: Machine, frame: Frame, expression: Expression & { kind: 'instanceof' }): Value {
  const operand = evaluate(machine, frame, expression.operand);
  for (const binding of expression.bindings) {
    const type = machine.project.resolve(binding.type, frame.scope);
    frame.environment.declare(binding.name, binding.type.name === 'var' ? UNKNOWN : cast(machine, operand, type));
  }
  const type = namedType('boolean');
  if (isNull(operand)) return constantValue(false, type);
  const wanted = expression.type === null ? null : machine.project.resolve(expression.type, frame.scope).project;
  if (wanted === null || operand.objects.length === 0) return typed(type);
  const answers = operand.objects.map(
    (object) => object.model !== null && machine.project.isSubtype(object.model, wanted),
  );
  if (answers.every((answer) => answer)) return constantValue(true, type);
  if (answers.every((answer) => !answer) && operand.nonNull) return constantValue(false, type);
  return typed(type);
}

function switchExpression(machine: Machine, frame: Frame, expression: Expression & { kind: 'switch' }): Value {
  const saved = frame.returned;
  frame.returned = null;
  executeSwitch(machine, frame, expression);
  // A `return` cannot stand inside a switch expression (JLS 15.28), so what was collected are its yields.
  const yielded = frame.returned as Value | null;
  frame.returned = saved;
  return yielded ?? UNKNOWN;
}

/** What a condition is known to be: true, false, or null when either. */
export function truthOf(value: Value): boolean | null {
  return typeof value.constant === 'boolean' ? value.constant : null;
}

/** Whether two references are known to be equal, known to differ, or neither; only against null and constants. */
export function equality(left: Value, right: Value): boolean | null {
  if (isNull(left) && isNull(right)) return true;
  if (isNull(left)) return isCertainlyNotNull(right) ? false : null;
  if (isNull(right)) return isCertainlyNotNull(left) ? false : null;
  if (left.constant !== undefined && right.constant !== undefined) return left.constant === right.constant;
  return null;
}
