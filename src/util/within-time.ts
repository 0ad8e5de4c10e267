/** A limit of time for code that does not look at the clock itself. */
import { Script } from 'node:vm';

const KEY = Symbol.for('snapsafe.withinTime');

/** The engine ends what a script calls when its time is over, wherever it is; the text is ours and always the same. */
const script = new Script(`globalThis[Symbol.for('${KEY.description}')]()`);

/**
 * Runs `step`, which must not wait for anything, and gives its value; null when it is not done after so many milliseconds.
 * It is then ended in the middle, so that what it works on must be good to be used again, or be thrown away. Not to be
 * nested.
 */
export function withinTime<T>(milliseconds: number, step: () => T): { readonly value: T } | null {
  const scope = globalThis as { [KEY]?: () => T };
  scope[KEY] = step;
  try {
    return { value: script.runInThisContext({ timeout: milliseconds }) as T };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return null;
    throw error;
  } finally {
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a symbol of our own
    delete scope[KEY];
  }
}
