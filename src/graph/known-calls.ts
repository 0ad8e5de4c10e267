/** Library calls with a meaning of their own for init: they initialise classes or answer what is known under a snapshot. */
import { namedType } from '../model/java-type.ts';
import { ensureInitialized } from './class-initialization.ts';
import type { LibraryCall } from './library.ts';
import { ENVIRONMENT } from './library-results.ts';
import type { Frame, Machine } from './machine.ts';
import { constantValue, isNull, NULL, type Value } from './values.ts';

/** `Class.forName(name)` initialises the class (unless its second argument is false). */
export function initializeByName(machine: Machine, frame: Frame, call: LibraryCall): void {
  if (call.member !== 'forName' || call.types[0]?.name !== 'java.lang.Class') return;
  const name = call.given[0]?.constant;
  if (typeof name !== 'string' || call.given[1]?.constant === false) return;
  const type = machine.project.findType(name.replaceAll('$', '.'), frame.file);
  if (type !== null) ensureInitialized(machine, type, call.site);
}

/**
 * Answers that are known while a SnapStart snapshot is made: `AWS_LAMBDA_INITIALIZATION_TYPE` is `snap-start`, and the log
 * stream variables and key variables are not set (docs.aws.amazon.com/lambda/latest/dg/snapstart-activate.html).
 */
export function environmentConstant(machine: Machine, call: LibraryCall): Value | null {
  const type = call.types[0]?.name;
  if (type === 'java.util.Objects' && (call.member === 'isNull' || call.member === 'nonNull')) return nullAnswer(call);
  if (type === 'java.lang.Class' && /^(getName|getCanonicalName|getTypeName)$/.test(call.member)) {
    return className(call);
  }
  if (machine.target !== 'snapstart' || !readsVariable(call)) return null;
  const name = call.given[0]?.constant;
  if (name === 'AWS_LAMBDA_INITIALIZATION_TYPE') return constantValue('snap-start', namedType('java.lang.String'));
  return null;
}

/** `System.getenv(name)`, `System.getenv().get(name)`, `System.getenv().getOrDefault(name, …)`. */
function readsVariable({ types, member, receiver }: LibraryCall): boolean {
  if (types[0]?.name === 'java.lang.System') return member === 'getenv';
  const objects = receiver?.objects ?? [];
  const isMember = member === 'get' || member === 'getOrDefault';
  return isMember && objects.length > 0 && objects.every(({ settings }) => settings.has(ENVIRONMENT));
}

/** `T.class.getName()` of a project class. */
function className(call: LibraryCall): Value | null {
  const named = call.receiver?.type?.arguments[0]?.project ?? null;
  return named === null ? null : constantValue(named.qualifiedName, namedType('java.lang.String'));
}

function nullAnswer(call: LibraryCall): Value | null {
  const value = call.given[0] ?? NULL;
  if (!isNull(value) && !value.nonNull) return null;
  return constantValue(isNull(value) === (call.member === 'isNull'), namedType('boolean'));
}
