/** Calls into code that is not in the sources: what the catalogue and the behaviour tables say happens. */
import type { Expression } from '../model/facts.ts';
import { namedType, type JavaType } from '../model/java-type.ts';
import {
  dropsArguments,
  dropsValue,
  filledArgument,
  functionUse,
  isKeeper,
  keepsInLibrary,
  runsStoredFunctions,
  type FunctionUse,
} from '../knowledge/behaviour.ts';
import { chooseEntry, type Choice } from './catalogue-choice.ts';
import { returnTypeOf } from '../knowledge/signatures.ts';
import { closeValue, isClosing, validityAnswer } from './closing.ts';
import { noteRegistration } from './crac.ts';
import type { Site } from './event.ts';
import { initializeByName, environmentConstant } from './known-calls.ts';
import { isPutOff, putOff, readCausedBy, readOfIteration } from './lazy-reads.ts';
import { argumentsAfter, resultOf } from './library-results.ts';
import type { Frame, Machine } from './machine.ts';
import { addContent, type AbstractObject, type Invoke } from './objects.ts';
import { isBorrow } from './pools.ts';
import { invokeFunctions, runThreadBody } from './run-functions.ts';
import type { SinkRecord } from './sink-record.ts';
import { recordSink } from './sinks.ts';
import { join, objectValue, UNKNOWN, union, withMarks, type Value } from './values.ts';

export interface LibraryCall {
  /** Types under which the member is looked up; empty when nothing is known of the receiver. */
  readonly types: readonly JavaType[];
  /** Null for static calls and constructors. */
  readonly receiver: Value | null;
  /** '<init>' for constructors. */
  readonly member: string;
  readonly given: readonly Value[];
  /** The argument expressions, as far as there are any. */
  readonly expressions: readonly Expression[];
  readonly site: Site;
  /** False for a method reference, whose first argument may be the receiver. */
  readonly arityIsKnown?: boolean;
  /** Whether the receiver, and so its types, are guessed. */
  readonly isGuess?: boolean | undefined;
}

/** Evaluates a call of a library method. */
export function callLibrary(machine: Machine, frame: Frame, call: LibraryCall): Value {
  machine.noteTarget(call.site, call);
  const known = knownAnswer(machine, frame, call);
  if (known !== null) return known;
  machine.noteMissing(frame, call.types, call.site);
  noteRegistration(machine, frame, call);
  initializeByName(machine, frame, call);
  if (machine.mode === 'restore') noteRenewal(machine, frame, call);
  const valid = validityAnswer(call);
  if (valid !== null) return valid;
  if (isClosing(call)) {
    for (const part of [call.receiver ?? UNKNOWN, ...call.given]) {
      closeValue(machine, frame, part, call.site, call.member);
    }
  }
  const choice = machine.mode === 'init' ? chooseEntry(machine, frame, call) : null;
  const record = recordOf(machine, frame, call, choice);
  runThreadBody(machine, call);
  const result = resultOfRunning(
    machine,
    record === null || choice !== null ? call : goingThrough(call, record),
    record,
  );
  if (choice !== null && isPutOff(choice)) putOff(result, choice);
  return record === null || isBorrow(call) ? result : attach(result, record);
}

/** What functions, the environment under a snapshot and containers answer by themselves. */
function knownAnswer(machine: Machine, frame: Frame, call: LibraryCall): Value | null {
  return (
    callFunctionObjects(machine, call) ??
    environmentConstant(machine, call) ??
    machine.injector?.call(frame, call) ??
    null
  );
}

/** Runs the functions that the call runs, keeps the arguments that it keeps, and gives its result. */
function resultOfRunning(machine: Machine, call: LibraryCall, record: SinkRecord | null): Value {
  const borrows = isBorrow(call);
  const produced = borrows
    ? leaveInPool(call, runFunctionArguments(machine, call))
    : runFunctionArguments(machine, call);
  keepArguments(machine, call, record, produced);
  const result = resultOf(machine, call, incomingMarks(call), produced);
  return borrows ? { ...result, objects: [] } : result;
}

/** What the call does at once: what its own entry says, or the read that its receiver had put off. */
function recordOf(machine: Machine, frame: Frame, call: LibraryCall, choice: Choice | null): SinkRecord | null {
  if (choice !== null) return isPutOff(choice) ? null : recordSink(machine, frame, call, choice);
  const read = machine.mode === 'init' ? readCausedBy(call.member, call.receiver) : null;
  return read === null ? null : recordSink(machine, frame, call, read);
}

/** The call on a receiver whose elements now carry what was read. */
function goingThrough(call: LibraryCall, record: SinkRecord): LibraryCall {
  return { ...call, receiver: withMarks(call.receiver ?? UNKNOWN, [record]) };
}

/** The elements of what a loop goes through (JLS 14.14.2: it asks for the iterator). */
export function loopElements(machine: Machine, frame: Frame, iterable: Value, site: Site): Value {
  const read = machine.mode === 'init' ? readOfIteration(iterable) : null;
  const elements = elementsOf(iterable);
  if (read === null) return elements;
  const call: LibraryCall = { types: [], receiver: iterable, member: 'iterator', given: [], expressions: [], site };
  const record = recordSink(machine, frame, call, read);
  return record === null ? elements : withMarks(elements, [record]);
}

/** What a pool opened to lend it stays the pool's: closing the borrowed object gives it back. */
function leaveInPool(call: LibraryCall, produced: Value | null): Value | null {
  if (produced === null) return null;
  const opened = produced.marks.filter((mark) => !mark.flowsOn);
  for (const pool of call.receiver?.objects ?? []) addContent(pool, { ...UNKNOWN, marks: opened });
  return { ...produced, objects: [], marks: produced.marks.filter((mark) => mark.flowsOn) };
}

/** Evaluates `new T(…)` of a library type. */
export function constructLibrary(
  machine: Machine,
  frame: Frame,
  type: JavaType,
  given: readonly Value[],
  expressions: readonly Expression[],
  site: Site,
): Value {
  const call: LibraryCall = { types: [type], receiver: null, member: '<init>', given, expressions, site };
  const injected = machine.injector?.call(frame, call) ?? null;
  if (injected !== null) return injected;
  machine.noteMissing(frame, call.types, site);
  const record = sinkOf(machine, frame, call);
  const object = newLibraryObject(machine, type, site);
  // A generator keeps no seed: the seed's own mark must not follow every number drawn.
  const seeded = record !== null && record.entry.effect === 'seeds-now';
  if (!seeded) for (const value of given) addContent(object, value);
  for (const value of given) {
    for (const part of value.objects) for (const [name, setting] of part.settings) object.settings.set(name, setting);
  }
  const produced = runFunctionArguments(machine, call);
  if (produced !== null) addContent(object, produced);
  const value = withMarks(objectValue(object), seeded ? [] : incomingMarks(call));
  return record === null ? value : attach(value, record);
}

export function newLibraryObject(machine: Machine, type: JavaType, site: Site): AbstractObject {
  return machine.allocate('library', type, site);
}

/** What is in a collection, an array, an Optional, … */
export function elementsOf(value: Value): Value {
  let result: Value | null = null;
  for (const object of value.objects) {
    if (object.content === UNKNOWN) continue;
    result = result === null ? object.content : join(result, object.content);
  }
  return withMarks(
    result === null ? UNKNOWN : { ...result, type: null },
    value.marks.filter((mark) => mark.flowsOn),
  );
}

/** A call on lambdas and method references runs them, whatever the interface calls its method. */
function callFunctionObjects(machine: Machine, call: LibraryCall): Value | null {
  const objects = call.receiver?.objects.filter((object) => object.invoke !== null) ?? [];
  if (objects.length === 0) return null;
  if (COMBINATORS.has(call.member)) return composed(machine, call);
  let result: Value | null = null;
  for (const object of objects) {
    const value = object.invoke?.(call.given, call.site) ?? UNKNOWN;
    result = result === null ? value : join(result, value);
  }
  // What was asked of the object may be no function of its own: then its answer carries on what the object carries.
  return result === null ? null : withMarks(result, call.receiver?.marks.filter((mark) => mark.flowsOn) ?? []);
}

/** `f.andThen(g)`, `f.compose(g)`, `p.negate()`: a function that runs both when it is called. */
function composed(machine: Machine, call: LibraryCall): Value {
  const [other] = call.given;
  const first = call.member === 'compose' ? other : call.receiver;
  const second = call.member === 'compose' ? call.receiver : other;
  const invoke: Invoke = (given, site) => {
    const between = invokeFunctions(machine, first ?? UNKNOWN, given, site) ?? UNKNOWN;
    return invokeFunctions(machine, second ?? UNKNOWN, [between], site) ?? between;
  };
  const object = machine.allocate('function', namedType('java.util.function.Function', false), call.site, { invoke });
  object.content = join(call.receiver ?? UNKNOWN, other ?? UNKNOWN);
  return objectValue(object);
}

/** Default methods of the functional interfaces of java.util.function and Comparator: they build a function, they run none. */
const COMBINATORS = new Set([
  'andThen',
  'compose',
  'negate',
  'and',
  'or',
  'reversed',
  'thenComparing',
  'identity',
  'hashCode',
  'equals',
  'toString',
  'getClass',
]);

function sinkOf(machine: Machine, frame: Frame, call: LibraryCall): SinkRecord | null {
  if (machine.mode !== 'init') return null;
  const choice = chooseEntry(machine, frame, call);
  return choice === null ? null : recordSink(machine, frame, call, choice);
}

/** The result carries the record; a library object also holds it, so that closing what wraps it closes it. */
function attach(result: Value, record: SinkRecord): Value {
  for (const object of result.objects) {
    if (object.kind === 'library') addContent(object, { ...UNKNOWN, marks: [record] });
  }
  // What is read from outside may be missing; what is made here is not.
  return withMarks({ ...result, nonNull: !record.flowsOn, constant: undefined }, [record]);
}

/** Marks that the result inherits from the receiver and the arguments. */
function incomingMarks(call: LibraryCall): readonly SinkRecord[] {
  if (
    call.types.some((type) => dropsArguments(type.name)) ||
    typeNames(call).some((name) => dropsValue(name, call.member))
  ) {
    return [];
  }
  let marks: readonly SinkRecord[] = [];
  for (const value of [call.receiver ?? UNKNOWN, ...call.given]) {
    marks = union(
      marks,
      value.marks.filter((mark) => mark.flowsOn),
    );
    for (const object of value.objects) {
      marks = union(
        marks,
        object.content.marks.filter((mark) => mark.flowsOn),
      );
    }
  }
  return marks;
}

/** Runs functional arguments that the member calls at once; gives what they returned, or null when none ran. */
function runFunctionArguments(machine: Machine, call: LibraryCall): Value | null {
  let produced: Value | null = null;
  const offer = (result: Value | null): void => {
    if (result !== null) produced = produced === null ? result : join(produced, result);
  };
  for (const [index, value] of call.given.entries()) {
    if (value.objects.length === 0) continue;
    const use = firstUse(call, index);
    if (use?.when === 'now') offer(invokeFunctions(machine, value, inputsOf(call, use), call.site));
  }
  if (call.receiver !== null && typeNames(call).some((name) => runsStoredFunctions(name, call.member))) {
    for (const object of call.receiver.objects) offer(invokeFunctions(machine, object.content, [], call.site));
  }
  return produced;
}

function firstUse(call: LibraryCall, index: number): FunctionUse | undefined {
  for (const name of typeNames(call)) {
    const use = functionUse(name, call.member, index);
    if (use !== undefined) return use;
  }
  return undefined;
}

/** What the library passes to a function that it calls. */
function inputsOf(call: LibraryCall, use: FunctionUse): readonly Value[] {
  const receiver = call.receiver ?? UNKNOWN;
  return use.calledWith.map((source) => {
    if (source === 'element') return elementsOf(call.receiver === null ? (call.given[0] ?? UNKNOWN) : receiver);
    if (source === 'receiver') return receiver;
    const argument = /^argument:(\d+)$/.exec(source)?.[1];
    return argument === undefined ? UNKNOWN : (call.given[Number(argument)] ?? UNKNOWN);
  });
}

function typeNames(call: LibraryCall): readonly string[] {
  return call.types.length === 0 ? ['*'] : call.types.map((type) => type.name);
}

/** Keeps arguments where the member does: in the receiver, or in a static registry of the library. */
function keepArguments(machine: Machine, call: LibraryCall, record: SinkRecord | null, produced: Value | null): void {
  if (machine.mode === 'restore' || call.types.some((type) => dropsArguments(type.name))) return;
  const owners =
    call.receiver?.objects.filter((object) => object.kind === 'library' || object.kind === 'instance') ?? [];
  if (record !== null && (!record.flowsOn || leavesValueInReceiver(call))) {
    for (const object of owners) addContent(object, { ...UNKNOWN, marks: [record] });
  }
  const type = call.types[0]?.name ?? '*';
  fillArgument(call, type, record);
  if (call.receiver === null) {
    const registry = keepsInLibrary(type, call.member);
    if (registry === null) return;
    // The name of a file is not what is written into it.
    const written = type === 'java.nio.file.Files' ? call.given.slice(1) : call.given;
    for (const value of written) machine.keptElsewhere.push({ description: registry, value });
    return;
  }
  if (!isKeeper(type, call.member)) return;
  for (const object of owners) {
    for (const value of argumentsAfter(call)) addContent(object, value);
    if (produced !== null) addContent(object, produced);
    noteSetting(object, call);
  }
}

/** A member without a result (`jws.sign(signer)`, `watch.start()`) leaves what it made in its receiver. */
function leavesValueInReceiver(call: LibraryCall): boolean {
  return call.types.some(
    ({ name }) =>
      filledArgument(name, call.member) === null && returnTypeOf(name, call.member, call.given.length)?.type === 'void',
  );
}

/** `setMinimumIdle(0)` by the member's name, `setProperty("minimumIdle", "0")` by the key. */
export function noteSetting(object: AbstractObject, call: LibraryCall): void {
  const [first, second] = call.given;
  if (first === undefined) return;
  const set = (name: string, value: Value): void => {
    object.settings.set(name, { value, site: call.site });
  };
  if (second === undefined) set(propertyName(call.member), first);
  else if (call.given.length === 2 && typeof first.constant === 'string') set(first.constant, second);
}

/** `random.nextBytes(bytes)`, `Collections.addAll(list, …)`: the result goes into an argument. */
function fillArgument(call: LibraryCall, type: string, record: SinkRecord | null): void {
  const index = filledArgument(type, call.member);
  if (index === null) return;
  const marks = union(record?.flowsOn === true ? [record] : [], incomingMarks(call));
  for (const object of call.given[index]?.objects ?? []) {
    addContent(object, { ...UNKNOWN, marks });
    for (const [position, value] of call.given.entries()) if (position !== index) addContent(object, value);
  }
}

/** `setMinimumIdle`, `withMinimumIdle`, `minimumIdle` → `minimumIdle`. */
export function propertyName(member: string): string {
  const match = /^(?:set|with)(\p{Lu}.*)$/u.exec(member);
  const name = match?.[1] ?? member;
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** In afterRestore a call on a library object counts as renewing it when its name says so. */
const RENEWING =
  /^(refresh|reset|reload|renew|clear|invalidate|evict|softEvict|restart|start|connect|reconnect|open|init|set|put|add|rotate|update|reseed|remove|poll|compareAndSet|getAndSet|lazySet)/;

function noteRenewal(machine: Machine, frame: Frame, call: LibraryCall): void {
  const receivers = RENEWING.test(call.member) ? (call.receiver?.objects ?? []) : [];
  // `random.nextBytes(salt)`: the array is filled anew.
  const index = call.types.map(({ name }) => filledArgument(name, call.member)).find((one) => one !== null) ?? null;
  const filled = index === null ? [] : (call.given[index]?.objects ?? []);
  for (const object of [...receivers, ...filled]) {
    machine.renewals.set(`${String(object.id)}|*`, { site: call.site, symbol: frame.symbol });
  }
}
