/** Which catalogue entry a library call matches, and whether that is certain. */
import { sdkWrite } from '../knowledge/aws-sdk.ts';
import { catalogueFor, catalogueTypes, isOwnMember } from '../knowledge/catalogue.ts';
import type { CatalogueEntry, Condition } from '../knowledge/entry.ts';
import { isSubtype, libraryType } from '../knowledge/signatures.ts';
import { simpleName, type JavaType } from '../model/java-type.ts';
import type { LibraryCall } from './library.ts';
import type { Frame, Machine } from './machine.ts';
import type { Setting } from './objects.ts';
import { UNKNOWN, type Value } from './values.ts';

export interface Choice {
  readonly entry: CatalogueEntry;
  /** False when the receiver's type or a condition was inferred. */
  readonly certain: boolean;
}

/** The rule that reports an entry; null for what is right in init. */
export function ruleOfEntry(entry: CatalogueEntry): string | null {
  return entry.verdict === 'ok' ? null : entry.rule;
}

/** A call, and how facts that hold for some versions of its library are decided. */
interface Question {
  readonly call: LibraryCall;
  /** Whether a type is one of the sources: what libraries of that name do is not known of it. */
  readonly isDeclared: (type: string) => boolean;
  readonly coversVersion: (measured: string) => boolean | null;
}

/** The entry that says what this call does; null when the catalogue does not know the member. */
export function chooseEntry(machine: Machine, frame: Frame, call: LibraryCall): Choice | null {
  const coversVersion = (measured: string): boolean | null =>
    machine.conditions.coversVersion(frame.file.file, measured);
  const isDeclared = (type: string): boolean => machine.project.findType(type, frame.file) !== null;
  const question = { call, isDeclared, coversVersion };
  for (const type of call.types) {
    const choice = chooseForType(frame, question, type);
    if (choice !== null) return call.isGuess === true ? { ...choice, certain: false } : choice;
  }
  return call.types.length === 0 ? chooseByImports(frame, question) : null;
}

function chooseForType(frame: Frame, question: Question, type: JavaType): Choice | null {
  const { call } = question;
  if (type.dimensions > 0) return null;
  if (!type.certain) return chooseBySimpleName(frame, question, type);
  for (const name of [type.name, ...(libraryType(type.name)?.supertypes ?? [])]) {
    const entries = entriesOf(question, name);
    // A constructor is not inherited.
    if (call.member === '<init>' && name !== type.name) return null;
    if (entries.length > 0) return select(entries, question);
  }
  const write = sdkWrite(type.name, call.member);
  return write === null ? null : { entry: write, certain: true };
}

function entriesOf({ call, isDeclared }: Question, type: string): readonly CatalogueEntry[] {
  const arity = call.given.length;
  let entries = catalogueFor(type, call.member, arity);
  // `Type::instanceMethod` is called with its receiver as the first argument.
  if (entries.length === 0 && call.arityIsKnown === false && arity > 0) {
    entries = catalogueFor(type, call.member, arity - 1);
  }
  return entries.length === 0 || isOwnMember(type, call.member) || !isDeclared(type) ? entries : [];
}

/**
 * A condition that holds beats the entry without one, and among several that hold the one that asks for more; what cannot be
 * decided counts only where nothing else does.
 */
function select(entries: readonly CatalogueEntry[], question: Question): Choice | null {
  let best: CatalogueEntry | null = null;
  let undecided: CatalogueEntry | null = null;
  for (const entry of entries) {
    const holds = entry.when === null ? true : conditionHolds(entry.when, question);
    if (holds === null) undecided ??= entry;
    else if (holds && (best === null || demands(entry.when) > demands(best.when))) best = entry;
  }
  if (best !== null) return { entry: best, certain: true };
  return undecided === null ? null : { entry: undecided, certain: false };
}

/** How many parts a condition has, its words aside; each setting counts. */
function demands(condition: Condition | null): number {
  if (condition === null) return 0;
  return Object.keys(condition).length - 1 + Object.keys(condition.settings ?? {}).length;
}

/** True, false, or null when it cannot be told from the call. */
function conditionHolds(condition: Condition, { call, coversVersion }: Question): boolean | null {
  const parts: (boolean | null)[] = [];
  if (condition.undecidable === true) parts.push(null);
  if (condition.libraryVersion !== undefined) parts.push(coversVersion(condition.libraryVersion));
  for (const [index, types] of Object.entries(condition.argumentTypes ?? {})) {
    parts.push(argumentHasType(call.given[Number(index)] ?? UNKNOWN, types));
  }
  for (const [index, pattern] of Object.entries(condition.argumentMatches ?? {})) {
    parts.push(argumentMatches(call.given[Number(index)] ?? UNKNOWN, pattern));
  }
  for (const index of condition.constantArguments ?? []) parts.push(isConstant(call.given[index] ?? UNKNOWN));
  for (const [name, test] of Object.entries(condition.settings ?? {})) parts.push(settingHolds(call, name, test));
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function argumentHasType(value: Value, alternatives: string): boolean | null {
  const type = value.objects[0]?.type ?? value.type;
  if (type === null) return null;
  const wanted = alternatives.split('|').map((name) => name.trim());
  const matches = wanted.some(
    (name) => type.name === name || simpleName(type.name) === simpleName(name) || isSubtype(type.name, name),
  );
  return matches ? true : type.certain ? false : null;
}

function argumentMatches(value: Value, pattern: string): boolean | null {
  const { constant } = value;
  return constant === undefined || constant === null ? null : new RegExp(pattern, 'u').test(String(constant));
}

/** A constant has no marks and is known; a value computed from a sink (a time as a seed) is none. */
function isConstant(value: Value): boolean | null {
  if (value.constant !== undefined && value.constant !== null) return true;
  return value.marks.length > 0 ? false : null;
}

/** A setting made on the receiver or on an argument of a call. */
export function settingOf(call: LibraryCall, name: string): Setting | undefined {
  const objects = [call.receiver ?? UNKNOWN, ...call.given].flatMap((value) => value.objects);
  return objects.find((object) => object.settings.has(name))?.settings.get(name);
}

/** Whether a setting made on the receiver or on an argument passes a test; one never made has the library's default, so the test fails. */
function settingHolds(call: LibraryCall, name: string, test: string): boolean | null {
  const setting = settingOf(call, name)?.value;
  // `!=false` means: not made, or another value; `!=` alone: made.
  if (setting === undefined) return test.startsWith('!=') && test.length > '!='.length;
  if (setting.constant === undefined) return null;
  const match = /^(=|!=|<=|>=|<|>)?\s*(.*)$/u.exec(test);
  const operator = match?.[1] ?? '=';
  const wanted = match?.[2] ?? '';
  const actual = setting.constant;
  if (operator === '=') return String(actual) === wanted;
  if (operator === '!=') return String(actual) !== wanted;
  const amount = numberOf(actual);
  if (amount === null) return null;
  const limit = Number(wanted);
  if (operator === '<') return amount < limit;
  if (operator === '>') return amount > limit;
  return operator === '<=' ? amount <= limit : amount >= limit;
}

/** A number, or one written as text as in properties. */
function numberOf(constant: Value['constant']): number | null {
  const amount = typeof constant === 'string' && constant.trim() !== '' ? Number(constant) : constant;
  return typeof amount === 'number' && !Number.isNaN(amount) ? amount : null;
}

/** By the set of types: a project may add some of its own. */
const bySimpleName = new WeakMap<ReadonlySet<string>, Map<string, string[]>>();

function typesNamed(name: string): readonly string[] {
  const types = catalogueTypes();
  let names = bySimpleName.get(types);
  if (names === undefined) {
    names = new Map();
    for (const type of types) {
      const key = simpleName(type);
      names.set(key, [...(names.get(key) ?? []), type]);
    }
    bySimpleName.set(types, names);
  }
  return names.get(name) ?? [];
}

/** A simple name no import explains: it counts where one on-demand import can bring exactly one known type of that name. */
function chooseBySimpleName(frame: Frame, question: Question, type: JavaType): Choice | null {
  const packages = new Set(
    frame.file.imports.filter((declaration) => declaration.onDemand).map((declaration) => declaration.name),
  );
  const candidates = typesNamed(simpleName(type.name)).filter((name) =>
    packages.has(name.slice(0, name.lastIndexOf('.'))),
  );
  const only = candidates.length === 1 ? candidates[0] : undefined;
  if (only === undefined) return null;
  const choice = select(entriesOf(question, only), question);
  return choice === null ? null : { ...choice, certain: false };
}

/** Members this short or common say nothing about their type. */
const MIN_TELLING_LENGTH = 10;

/** Nothing is known of the receiver: the member name and the file's imports must leave one candidate. */
function chooseByImports(frame: Frame, question: Question): Choice | null {
  const { call } = question;
  if (call.receiver?.type !== null || call.member.length < MIN_TELLING_LENGTH) return null;
  const found: CatalogueEntry[] = [];
  const types = new Set<string>();
  for (const declaration of frame.file.imports) {
    if (declaration.onDemand || declaration.form !== 'type') continue;
    const entries = catalogueFor(declaration.name, call.member, call.given.length).filter((entry) => !entry.isStatic);
    if (entries.length === 0 || question.isDeclared(declaration.name)) continue;
    types.add(declaration.name);
    found.push(...entries);
  }
  if (types.size !== 1) return null;
  const choice = select(found, question);
  return choice === null ? null : { ...choice, certain: false };
}
