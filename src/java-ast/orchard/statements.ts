import type { Block, EmptyStatement, IfStatement, Statement } from '../nodes.ts';
import type { Conversion, Place } from './conversion.ts';
import { childOfKind, childrenOf, endOf, kindAt, nested, nextOf, placeOf, startOf, textAt } from './conversion.ts';
import { argumentsOf, convertExpression, expressionOrMissing } from './expressions.ts';
import { Kind } from './kinds.ts';
import { enhancedForStatement, forStatement } from './loops.ts';
import { switchStatement } from './switches.ts';
import { tryStatement } from './try.ts';
import { localVariables } from './variables.ts';

/** Converts a block or constructor body. */
export function convertBlock(conversion: Conversion, index: number): Block {
  return { kind: 'Block', ...placeOf(conversion, index), statements: statementsIn(conversion, index) };
}

/** Converts the block of a declaration or statement; an empty one at `place.end` when the source has none. */
export function blockOrMissing(conversion: Conversion, index: number, place: Place): Block {
  if (index < 0) return { kind: 'Block', start: place.end, end: place.end, statements: [] };
  return nested(conversion, index, convertBlock, ({ start, end }) => ({ kind: 'Block', start, end, statements: [] }));
}

/** The statements among an entry's children; of a stretch with an error those statements in it that are whole. */
function statementsIn(conversion: Conversion, index: number): Statement[] {
  const statements: Statement[] = [];
  const { nexts } = conversion.table;
  const end = nextOf(conversion, index);
  for (let child = index + 1; child < end; child = nexts[child] ?? end) addStatements(conversion, child, statements);
  return statements;
}

/** Adds what one entry of a statement list stands for: mostly one statement. */
export function addStatements(conversion: Conversion, index: number, statements: Statement[]): void {
  const kind = kindAt(conversion, index);
  if (kind === Kind.error) {
    addStatementsOfError(conversion, index, statements);
  } else if (kind === Kind.expression_statement && kindAt(conversion, index + 1) === Kind.switch_expression) {
    const end = endOf(conversion, index);
    statements.push(convertStatement(conversion, index + 1), { kind: 'EmptyStatement', start: end - 1, end });
  } else if (isStatementKind(kind)) {
    statements.push(convertStatement(conversion, index));
  }
}

function addStatementsOfError(conversion: Conversion, index: number, statements: Statement[]): void {
  for (const child of childrenOf(conversion, index)) {
    const kind = kindAt(conversion, child);
    if (isStatementKind(kind) && kind !== Kind.semicolon) addStatements(conversion, child, statements);
    else if (kind === Kind.method_invocation || kind === Kind.object_creation_expression) {
      const expression = convertExpression(conversion, child);
      statements.push({ kind: 'ExpressionStatement', ...placeOf(conversion, child), expression });
    }
  }
}

function isStatementKind(kind: number): boolean {
  return (
    STATEMENT_KINDS.has(kind) ||
    isTypeDeclarationKind(kind) ||
    kind === Kind.semicolon ||
    kind === Kind.local_variable_declaration ||
    kind === Kind.explicit_constructor_invocation
  );
}

/** The kinds of statements that declare nothing; a `;` alone is a token. */
export const STATEMENT_KINDS: ReadonlySet<number> = new Set([
  Kind.block,
  Kind.switch_expression,
  Kind.expression_statement,
  Kind.labeled_statement,
  Kind.assert_statement,
  Kind.do_statement,
  Kind.break_statement,
  Kind.continue_statement,
  Kind.return_statement,
  Kind.yield_statement,
  Kind.synchronized_statement,
  Kind.throw_statement,
  Kind.try_statement,
  Kind.try_with_resources_statement,
  Kind.if_statement,
  Kind.while_statement,
  Kind.for_statement,
  Kind.enhanced_for_statement,
]);

/** Whether a table entry of this kind declares a class, interface, enum, record or annotation interface. */
export function isTypeDeclarationKind(kind: number): boolean {
  switch (kind) {
    case Kind.class_declaration:
    case Kind.interface_declaration:
    case Kind.enum_declaration:
    case Kind.record_declaration:
    case Kind.annotation_type_declaration:
      return true;
    default:
      return false;
  }
}

/** Converts a statement; chains of `else if` are unrolled, everything else nests. */
export function convertStatement(conversion: Conversion, index: number): Statement {
  return nested(conversion, index, statement, emptyStatement);
}

/** Converts the body of a loop or `if`; an empty statement at `offset` when the source has none. */
export function statementOrMissing(conversion: Conversion, index: number | undefined, offset: number): Statement {
  if (index === undefined) return emptyStatement({ start: offset, end: offset });
  return convertStatement(conversion, index);
}

function emptyStatement({ start, end }: Place): EmptyStatement {
  return { kind: 'EmptyStatement', start, end };
}

function statement(conversion: Conversion, index: number): Statement {
  const kind = kindAt(conversion, index);
  switch (kind) {
    case Kind.block:
      return convertBlock(conversion, index);
    case Kind.expression_statement:
      return expressionStatement(conversion, index);
    case Kind.local_variable_declaration:
      return localVariables(conversion, index, endOf(conversion, index));
    case Kind.if_statement:
      return ifStatement(conversion, index);
    case Kind.for_statement:
      return forStatement(conversion, index);
    case Kind.enhanced_for_statement:
      return enhancedForStatement(conversion, index);
    case Kind.switch_expression:
      return switchStatement(conversion, index);
    case Kind.try_statement:
    case Kind.try_with_resources_statement:
      return tryStatement(conversion, index);
    case Kind.explicit_constructor_invocation:
      return constructorInvocation(conversion, index);
    default:
      return isTypeDeclarationKind(kind) ? localType(conversion, index) : controlStatement(conversion, index);
  }
}

function controlStatement(conversion: Conversion, index: number): Statement {
  const place = placeOf(conversion, index);
  switch (kindAt(conversion, index)) {
    case Kind.while_statement: {
      const [condition, body] = childrenOf(conversion, index);
      return {
        kind: 'WhileStatement',
        ...place,
        condition: expressionOrMissing(conversion, condition, place.start),
        body: statementOrMissing(conversion, body, place.end),
      };
    }
    case Kind.do_statement:
      return doStatement(conversion, index);
    case Kind.synchronized_statement:
      return synchronizedStatement(conversion, index);
    case Kind.labeled_statement:
      return labeledStatement(conversion, index);
    case Kind.assert_statement:
      return assertStatement(conversion, index);
    default:
      return jumpStatement(conversion, index);
  }
}

function jumpStatement(conversion: Conversion, index: number): Statement {
  const place = placeOf(conversion, index);
  const operand = childrenOf(conversion, index).find((child) => kindAt(conversion, child) !== Kind.semicolon);
  switch (kindAt(conversion, index)) {
    case Kind.return_statement: {
      const value = operand === undefined ? null : convertExpression(conversion, operand);
      return { kind: 'ReturnStatement', ...place, value };
    }
    case Kind.throw_statement:
      return { kind: 'ThrowStatement', ...place, value: expressionOrMissing(conversion, operand, place.end) };
    case Kind.yield_statement:
      return { kind: 'YieldStatement', ...place, value: expressionOrMissing(conversion, operand, place.end) };
    case Kind.break_statement:
      return { kind: 'BreakStatement', ...place, label: operand === undefined ? null : textAt(conversion, operand) };
    case Kind.continue_statement:
      return { kind: 'ContinueStatement', ...place, label: operand === undefined ? null : textAt(conversion, operand) };
    default:
      return emptyStatement(place);
  }
}

function expressionStatement(conversion: Conversion, index: number): Statement {
  const place = placeOf(conversion, index);
  const [expression] = childrenOf(conversion, index);
  return {
    kind: 'ExpressionStatement',
    ...place,
    expression: expressionOrMissing(conversion, expression, place.start),
  };
}

/** Builds `if … else if … else …` from its last part to its first. */
function ifStatement(conversion: Conversion, index: number): Statement {
  const chain: Omit<IfStatement, 'elseStatement'>[] = [];
  let current: number | undefined = index;
  let elseStatement: Statement | null = null;
  while (current !== undefined && elseStatement === null) {
    const [condition, thenIndex, elseIndex]: number[] = childrenOf(conversion, current);
    const place = placeOf(conversion, current);
    chain.push({
      kind: 'IfStatement',
      ...place,
      condition: expressionOrMissing(conversion, condition, place.start),
      thenStatement: statementOrMissing(conversion, thenIndex, place.end),
    });
    current = elseIndex;
    if (current !== undefined && kindAt(conversion, current) !== Kind.if_statement) {
      elseStatement = convertStatement(conversion, current);
    }
  }
  const statement = chain.reduceRight<Statement | null>(
    (rest, part) => ({ ...part, elseStatement: rest }),
    elseStatement,
  );
  return statement ?? emptyStatement(placeOf(conversion, index));
}

function doStatement(conversion: Conversion, index: number): Statement {
  const place = placeOf(conversion, index);
  const [body, condition] = childrenOf(conversion, index);
  return {
    kind: 'DoStatement',
    ...place,
    body: statementOrMissing(conversion, body, place.end),
    condition: expressionOrMissing(conversion, condition, place.end),
  };
}

function synchronizedStatement(conversion: Conversion, index: number): Statement {
  const place = placeOf(conversion, index);
  const [lock] = childrenOf(conversion, index);
  return {
    kind: 'SynchronizedStatement',
    ...place,
    lock: expressionOrMissing(conversion, lock, place.start),
    body: blockOrMissing(conversion, childOfKind(conversion, index, Kind.block), place),
  };
}

function labeledStatement(conversion: Conversion, index: number): Statement {
  const place = placeOf(conversion, index);
  const [label, body] = childrenOf(conversion, index).filter((child) => kindAt(conversion, child) !== Kind.colon);
  return {
    kind: 'LabeledStatement',
    ...place,
    label: label === undefined ? '' : textAt(conversion, label),
    body: statementOrMissing(conversion, body, place.end),
  };
}

function assertStatement(conversion: Conversion, index: number): Statement {
  const place = placeOf(conversion, index);
  const [condition, detail] = childrenOf(conversion, index).filter((child) => {
    const kind = kindAt(conversion, child);
    return kind !== Kind.semicolon && kind !== Kind.colon;
  });
  return {
    kind: 'AssertStatement',
    ...place,
    condition: expressionOrMissing(conversion, condition, place.end),
    detail: detail === undefined ? null : convertExpression(conversion, detail),
  };
}

function localType(conversion: Conversion, index: number): Statement {
  const declaration = conversion.parts.typeDeclaration(conversion, index);
  return { kind: 'LocalTypeDeclaration', ...placeOf(conversion, index), declaration };
}

/** `this(…);`, `super(…);` or `outer.super(…);`. */
function constructorInvocation(conversion: Conversion, index: number): Statement {
  const place = placeOf(conversion, index);
  const children = childrenOf(conversion, index);
  const list = children.findIndex((child) => kindAt(conversion, child) === Kind.argument_list);
  const keyword = children[list - 1];
  const [first] = children;
  const isQualified = first !== undefined && first !== keyword && kindAt(conversion, first) !== Kind.type_arguments;
  return {
    kind: 'ExplicitConstructorInvocation',
    ...place,
    keyword: keyword !== undefined && kindAt(conversion, keyword) === Kind.this ? 'this' : 'super',
    qualifier: isQualified ? convertExpression(conversion, first) : null,
    arguments: argumentsOf(conversion, index),
  };
}

/** Where a statement's last token in front of its `;` ends. */
export function endBeforeSemicolon(conversion: Conversion, index: number): number {
  const last = childrenOf(conversion, index).findLast((child) => kindAt(conversion, child) !== Kind.semicolon);
  return last === undefined ? startOf(conversion, index) : endOf(conversion, last);
}
