/** Running code that was handed over as an object: lambdas, method references, and objects of functional project classes. */
import { invoke, lookUp } from './calls.ts';
import type { Site } from './event.ts';
import type { LibraryCall } from './library.ts';
import type { Machine } from './machine.ts';
import type { AbstractObject } from './objects.ts';
import { join, objectValue, type Value } from './values.ts';

/** Single abstract methods of the functional interfaces that libraries run; tried in this order on a project object. */
const ENTRY_POINTS = ['run', 'call', 'get', 'accept', 'apply', 'test', 'handle', 'execute'];
const MAX_INPUTS = 3;

/** Calls every function the value may be. Null when it is none. */
export function invokeFunctions(machine: Machine, value: Value, inputs: readonly Value[], site: Site): Value | null {
  let result: Value | null = null;
  for (const object of value.objects) {
    const returned = invokeFunction(machine, object, inputs, site);
    if (returned !== null) result = result === null ? returned : join(result, returned);
  }
  return result;
}

function invokeFunction(machine: Machine, object: AbstractObject, inputs: readonly Value[], site: Site): Value | null {
  if (object.invoke !== null) return object.invoke(inputs, site);
  if (object.model === null || object.kind === 'class') return null;
  for (const name of ENTRY_POINTS) {
    for (let count = 0; count <= MAX_INPUTS; count++) {
      const given = inputs.slice(0, count);
      if (given.length < count) break;
      const method = lookUp(machine, object.model, name, given);
      if (method === null) continue;
      machine.handedOver++;
      const returned = invoke(machine, null, method, objectValue(object), given, site);
      machine.handedOver--;
      return returned;
    }
  }
  return null;
}

/** `Thread.start()` runs what the thread was given, or the `run` method of the project's own subclass. */
export function runThreadBody(machine: Machine, call: LibraryCall): void {
  if (
    call.member !== 'start' ||
    call.receiver === null ||
    !call.types.some((type) => type.name === 'java.lang.Thread')
  ) {
    return;
  }
  for (const thread of call.receiver.objects) {
    if (thread.kind === 'instance') invokeFunction(machine, thread, [], call.site);
    for (const body of thread.content.objects) invokeFunction(machine, body, [], call.site);
  }
}
