/** How statements leave the loop or switch around them. */
import type { Statement } from '../model/facts.ts';

/** Whether a statement leaves the loop that `body` belongs to. */
export function mayEnd(body: readonly Statement[]): boolean {
  return exitsOf(body, false).length > 0;
}

/** Whether a statement leaves the switch that `body` is a case of, and goes on behind it. */
export function mayBreak(body: readonly Statement[]): boolean {
  return exitsOf(body, false).includes('break');
}

/** The ways out. A `break` of an inner loop or switch leaves only that one. */
function exitsOf(body: readonly Statement[], isInner: boolean): readonly ('return' | 'throw' | 'break')[] {
  return body.flatMap((statement) => {
    switch (statement.kind) {
      case 'return':
      case 'throw':
        return [statement.kind];
      case 'break':
        return isInner ? [] : ['break' as const];
      case 'block':
      case 'synchronized':
        return exitsOf(statement.body, isInner);
      case 'if':
        return [statement.whenTrue, statement.whenFalse].flatMap((part) => exitsOf(part, isInner));
      case 'loop':
      case 'foreach':
        return exitsOf(statement.body, true);
      case 'switch':
        return statement.cases.flatMap((one) => exitsOf(one.body, true));
      case 'try':
        return [statement.body, ...statement.catches.map((one) => one.body), statement.finallyBody].flatMap((part) =>
          exitsOf(part, isInner),
        );
      default:
        return [];
    }
  });
}
