/** What the readers of deployment files share about settings that SnapStart excludes (docs.aws.amazon.com/lambda/latest/dg/snapstart.html). */
import type { Conflict, FunctionFact } from './types.ts';

/** Megabytes of `/tmp` that every function has. */
const USUAL_STORAGE = 512;

/** Whether a size in megabytes, as written, is more than every function has; a size that is not known is not. */
export function isMoreStorage(megabytes: string | null): boolean {
  return megabytes !== null && Number(megabytes) > USUAL_STORAGE;
}

/** Whether a number, as written, is known and above zero. */
export function isPositive(count: string | null): boolean {
  return count !== null && Number(count) > 0;
}

/** The part of a function's facts that holds what was found; none where nothing was. */
export function conflictsPart(found: readonly (Conflict | null)[]): Pick<FunctionFact, 'conflicts'> {
  const conflicts = found.filter((one) => one !== null);
  return conflicts.length === 0 ? {} : { conflicts };
}
