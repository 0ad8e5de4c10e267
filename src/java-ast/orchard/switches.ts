import type { Expression, Pattern, Statement, SwitchCase, SwitchStatement } from '../nodes.ts';
import type { Conversion } from './conversion.ts';
import { childOfKind, childrenOf, endOf, kindAt, placeOf, startOf, textAt } from './conversion.ts';
import { convertExpression, expressionOrMissing } from './expressions.ts';
import { Kind } from './kinds.ts';
import { convertPattern } from './patterns.ts';
import { addStatements, convertStatement } from './statements.ts';

/** Converts a `switch` that stands as a statement. */
export function switchStatement(conversion: Conversion, index: number): SwitchStatement {
  const place = placeOf(conversion, index);
  const [selector] = childrenOf(conversion, index);
  const block = childOfKind(conversion, index, Kind.switch_block);
  return {
    kind: 'SwitchStatement',
    ...place,
    selector: expressionOrMissing(conversion, selector, place.start),
    cases: block < 0 ? [] : switchCases(conversion, block),
  };
}

/** Converts the cases of a switch block, in order. */
export function switchCases(conversion: Conversion, switchBlock: number): SwitchCase[] {
  const cases: SwitchCase[] = [];
  for (const child of childrenOf(conversion, switchBlock)) {
    const kind = kindAt(conversion, child);
    if (kind === Kind.switch_rule) cases.push(switchRule(conversion, child));
    else if (kind === Kind.switch_block_statement_group) addGroup(conversion, child, cases);
  }
  return cases;
}

function switchRule(conversion: Conversion, index: number): SwitchCase {
  const [label, body] = childrenOf(conversion, index);
  return {
    kind: 'SwitchCase',
    ...placeOf(conversion, index),
    arrow: true,
    ...labelParts(conversion, label),
    body: body === undefined ? [] : [ruleBody(conversion, body)],
  };
}

/** An expression has the rule's `;` behind it, which is no part of the statement; blocks and `throw` are themselves. */
function ruleBody(conversion: Conversion, index: number): Statement {
  if (kindAt(conversion, index) !== Kind.expression_statement) return convertStatement(conversion, index);
  const [inner] = childrenOf(conversion, index);
  const expression = expressionOrMissing(conversion, inner, startOf(conversion, index));
  return { kind: 'ExpressionStatement', start: expression.start, end: expression.end, expression };
}

/** `case A: case B: statements` becomes a case for A without a body and one for B with it. */
function addGroup(conversion: Conversion, index: number, cases: SwitchCase[]): void {
  const children = childrenOf(conversion, index);
  const lastLabel = children.findLastIndex((child) => kindAt(conversion, child) === Kind.switch_label);
  for (let position = 0; position < lastLabel; position++) {
    const label = children[position];
    if (label === undefined || kindAt(conversion, label) !== Kind.switch_label) continue;
    const colon = children[position + 1] ?? label;
    cases.push({
      kind: 'SwitchCase',
      start: startOf(conversion, label),
      end: endOf(conversion, colon),
      arrow: false,
      ...labelParts(conversion, label),
      body: [],
    });
  }
  const label = children[lastLabel];
  const body: Statement[] = [];
  for (const child of children.slice(lastLabel + 1)) addStatements(conversion, child, body);
  cases.push({
    kind: 'SwitchCase',
    start: label === undefined ? startOf(conversion, index) : startOf(conversion, label),
    end: endOf(conversion, index),
    arrow: false,
    ...labelParts(conversion, label),
    body,
  });
}

type LabelParts = Pick<SwitchCase, 'labels' | 'isDefault' | 'guard'>;

function labelParts(conversion: Conversion, label: number | undefined): LabelParts {
  const labels: (Expression | Pattern)[] = [];
  let isDefault = false;
  let guard: Expression | null = null;
  for (const child of label === undefined ? [] : childrenOf(conversion, label)) {
    const kind = kindAt(conversion, child);
    if (kind === Kind.pattern) labels.push(convertPattern(conversion, child));
    else if (kind === Kind.guard) guard = guardExpression(conversion, child);
    else if (isDefaultLabel(conversion, child)) isDefault = true;
    else labels.push(convertExpression(conversion, child));
  }
  return { labels, isDefault, guard };
}

/** The grammar has no rule for `case null, default`: it takes the second for a name. */
function isDefaultLabel(conversion: Conversion, index: number): boolean {
  const kind = kindAt(conversion, index);
  return (kind === Kind.token || kind === Kind.identifier) && textAt(conversion, index) === 'default';
}

function guardExpression(conversion: Conversion, index: number): Expression {
  return expressionOrMissing(conversion, childrenOf(conversion, index)[0], endOf(conversion, index));
}
