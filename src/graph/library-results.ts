/** What a library call gives back: its type, and what it carries of the receiver and the arguments. */
import { isCatalogueType } from '../knowledge/catalogue.ts';
import { isLibraryType, libraryType, returnTypeOf } from '../knowledge/signatures.ts';
import { isPrimitive, namedType, type JavaType } from '../model/java-type.ts';
import { handOn } from './lazy-reads.ts';
import type { LibraryCall } from './library.ts';
import { dropsValue, runsFunctionAtOnce } from '../knowledge/behaviour.ts';
import type { Machine } from './machine.ts';
import { addContent, type AbstractObject } from './objects.ts';
import { noteSetting } from './library.ts';
import type { SinkRecord } from './sink-record.ts';
import { withTypeArguments } from './type-arguments.ts';
import { constantValue, join, objectValue, typed, UNKNOWN, withMarks, type Value } from './values.ts';

/** The value of a library call, given the marks it inherits and what functions run by it returned. */
export function resultOf(
  machine: Machine,
  call: LibraryCall,
  marks: readonly SinkRecord[],
  produced: Value | null,
): Value {
  const type = resultType(call);
  const fluent = fluentReceiver(call, type);
  if (fluent !== null) {
    for (const object of fluent.objects) {
      for (const value of storedArguments(call)) addContent(object, value);
      if (produced !== null) addContent(object, produced);
      noteSetting(object, call);
    }
    return withMarks(fluent, marks);
  }
  if (type === null && isUnwrapping(call)) return withMarks(call.receiver ?? UNKNOWN, marks);
  const folded = foldText(call);
  if (folded !== null) return folded;
  if (type === null || type.name === 'java.lang.Object') {
    return withTypeArguments(machine, call.receiver, call.member, withMarks(element(call, produced), marks));
  }
  if (isPrimitive(type) || type.name === 'java.lang.String' || type.dimensions > 0) {
    return withMarks(typed(type), marks);
  }
  const object = resultObject(machine, call, type);
  if (CLASS_PATH_MEMBERS.has(call.member)) {
    object.settings.set('classPathResource', { value: constantValue(true, null), site: call.site });
  }
  if (call.member === 'getenv' && call.types[0]?.name === 'java.lang.System') {
    object.settings.set(ENVIRONMENT, { value: constantValue(true, null), site: call.site });
  }
  if (produced !== null) addContent(object, produced);
  return withTypeArguments(machine, call.receiver, call.member, withMarks(objectValue(object), marks));
}

/** The setting of the map that `System.getenv()` gives. */
export const ENVIRONMENT = 'environment';

/** What these give is part of the deployment: reading it is no I/O that could go stale. */
const CLASS_PATH_MEMBERS = new Set([
  'getResource',
  'getResourceAsStream',
  'getSystemResource',
  'getSystemResourceAsStream',
]);

/** A new library object that holds what went into it. */
function resultObject(machine: Machine, call: LibraryCall, type: JavaType): AbstractObject {
  const object = machine.allocate('library', type, call.site);
  // What a client answers (a future, a list of results) is made of its arguments, but they are not in it.
  const isAnswer = call.receiver !== null && !isBuilding(call.member) && !call.types.some(givesElements);
  for (const value of storedArguments(call)) addContent(object, isAnswer ? withoutObjects(value) : value);
  for (const part of call.receiver?.objects ?? []) {
    if (part.kind !== 'library') continue;
    handOn(part, object);
    // A product holds what its builder was given; a view (stream, Optional, iterator) the elements of its source. What
    // a client answers is neither.
    addContent(object, {
      ...part.content,
      objects: isBuilding(call.member) || givesElements(part.type) ? part.content.objects : [],
      marks: part.content.marks.filter((mark) => mark.flowsOn || isBuilding(call.member)),
    });
    for (const [name, setting] of part.settings) if (!object.settings.has(name)) object.settings.set(name, setting);
  }
  return object;
}

function withoutObjects(value: Value): Value {
  return { ...UNKNOWN, marks: value.marks.filter((mark) => mark.flowsOn) };
}

/** Arguments a result may hold. */
function storedArguments(call: LibraryCall): readonly Value[] {
  return dropsValue(call.types[0]?.name ?? '*', call.member) ? [] : argumentsAfter(call);
}

/** Arguments that something may hold after the call: all but the functions that the call itself ran. */
export function argumentsAfter(call: LibraryCall): readonly Value[] {
  const type = call.types[0]?.name ?? '*';
  return call.given.filter(
    (value, index) =>
      value.objects.every((part) => part.invoke === null) || !runsFunctionAtOnce(type, call.member, index),
  );
}

/** Packages of types that hold elements: collections, streams, futures, optional values. */
const CONTAINER_PACKAGES =
  /^(java\.(lang|util)\.|io\.(vavr|smallrye\.mutiny|reactivex)\.|reactor\.|rx\.|scala\.|com\.google\.common\.(base|cache|collect|util)\.|com\.github\.benmanes\.|org\.apache\.commons\.(collections4?|lang3|pool2)\.)/;

/** Whether what a call on a type gives may be what was put into it; so for any type of which no signature is known. */
function givesElements(type: JavaType): boolean {
  return CONTAINER_PACKAGES.test(type.name) || isBuilderType(type.name) || !isLibraryType(type.name);
}

/** Whether nothing tells what a type's members give: no signature, and no custom of containers and builders. */
function isOpaque({ name }: JavaType): boolean {
  return !isLibraryType(name) && !CONTAINER_PACKAGES.test(name) && !isBuilderType(name);
}

function isBuilding(member: string): boolean {
  return /^(build|create|new|make|toBuilder)/.test(member);
}

/** An element of the receiver (`get`, `next`, `orElse`), or what the functions produced. */
function element(call: LibraryCall, produced: Value | null): Value {
  let result: Value | null = produced;
  for (const object of call.receiver?.objects ?? []) {
    // A table or client answers with something new, and keeps what it was made of.
    if (object.content.objects.length === 0 || !givesElements(object.type)) continue;
    const part: Value = {
      ...object.content,
      isGuess: isOpaque(object.type) ? true : object.content.isGuess,
      type: null,
      marks: object.content.marks.filter((mark) => mark.flowsOn),
      constant: undefined,
      nonNull: false,
    };
    result = result === null ? part : join(result, part);
  }
  for (const value of call.given) {
    if (PASSING.has(call.member)) result = result === null ? value : join(result, value);
  }
  return result ?? UNKNOWN;
}

/**
 * A getter on an object whose known type has no such member: what is held as the object is really a wrapper around it
 * (a proxy, a target source), and the getter steps inwards.
 */
function isUnwrapping(call: LibraryCall): boolean {
  const objects = call.receiver?.objects ?? [];
  if (objects.length === 0 || call.given.length > 0 || !/^(get|unwrap|target|delegate)/.test(call.member)) return false;
  return objects.every((object) => object.kind === 'library' && libraryType(object.type.name) !== undefined);
}

/** Members that may give back their argument itself. */
const PASSING = new Set([
  'requireNonNull',
  'requireNonNullElse',
  'requireNonNullElseGet',
  'orElse',
  'getOrDefault',
  'checkNotNull',
  'firstNonNull',
  'cast',
  'notNull',
  'unmodifiableMap',
  'unmodifiableList',
]);

/** The receiver itself where the method returns `this` or the same kind of object. */
function fluentReceiver(call: LibraryCall, type: JavaType | null): Value | null {
  const { receiver } = call;
  if (receiver === null || receiver.objects.length === 0) return null;
  const own = receiver.objects[0]?.type;
  if (own === undefined || receiver.objects.some((object) => object.kind !== 'library')) return null;
  if (type === null) return isBuilderType(own.name) && isSetting(call) ? receiver : null;
  return type.name === own.name && type.dimensions === own.dimensions && !VALUE_TYPES.test(own.name) ? receiver : null;
}

/** By custom a builder's members give the builder itself, but for what it builds and for what it tells of itself. */
function isSetting({ member, given }: LibraryCall): boolean {
  return !isBuilding(member) && !/^get\p{Lu}/u.test(member) && !(given.length === 0 && /^(is|has)\p{Lu}/u.test(member));
}

/** Immutable values: a method that gives the same type gives another value. */
const VALUE_TYPES = /^java\.(time|math|lang\.(?!StringBu)|net\.URI|nio\.file)|^java\.util\.(UUID|Optional|Locale)/;

/** Builders by custom, and the suppliers of configurations that Agroal has in their place. */
function isBuilderType(name: string): boolean {
  return name.endsWith('Builder') || name.endsWith('ConfigurationSupplier');
}

/** The declared return type by the signature facts, else by custom: `T.builder()` gives a builder of T, and so on. */
function resultType(call: LibraryCall): JavaType | null {
  for (const type of call.types) {
    const known = returnTypeOf(type.name, call.member, call.given.length);
    if (known !== undefined) return fromSignature(known.type);
  }
  const ofAny = call.receiver === null ? null : memberOfAny(call.member, call.given.length, call.receiver);
  if (ofAny !== null) return ofAny;
  const type = call.types[0];
  if (type === undefined || type.dimensions > 0) return null;
  return call.receiver === null ? staticResult(type, call.member) : instanceResult(type, call.member);
}

/** What a member that every object, or every constant of a project's enum, has gives; null for any other member. */
export function memberOfAny(member: string, arity: number, receiver: Value): JavaType | null {
  const model = receiver.objects[0]?.model ?? receiver.type?.project ?? null;
  const isEnum = model?.fact.kind === 'enum' || model?.outer?.fact.kind === 'enum';
  const known = returnTypeOf(isEnum ? 'java.lang.Enum' : 'java.lang.Object', member, arity);
  return known === undefined ? null : fromSignature(known.type);
}

function fromSignature(name: string): JavaType {
  const dimensions = (name.length - name.replaceAll('[]', '').length) / 2;
  return { ...namedType(name.replaceAll('[]', '')), dimensions };
}

/** Custom of static factories; only for types whose signatures are not known. */
function staticResult(type: JavaType, member: string): JavaType | null {
  if (libraryType(type.name) !== undefined) return null;
  if (/^(builder|newBuilder|standard|custom|builderFor)$/.test(member)) {
    const names = [`${type.name}.Builder`, `${type.name}Builder`];
    const known = names.find((name) => isCatalogueType(name));
    const isCertain = type.certain && known !== undefined;
    return type.name.endsWith('Builder') ? type : namedType(known ?? `${type.name}.Builder`, isCertain);
  }
  if (isBuilderType(type.name) && /^for\p{Lu}/u.test(member)) return type;
  return /^(create|of|newInstance|getInstance|instance|from\p{Lu}?|default|standard|open|connect)/u.test(member)
    ? { ...type, certain: false }
    : null;
}

/** The product of `T.Builder` is T. That of a `TBuilder` may be a T of another package: `URIBuilder` gives a `java.net.URI`. */
function instanceResult(type: JavaType, member: string): JavaType | null {
  if (!type.name.endsWith('Builder') || !isBuilding(member)) return null;
  const isNested = type.name.endsWith('.Builder');
  const product = type.name.slice(0, isNested ? -'.Builder'.length : -'Builder'.length);
  return namedType(product, (type.certain && isNested) || isCatalogueType(product) || isLibraryType(product));
}

/** A few pure string calls on constants, so that guards and switches on configuration are decided. */
function foldText(call: LibraryCall): Value | null {
  const text = call.receiver?.constant;
  if (typeof text !== 'string') return null;
  const other = call.given[0]?.constant;
  const boolean = namedType('boolean');
  if (call.member === 'equals' && other !== undefined) return constantValue(text === other, boolean);
  if (call.member === 'equalsIgnoreCase' && typeof other === 'string') {
    return constantValue(text.toLowerCase() === other.toLowerCase(), boolean);
  }
  if (call.member === 'isEmpty') return constantValue(text === '', boolean);
  if (call.member === 'isBlank') return constantValue(text.trim() === '', boolean);
  if (call.member === 'startsWith' && typeof other === 'string') return constantValue(text.startsWith(other), boolean);
  return null;
}
