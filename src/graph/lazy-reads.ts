/**
 * Reads that are put off until somebody goes through their result: paginators of SDK clients. The object that such a call
 * gives has read nothing yet; a loop over it, its `stream()` or `forEach(…)` does.
 */
import type { Choice } from './catalogue-choice.ts';
import type { AbstractObject } from './objects.ts';
import type { Value } from './values.ts';

/** Members that go through what they are called on (java.lang.Iterable, Collection.stream, Publisher of reactive-streams). */
const ITERATING: ReadonlySet<string> = new Set([
  'iterator',
  'spliterator',
  'forEach',
  'stream',
  'parallelStream',
  'subscribe',
]);

/** Whether the entry says that its read happens only when the result is gone through. */
export function isPutOff(choice: Choice | null): boolean {
  return choice?.entry.effect === 'reads-on-iteration';
}

/** Notes on the objects of a result what going through them will read. */
export function putOff(result: Value, choice: Choice): void {
  for (const object of result.objects) if (object.kind === 'library') object.readsLater = choice;
}

/** What going through the value reads; null when that is nothing, or was read before. */
export function readOfIteration(value: Value | null): Choice | null {
  return value?.objects.find((object) => object.readsLater !== null)?.readsLater ?? null;
}

/** The read that a member causes by going through its receiver. */
export function readCausedBy(member: string, receiver: Value | null): Choice | null {
  return ITERATING.has(member) ? readOfIteration(receiver) : null;
}

/** A view of something not yet read (`pages.items()`) is read when the view is gone through. */
export function handOn(receiver: AbstractObject, view: AbstractObject): void {
  if (receiver.readsLater !== null && view !== receiver) view.readsLater ??= receiver.readsLater;
}
