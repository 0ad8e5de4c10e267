/** Results of calls in one start-up, by method and by what is known of the arguments. */
import type { LiteralValue } from '../model/facts.ts';
import type { MethodModel } from '../model/project.ts';
import type { SinkRecord } from './sink-record.ts';
import type { Value } from './values.ts';

/** What is known of a receiver and of arguments: objects by their numbers, so that it keeps none of them alive. */
export interface Signature {
  readonly parts: readonly (LiteralValue | undefined)[];
  /** Equal for equal parts. */
  readonly hash: number;
}

interface RememberedCall {
  readonly parts: Signature['parts'];
  value: Value;
  runs: number;
}

/** As often must a call have run with the same arguments until its result counts as settled. */
const SETTLED = 2;
const END_OF_OBJECTS = -1;
const END_OF_MARKS = -2;

export class CallMemory {
  private readonly byMethod = new Map<MethodModel, Map<number, RememberedCall[]>>();

  /** The result of an earlier call with the same arguments, once it ran often enough to have settled. */
  remembered(method: MethodModel, signature: Signature): Value | null {
    const known = this.find(method, signature);
    return known !== undefined && known.runs >= SETTLED ? known.value : null;
  }

  remember(method: MethodModel, signature: Signature, value: Value): void {
    const known = this.find(method, signature);
    if (known !== undefined) {
      known.value = value;
      known.runs++;
      return;
    }
    let calls = this.byMethod.get(method);
    if (calls === undefined) this.byMethod.set(method, (calls = new Map<number, RememberedCall[]>()));
    const call = { parts: signature.parts, value, runs: 1 };
    const alike = calls.get(signature.hash);
    if (alike === undefined) calls.set(signature.hash, [call]);
    else alike.push(call);
  }

  forget(): void {
    this.byMethod.clear();
  }

  private find(method: MethodModel, { parts, hash }: Signature): RememberedCall | undefined {
    return this.byMethod
      .get(method)
      ?.get(hash)
      ?.find((one) => isSame(one.parts, parts));
  }
}

function isSame(left: Signature['parts'], right: Signature['parts']): boolean {
  if (left.length !== right.length) return false;
  for (let index = 0; index < left.length; index++) if (!Object.is(left[index], right[index])) return false;
  return true;
}

/** What tells calls of one method apart. */
export function signatureOf(self: Value | null, given: readonly Value[]): Signature {
  const parts: (LiteralValue | undefined)[] = [];
  if (self !== null) addParts(parts, self);
  for (const value of given) addParts(parts, value);
  let hash = parts.length;
  for (const part of parts) hash = (Math.imul(hash, 31) + numberFor(part)) | 0;
  return { parts, hash };
}

function addParts(parts: (LiteralValue | undefined)[], { objects, marks, constant, type }: Value): void {
  for (const { id } of objects) parts.push(id);
  parts.push(END_OF_OBJECTS);
  for (const mark of marks) parts.push(numberOf(mark));
  parts.push(END_OF_MARKS, constant, type?.name ?? null);
}

/** Of texts the length and the end do: types of one package end differently. */
function numberFor(part: LiteralValue | undefined): number {
  if (typeof part === 'number') return part | 0;
  if (typeof part !== 'string') return part === true ? 1 : 0;
  const { length } = part;
  return length === 0 ? 0 : (length << 16) ^ (part.charCodeAt(length - 1) << 8) ^ part.charCodeAt(length >> 1);
}

const numbers = new WeakMap<SinkRecord, number>();
let nextNumber = 1;

function numberOf(mark: SinkRecord): number {
  let number = numbers.get(mark);
  if (number === undefined) numbers.set(mark, (number = nextNumber++));
  return number;
}
