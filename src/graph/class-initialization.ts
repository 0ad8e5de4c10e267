/** When and how classes are initialised (JLS 12.4). */
import type { Expression } from '../model/facts.ts';
import type { FieldModel, ProjectModel, TypeModel } from '../model/project.ts';
import { Environment } from './environment.ts';
import type { Site } from './event.ts';
import { evaluate } from './expressions.ts';
import { displayName, makeFrame, symbolOf, type Machine } from './machine.ts';
import { execute } from './statements.ts';
import { declaredAs, type Value } from './values.ts';

/** Runs a class's static initialisers once, after its superclass's. */
export function ensureInitialized(machine: Machine, type: TypeModel, site: Site): void {
  if (machine.initialized.has(type)) return;
  if (machine.isPutOff(type)) {
    machine.apart(() => initialize(machine, type, { file: type.file.file, span: type.fact.nameSpan }));
  } else if (machine.mode !== 'restore') initialize(machine, type, site);
}

function initialize(machine: Machine, type: TypeModel, site: Site): void {
  machine.initialized.add(type);
  const superclass = machine.project.superclassOf(type);
  if (superclass !== null) ensureInitialized(machine, superclass, site);
  if (type.fact.kind !== 'interface') {
    for (const { project } of machine.project.allSupertypes(type)) {
      if (project !== null && declaresDefaultMethod(project)) ensureInitialized(machine, project, site);
    }
  }
  if (!type.fact.initializers.some((initializer) => initializer.isStatic)) return;
  const phase = machine.phase;
  if (phase !== 'before-checkpoint') machine.phase = 'static-initializer';
  // The first hop of a class that starts on its own is the class itself; else it is the access that triggered it.
  const hop = { site, message: `static initializer of ${displayName(type)}` };
  machine.withHop(hop, () => runStaticInitializers(machine, type));
  machine.phase = phase;
}

/** An interface with a default method is initialised with the classes that implement it (JLS 12.4.1). */
function declaresDefaultMethod(type: TypeModel): boolean {
  return type.fact.kind === 'interface' && type.fact.methods.some((method) => !method.isStatic && !method.isAbstract);
}

function runStaticInitializers(machine: Machine, type: TypeModel): void {
  const environment = new Environment();
  for (const initializer of type.fact.initializers) {
    if (!initializer.isStatic) continue;
    const frame = makeFrame(type, null, null, environment, symbolOf(type, initializer.field ?? '<clinit>'));
    machine.noteExecuted(frame.symbol);
    execute(machine, frame, initializer.body);
  }
}

const MAX_CONSTANT_DEPTH = 12;

/**
 * The value of a constant variable (JLS 4.12.4): a static final field of primitive or String type whose initialiser is a
 * constant expression. Reading it does not initialise its class. Null when the field is none.
 */
export function constantFieldValue(machine: Machine, field: FieldModel): Value | null {
  const { fact } = field;
  if (!fact.isFinal || (fact.type.dimensions ?? 0) > 0 || !CONSTANT_TYPES.has(fact.type.name)) return null;
  const expression = constantInitializer(machine.project, field);
  if (expression === null) return null;
  const known = machine.constants.get(field);
  if (known !== undefined) return known;
  const value = valueOfConstant(machine, field, expression);
  // Nothing is known of it where the budget has run out.
  if (value.constant !== undefined) machine.constants.set(field, value);
  return value;
}

/** What initialises a field of a constant's type, if it is a constant expression. */
function constantInitializer(project: ProjectModel, field: FieldModel): Expression | null {
  return project.memory.ask(constantInitializer, field, () => {
    const expression = initializerOf(field);
    return expression !== null && isConstantExpression(project, expression, field.owner, 0) ? expression : null;
  });
}

function valueOfConstant(machine: Machine, { fact, owner }: FieldModel, expression: Expression): Value {
  const frame = makeFrame(owner, null, null, new Environment(), symbolOf(owner, fact.name));
  const type = machine.project.resolve(fact.type, frame.scope);
  // `byte TAG = 0x30` is a byte, though its initialiser is an int (JLS 5.2).
  return declaredAs({ ...evaluate(machine, frame, expression), type }, type);
}

const CONSTANT_TYPES = new Set([
  'String',
  'java.lang.String',
  'int',
  'long',
  'short',
  'byte',
  'char',
  'float',
  'double',
  'boolean',
]);

/** The expression a field's declaration initialises it with. */
export function initializerOf(field: FieldModel): Expression | null {
  for (const initializer of field.owner.fact.initializers) {
    if (initializer.field !== field.fact.name) continue;
    const statement = initializer.body[0];
    if (statement?.kind === 'expression' && statement.expression.kind === 'assign') return statement.expression.right;
  }
  return null;
}

/** JLS 15.29, names included as far as they are constant variables of the project. */
function isConstantExpression(project: ProjectModel, expression: Expression, owner: TypeModel, depth: number): boolean {
  if (depth > MAX_CONSTANT_DEPTH) return false;
  const recurse = (inner: Expression) => isConstantExpression(project, inner, owner, depth + 1);
  switch (expression.kind) {
    case 'literal':
      return expression.type !== 'null';
    case 'unary':
    case 'cast':
      return recurse(expression.operand);
    case 'binary':
      return recurse(expression.right) && recurse(expression.left);
    case 'conditional':
      return recurse(expression.condition) && recurse(expression.whenTrue) && recurse(expression.whenFalse);
    case 'name': {
      const field = project.findField(owner, expression.name);
      return field !== null && isConstantField(project, field, depth + 1);
    }
    default:
      return false;
  }
}

function isConstantField(project: ProjectModel, field: FieldModel, depth: number): boolean {
  const expression = initializerOf(field);
  const { fact } = field;
  return (
    fact.isFinal &&
    CONSTANT_TYPES.has(fact.type.name) &&
    expression !== null &&
    isConstantExpression(project, expression, field.owner, depth)
  );
}
