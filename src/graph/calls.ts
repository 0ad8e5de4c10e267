/** Method calls: which code a call runs (JLS 15.12), and running it. */
import type { Expression } from '../model/facts.ts';
import { dropsValue } from '../knowledge/behaviour.ts';
import { isOwnMember } from '../knowledge/catalogue.ts';
import { namedType, type JavaType } from '../model/java-type.ts';
import type { MethodModel, TypeModel } from '../model/project.ts';
import { bindParameters, evaluateArguments } from './arguments.ts';
import { signatureOf } from './call-memory.ts';
import { ensureInitialized } from './class-initialization.ts';
import { placeOf } from './construction.ts';
import { narrowedImplementers } from './dispatch.ts';
import { Environment } from './environment.ts';
import type { Site } from './event.ts';
import { fitting } from './fitting.ts';
import { callLibrary, type LibraryCall } from './library.ts';
import { libraryAncestors, libraryTypesOf } from './library-receivers.ts';
import { memberOfAny } from './library-results.ts';
import { displayName, makeFrame, siteIn, symbolOf, type Frame, type Machine } from './machine.ts';
import { designate, readField, receiversOf } from './names.ts';
import type { AbstractObject } from './objects.ts';
import { chooseMethod } from './overloads.ts';
import { execute } from './statements.ts';
import { callUnqualified } from './unqualified-calls.ts';
import { asInferred, declaredResultOf, inferredResult } from './type-arguments.ts';
import { declaredAs, join, objectValue, typed, UNKNOWN, withMarks, withType, type Value } from './values.ts';

export type Call = Expression & { kind: 'call' };

/** Evaluates a call: target, arguments, then the code it runs. */
export function callMethod(machine: Machine, frame: Frame, call: Call): Value {
  if (call.target === null) return callUnqualified(machine, frame, call);
  if (call.target.kind === 'super') return callSuper(machine, frame, call);
  const target = designate(machine, frame, call.target);
  const given = evaluateArguments(machine, frame, call.arguments);
  if (target.kind === 'type') return callStatic(machine, frame, target.type, call, given);
  const receiver = target.kind === 'value' ? target.value : UNKNOWN;
  return callOn(machine, frame, receiver, call, given);
}

export function callStatic(machine: Machine, frame: Frame, type: JavaType, call: Call, given: readonly Value[]): Value {
  const site = siteIn(frame, call.span);
  if (type.project === null) {
    return callLibrary(machine, frame, {
      types: [type],
      receiver: null,
      member: call.name,
      given,
      expressions: call.arguments,
      site,
    });
  }
  const chosen = chooseMethod(machine, type.project, call.name, given, frame.type);
  if (chosen === null) return implicitEnumMethod(machine, type, call, site);
  if (chosen.fact.isStatic) return invokeStatic(machine, frame, chosen, given, site);
  return callOn(machine, frame, typed(type), call, given);
}

/** `values()`, `valueOf(…)` of a project enum: they initialise it. */
function implicitEnumMethod(machine: Machine, type: JavaType, call: Call, site: Site): Value {
  const model = type.project;
  if (model?.fact.kind !== 'enum') return UNKNOWN;
  ensureInitialized(machine, model, site);
  return typed({ ...type, dimensions: call.name === 'values' ? 1 : 0 });
}

/** `super.name(…)`: the superclass's method on this object. */
function callSuper(machine: Machine, frame: Frame, call: Call): Value {
  const given = evaluateArguments(machine, frame, call.arguments);
  const parents = machine.project.supertypes(frame.type);
  for (const parent of parents) {
    if (parent.project === null) continue;
    const chosen = chooseMethod(machine, parent.project, call.name, given, frame.type);
    if (chosen !== null && !chosen.fact.isAbstract) {
      machine.noteTarget(siteIn(frame, call.span), chosen);
      return invoke(machine, frame, chosen, frame.self, given, siteIn(frame, call.span));
    }
  }
  const library = libraryAncestors(machine, frame.type);
  return library.length === 0
    ? UNKNOWN
    : callLibrary(machine, frame, libraryCall(call, given, library, frame.self, frame));
}

export function libraryCall(
  call: Call,
  given: readonly Value[],
  types: readonly JavaType[],
  receiver: Value | null,
  frame: Frame,
  isGuess?: boolean,
): LibraryCall {
  const site = siteIn(frame, call.span);
  return { types, receiver, member: call.name, given, expressions: call.arguments, site, isGuess };
}

/** A call on a value: each object it may be answers with its own code. */
export function callOn(machine: Machine, frame: Frame, receiver: Value, call: Call, given: readonly Value[]): Value {
  const site = siteIn(frame, call.span);
  const targets = targetsOf(machine, frame.type, receiver, call.name, given);
  const isWhole = targets.length > 0 && receiver.objects.every((object) => object.model !== null);
  if (isWhole) return partOf(receiver, runTargets(machine, frame, targets, given, site), call.name);
  const types = libraryTypesOf(machine, receiver, call.name, given.length);
  const asLibrary = libraryCall(call, given, types, receiver, frame, receiver.isGuess);
  if (targets.length === 0) {
    // What a container implements it answers itself; what nobody is seen to implement is known by its declaration only.
    const answered =
      recordComponent(machine, receiver, call, site) ??
      machine.injector?.call(frame, asLibrary) ??
      declaredResult(machine, frame.type, receiver, call, given, site);
    if (answered !== null) return partOf(receiver, answered, call.name);
    if (!isOfProject(receiver, types)) return callLibrary(machine, frame, asLibrary);
    return partOf(receiver, typed(memberOfAny(call.name, given.length, receiver)), call.name);
  }
  const result = partOf(receiver, runTargets(machine, frame, targets, given, site), call.name);
  return join(result, callLibrary(machine, frame, asLibrary));
}

/**
 * What a member gives of an object that nobody saw being made (a secret that a mapper turned into a project class): it is
 * as stale or as shared as the object itself.
 */
function partOf(receiver: Value, result: Value, member: string): Value {
  if (receiver.marks.length === 0 || receiver.objects.length > 0 || dropsValue('*', member)) return result;
  return withMarks(
    result,
    receiver.marks.filter((mark) => mark.flowsOn),
  );
}

/** A value of a project type without any library supertype: no library has its members. */
function isOfProject(receiver: Value, types: readonly JavaType[]): boolean {
  return types.length === 0 && receiver.objects.length === 0 && (receiver.type?.project ?? null) !== null;
}

/** Runs all methods that a call may mean; with several, or an inferred one, what they meet is less certain. */
export function runTargets(
  machine: Machine,
  frame: Frame,
  targets: readonly CallTarget[],
  given: readonly Value[],
  site: Site,
): Value {
  const [only] = targets;
  if (targets.length === 1 && only?.inferred === false) {
    machine.noteTarget(site, only.method);
    return invoke(machine, frame, only.method, only.self, given, site);
  }
  const uncertain = targets.length > 1 || targets.some((target) => target.inferred);
  if (uncertain) machine.uncertainty++;
  const values = targets.map(({ method, self }) => {
    machine.noteTarget(site, method);
    return invoke(machine, frame, method, self, given, site);
  });
  if (uncertain) machine.uncertainty--;
  return values.reduce(join);
}

/**
 * A method the project declares and nobody implements (a repository or client interface that a framework implements), or too many
 * do: what it gives is what somebody stored, not its arguments.
 */
function declaredResult(
  machine: Machine,
  caller: TypeModel,
  receiver: Value,
  call: Call,
  given: readonly Value[],
  site: Site,
): Value | null {
  const model = receiver.objects[0]?.model ?? receiver.type?.project ?? null;
  if (model === null) return null;
  const method = chooseMethod(machine, model, call.name, given, caller);
  if (method === null) return null;
  machine.noteTarget(site, method);
  return declaredResultOf(machine, method, receiver, given);
}

/** A record's accessor that is not written out (JLS 8.10.3). */
function recordComponent(machine: Machine, receiver: Value, call: Call, site: Site): Value | null {
  if (call.arguments.length > 0) return null;
  let result: Value | null = null;
  for (const object of receiversOf(machine, receiver)) {
    const field =
      object.model?.fact.recordComponents.includes(call.name) === true ? object.model.fields.get(call.name) : undefined;
    if (field === undefined) continue;
    const value = readField(machine, field, object, site);
    result = result === null ? value : join(result, value);
  }
  return result;
}

interface CallTarget {
  readonly method: MethodModel;
  readonly self: Value;
  /** Chosen among the classes that implement an interface, not known from the object. */
  readonly inferred: boolean;
}

/** The project methods a call on `receiver` may run. */
function targetsOf(
  machine: Machine,
  caller: TypeModel,
  receiver: Value,
  name: string,
  given: readonly Value[],
): readonly CallTarget[] {
  const targets: CallTarget[] = [];
  const seenAs = receiver.declared?.dimensions === 0 ? receiver.declared.project : null;
  for (const object of receiver.objects) {
    if (object.model === null || object.kind === 'class') continue;
    const method = lookUp(machine, object.model, name, given, caller, seenAs);
    if (method !== null) targets.push({ method, self: objectValue(object), inferred: false });
  }
  if (receiver.objects.length > 0) return targets;
  const declared = receiver.type?.dimensions === 0 ? receiver.type.project : null;
  if (declared === null) return [];
  return narrowedImplementers(machine, declared).flatMap(({ type, inferred }) => {
    const method = lookUp(machine, type, name, given, caller, seenAs ?? declared);
    return method === null ? [] : [{ method, self: objectValue(machine.summary(type)), inferred }];
  });
}

/** The implementation an object of class `type` runs: declared or inherited, default methods last. `seenAs` as `chooseMethod` has it. */
export function lookUp(
  machine: Machine,
  type: TypeModel,
  name: string,
  given: readonly Value[],
  caller: TypeModel | null = null,
  seenAs: TypeModel | null = null,
): MethodModel | null {
  const chosen = chooseMethod(machine, type, name, given, caller, seenAs);
  return chosen === null || chosen.fact.isAbstract ? null : chosen;
}

export function invokeStatic(
  machine: Machine,
  frame: Frame,
  method: MethodModel,
  given: readonly Value[],
  site: Site,
): Value {
  machine.noteTarget(site, method);
  ensureInitialized(machine, method.owner, site);
  return invoke(machine, frame, method, null, given, site);
}

/** Runs a project method. Recursion, depth and repetition are bounded; then only the declared type is known of the result. */
export function invoke(
  machine: Machine,
  caller: Frame | null,
  method: MethodModel,
  self: Value | null,
  given: readonly Value[],
  site: Site,
): Value {
  const { fact, owner } = method;
  const returnType = (): JavaType =>
    machine.project.resolve(fact.returnType, { type: owner, file: owner.file, method: fact });
  if (caller !== null && isOwnMember(owner.canonicalName, fact.name)) {
    const call = {
      types: [namedType(owner.canonicalName)],
      receiver: self,
      member: fact.name,
      given,
      expressions: [],
      site,
    };
    const result = callLibrary(machine, caller, call);
    return result.type === null ? { ...result, type: returnType() } : result;
  }
  if (fact.body === null || !machine.mayEnter(method)) return declaredResultOf(machine, method, self, given);
  if (self !== null) machine.injector?.awaken(self);
  const signature = machine.mode === 'init' ? signatureOf(self, given) : null;
  const known = signature === null ? null : machine.calls.remembered(method, signature);
  if (known !== null) return known;
  const receiver: AbstractObject | undefined = self?.objects[0];
  const frame = makeFrame(
    owner,
    fact,
    self,
    new Environment(receiver?.model === owner ? receiver.captured : null),
    symbolOf(owner, fact.name),
  );
  bindParameters(machine, frame, method, given, site);
  const name = `${displayName(owner)}.${fact.name}`;
  const hop = { site, message: caller === null ? name : `${placeOf(caller)} calls ${name}` };
  const isAfterReturn = caller !== null && caller.returned !== null;
  if (isAfterReturn) machine.afterReturns++;
  machine.enterMethod(method);
  machine.withHop(hop, () => {
    machine.noteExecuted(frame.symbol);
    execute(machine, frame, fact.body ?? []);
  });
  machine.leaveMethod(method);
  if (isAfterReturn) machine.afterReturns--;
  const result =
    frame.returned === null
      ? declaredResultOf(machine, method, self, given)
      : asInferred(resultOf(machine, frame.returned, returnType()), inferredResult(machine, method, self, given));
  if (signature !== null) machine.calls.remember(method, signature, result);
  return result;
}

function resultOf(machine: Machine, returned: Value, returnType: JavaType): Value {
  // What a method gives that is declared to give anything is of the type that its type arguments say, which are not followed.
  const isTelling = returnType.name !== 'java.lang.Object';
  const value = declaredAs(fitting(machine.project, returned, returnType), isTelling ? returnType : null);
  return value.type === null ? withType(value, returnType) : value;
}
