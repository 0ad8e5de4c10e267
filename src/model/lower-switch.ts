/** The cases of switch statements and switch expressions. */

import type * as Ast from '../java-ast/nodes.ts';
import type * as Facts from './facts.ts';
import type { Lowering } from './lowering.ts';
import { collect, emit, gather, lowerBody, spanOf, withLocals } from './lowering.ts';
import type { Binding } from './pattern-bindings.ts';
import { conditionBindings, patternVariables } from './pattern-bindings.ts';

/** Lowers a switch block; `isExpression` makes the value of an arrow rule a `yield`. */
export function lowerSwitchCases(
  lowering: Lowering,
  cases: readonly Ast.SwitchCase[],
  isExpression: boolean,
): Facts.SwitchCase[] {
  const { scope } = lowering;
  // Variables declared in one old-style group are in scope in the groups after it (JLS 6.3).
  const mark = scope.mark();
  const lowered = cases.map((group) => lowerCase(lowering, group, isExpression));
  scope.release(mark);
  return lowered;
}

function lowerCase(lowering: Lowering, group: Ast.SwitchCase, isExpression: boolean): Facts.SwitchCase {
  const labels: Facts.Expression[] = [];
  const bindings: Binding[] = [];
  for (const label of group.labels) {
    if (isPattern(label)) bindings.push(...patternVariables(label));
    else labels.push(lowering.expression(label));
  }
  const { isDefault, arrow } = group;
  const names = bindings.map(({ name }) => name);
  const guard = lowerGuard(lowering, group.guard, names);
  if (group.guard !== null) names.push(...conditionBindings(group.guard).whenTrue);
  const body = arrow
    ? withLocals(lowering, names, () => lowerRule(lowering, group.body, isExpression))
    : lowerGroup(lowering, names, group.body);
  return { labels, bindings, isDefault, guard, arrow, body };
}

function lowerGuard(
  lowering: Lowering,
  guard: Ast.Expression | null,
  names: readonly string[],
): Facts.Expression | null {
  return guard === null ? null : withLocals(lowering, names, () => lowering.expression(guard));
}

function isPattern(label: Ast.Expression | Ast.Pattern): label is Ast.Pattern {
  return label.kind === 'TypePattern' || label.kind === 'RecordPattern' || label.kind === 'MatchAllPattern';
}

function lowerRule(lowering: Lowering, body: readonly Ast.Statement[], isExpression: boolean): Facts.Statement[] {
  const [only] = body;
  if (body.length === 1 && only?.kind === 'Block') return lowerBody(lowering, only);
  return collect(lowering, () => {
    for (const statement of body) {
      if (isExpression && statement.kind === 'ExpressionStatement') {
        const value = lowering.expression(statement.expression);
        emit(lowering, { kind: 'yield', value, span: spanOf(statement) });
      } else {
        lowering.statement(statement);
      }
    }
  });
}

/** Pattern variables end with their group, other variables only with the switch. */
function lowerGroup(lowering: Lowering, names: readonly string[], body: readonly Ast.Statement[]): Facts.Statement[] {
  const { scope } = lowering;
  const added = names.filter((name) => !scope.isLocal(name));
  for (const name of added) scope.declare(name);
  const lowered = gather(lowering, () => {
    for (const statement of body) lowering.statement(statement);
  });
  for (const name of added) scope.hide(name);
  return lowered;
}
