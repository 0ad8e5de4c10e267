/** What ends the life of something opened or started in init, and what asks whether it lives. */
import { closesReceiver, isValidityCheck } from '../knowledge/behaviour.ts';
import { namedType } from '../model/java-type.ts';
import { encloses } from './branch.ts';
import { invoke, lookUp } from './calls.ts';
import type { Site } from './event.ts';
import type { LibraryCall } from './library.ts';
import type { Frame, Machine } from './machine.ts';
import type { AbstractObject } from './objects.ts';
import { constantValue, objectValue, type Value } from './values.ts';

const MAX_WRAPPERS = 4;

/** Whether a library call closes, stops or joins its receiver (or, like `IOUtils.closeQuietly`, its arguments). */
export function isClosing(call: LibraryCall): boolean {
  return call.types.length === 0
    ? closesReceiver('*', call.member)
    : call.types.some((type) => closesReceiver(type.name, call.member));
}

/** Waiting for a thread ends the thread; what the thread opened stays open. */
const JOINING = new Set(['join', 'get', 'getNow', 'awaitTermination', 'interrupt', 'cancel', 'await']);

/** Marks everything open in the value as closed, as far as the close surely runs when the opening did. */
export function closeValue(machine: Machine, frame: Frame, value: Value, site: Site, member = 'close'): void {
  if (machine.mode !== 'init') return;
  const onlyThreads = JOINING.has(member);
  for (const mark of value.marks) closeMark(machine, frame, mark, site, onlyThreads);
  for (const object of value.objects) closeObject(machine, frame, object, site, onlyThreads, 0);
}

function closeMark(
  machine: Machine,
  frame: Frame,
  mark: Value['marks'][number],
  site: Site,
  onlyThreads: boolean,
): void {
  if (onlyThreads && mark.entry.family !== 'thread') return;
  if (mark.closed !== null || mark.flowsOn || !encloses(machine.branch, mark.branch)) return;
  mark.closed = { site, symbol: frame.symbol, inHook: machine.inHook };
}

function closeObject(
  machine: Machine,
  frame: Frame,
  object: AbstractObject,
  site: Site,
  onlyThreads: boolean,
  depth: number,
): void {
  if (depth > MAX_WRAPPERS || object.kind === 'function') return;
  if (object.model !== null && object.kind === 'instance' && !onlyThreads) {
    const method = lookUp(machine, object.model, 'close', []);
    if (method !== null) invoke(machine, frame, method, objectValue(object), [], site);
  }
  for (const mark of object.content.marks) closeMark(machine, frame, mark, site, onlyThreads);
  for (const part of object.content.objects) {
    if (part.kind === 'library') closeObject(machine, frame, part, site, onlyThreads, depth + 1);
  }
}

/** `isClosed()`, `isValid()` on something opened in this start-up and not closed: it answers as an open one does. */
export function validityAnswer(call: LibraryCall): Value | null {
  const answer = isValidityCheck(call.member);
  const marks = call.receiver?.marks.filter((mark) => !mark.flowsOn) ?? [];
  if (answer === null || marks.length === 0) return null;
  const isOpen = marks.every((mark) => mark.closed === null);
  return constantValue(isOpen ? answer : !answer, namedType('boolean'));
}
