/** Object creation: constructor chains, field initialisers, anonymous and inner classes (JLS 12.5). */
import type { Expression, Statement } from '../model/facts.ts';
import { isOwnMember } from '../knowledge/catalogue.ts';
import { namedType, projectType, type JavaType } from '../model/java-type.ts';
import type { MethodModel, TypeModel } from '../model/project.ts';
import { bindParameters, evaluateArguments } from './arguments.ts';
import { ensureInitialized } from './class-initialization.ts';
import { localNamesOf } from './captured-names.ts';
import { Environment } from './environment.ts';
import type { Site } from './event.ts';
import { evaluate } from './expressions.ts';
import { constructLibrary } from './library.ts';
import { displayName, makeFrame, siteIn, symbolOf, type Frame, type Machine } from './machine.ts';
import { addContent, writeField, type AbstractObject } from './objects.ts';
import { applicableTo, chooseApplicable } from './overloads.ts';
import { execute } from './statements.ts';
import { objectValue, type Value } from './values.ts';

/** `new T(…)`, with or without a class body. */
export function createInstance(machine: Machine, frame: Frame, expression: Expression & { kind: 'new' }): Value {
  const outer = expression.outer === null ? frame.self : evaluate(machine, frame, expression.outer);
  const site = siteIn(frame, expression.span);
  const declared = createdType(machine, frame, expression, outer);
  const body = expression.body < 0 ? null : machine.project.typeAt(frame.file, expression.body);
  const model = body ?? (declared.dimensions === 0 ? declared.project : null);
  const given = evaluateArguments(machine, frame, expression.arguments);
  if (model === null) machine.noteTarget(site, { types: [declared], member: '<init>' });
  if (model !== null && isOwnMember(model.canonicalName, '<init>')) {
    return constructLibrary(machine, frame, namedType(model.canonicalName), given, expression.arguments, site);
  }
  if (model === null) return constructLibrary(machine, frame, declared, given, expression.arguments, site);
  const object = machine.allocate('instance', projectType(model), site, {
    model,
    outer: frame.self === null && expression.outer === null ? null : outer,
    captured: model.fact.isLocal || body !== null ? frame.environment : null,
    capturedNames: localNamesOf(model),
  });
  construct(machine, model, object, given, site, frame);
  return objectValue(object);
}

/** The class after `new`; in `outer.new Inner()` it is a member of the outer object's class (JLS 15.9.1). */
function createdType(
  machine: Machine,
  frame: Frame,
  expression: Expression & { kind: 'new' },
  outer: Value | null,
): JavaType {
  const enclosing = expression.outer === null ? null : (outer?.objects[0]?.model ?? outer?.type?.project ?? null);
  const member = enclosing?.nested.get(expression.type.name) ?? null;
  return member === null ? machine.project.resolve(expression.type, frame.scope) : projectType(member);
}

/** Initialises the class and runs the constructor that `given` chooses on `object`. `creation` is what stands for it in the sources. */
export function construct(
  machine: Machine,
  type: TypeModel,
  object: AbstractObject,
  given: readonly Value[],
  site: Site,
  caller: Frame | null,
  creation: Site = site,
): void {
  ensureInitialized(machine, type, site);
  const message =
    type.fact.kind === 'anonymous' ? `creates an ${displayName(type)}` : `calls new ${displayName(type)}(…)`;
  machine.withHop(
    { site, message: caller === null ? `constructor of ${displayName(type)}` : `${placeOf(caller)} ${message}` },
    () => {
      const chosen = constructorFor(machine, type, given, caller?.type ?? null);
      if (chosen !== null && caller !== null) machine.noteTarget(creation, chosen);
      runConstructor(machine, type, object, chosen, given, site);
    },
  );
}

/** The declared constructor that takes `given`; null for a default one and for an anonymous class's. */
function constructorFor(
  machine: Machine,
  type: TypeModel,
  given: readonly Value[],
  caller: TypeModel | null,
): MethodModel | null {
  const constructors = type.fact.kind === 'anonymous' ? [] : (type.methods.get('<init>') ?? []);
  const isOneOfMany = hasUnwrittenCanonical(type, constructors);
  return chooseApplicable(machine, applicableTo(caller, constructors, given.length), given, isOneOfMany);
}

/** Whether a record has its canonical constructor although nobody wrote it (JLS 8.10.4): none has the components' types. */
function hasUnwrittenCanonical({ fact }: TypeModel, constructors: readonly MethodModel[]): boolean {
  if (fact.kind !== 'record') return false;
  const components = fact.recordComponents.map((name) => fact.fields.find((field) => field.name === name)?.type);
  const isCanonical = ({ fact: { isCompact, parameters } }: MethodModel): boolean =>
    isCompact ||
    (parameters.length === components.length &&
      parameters.every(
        ({ type }, index) => type.name === components[index]?.name && type.dimensions === components[index].dimensions,
      ));
  return !constructors.some(isCanonical);
}

/** How a hop names the code it stands in. */
export function placeOf(frame: Frame): string {
  const name = displayName(frame.type);
  if (frame.method === null) return `initializer of ${name}`;
  return frame.method.name === '<init>' ? `constructor of ${name}` : `${name}.${frame.method.name}`;
}

function runConstructor(
  machine: Machine,
  type: TypeModel,
  object: AbstractObject,
  chosen: MethodModel | null,
  given: readonly Value[],
  site: Site,
): void {
  machine.noteExecuted(symbolOf(type, '<init>'));
  if (chosen === null || !machine.mayEnter(chosen)) {
    runSuperConstructor(machine, type, object, type.fact.kind === 'anonymous' ? given : [], site);
    runInstanceInitializers(machine, type, object);
    assignComponents(machine, type, object, given, site);
    return;
  }
  const frame = makeFrame(
    type,
    chosen.fact,
    objectValue(object),
    new Environment(object.captured),
    symbolOf(type, '<init>'),
  );
  bindParameters(machine, frame, chosen, given, site);
  machine.enterMethod(chosen);
  runConstructorBody(machine, frame, chosen, object, site);
  machine.leaveMethod(chosen);
}

function runConstructorBody(
  machine: Machine,
  frame: Frame,
  constructor: MethodModel,
  object: AbstractObject,
  site: Site,
): void {
  const body = constructor.fact.body ?? [];
  if (!body.some((statement) => statement.kind === 'constructorCall')) {
    runSuperConstructor(machine, frame.type, object, [], site);
    runInstanceInitializers(machine, frame.type, object);
  }
  execute(machine, frame, body);
  if (constructor.fact.isCompact) {
    assignComponents(
      machine,
      frame.type,
      object,
      constructor.fact.parameters.map((parameter) => frame.environment.get(parameter.name)),
      site,
    );
  }
}

/** `this(…)` or `super(…)` inside a constructor. */
export function explicitConstructorCall(
  machine: Machine,
  frame: Frame,
  statement: Statement & { kind: 'constructorCall' },
): void {
  const object = frame.self?.objects[0];
  if (object === undefined) return;
  const given = evaluateArguments(machine, frame, statement.arguments);
  const site = siteIn(frame, statement.span);
  if (statement.target === 'this') {
    machine.withHop({ site, message: `${placeOf(frame)} calls this(…)` }, () => {
      const chosen = constructorFor(machine, frame.type, given, frame.type);
      if (chosen !== null) machine.noteTarget(site, chosen);
      runConstructor(machine, frame.type, object, chosen, given, site);
    });
    return;
  }
  runSuperConstructor(machine, frame.type, object, given, site, statement.arguments, frame);
  runInstanceInitializers(machine, frame.type, object);
}

function runSuperConstructor(
  machine: Machine,
  type: TypeModel,
  object: AbstractObject,
  given: readonly Value[],
  site: Site,
  expressions: readonly Expression[] = [],
  caller: Frame | null = null,
): void {
  const superclass = machine.project.superclassOf(type);
  if (superclass !== null) {
    const message =
      caller === null
        ? `constructor of superclass ${displayName(superclass)}`
        : `${placeOf(caller)} calls super(…) of ${displayName(superclass)}`;
    machine.withHop({ site, message }, () => {
      const chosen = constructorFor(machine, superclass, given, type);
      if (chosen !== null && caller !== null) machine.noteTarget(site, chosen);
      runConstructor(machine, superclass, object, chosen, given, site);
    });
    return;
  }
  const library = machine.project.supertypes(type).find((supertype) => supertype.project === null);
  if (library === undefined || type.fact.superclass === null) return;
  const frame =
    caller ?? makeFrame(type, null, objectValue(object), new Environment(object.captured), symbolOf(type, '<init>'));
  if (caller !== null) machine.noteTarget(site, { types: [library], member: '<init>' });
  const made = constructLibrary(machine, frame, library, given, expressions, site);
  for (const part of made.objects) addContent(object, part.content);
  addContent(object, { ...made, objects: [] });
}

function runInstanceInitializers(machine: Machine, type: TypeModel, object: AbstractObject): void {
  const phase = machine.phase;
  if (object === machine.rootObject && phase === 'constructor') machine.phase = 'instance-field';
  const environment = new Environment(object.captured);
  for (const initializer of type.fact.initializers) {
    if (initializer.isStatic) continue;
    const frame = makeFrame(
      type,
      null,
      objectValue(object),
      environment,
      symbolOf(type, initializer.field ?? '<init>'),
    );
    machine.noteExecuted(frame.symbol);
    execute(machine, frame, initializer.body);
  }
  machine.phase = phase;
}

/** What a record's canonical constructor stores when it is not written out (JLS 8.10.4). */
function assignComponents(
  machine: Machine,
  type: TypeModel,
  object: AbstractObject,
  given: readonly Value[],
  site: Site,
): void {
  for (const [index, name] of type.fact.recordComponents.entries()) {
    const value = given[index];
    const field = type.fields.get(name);
    if (value !== undefined && field !== undefined) writeField(object, field.key, value, machine.branch, site);
  }
}
