import type {
  SwitchBlockCstNode,
  SwitchBlockStatementGroupCstNode,
  SwitchLabelCstNode,
  SwitchRuleCstNode,
} from 'java-parser';
import type { Expression, Literal, Pattern, Statement, SwitchCase } from '../nodes.ts';
import type { Lowering } from './lowering.ts';
import { first, rangeOf } from './tokens.ts';
import { lowerPattern } from './variables.ts';

/** What is written between `case` and the colon or arrow. */
type Label = Pick<SwitchCase, 'labels' | 'isDefault' | 'guard'>;

/** The rules or statement groups of a switch; an empty block gives an empty list. */
export function lowerSwitchCases(lower: Lowering, node: SwitchBlockCstNode): SwitchCase[] {
  const { switchRule, switchBlockStatementGroup } = node.children;
  return [
    ...(switchRule ?? []).map((rule) => lowerRule(lower, rule)),
    ...(switchBlockStatementGroup ?? []).map((group) => lowerGroup(lower, group)),
  ];
}

function lowerGroup(lower: Lowering, node: SwitchBlockStatementGroupCstNode): SwitchCase {
  const { switchLabel, blockStatements } = node.children;
  return {
    kind: 'SwitchCase',
    ...rangeOf(node),
    arrow: false,
    ...lowerLabel(lower, first(switchLabel)),
    body: lower.blockStatements(blockStatements),
  };
}

function lowerRule(lower: Lowering, node: SwitchRuleCstNode): SwitchCase {
  return {
    kind: 'SwitchCase',
    ...rangeOf(node),
    arrow: true,
    ...lowerLabel(lower, first(node.children.switchLabel)),
    body: [lowerRuleBody(lower, node)],
  };
}

function lowerRuleBody(lower: Lowering, { children }: SwitchRuleCstNode): Statement {
  const block = children.block?.[0];
  if (block !== undefined) return lower.block(block);
  const throwing = children.throwStatement?.[0];
  if (throwing !== undefined) {
    return {
      kind: 'ThrowStatement',
      ...rangeOf(throwing),
      value: lower.expression(first(throwing.children.expression)),
    };
  }
  const expression = lower.expression(first(children.expression));
  return { kind: 'ExpressionStatement', start: expression.start, end: expression.end, expression };
}

function lowerLabel(lower: Lowering, { children }: SwitchLabelCstNode): Label {
  const guard = children.guard?.[0];
  return {
    labels: lowerLabels(lower, children),
    isDefault: children.Default !== undefined,
    guard: guard === undefined ? null : lower.expression(first(guard.children.expression)),
  };
}

function lowerLabels(lower: Lowering, children: SwitchLabelCstNode['children']): (Expression | Pattern)[] {
  const { Null, casePattern, caseConstant } = children;
  return [
    ...(Null ?? []).map((token): Literal => {
      return { kind: 'Literal', ...rangeOf(token), type: 'null', literal: token.image, value: null };
    }),
    ...(casePattern ?? []).map(({ children: { pattern } }) => lowerPattern(lower, first(pattern))),
    ...(caseConstant ?? []).map(({ children: { conditionalExpression } }) =>
      lower.conditional(first(conditionalExpression)),
    ),
  ];
}
