/** What CDK code comes to: texts, settings of constructs, references to constants of the library. */
import { posix } from 'node:path';
import { classPartOf, type Code, type CodeMethod, type CodeStep, type CodeUnit } from './cdk-code.ts';

export type CdkValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'flag'; readonly value: boolean }
  /** A number; of a `Size` its megabytes. */
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'nothing' }
  /** A name that the app does not define: `Runtime.JAVA_21`. */
  | { readonly kind: 'name'; readonly name: string }
  | CdkRecord
  | { readonly kind: 'list'; readonly items: readonly CdkValue[] }
  | { readonly kind: 'unknown' };

/** An object, a map, the properties of a builder, or a created construct. */
export interface CdkRecord {
  readonly kind: 'record';
  /** The class that is built or created, '' for plain objects and maps. */
  readonly type: string;
  readonly entries: ReadonlyMap<string, CdkEntry>;
  /** Whether `entries` is all there is: false when something that was spread or passed is not known. */
  readonly isComplete: boolean;
}

export interface CdkEntry {
  readonly value: CdkValue;
  readonly line: number;
}

/** Where code is evaluated: in a method, whose parameters may be bound to what a caller passes. */
export interface CdkFrame {
  readonly unit: CodeUnit;
  readonly method: CodeMethod;
  readonly parameters: ReadonlyMap<string, CdkValue>;
}

export const UNKNOWN: CdkValue = { kind: 'unknown' };

const MAX_DEPTH = 60;
const MAX_STEPS = 20_000;

/** The first argument of a factory for code is a path. */
const CODE_FACTORIES = new Set(['fromAsset', 'fromImageAsset', 'fromDockerBuild', 'fromCustomCommand']);
const LIST_FACTORIES = new Set(['List.of', 'Arrays.asList', 'Collections.singletonList', 'List.copyOf', 'Set.of']);
const MAP_FACTORIES = new Set(['Map.of', 'Collections.singletonMap', 'ImmutableMap.of']);

/** How far one evaluation may go: names that are built of names take exponential time otherwise. */
interface Limits {
  readonly depth: number;
  readonly budget: { steps: number };
}

/** Evaluates code in a frame. Whatever is computed, conditional or from elsewhere is unknown. */
export function evaluateCdk(code: Code, frame: CdkFrame): CdkValue {
  return evaluateWithin(code, frame, { depth: 0, budget: { steps: MAX_STEPS } });
}

function evaluateWithin(code: Code, frame: CdkFrame, { depth, budget }: Limits): CdkValue {
  budget.steps--;
  if (depth > MAX_DEPTH || budget.steps < 0) return UNKNOWN;
  const limits: Limits = { depth: depth + 1, budget };
  const evaluate = (inner: Code): CdkValue => evaluateWithin(inner, frame, limits);
  switch (code.kind) {
    case 'text':
    case 'flag':
    case 'number':
    case 'nothing':
      return code;
    case 'reference':
      return referenceValue(code.name, frame, limits);
    case 'member':
      return memberValue(code.name, evaluate(code.target));
    case 'record':
      return recordValue(code, evaluate);
    case 'list':
      return { kind: 'list', items: code.items.map(evaluate) };
    case 'join': {
      const texts = code.parts.map((part) => textOf(evaluate(part)));
      return texts.includes(null) ? UNKNOWN : { kind: 'text', text: texts.join('') };
    }
    case 'choice': {
      const [left, right] = code.branches.map(evaluate);
      const isSame = left !== undefined && JSON.stringify(left) === JSON.stringify(right) && left.kind !== 'record';
      return isSame ? left : UNKNOWN;
    }
    case 'create':
      return createdValue(code, evaluate);
    case 'call':
      return callValue(code, evaluate);
    case 'unknown':
      return UNKNOWN;
  }
}

/** The text of a value, or null. */
export function textOf(value: CdkValue | undefined): string | null {
  return value?.kind === 'text' ? value.text : null;
}

/** The number of a value, or null. */
export function numberOf(value: CdkValue | undefined): number | null {
  return value?.kind === 'number' ? value.value : null;
}

/** The step that gives a local or field its value, when there is exactly one. */
export function definitionOf(name: string, { unit, method }: CdkFrame): CodeStep | null {
  const own = method.steps.filter((step) => step.name === name);
  const [definition, ...others] =
    own.length > 0
      ? own
      : unit.methods
          .filter(({ owner }) => owner === method.owner || owner === '')
          .flatMap(({ name: other, steps }) =>
            isInitializer(other) ? steps.filter((step) => step.name === name) : [],
          );
  return definition === undefined || others.length > 0 || definition.isConditional ? null : definition;
}

function isInitializer(method: string): boolean {
  return method === '' || method === '<init>';
}

function referenceValue(name: string, frame: CdkFrame, limits: Limits): CdkValue {
  const bound = frame.parameters.get(name);
  if (bound !== undefined) return bound;
  if (frame.method.parameters.includes(name)) return UNKNOWN;
  const definition = definitionOf(name, frame);
  // Whoever uses a path takes it from the directory of the script.
  if (definition === null && name === '__dirname') return { kind: 'text', text: '.' };
  if (definition === null) return isDefined(name, frame) ? UNKNOWN : { kind: 'name', name };
  const value = evaluateWithin(definition.value, frame, limits);
  return value.kind === 'record' ? withLaterCalls(value, name, frame, limits) : value;
}

function isDefined(name: string, { unit }: CdkFrame): boolean {
  return unit.methods.some(({ steps }) => steps.some((step) => step.name === name));
}

/** `builder.handler("…")` and `map.put("k", "v")` on a local, as statements of their own. */
function withLaterCalls(start: CdkRecord, name: string, frame: CdkFrame, limits: Limits): CdkRecord {
  let record = start;
  for (const { value, isConditional } of frame.method.steps) {
    const calls = chainOn(name, value);
    for (const { name: called, arguments: given, line } of calls) {
      const values = given.map((one) => (isConditional ? UNKNOWN : evaluateWithin(one, frame, limits)));
      const key = called === 'put' || called === 'addEnvironment' ? literalText(given[0], frame, limits) : called;
      const entry = values.at(-1);
      if (entry !== undefined && key !== null) record = withEntry(record, key, { value: entry, line });
    }
  }
  return record;
}

function literalText(code: Code | undefined, frame: CdkFrame, limits: Limits): string | null {
  return code === undefined ? null : textOf(evaluateWithin(code, frame, limits));
}

type CallCode = Extract<Code, { kind: 'call' }>;

/** The calls of `name.a(…).b(…)`, in order; none when the code is no such chain. */
function chainOn(name: string, code: Code): readonly CallCode[] {
  const calls: CallCode[] = [];
  let current: Code | null = code;
  while (current?.kind === 'call') {
    calls.unshift(current);
    current = current.target;
  }
  return current?.kind === 'reference' && current.name === name ? calls : [];
}

function withEntry(record: CdkRecord, key: string, entry: CdkEntry): CdkRecord {
  return { ...record, entries: new Map([...record.entries, [key, entry]]) };
}

function memberValue(name: string, target: CdkValue): CdkValue {
  if (target.kind === 'name') return { kind: 'name', name: `${target.name}.${name}` };
  return target.kind === 'record' ? (target.entries.get(name)?.value ?? UNKNOWN) : UNKNOWN;
}

function recordValue(code: Extract<Code, { kind: 'record' }>, evaluate: (code: Code) => CdkValue): CdkRecord {
  const entries = new Map<string, CdkEntry>();
  let isComplete = true;
  for (const { key, value, line } of code.entries) {
    const evaluated = evaluate(value);
    if (key !== null) entries.set(key, { value: evaluated, line });
    else if (evaluated.kind === 'record') {
      for (const [name, entry] of evaluated.entries) entries.set(name, entry);
      isComplete &&= evaluated.isComplete;
    } else isComplete = false;
  }
  return { kind: 'record', type: '', entries, isComplete };
}

/** `new Function(scope, "id", props)` has the properties, and its id under `#id`; `new X.Builder()` begins a builder. */
function createdValue(code: Extract<Code, { kind: 'create' }>, evaluate: (code: Code) => CdkValue): CdkValue {
  const builder = /^(\w+)\.Builder$/u.exec(code.type);
  if (builder !== null) return record(builder[1] ?? '', []);
  const [first, id, properties] = code.arguments;
  if (/^(?:Linked|Tree|Concurrent)?(?:Hash)?Map$/u.test(code.type)) {
    return first === undefined ? record('', []) : evaluate(first);
  }
  if (id === undefined) return UNKNOWN;
  const entries: [string, CdkEntry][] = [['#id', { value: evaluate(id), line: code.line }]];
  const given = properties === undefined ? record('', []) : evaluate(properties);
  if (given.kind === 'record') entries.push(...given.entries);
  return { ...record(code.type, entries), isComplete: given.kind === 'record' && given.isComplete };
}

function record(type: string, entries: readonly (readonly [string, CdkEntry])[]): CdkRecord {
  return { kind: 'record', type, entries: new Map(entries), isComplete: true };
}

function callValue(code: CallCode, evaluate: (code: Code) => CdkValue): CdkValue {
  const { target, name, arguments: given, line } = code;
  if (target === null) return UNKNOWN;
  const receiver = evaluate(target);
  const [first, second] = given;
  if (receiver.kind === 'record') {
    if (name === 'build' && first === undefined) return receiver;
    if (first === undefined || second !== undefined) return UNKNOWN;
    return withEntry(receiver, name, { value: evaluate(first), line });
  }
  return receiver.kind === 'name' ? libraryCall(receiver.name, code, evaluate) : UNKNOWN;
}

/** A call on a name that the app does not define. */
function libraryCall(
  library: string,
  { name, arguments: given, line }: CallCode,
  evaluate: (code: Code) => CdkValue,
): CdkValue {
  const [first, second] = given;
  if (library === 'path' && (name === 'join' || name === 'resolve')) return joinedPath(given.map(evaluate));
  const owner = classPartOf(library);
  const builder = /^(?:\w+\.)*?(\w+)\.Builder$/u.exec(owner);
  if (builder !== null && name === 'create') {
    const id = second === undefined ? UNKNOWN : evaluate(second);
    return record(builder[1] ?? '', [['#id', { value: id, line }]]);
  }
  if (name === 'builder' && first === undefined) return record(owner, []);
  if (owner === 'Size' && first !== undefined) return megabytes(name, evaluate(first));
  // What it mounts is of no interest, that it mounts something is.
  if (owner === 'FileSystem' && name.startsWith('from')) return { kind: 'name', name: `FileSystem.${name}` };
  if (CODE_FACTORIES.has(name) && first !== undefined) return evaluate(first);
  if (LIST_FACTORIES.has(`${owner}.${name}`)) return { kind: 'list', items: given.map(evaluate) };
  if (MAP_FACTORIES.has(`${owner}.${name}`)) return mapValue(given, evaluate, line);
  return UNKNOWN;
}

const MEGABYTES: Readonly<Record<string, number>> = {
  kibibytes: 1 / 1024,
  mebibytes: 1,
  gibibytes: 1024,
  tebibytes: 1024 ** 2,
};

/** `Size.gibibytes(1)`. */
function megabytes(unit: string, amount: CdkValue): CdkValue {
  const factor = Object.hasOwn(MEGABYTES, unit) ? MEGABYTES[unit] : undefined;
  const count = numberOf(amount);
  return factor === undefined || count === null ? UNKNOWN : { kind: 'number', value: count * factor };
}

/** `path.join(__dirname, '..', 'lambda')`. */
function joinedPath(parts: readonly CdkValue[]): CdkValue {
  const texts = parts.map((part) => textOf(part));
  const known = texts.filter((text) => text !== null);
  return known.length === texts.length ? { kind: 'text', text: posix.join(...known) } : UNKNOWN;
}

function mapValue(given: readonly Code[], evaluate: (code: Code) => CdkValue, line: number): CdkRecord {
  const entries: [string, CdkEntry][] = [];
  for (let index = 0; index + 1 < given.length; index += 2) {
    const [key, value] = [given[index], given[index + 1]];
    const text = key === undefined ? null : textOf(evaluate(key));
    if (text !== null && value !== undefined) entries.push([text, { value: evaluate(value), line }]);
  }
  return record('', entries);
}
