/** Whether a loop that nothing in its head ends is left from inside. */
import type { Statement } from '../model/facts.ts';

/** Whether a statement leaves the loop that `body` belongs to. A `break` of an inner loop or switch leaves only that one. */
export function mayEnd(body: readonly Statement[], isInner = false): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case 'return':
      case 'throw':
        return true;
      case 'break':
        return !isInner;
      case 'block':
      case 'synchronized':
        return mayEnd(statement.body, isInner);
      case 'if':
        return mayEnd(statement.whenTrue, isInner) || mayEnd(statement.whenFalse, isInner);
      case 'loop':
      case 'foreach':
        return mayEnd(statement.body, true);
      case 'switch':
        return statement.cases.some((one) => mayEnd(one.body, true));
      case 'try':
        return [statement.body, ...statement.catches.map((one) => one.body), statement.finallyBody].some((part) =>
          mayEnd(part, isInner),
        );
      default:
        return false;
    }
  });
}
