/**
 * What library members do with the values they meet, as far as the init phase cares: which run a function they are given,
 * which keep their arguments, which give a result that no longer carries them, which close, which only log. The tables
 * are data/behaviour.json; types are looked up with their supertypes, so a line for `java.util.Collection` serves lists.
 */
import data from './data/behaviour.json' with { type: 'json' };
import { memberTable, remembered, typeMatcher, type MembersOfType } from './members.ts';
import { supertypesOf } from './signatures.ts';

/**
 * When a function argument runs: `now` inside the call (streams are taken to be consumed where they are built), `at-end`
 * when a later member of the same pipeline asks for the result (`Mono.block`), `later` when something else calls it.
 */
export type FunctionTime = 'now' | 'at-end' | 'later';

/** What a library does with a function argument. */
export interface FunctionUse {
  readonly when: FunctionTime;
  /** For each parameter: 'element' of the receiver, 'receiver' itself, 'argument:<index>' of the call, or 'unknown'. */
  readonly calledWith: readonly string[];
}

interface FunctionLine extends MembersOfType, FunctionUse {
  /** 0-based; -1 for every argument. */
  readonly argument: number;
}

interface Tables {
  readonly functions: readonly FunctionLine[];
  readonly runsStored: readonly MembersOfType[];
  readonly keeps: {
    readonly members: readonly string[];
    readonly prefixes: readonly string[];
    readonly builders: string;
    readonly notMembers: readonly string[];
    readonly notTypes: readonly string[];
  };
  readonly registries: readonly (MembersOfType & { readonly place: string })[];
  readonly staticSetter: string;
  readonly drops: readonly MembersOfType[];
  readonly fills: readonly (MembersOfType & { readonly argument: number })[];
  readonly closes: { readonly anyType: readonly string[]; readonly typed: readonly MembersOfType[] };
  readonly validity: { readonly aliveWhenTrue: readonly string[]; readonly aliveWhenFalse: readonly string[] };
  readonly loggers: {
    readonly types: readonly string[];
    readonly simpleNames: readonly string[];
    readonly valueSinks: readonly string[];
  };
}

const tables = data as unknown as Tables;
const ANY_TYPE = '*';

const functions = memberTable(tables.functions);
const runsStored = memberTable(tables.runsStored);
const registries = memberTable(tables.registries);
const drops = memberTable(tables.drops);
const fills = memberTable(tables.fills);
const closes = memberTable(tables.closes.typed);

const keptMembers = new Set(tables.keeps.members);
const notKeptMembers = new Set(tables.keeps.notMembers);
const keptPrefixes = new RegExp(`^(?:${tables.keeps.prefixes.join('|')})(?=\\p{Lu})`, 'u');
const builders = new RegExp(tables.keeps.builders, 'u');
const isBuilderType = remembered((type) => builders.test(type));
const neverKeeps = typeMatcher(tables.keeps.notTypes);
const staticSetter = new RegExp(tables.staticSetter, 'u');
const closingMembers = new Set(tables.closes.anyType);
const aliveWhenTrue = new Set(tables.validity.aliveWhenTrue);
const aliveWhenFalse = new Set(tables.validity.aliveWhenFalse);
const loggerTypes = new Set(tables.loggers.types);
const loggerNames = new Set(tables.loggers.simpleNames);
const valueSinks = typeMatcher(tables.loggers.valueSinks);

/**
 * What a member does with the function given as its argument.
 * @param type qualified type of the receiver or of the static member; '*' when it is not known
 * @param index 0-based argument position
 * @returns undefined when the tables do not know: then the function is only stored
 */
export function functionUse(type: string, member: string, index: number): FunctionUse | undefined {
  return functions.find(type, member).find(({ argument }) => argument === index || argument === -1);
}

/** Whether a member runs the function given as its argument inside the call; parameters as for `functionUse`. */
export function runsFunctionAtOnce(type: string, member: string, index: number): boolean {
  return functionUse(type, member, index)?.when === 'now';
}

/** Whether a member runs the functions that its receiver was given before: `ThreadLocal.get`, `Mono.block`, `Thread.start`. */
export function runsStoredFunctions(type: string, member: string): boolean {
  return runsStored.find(type, member).length > 0;
}

/** Whether a member of an instance keeps its arguments in the receiver: `add`, `put`, `setX`, anything on a builder. */
export function isKeeper(type: string, member: string): boolean {
  if (dropsArguments(type) || neverKeeps(type) || notKeptMembers.has(member)) return false;
  if (keptMembers.has(member) || keptPrefixes.test(member)) return true;
  return isBuilderType(type) && !member.startsWith('get') && !member.startsWith('is');
}

/**
 * Where a static member, or one of a well-known registry, keeps its arguments.
 * @returns a phrase for messages ('a system property'), or null when it keeps them nowhere
 */
export function keepsInLibrary(type: string, member: string): string | null {
  const place = registries.find(type, member)[0]?.place;
  if (place !== undefined) return place;
  return staticSetter.test(member) ? `a static of ${type.slice(type.lastIndexOf('.') + 1)}` : null;
}

/** Whether a member's result no longer carries the value of its receiver or arguments: `size`, `equals`, `Duration.between`. */
export function dropsValue(type: string, member: string): boolean {
  return drops.find(ANY_TYPE, member).length > 0 || drops.find(type, member).length > 0;
}

/** The position of the argument that a member writes its result into (`Random.nextBytes(bytes)`), or null. */
export function filledArgument(type: string, member: string): number | null {
  return fills.find(type, member)[0]?.argument ?? null;
}

/** Whether a member closes, stops or waits for the end of its receiver (or of its arguments, as `closeQuietly` does). */
export function closesReceiver(type: string, member: string): boolean {
  return closingMembers.has(member) || closes.find(type, member).length > 0;
}

/** For a member that asks whether its receiver still works: the answer of a working one; null for other members. */
export function isValidityCheck(member: string): boolean | null {
  if (aliveWhenTrue.has(member)) return true;
  return aliveWhenFalse.has(member) ? false : null;
}

/** Whether a type is a logger or a print stream: what is passed to it is not kept. Simple names of loggers count too. */
export function isLogger(type: string): boolean {
  if (loggerTypes.has(type) || supertypesOf(type).some((supertype) => loggerTypes.has(supertype))) return true;
  return loggerNames.has(type.slice(type.lastIndexOf('.') + 1));
}

/** Whether nothing passed to the type's members is kept: loggers, metrics and assertions. */
export const dropsArguments: (type: string) => boolean = remembered((type) => isLogger(type) || valueSinks(type));
