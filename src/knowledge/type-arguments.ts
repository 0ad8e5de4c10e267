/**
 * What members of generic library types give of the type arguments, from their declarations (Java SE 17 API; jakarta.inject).
 * Signatures are kept erased, so these are told here.
 */
import { table } from '../util/table.ts';
import { supertypesOf } from './signatures.ts';

/** A number: the type argument itself. A list: a type with those arguments (`List<E>.iterator()` gives an `Iterator<E>`). */
type Told = number | readonly number[];

const SEQUENCE = { getFirst: 0, getLast: 0, removeFirst: 0, removeLast: 0 } as const;
const QUEUE = { poll: 0, peek: 0, element: 0, remove: 0, take: 0 } as const;
const DEQUE = { ...SEQUENCE, pop: 0, pollFirst: 0, pollLast: 0, peekFirst: 0, peekLast: 0 } as const;
const SORTED = { first: 0, last: 0, floor: 0, ceiling: 0, lower: 0, higher: 0, pollFirst: 0, pollLast: 0 } as const;

const TOLD = table<Readonly<Record<string, Told>>>({
  'java.lang.Iterable': { iterator: [0] },
  'java.util.Collection': { stream: [0], parallelStream: [0] },
  'java.util.Iterator': { next: 0 },
  'java.util.ListIterator': { next: 0, previous: 0 },
  'java.util.Enumeration': { nextElement: 0 },
  'java.util.List': { ...SEQUENCE, get: 0, set: 0, listIterator: [0], subList: [0] },
  'java.util.Vector': { elementAt: 0, firstElement: 0, lastElement: 0, elements: [0] },
  'java.util.Stack': { pop: 0, peek: 0, push: 0 },
  'java.util.Queue': QUEUE,
  'java.util.concurrent.BlockingQueue': QUEUE,
  'java.util.Deque': DEQUE,
  'java.util.SortedSet': SORTED,
  'java.util.NavigableSet': SORTED,
  'java.util.Map': {
    get: 1,
    getOrDefault: 1,
    put: 1,
    putIfAbsent: 1,
    remove: 1,
    replace: 1,
    compute: 1,
    computeIfAbsent: 1,
    computeIfPresent: 1,
    merge: 1,
    keySet: [0],
    values: [1],
  },
  'java.util.SortedMap': { firstKey: 0, lastKey: 0 },
  'java.util.NavigableMap': { firstEntry: [0, 1], lastEntry: [0, 1], floorEntry: [0, 1], ceilingEntry: [0, 1] },
  'java.util.Map.Entry': { getKey: 0, getValue: 1, setValue: 1 },
  'java.util.Optional': { get: 0, orElse: 0, orElseGet: 0, orElseThrow: 0, filter: [0], or: [0], stream: [0] },
  'java.util.stream.BaseStream': { iterator: [0] },
  'java.util.stream.Stream': {
    filter: [0],
    sorted: [0],
    distinct: [0],
    limit: [0],
    skip: [0],
    peek: [0],
    findFirst: [0],
    findAny: [0],
    min: [0],
    max: [0],
    toList: [0],
  },
  'java.util.function.Supplier': { get: 0 },
  'java.util.function.Function': { apply: 1 },
  'java.util.function.BiFunction': { apply: 2 },
  'java.util.function.UnaryOperator': { apply: 0 },
  'java.util.function.BinaryOperator': { apply: 0 },
  'java.util.concurrent.Callable': { call: 0 },
  'java.util.concurrent.Future': { get: 0 },
  'java.util.concurrent.CompletableFuture': { join: 0, getNow: 0 },
  'java.util.concurrent.atomic.AtomicReference': { get: 0, getAndSet: 0, updateAndGet: 0, getAndUpdate: 0 },
  'java.lang.ThreadLocal': { get: 0 },
  'java.lang.ref.Reference': { get: 0 },
  'java.lang.Class': { cast: 0, newInstance: 0 },
  'java.lang.reflect.Constructor': { newInstance: 0 },
  'javax.inject.Provider': { get: 0 },
  'jakarta.inject.Provider': { get: 0 },
});

/**
 * What a member gives of its receiver's type arguments.
 * @param type qualified name of the receiver's type; a member that it inherits counts where the JDK declares both alike
 * @returns undefined when nothing is known
 */
export function toldByArguments(type: string, member: string): Told | undefined {
  for (const owner of type.startsWith('java.') ? [type, ...supertypesOf(type)] : [type]) {
    const told = TOLD[owner]?.[member];
    if (told !== undefined) return told;
  }
  return undefined;
}
