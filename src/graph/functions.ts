/** Lambdas and method references: values that hold code. Their body runs when, and only when, something calls them. */
import type { Expression } from '../model/facts.ts';
import { namedType, type JavaType } from '../model/java-type.ts';
import { invoke as invokeMethod, lookUp } from './calls.ts';
import { localNamesIn } from './captured-names.ts';
import { ensureInitialized } from './class-initialization.ts';
import { construct } from './construction.ts';
import { Environment } from './environment.ts';
import type { Site } from './event.ts';
import { evaluate } from './expressions.ts';
import { callLibrary, constructLibrary } from './library.ts';
import { displayName, makeFrame, siteIn, type Frame, type Machine } from './machine.ts';
import { designate } from './names.ts';
import type { Invoke } from './objects.ts';
import { chooseOverload } from './overloads.ts';
import { declaredValue, execute } from './statements.ts';
import { objectValue, typed, UNKNOWN, type Value } from './values.ts';
import { projectType } from '../model/java-type.ts';

const FUNCTION_TYPE = namedType('java.util.function.Function', false);
/** A function that calls itself through a stored lambda must end. */
const MAX_NESTED_RUNS = 2;

export function lambdaValue(machine: Machine, frame: Frame, expression: Expression & { kind: 'lambda' }): Value {
  const site = siteIn(frame, expression.span);
  const run: Invoke = (given, callSite) => {
    const environment = new Environment(frame.environment);
    for (const [index, parameter] of expression.parameters.entries()) {
      const type = parameter.type.name === 'var' ? null : machine.project.resolve(parameter.type, frame.scope);
      environment.declare(parameter.name, declaredValue(machine, given[index] ?? UNKNOWN, type));
    }
    const inner: Frame = {
      ...makeFrame(frame.type, frame.method, frame.self, environment, frame.symbol),
      returned: null,
    };
    const hop = {
      site: callSite,
      message: `the lambda at line ${lineOf(frame, site)} of ${displayName(frame.type)} is run`,
    };
    machine.withHop(hop, () => execute(machine, inner, expression.body));
    return inner.returned ?? UNKNOWN;
  };
  return functionValue(machine, frame, site, run, localNamesIn(expression));
}

function functionValue(
  machine: Machine,
  frame: Frame,
  site: Site,
  run: Invoke,
  names: ReadonlySet<string> | null = null,
): Value {
  let running = 0;
  const invoke: Invoke = (given, callSite) => {
    if (running >= MAX_NESTED_RUNS || !machine.mayGoDeeper()) return UNKNOWN;
    running++;
    machine.handedOver++;
    const result = run(given, callSite);
    machine.handedOver--;
    running--;
    return result;
  };
  return objectValue(
    machine.allocate('function', FUNCTION_TYPE, site, {
      invoke,
      captured: frame.environment,
      capturedNames: names,
      outer: frame.self,
    }),
  );
}

/** 1-based line, for messages. */
function lineOf(frame: Frame, site: Site): string {
  const starts = frame.file.lineStarts;
  let line = 0;
  while (line < starts.length && (starts[line] ?? 0) <= site.span[0]) line++;
  return String(line);
}

export function methodReferenceValue(
  machine: Machine,
  frame: Frame,
  expression: Expression & { kind: 'methodReference' },
): Value {
  const site = siteIn(frame, expression.span);
  if (expression.target === null) {
    const type = expression.type === null ? null : machine.project.resolve(expression.type, frame.scope);
    return functionValue(machine, frame, site, (given, callSite) =>
      callReferred(machine, frame, type, expression.name, given, callSite, site),
    );
  }
  const target =
    expression.target.kind === 'super'
      ? { kind: 'value' as const, value: frame.self ?? UNKNOWN }
      : designate(machine, frame, expression.target);
  if (target.kind === 'type') {
    return functionValue(machine, frame, site, (given, callSite) =>
      callReferred(machine, frame, target.type, expression.name, given, callSite, site),
    );
  }
  const receiver = target.kind === 'value' ? target.value : evaluate(machine, frame, expression.target);
  const reference = functionValue(machine, frame, site, (given, callSite) =>
    callBound(machine, frame, receiver, expression.name, given, callSite, site),
  );
  for (const object of reference.objects) object.content = receiver;
  return reference;
}

/** `Type::new`, `Type::staticMethod` or `Type::instanceMethod` (then the first argument is the receiver). */
function callReferred(
  machine: Machine,
  frame: Frame,
  type: JavaType | null,
  name: string,
  given: readonly Value[],
  site: Site,
  reference: Site,
): Value {
  if (type === null) return UNKNOWN;
  if (type.project === null) {
    if (name === 'new') {
      machine.noteTarget(reference, { types: [type], member: '<init>' });
      return constructLibrary(machine, frame, type, given, [], reference);
    }
    return callLibrary(machine, frame, {
      types: [type],
      receiver: given[0] ?? null,
      member: name,
      given,
      expressions: [],
      site: reference,
      arityIsKnown: false,
    });
  }
  if (name === 'new') {
    const object = machine.allocate('instance', projectType(type.project), site, {
      model: type.project,
      outer: frame.self,
    });
    construct(machine, type.project, object, given, site, frame, reference);
    return objectValue(object);
  }
  const candidates = machine.project.findMethods(type.project, name);
  const asStatic = chooseOverload(
    machine,
    candidates.filter((candidate) => candidate.fact.isStatic),
    given,
  );
  if (asStatic !== null) {
    machine.noteTarget(reference, asStatic);
    ensureInitialized(machine, asStatic.owner, site);
    return invokeMethod(machine, frame, asStatic, null, given, site);
  }
  return callBound(machine, frame, given[0] ?? typed(type), name, given.slice(1), site, reference);
}

/** `value::name`. */
function callBound(
  machine: Machine,
  frame: Frame,
  receiver: Value,
  name: string,
  given: readonly Value[],
  site: Site,
  reference: Site,
): Value {
  const model = receiver.objects[0]?.model ?? receiver.type?.project ?? null;
  if (model !== null) {
    const method = lookUp(machine, model, name, given);
    const self = receiver.objects[0] ?? machine.summary(model);
    if (method !== null) {
      machine.noteTarget(reference, method);
      return invokeMethod(machine, frame, method, objectValue(self), given, site);
    }
  }
  const types = receiver.objects.map((object) => object.type);
  return callLibrary(machine, frame, {
    types: types.length > 0 ? types : receiver.type === null ? [] : [receiver.type],
    receiver,
    member: name,
    given,
    expressions: [],
    site: reference,
  });
}
