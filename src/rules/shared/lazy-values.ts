/** What a method makes for a field that it fills once, on first use. */
import type { Expression, Statement } from '../../model/facts.ts';
import { visitAll } from '../../model/visit.ts';
import { isNamed } from './hooks.ts';
import { callsIn, someNode, type Call, type SourceBody } from './source-calls.ts';

/**
 * Calls of a body that run once, whatever else they make on the way: below `if (value == null) { value = …; }`, and after
 * `if (value != null) return …;` where the value is set later.
 */
export function madeForLazyValues({ body }: SourceBody): ReadonlySet<Call> {
  const calls = new Set<Call>();
  const add = (name: string, statements: readonly Statement[]): void => {
    if (someNode(statements, (part) => part.kind === 'assign' && isNamed(part.left, name))) {
      for (const call of callsIn(statements)) calls.add(call);
    }
  };
  visitAll(body, (node) => {
    if (node.kind !== 'if') return;
    const check = nullCheck(node.condition);
    if (check?.isNull === true) add(check.name, node.whenTrue);
  });
  for (const [index, statement] of body.entries()) {
    if (statement.kind !== 'if' || statement.whenTrue.at(-1)?.kind !== 'return') continue;
    const check = nullCheck(statement.condition);
    if (check?.isNull === false) add(check.name, body.slice(index + 1));
  }
  return calls;
}

interface NullCheck {
  /** The field, as far as its name tells. */
  readonly name: string;
  /** Whether the condition holds while it is null. */
  readonly isNull: boolean;
}

/** A condition that asks whether a field is null, and nothing else. */
function nullCheck(condition: Expression): NullCheck | null {
  if (condition.kind === 'unary' && condition.operator === '!') {
    const inner = nullCheck(condition.operand);
    return inner === null ? null : { name: inner.name, isNull: !inner.isNull };
  }
  if (condition.kind === 'call' && (condition.name === 'isNull' || condition.name === 'nonNull')) {
    return check(condition.arguments[0], condition.name === 'isNull');
  }
  if (condition.kind !== 'binary' || !/^[!=]=$/u.test(condition.operator)) return null;
  const { left, right, operator } = condition;
  if (isNullLiteral(right)) return check(left, operator === '==');
  return isNullLiteral(left) ? check(right, operator === '==') : null;
}

function check(value: Expression | undefined, isNull: boolean): NullCheck | null {
  return value?.kind === 'name' || value?.kind === 'select' ? { name: value.name, isNull } : null;
}

function isNullLiteral(node: Expression): boolean {
  return node.kind === 'literal' && node.value === null;
}
